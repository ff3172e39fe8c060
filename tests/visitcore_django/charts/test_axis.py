from datetime import date

import pytest

from visitcore_django.charts.axis import day_ticks, short_day, ticks


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [
        (0, 90000, [0, 50000, 100000]),
        (-54000, 90000, [-100000, -50000, 0, 50000, 100000]),
        (0, 4, [0, 1, 2, 3, 4]),
        (0, 0, [0, 0.5, 1]),
    ],
)
def test_marks_are_round_and_hold_every_figure(low, high, marks):
    """
    The marks are round numbers that reach from below the least to above the greatest.
    """
    assert marks == ticks(low, high)


def test_days_are_marked_from_the_first_to_the_last():
    """
    Both ends of the days are marked, and days between at equal distances.
    """
    assert [date(2024, 3, 1), date(2024, 3, 3), date(2024, 3, 5)] == day_ticks(date(2024, 3, 1), date(2024, 3, 5), 2)
    assert [date(2024, 3, 1)] == day_ticks(date(2024, 3, 1), date(2024, 3, 1))


@pytest.mark.parametrize(("last", "said"), [(date(2024, 4, 1), "03-01"), (date(2025, 1, 1), "2024-03-01")])
def test_a_year_is_said_where_the_years_differ(last, said):
    """
    Within one year a day is told without it.
    """
    first = date(2024, 3, 1)

    assert said == short_day(first, first, last)
