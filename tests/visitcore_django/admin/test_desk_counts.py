from datetime import date, timedelta
from decimal import Decimal

import pytest
from visitcore_site.days import NOW, TODAY, at
from visitcore_site.sweeping import on

from visitcore_django import desk
from visitcore_django.admin import desk_counts as counts
from visitcore_django.models import Complaint, MealRequest, SweepRun, Visit
from visitcore_django.sweep.papers import unreported


@pytest.mark.parametrize(
    ("next_due", "this_week"), [(date(2024, 6, 16), 1), (date(2024, 6, 17), 0)], ids=["Sunday", "Monday"]
)
def test_the_week_ends_on_sunday(office, next_due, this_week):
    """
    On Friday, what is due on Sunday is due this week, what is due on Monday is not.
    """
    office.customer("C1", due_status="due", next_due=next_due, act_by=next_due)

    assert this_week == counts.numbers(office.li, TODAY, NOW).this_week


@pytest.mark.parametrize(
    ("status", "begun", "counted"),
    [
        ("completed", True, (1, 0)),
        ("cancelled", True, (0, 0)),
        ("completed", False, (0, 1)),
        ("cancelled", False, (0, 0)),
    ],
)
def test_late_reports_begun_and_not_begun_are_counted(office, status, begun, counted):
    """
    VPR-05.1: the report on Monday's visit was due on Wednesday; a visit cancelled since owes none.
    """
    SweepRun.objects.create(on=date(2024, 1, 2))
    visit = Visit.objects.create(
        customer=office.customer(), owner=office.li, start=at(date(2024, 6, 10)), status="completed"
    )
    if begun:
        desk.start_report(visit, by=office.li, at=at(date(2024, 6, 10), 12))
    unreported(on(TODAY), 0)
    Visit.objects.update(status=status)
    found = counts.numbers(office.li, TODAY, NOW)

    assert counted == (found.reports, found.not_begun)
    assert (0, 0) == (
        counts.numbers(office.zhao, TODAY, NOW).reports,
        counts.numbers(office.zhao, TODAY, NOW).not_begun,
    )


@pytest.mark.parametrize(("days", "place"), [(0, 0), (3, 0), (4, 1), (7, 1), (8, 2), (30, 2), (31, 3)])
def test_complaints_fall_into_one_age_each(office, days, place):
    """
    Both sides of every step of the chart.
    """
    day = TODAY - timedelta(days=days)
    Complaint.objects.create(number="N1", customer=office.customer(), problem="late", received_at=at(day, 0, 30))

    assert [int(at_ == place) for at_ in range(4)] == [
        count for _word, count in counts.complaints_by_age(office.li, TODAY)
    ]


def test_coverage_counts_every_state_of_a_grade(office):
    """
    Two A customers that were visited enough and one that is overdue; grades stand in order, those without one last.
    """
    for code, grade, status in (("1", "A", "met"), ("2", "A", "met"), ("3", "A", "overdue"), ("4", "", "undetermined")):
        office.customer(code, grade, due_status=status)

    assert [("A", (2, 0, 0, 1, 0)), ("", (0, 0, 0, 0, 1))] == counts.coverage(office.li)


def test_the_one_with_the_most_overdue_customers_stands_first(office):
    """
    Wang has two overdue customers, Li one; customers that are only due do not count.
    """
    for code, owner in (("1", office.li), ("2", office.wang), ("3", office.wang)):
        office.customer(code, owner=owner, due_status="overdue")
    office.customer("4", owner=office.li, due_status="due")

    assert [(office.wang.pk, 2), (office.li.pk, 1)] == counts.overdue_by_owner(office.lead)


@pytest.mark.parametrize(("day", "counted"), [(date(2024, 1, 1), True), (date(2023, 12, 31), False)])
def test_six_months_of_meals_are_shown(office, day, counted):
    """
    In June, meals from the first of January on are summed; three people at a cap of 25 may spend 75.
    """
    MealRequest.objects.create(
        customer=office.customer(),
        requested_by=office.li,
        on=day,
        occasion="banquet",
        importance="important",
        host="cs_staff",
        customers=1,
        company_diners=0,
        bill=Decimal(80),
        per_person=Decimal("26.67"),
        cap=Decimal(25),
        state=MealRequest.State.SETTLED,
    )

    assert ([(day, Decimal(80), Decimal(75))] if counted else []) == counts.spending(office.li, TODAY)
