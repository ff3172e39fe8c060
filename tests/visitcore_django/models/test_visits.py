from datetime import date, timedelta

from visitcore_site.days import NOW, TODAY

import visitcore
from visitcore_django.models import Excuse, Visit, VisitPlan


def test_a_person_has_one_plan_a_month(office, row, refused):
    """
    A second plan for the same month is refused; another person or month has its own.
    """
    first = row(VisitPlan, month=date(2024, 7, 1))
    row(VisitPlan, month=date(2024, 8, 1))
    row(VisitPlan, month=date(2024, 7, 1), owner=office.wang)

    with refused("visitcore_one_plan_a_month"):
        row(VisitPlan, month=date(2024, 7, 1))
    assert "li 2024-07" == str(first)


def test_a_visit_ends_after_it_starts(row, refused):
    """
    It may end the moment it starts, and not a minute before.
    """
    row(Visit, start=NOW, end=NOW)

    with refused("visitcore_vis_end_after_start"):
        row(Visit, start=NOW, end=NOW - timedelta(minutes=1))


def test_a_visit_is_recorded_once(office, row, refused):
    """
    The same person visits the same customer at one moment once.
    """
    held = row(Visit, start=NOW)
    row(Visit, start=NOW, owner=office.wang)

    with refused("visitcore_vis_once"):
        row(Visit, start=NOW)
    assert "Customer C0 (C0) 2024-06-14" == str(held)


def test_a_cancelled_visit_is_in_the_way_of_no_other(row, refused):
    """
    Beside those that were cancelled one stands, and no second.
    """
    for _time in range(2):
        row(Visit, start=NOW, status="cancelled").save()
    row(Visit, start=NOW, status="completed")

    with refused("visitcore_vis_once"):
        row(Visit, start=NOW)
    with refused("visitcore_vis_once"):
        Visit.objects.filter(status="cancelled").update(status="planned")


def test_the_days_of_an_excuse_stand_in_order(row, refused):
    """
    One day is an excuse, a last day before the first is none.
    """
    held = row(Excuse, last_day=TODAY)
    assert str(held).endswith("2024-06-14 – 2024-06-14")

    with refused("visitcore_exc_days_in_order"):
        row(Excuse, last_day=date(2024, 6, 13))


def test_an_excuse_says_why(row, refused):
    """
    Without a reason there is no excuse.
    """
    with refused("visitcore_exc_says_why"):
        row(Excuse, reason="")


def test_the_words_of_the_status_are_those_of_the_library():
    """
    A visit's status is one that the library counts by.
    """
    assert {status.value for status in visitcore.VisitStatus} == set(Visit.Status.values)
