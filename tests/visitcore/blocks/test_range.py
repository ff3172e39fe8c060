from datetime import UTC, time
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from visitcore.blocks.range import Range, as_point

numbers = st.one_of(st.integers(-50, 50), st.decimals(-50, 50, places=2))
times = st.builds(time, st.integers(0, 23), st.integers(0, 59), st.sampled_from([0, 30]))
POINTS = {"number": numbers, "integer": st.integers(-50, 50), "time": times}


@st.composite
def ranges(draw, of=None):
    """
    Any range that holds something.
    """
    of = of or draw(st.sampled_from(sorted(POINTS)))
    cuts = st.none() | st.tuples(POINTS[of], st.integers(0, 1))
    low, high = draw(cuts), draw(cuts)
    try:
        return Range(of=of, low=low, high=high)
    except ValueError:
        assume(False)


@pytest.mark.parametrize(
    ("text", "inside", "beside"),
    [
        (">= 80", ["80", "1000"], ["79.99"]),
        ("> 5", ["5.01"], ["5"]),
        ("< 60", ["59.99", "-3"], ["60"]),
        ("<= 3", ["3"], ["3.01"]),
        ("= 5", ["5"], ["4.99", "5.01"]),
        ("5", ["5.00"], ["4"]),
        ("[60..80)", ["60", "79.99"], ["59.99", "80"]),
        ("(0..1]", ["0.01", "1"], ["0", "1.01"]),
        ("[-1.5..-0.5]", ["-1.5", "-0.5"], ["-1.51", "0"]),
        ("any", ["-1000", "0"], []),
    ],
)
def test_both_sides_of_every_end(text, inside, beside):
    """
    A square bracket takes its end in, a round one leaves it out.
    """
    stretch = Range.parse(text)

    assert all(Decimal(point) in stretch for point in inside)
    assert not any(Decimal(point) in stretch for point in beside)


@pytest.mark.parametrize(
    ("text", "inside", "beside"),
    [
        ("[08:00..16:30)", ["08:00", "16:29:59"], ["07:59:59", "16:30"]),
        (">= 16:30", ["16:30", "23:59:59"], ["16:29"]),
        ("[16:30..24:00)", ["16:30", "23:59:59"], ["16:29"]),
        ("< 9:00", ["00:00", "08:59"], ["09:00"]),
    ],
)
def test_times_of_day(text, inside, beside):
    """
    A day runs from 00:00 to 24:00.
    """
    stretch = Range.parse(text, of="time")

    assert all(point in stretch and time.fromisoformat(point) in stretch for point in inside)
    assert not any(point in stretch for point in beside)


@pytest.mark.parametrize(
    ("text", "of", "canonical"),
    [
        ("5", "number", "= 5"),
        ("≥80", "number", ">= 80"),
        ("[ 0.80 .. 1 )", "number", "[0.80..1)"),
        ("> 3", "integer", ">= 4"),
        ("< 4", "integer", "<= 3"),
        ("(0..3)", "integer", "[1..2]"),
        ("(0..2)", "integer", "= 1"),
        ("[00:00..08:30]", "time", "<= 08:30"),
        ("[08:00..24:00]", "time", ">= 08:00"),
        (">= 00:00", "time", "any"),
    ],
)
def test_one_way_to_write_it(text, of, canonical):
    """
    Whatever a range was written like, it is shown in one form.
    """
    assert canonical == str(Range.parse(text, of=of))


@given(ranges())
def test_text_and_range_agree(stretch):
    """
    Reading what a range shows gives the range.
    """
    assert stretch == Range.parse(str(stretch), of=stretch.of)


@given(ranges())
def test_a_sample_lies_inside(stretch):
    """
    A range can always name one of its points.
    """
    assert stretch.sample() in stretch


@given(st.data(), st.sampled_from(sorted(POINTS)))
def test_a_common_point_means_an_overlap(data, of):
    """
    A point lies in what two ranges share exactly if it lies in both.
    """
    one, other, point = data.draw(ranges(of)), data.draw(ranges(of)), data.draw(POINTS[of])
    shared = one.meet(other)

    assert one.overlaps(other) == (shared is not None)
    assert (point in one and point in other) == (shared is not None and point in shared)


@given(st.integers(-50, 50), st.integers(-50, 50))
def test_whole_numbers_meet_without_a_gap(end, point):
    """
    Up to n and from n + 1 on leave no whole number out and share none.
    """
    low, high = Range.parse(f"<= {end}", of="integer"), Range.parse(f">= {end + 1}", of="integer")

    assert low.high == high.low
    assert (point in low) != (point in high)


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("", "number"),
        ("many", "number"),
        (">> 5", "number"),
        ("[1..2", "number"),
        ("[1,2]", "number"),
        ("60-80", "number"),
        ("1.5", "integer"),
        ("[08:00..16:60)", "time"),
        ("25:00", "time"),
        (">= 24:00", "time"),
        ("8", "time"),
    ],
)
def test_unreadable_text_is_answered_with_examples(text, of):
    """
    The error shows the text and how to write it.
    """
    with pytest.raises(ValueError, match="write for example") as caught:
        Range.parse(text, of=of)

    assert repr(text) in str(caught.value)


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("[5..3]", "number"),
        ("(5..5]", "number"),
        ("(3..4)", "integer"),
        ("[17:00..08:00)", "time"),
        ("< 00:00", "time"),
    ],
)
def test_a_range_that_holds_nothing_is_refused(text, of):
    """
    Turned-round and empty ranges are mistakes.
    """
    with pytest.raises(ValueError, match="holds nothing"):
        Range.parse(text, of=of)


@pytest.mark.parametrize(("point", "of"), [(5, "number"), (Decimal(5), "integer"), (time(8), "time")])
def test_a_bare_point_is_a_range_of_one(point, of):
    """
    A number or time may stand where a range is asked for.
    """
    stretch = Range.parse(point, of=of)

    assert point in stretch
    assert point == stretch.sample()


@pytest.mark.parametrize("value", [0.5, True])
def test_inexact_numbers_are_refused(value):
    """
    A float is not compared with exact ends.
    """
    with pytest.raises(TypeError, match="Decimal"):
        assert value in Range()


def test_a_time_with_a_zone_is_refused():
    """
    Times of day are local ones.
    """
    with pytest.raises(TypeError, match="local time"):
        as_point(time(8, tzinfo=UTC), "time")


def test_ranges_of_different_kinds_are_not_compared():
    """
    A number and a time share no order.
    """
    with pytest.raises(ValueError, match="cannot be compared"):
        Range().overlaps(Range(of="time"))


def test_half_a_piece_is_no_whole_number():
    """
    Two and a half lies neither at most 2 nor at least 3, as far as whole numbers go.
    """
    half = Decimal("2.5")

    assert half not in Range.parse("<= 2", of="integer")
    assert half not in Range.parse("any", of="integer")
