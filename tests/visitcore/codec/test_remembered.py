from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.codec import remembered
from visitcore.codec.cells import CellError
from visitcore.codec.moments import read_moment
from visitcore.codec.remembered import LocalDays, Moments, Remembered
from visitcore.ground.days import local_day

CELLS = st.one_of(
    st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)).map(str),
    st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)).map(lambda at: at.strftime("%Y/%m/%d %H:%M")),
    st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)).map(lambda at: at.strftime("%Y-%m-%dT%H:%M:%S+08:00")),
    st.from_regex(r"\A(2024-0?[1-9]-1\d|4536\d|2024年6月14日)?[ T]?(上午)? ?(\d?\d:\d\d)?( PM|Z)?\Z"),
    st.integers(40_000, 50_000),
    st.none(),
)


def test_a_cell_is_read_once():
    """
    The second time a cell comes it is not read again.
    """
    calls = []
    lengths = Remembered(lambda cell: calls.append(cell) or len(cell))

    assert [3, 3, 2] == [lengths["abc"], lengths["abc"], lengths["ab"]]
    assert ["abc", "ab"] == calls


def test_memory_has_a_bound(monkeypatch):
    """
    When enough is remembered, further cells are read each time.
    """
    monkeypatch.setattr(remembered, "MOST", 2)
    lengths, moments = Remembered(len), Moments()

    assert [1, 2, 3, 3] == [lengths[cell] for cell in ("a", "ab", "abc", "abc")]
    assert [date(2024, 1, day) for day in (1, 2, 3)] == [moments[f"2024-01-0{day}"] for day in (1, 2, 3)]
    assert (2, 2) == (len(lengths), len(moments))


def test_an_error_is_not_remembered_as_a_value():
    """
    A faulty cell is faulty each time.
    """
    moments = Moments()

    for _again in range(2):
        with pytest.raises(CellError):
            moments["2024-02-30"]


@given(CELLS)
def test_remembering_changes_no_answer(cell):
    """
    A day or instant that is put together from what is remembered is the one that reading the whole cell gives.
    """
    moments = Moments()
    try:
        expected = read_moment(cell)
    except CellError:
        with pytest.raises(CellError):
            moments[cell]
        return

    for _again in range(2):
        actual = moments[cell]

        assert (type(expected), expected) == (type(actual), actual)


@given(CELLS)
def test_the_local_day_is_that_of_the_moment(cell):
    """
    Taking the day alone gives the day that the whole moment has where the company is at home.
    """
    zone = ZoneInfo("America/New_York")
    days = LocalDays(zone)
    try:
        moment = read_moment(cell)
    except CellError:
        with pytest.raises(CellError):
            days[cell]
        return

    for _again in range(2):
        assert (None if moment is None else local_day(moment, zone)) == days[cell]
