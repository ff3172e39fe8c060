import copy
from datetime import time
from decimal import Decimal
from itertools import pairwise

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.range import Range
from visitcore.blocks.scale import Band, Scale
from visitcore.ground.unspecified import UNSPECIFIED

#: The bands of the grading model: 80 and above, 60 up to 80, below 60.
GRADES = Scale(
    domain="number [0..100]",
    bands=(
        Band(when=">= 80", then="A", rule="R-1"),
        Band(when="[60..80)", then="B", rule="R-1"),
        Band(when="< 60", then="C", rule="R-2"),
    ),
)
HALVES = [Decimal(n) / 2 for n in range(21)]
bands = st.lists(
    st.tuples(st.integers(0, 10), st.integers(0, 10), st.sampled_from(["[]", "[)", "(]", "()"])).filter(
        lambda ends: ends[0] < ends[1]
    ),
    min_size=1,
    max_size=5,
)


def held(ends, value):
    """
    Whether a band holds a value, worked out without the library.
    """
    low, high, (opens, closes) = ends
    return low < value < high or (value == low and opens == "[") or (value == high and closes == "]")


def scale(made):
    """
    A scale from 0 to 10 with bands as drawn.
    """
    return Scale(
        domain="number [0..10]",
        bands=[Band(when=f"{kind[0]}{low}..{high}{kind[1]}", then=at) for at, (low, high, kind) in enumerate(made)],
    )


@pytest.mark.parametrize(
    ("score", "grade"),
    [
        ("87.375", "A"),
        ("80", "A"),
        ("79.99", "B"),
        ("79.99999999999999999999999999999999", "B"),
        ("60", "B"),
        ("59.99", "C"),
        ("0", "C"),
    ],
)
def test_both_sides_of_every_band(score, grade):
    """
    The number at the foot of a band belongs to it.
    """
    assert grade == GRADES.at(Decimal(score)).then


@pytest.mark.parametrize("value", [None, -1, 101, "many"])
def test_nothing_holds_what_is_unknown_or_outside(value):
    """
    Outside the domain there is no band.
    """
    assert GRADES.at(value) is None


@given(bands)
def test_gaps_are_exactly_what_no_band_holds(made):
    """
    A value lies in a gap if and only if no band holds it.
    """
    gaps = scale(made).gaps()

    for value in HALVES:
        assert any(held(ends, value) for ends in made) != any(value in gap for gap in gaps)


@given(bands)
def test_overlaps_are_exactly_the_bands_that_share_values(made):
    """
    Two bands overlap if and only if some value lies in both; the stretch shown lies in both.
    """
    found = scale(made).overlaps()
    pairs = {
        (one, other)
        for value in HALVES
        for one in range(len(made))
        for other in range(one + 1, len(made))
        if held(made[one], value) and held(made[other], value)
    }

    assert pairs == {(one, other) for one, other, _ in found}
    assert all(
        held(made[one], stretch.sample()) and held(made[other], stretch.sample()) for one, other, stretch in found
    )


@given(st.lists(st.integers(1, 99), unique=True).map(sorted), st.decimals(0, 100, places=2))
def test_bands_that_meet_answer_everywhere_once(ends, value):
    """
    Bands that each begin where the last one ends have no problem, and each value has its band.
    """
    edges = [0, *ends, 100]
    made = Scale(
        domain="number [0..100)",
        bands=[Band(when=f"[{low}..{high})", then=low) for low, high in pairwise(edges)],
    )
    band = made.at(value)

    assert () == made.problems()
    assert (None if value == 100 else max(low for low in edges if low <= value)) == (band and band.then)


def test_a_gap_and_an_overlap_are_shown_with_a_value():
    """
    Leaving 80 out, or counting it twice, is found.
    """
    open_ = evolve(GRADES, bands=(Band(when="> 80", then="A"), *GRADES.bands[1:]))
    twice = evolve(GRADES, bands=(GRADES.bands[0], Band(when="[60..80]", then="B"), GRADES.bands[2]))

    assert [("bands", "value = 80")] == [(problem.where, problem.sample) for problem in open_.problems()]
    assert [("bands[1].when", "value = 80")] == [(problem.where, problem.sample) for problem in twice.problems()]
    assert (None, None) == (open_.at(80), twice.at(80))
    assert (Range.parse("= 80"),) == open_.gaps()


def test_whole_numbers_leave_nothing_between_them():
    """
    Up to 5 and from 6 on meet where only whole numbers count.
    """
    bands = (Band(when="[1..5]", then=UNSPECIFIED), Band(when=">= 6", then=[2]))

    assert () == Scale(domain="integer >= 1", bands=bands).problems()
    assert (Range.parse("(5..6)"),) == Scale(domain="number >= 1", bands=bands).gaps()


def test_times_of_day_have_scales_too():
    """
    A day can be cut into office hours and the rest.
    """
    day = Scale(
        domain="time",
        bands=[Band(when="[08:00..16:30)", then="open"), Band(when="< 08:00", then=""), Band(when=">= 16:30", then="")],
    )

    assert () == day.problems()
    assert "open" == day.at(time(16, 29)).then == day.at("08:00").then


@pytest.mark.parametrize(
    ("made", "where"),
    [
        (Scale(domain="flag", bands=GRADES.bands), "domain"),
        (Scale(domain="numbers", bands=GRADES.bands), "domain"),
        (Scale(bands=()), "bands"),
        (Scale(bands=[Band(when="60-80", then="B")]), "bands[0].when"),
    ],
)
def test_an_unreadable_scale_names_its_fault(made, where):
    """
    The problem is listed; asking anyway is an error that names it.
    """
    (problem,) = made.problems()

    assert where == problem.where
    with pytest.raises(ValueError, match="this scale cannot be read"):
        made.at(1)


def test_a_band_outside_the_domain_is_a_problem():
    """
    A band that no value can reach is a mistake.
    """
    made = evolve(GRADES, bands=(*GRADES.bands, Band(when="> 100", then="A+")))

    assert ["bands[3].when"] == [problem.where for problem in made.problems()]


def test_floats_are_refused():
    """
    A float is not compared with exact ends.
    """
    with pytest.raises(TypeError, match="Decimal"):
        GRADES.at(79.99)


def test_rules_are_cited_once_each_and_asking_leaves_no_trace():
    """
    A scale rests on the rules of its bands, and stays a plain value.
    """
    assert ("R-1", "R-2") == GRADES.cited()
    assert GRADES == copy.deepcopy(GRADES)
