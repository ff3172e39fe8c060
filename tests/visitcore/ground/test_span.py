from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.ground.span import Span, last_day, merged

MARCH = Span(date(2024, 3, 1), date(2024, 4, 1))

ends = st.none() | st.integers(-5, 5)
points = st.integers(-7, 7)


@st.composite
def spans(draw):
    """
    Any span of small numbers, open ends included.
    """
    since, until = draw(ends), draw(ends)
    if since is not None and until is not None:
        since, until = min(since, until), max(since, until) + 1
    return Span(since, until)


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        (date(2024, 2, 29), False),
        (date(2024, 3, 1), True),
        (date(2024, 3, 31), True),
        (date(2024, 4, 1), False),
    ],
)
def test_first_day_counts_and_until_does_not(day, inside):
    """
    A span holds its first day and not the day it runs until.
    """
    assert inside == (day in MARCH)


@pytest.mark.parametrize("until", [date(2024, 3, 1), date(2024, 2, 29)])
def test_span_cannot_be_empty_or_turned_round(until):
    """
    A span that would hold nothing is refused, with both ends in the message.
    """
    with pytest.raises(ValueError, match=f"from 2024-03-01 until {until} holds nothing"):
        Span(date(2024, 3, 1), until)


def test_open_ends_hold_everything_on_their_side():
    """
    No beginning means always so far, no end means until further notice.
    """
    assert date.min in Span(until=date(2024, 1, 1))
    assert date.max in Span(date(2024, 1, 1))
    assert date(2024, 1, 1) in Span()


def test_touching_spans_do_not_overlap():
    """
    March and April share no day, March and its last day do.
    """
    april = Span(date(2024, 4, 1), date(2024, 5, 1))

    assert not MARCH.overlaps(april)
    assert MARCH.overlaps(Span(date(2024, 3, 31), date(2024, 5, 1)))


@pytest.mark.parametrize(
    ("span", "text"),
    [
        (MARCH, "from 2024-03-01 until 2024-04-01"),
        (Span(), "from the beginning until further notice"),
        (Span(Decimal(0), Decimal(5)), "from 0 until 5"),
        (Span(-5, 0), "from -5 until 0"),
    ],
)
def test_span_prints_both_ends(span, text):
    """
    Both ends are printed, and a zero is a number like any other.
    """
    assert text == str(span)


@pytest.mark.parametrize(("span", "day"), [(MARCH, date(2024, 3, 31)), (Span(date(2024, 3, 1)), None)])
def test_last_day_is_the_day_before_until(span, day):
    """
    People are told the last good day, not the first bad one.
    """
    assert day == last_day(span)


@given(a=spans(), b=spans())
def test_spans_overlap_exactly_where_they_share_a_point(a, b):
    """
    Two spans overlap if and only if some point lies in both.
    """
    shared = any(point in a and point in b for point in range(-8, 9))

    assert shared == a.overlaps(b) == b.overlaps(a)


@given(a=spans(), b=spans())
def test_a_span_covers_exactly_what_lies_inside(a, b):
    """
    A span covers another if and only if no point of the other lies outside.
    """
    inside = all(point in a for point in range(-8, 9) if point in b)

    assert inside == a.covers(b)


@given(since=st.dates(), length=st.integers(1, 400))
def test_last_day_is_inside_and_the_next_is_not(since, length):
    """
    The last day is the only one inside whose next day is outside.
    """
    span = Span(since, min(since, date.max - timedelta(days=length)) + timedelta(days=length))
    day = last_day(span)

    assert day in span
    assert span.until not in span
    assert timedelta(days=1) == span.until - day


def test_spans_that_overlap_or_adjoin_are_put_together():
    """
    What meets becomes one stretch, in order; a day between two keeps them apart.
    """
    march, april, may = (date(2024, month, 1) for month in (3, 4, 5))
    spans = [Span(april, may), Span(march, april), Span(date(2024, 5, 2), None)]

    assert (Span(march, may), Span(date(2024, 5, 2), None)) == merged(spans)
    assert (Span(),) == merged([Span(None, april), Span(march, None)])
