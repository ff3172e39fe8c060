"""
Sums over the days of a month, against every way in which visits could lie late.
"""

from datetime import date, timedelta
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from visitcore.planner.spread import even_steps

DAYS = [date(2024, 6, 3) + timedelta(days=at) for at in range(20)]
few = st.lists(st.integers(0, 3), min_size=1, max_size=6)


def first(rooms, ends):
    """
    The evenest sums.
    """
    return next(iter(even_steps(DAYS[: len(rooms)], rooms, [DAYS[at] for at in ends])))


def test_twenty_two_visits_lie_over_twenty_days_evenly():
    """
    One a day, and two on two of them.
    """
    sums = first([6] * 20, [19] * 22)

    assert 22 == sums[-1]
    assert [1] * 18 + [2] * 2 == sorted(later - before for before, later in zip([0, *sums], sums, strict=False))


def test_a_day_that_is_taken_already_gets_a_smaller_share():
    """
    By the room that is left: none where there is none.
    """
    assert [0, 2, 2, 3] == first([0, 2, 0, 1], [3] * 3)


def test_what_ends_early_is_made_early():
    """
    Three end on the first day, which holds them all; the three that have time lie on the last two.
    """
    assert [3, 3, 5, 6] == first([3] * 4, [0] * 3 + [3] * 3)


def test_a_full_last_day_draws_visits_forward():
    """
    Of six that end on the last day, which holds two, four are made before it.
    """
    assert 4 <= first([6, 0, 2], [2] * 6)[1]


def test_the_last_step_holds_nothing_back():
    """
    Each step lets more visits lie ahead, and the last one all of them on the first day.
    """
    steps = list(even_steps(DAYS, [6] * 20, [DAYS[-1]] * 22))

    assert steps == sorted(steps)
    assert [22] * 20 == steps[-1]


def test_where_nothing_is_to_be_placed_there_is_no_step():
    """
    Neither without visits nor without days.
    """
    assert [] == list(even_steps(DAYS, [6] * 20, []))
    assert [[]] == list(even_steps([], [], [DAYS[0]]))


@given(rooms=few, data=st.data())
def test_every_visit_is_in_time_wherever_that_is_possible(rooms, data):
    """
    Whoever fills each day up to its sum, those that end first first, is late with none that could be in time.
    """
    ends = sorted(data.draw(st.lists(st.integers(0, len(rooms) - 1), max_size=sum(rooms))))
    possible = all(sum(end <= at for end in ends) <= held for at, held in enumerate(accumulate(rooms)))
    if not ends or not possible:
        return
    placed: list[int] = []
    for at, (room, most) in enumerate(zip(rooms, first(rooms, ends), strict=True)):
        placed += [at] * min(room, most - len(placed), len(ends) - len(placed))

    assert len(ends) == len(placed)
    assert all(at <= end for at, end in zip(placed, ends, strict=True))
