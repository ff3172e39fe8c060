from datetime import date

import pytest

from visitcore.policy.editions import Editions

KEY = "visits.cadence"
NEW_YEAR, SPRING, NOW = date(2024, 1, 1), date(2024, 4, 1), date(2024, 6, 14)


@pytest.fixture
def saying(make):
    """
    A policy that says a number, from a day on where one is given.
    """
    return lambda number, since=None: make.policy(make.pack(visits__cadence=(make.dated(number, since=since),)))


@pytest.mark.parametrize(
    ("day", "number"), [(date(2023, 12, 31), 1), (NEW_YEAR, 2), (date(2024, 3, 31), 2), (SPRING, 3), (NOW, 3)]
)
def test_a_day_is_answered_by_the_policy_that_governed_on_it(saying, day, number):
    """
    The day on which a policy no longer governed is the first of the next one.
    """
    before = Editions().then(NEW_YEAR, saying(1)).then(SPRING, saying(2))

    assert number == before.find(KEY, day, saying(3)).value


def test_of_a_policy_that_cannot_be_read_nothing_is_told(saying):
    """
    Its days have no value, whatever the policy at hand says.
    """
    before = Editions(((NEW_YEAR, None),))

    assert before.find(KEY, date(2023, 12, 31), saying(3)) is None
    assert not before.never_changed(saying(3).on(NOW).find(KEY), saying(3))


@pytest.mark.parametrize(
    ("before", "since", "now", "never"),
    [
        (None, None, None, True),
        (3, None, None, True),
        (2, None, None, False),
        (3, date(2023, 6, 1), None, False),
        (3, None, date(2023, 6, 1), False),
    ],
)
def test_a_value_never_changed_where_every_policy_has_always_said_it(saying, before, since, now, never):
    """
    One that said it only from some day on may have said another thing before.
    """
    policy = saying(3, now)
    editions = Editions() if before is None else Editions().then(SPRING, saying(before, since))

    assert never is editions.never_changed(policy.on(NOW).find(KEY), policy)
