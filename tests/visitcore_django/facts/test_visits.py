from datetime import UTC, date, datetime, timedelta

import pytest
from visitcore_site.days import TODAY, at

import visitcore
from visitcore.ground.span import Span
from visitcore_django.facts.visits import excuse_fact, local, planned_ahead, visit_fact, visit_record
from visitcore_django.models import Excuse, Visit


def test_a_visit_is_told(office):
    """
    Start, end, status, visitor and purpose are told as they stand.
    """
    row = Visit(
        customer=office.customer(),
        owner=office.li,
        start=at(TODAY, 9),
        end=at(TODAY, 10),
        status="completed",
        purpose="a new line",
    )

    assert visitcore.Visit(
        start=at(TODAY, 9),
        end=at(TODAY, 10),
        status=visitcore.VisitStatus.COMPLETED,
        owner="li",
        purpose="a new line",
    ) == visit_fact(row)


def test_what_is_not_known_of_a_visit_stays_unknown(office):
    """
    Without end, visitor and purpose the fact has none.
    """
    fact = visit_fact(Visit(customer=office.customer(), start=at(TODAY)))

    assert (None, None, None) == (fact.end, fact.owner, fact.purpose)


def test_a_visit_falls_on_its_local_day():
    """
    Half past four in the afternoon in Greenwich is past midnight in Shanghai, and so the next day.
    """
    assert date(2024, 6, 15) == local(datetime(2024, 6, 14, 16, 30, tzinfo=UTC)).date()
    assert date(2024, 6, 14) == local(datetime(2024, 6, 14, 15, 59, tzinfo=UTC)).date()


def test_the_last_day_of_an_excuse_counts():
    """
    An excuse to the fourteenth covers the fourteenth and not the fifteenth.
    """
    fact = excuse_fact(Excuse(first_day=date(2024, 6, 10), last_day=TODAY, reason="stocktaking"), "C1")

    assert (
        visitcore.Excuse(customer="C1", span=Span(date(2024, 6, 10), date(2024, 6, 15)), reason="stocktaking") == fact
    )


@pytest.mark.parametrize(("state", "counts"), [("requested", False), ("returned", False), ("approved", True)])
def test_only_an_approved_excuse_counts(office, state, counts):
    """
    Asking for an excuse excuses nothing.
    """
    row = office.customer()
    Excuse.objects.create(customer=row, first_day=TODAY, last_day=TODAY, reason="stocktaking", state=state)

    assert counts == bool(visit_record(row, TODAY).excuses)


def test_a_record_holds_the_customers_own_visits(office):
    """
    Visits stand in their order, and those of another customer elsewhere.
    """
    row, other = office.customer(), office.customer("C2")
    for hour in (15, 9):
        Visit.objects.create(customer=row, owner=office.li, start=at(TODAY, hour))
    Visit.objects.create(customer=other, owner=office.li, start=at(TODAY, 12))
    record = visit_record(row, TODAY)

    assert [at(TODAY, 9), at(TODAY, 15)] == [visit.start for visit in record.visits]
    assert ("C1", TODAY) == (record.customer.code, record.on)


def test_the_next_planned_visit_of_many_is_looked_up_at_once(office, django_assert_num_queries):
    """
    The earliest from the day on; what is made, cancelled or gone by is none.
    """
    rows = [office.customer(f"C{number}") for number in range(3)]
    for row, days in zip(rows, ((-1, 2, 5), (3,), ()), strict=True):
        for ahead in days:
            Visit.objects.create(customer=row, start=at(TODAY + timedelta(days=ahead), 9), status="planned")
        Visit.objects.create(customer=row, start=at(TODAY + timedelta(days=1), 9), status="cancelled")

    with django_assert_num_queries(1):
        found = planned_ahead(rows, TODAY)
    assert {rows[0].pk: TODAY + timedelta(days=2), rows[1].pk: TODAY + timedelta(days=3)} == found


def test_a_visit_planned_for_the_day_itself_counts(office):
    """
    Even one that begins at its first instant.
    """
    row = office.customer()
    Visit.objects.create(customer=row, start=at(TODAY, 0), status="planned")

    assert {row.pk: TODAY} == planned_ahead([row], TODAY)
