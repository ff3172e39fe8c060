from datetime import date

import pytest
from visitcore_site.days import TODAY, at

from visitcore_django.desk.excuse_reach import owed_all_the_same, period_of
from visitcore_django.models import Excuse, Visit

JUNE = date(2024, 6, 1), date(2024, 6, 30)


@pytest.mark.parametrize(
    ("days", "owed"),
    [
        (JUNE, False),
        ((date(2024, 5, 31), date(2024, 7, 1)), False),
        ((date(2024, 6, 2), date(2024, 6, 30)), True),
        ((date(2024, 6, 1), date(2024, 6, 29)), True),
        ((date(2024, 6, 30), date(2024, 7, 31)), True),
        ((date(2024, 7, 1), date(2024, 7, 31)), False),
        ((date(2024, 5, 1), date(2024, 5, 31)), False),
    ],
)
def test_only_the_whole_period_is_excused(office, days, owed):
    """
    ABC-03.2a: an A customer's month is excused from its first day to its last; other months are not spoken of.
    """
    row = office.customer(since=date(2024, 6, 1))
    then = owed_all_the_same(row, *days, TODAY)

    assert owed == (then is not None)
    if then is not None:
        assert JUNE == (then.period_start, then.period_end)


def test_days_that_are_excused_already_count_with_the_new_ones(office):
    """
    The first half is approved; the second half covers the rest.
    """
    row = office.customer(since=date(2024, 6, 1))
    first = {"first_day": date(2024, 6, 1), "last_day": date(2024, 6, 15), "reason": "closed"}
    Excuse.objects.create(customer=row, requested_by=office.li, state=Excuse.State.APPROVED, **first)

    assert owed_all_the_same(row, date(2024, 6, 16), date(2024, 6, 30), TODAY) is None


def test_nothing_stays_owed_where_the_visit_was_made(office):
    """
    Nor where the policy says nothing of how often.
    """
    row = office.customer(since=date(2024, 6, 1))
    Visit.objects.create(customer=row, owner=office.li, start=at(date(2024, 6, 3)), status="completed")

    assert owed_all_the_same(row, date(2024, 6, 10), date(2024, 6, 12), TODAY) is None
    assert owed_all_the_same(office.customer("C2", grade="?"), date(2024, 6, 10), date(2024, 6, 12), TODAY) is None


def test_the_period_of_a_row_holds_only_for_its_days(office):
    """
    A row that was last looked at in May tells nothing of June.
    """
    row = office.customer(period_start=date(2024, 5, 1), period_end=date(2024, 5, 31))

    assert period_of(row, TODAY) is None
    assert (date(2024, 5, 1), date(2024, 5, 31)) == period_of(row, date(2024, 5, 31))
    assert period_of(office.customer("C2"), TODAY) is None
