from datetime import date

import pytest

from visitcore.blocks.quota import Quota
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text

NEW_YEAR = date(2024, 1, 1)


@pytest.fixture
def history(make):
    """
    Two until the end of 2023, three from the first day of 2024.
    """
    return make.history(make.dated(2, until=NEW_YEAR), make.dated(3, since=NEW_YEAR))


@pytest.mark.parametrize(("day", "value"), [(date(2023, 12, 31), 2), (date(2024, 1, 1), 3), (date.min, 2)])
def test_a_value_changes_on_its_first_day(history, day, value):
    """
    The day before the change has the old value, the day of the change the new one.
    """
    assert value == history.on(day).value


def test_there_is_no_value_before_the_first_day(make):
    """
    A value does not reach back before its first day, nor to the day it ends.
    """
    history = make.history(make.dated(2, since=NEW_YEAR, until=date(2025, 1, 1)))

    assert history.on(date(2023, 12, 31)) is None
    assert history.on(date(2025, 1, 1)) is None
    assert 2 == history.on(date(2024, 12, 31)).value


def test_entries_that_meet_are_sound(history):
    """
    One entry may begin on the day the other ends.
    """
    assert () == history.problems()


def test_an_entry_without_its_days_shares_none(make):
    """
    Of an entry whose days are at fault nobody knows on which it binds; the others are compared all the same.
    """
    history = make.history(make.dated(2, until=NEW_YEAR), make.dated(2), make.dated(3, since=date(2023, 1, 1)))

    assert ["history[2]"] == [problem.where for problem in history.problems({1})]


def test_entries_that_share_days_are_told(make):
    """
    A newer entry does not silently hide the older one: both bind on the same days.
    """
    history = make.history(make.dated(2, until=date(2025, 1, 1)), make.dated(3, since=NEW_YEAR))
    expected = Problem(
        "history[1]",
        Text(
            "is in force on the same days as history[0] "
            "(from 2024-01-01 until further notice; from the beginning until 2025-01-01)",
            "与 history[0] 的有效期重叠（自2024-01-01起；自起始起，至2025-01-01（不含））",
        ),
        Text(
            "give the older one an 'until', or the newer one a later 'since'",
            "请为较早的一条写上 until，或把较新一条的 since 推后",
        ),
    )

    assert (expected,) == history.clashes()
    assert (expected,) == history.problems()


def test_what_a_block_says_against_itself_is_told_with_its_place(make):
    """
    The fault of a block carries the way to it.
    """
    (problem,) = make.history(make.dated(1, until=NEW_YEAR), make.dated(Quota(), since=NEW_YEAR)).problems()

    assert "history[1].quota" == problem.where


def test_a_history_without_a_gap_is_always_in_force(make, history):
    """
    A value for every day there is, or not.
    """
    assert history.always()
    assert make.history(make.dated(2)).always()
    assert not make.history(make.dated(2, since=NEW_YEAR)).always()
    assert not make.history(make.dated(2, until=NEW_YEAR)).always()
    assert not make.history().always()
    assert not make.history(make.dated(2, until=NEW_YEAR), make.dated(3, since=date(2024, 1, 2))).always()
