from datetime import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.domain import Domain
from visitcore.blocks.sweep import Axis

FEW = ["< 1", "<= 1", "= 1", "> 1", "[1..2)", "(1..3]", ">= 3", "any"]


def axis(domain, cells):
    """
    An axis cut from cells as an author writes them.
    """
    read = Domain.read(domain)
    return Axis.cut("x", read, [None if cell is None else read.cell(cell) for cell in cells])


@given(st.lists(st.sampled_from(FEW), max_size=5), st.integers(0, 8).map(lambda n: Decimal(n) / 2))
def test_a_value_finds_exactly_the_cells_that_hold_it(cells, value):
    """
    Bit i is set exactly if cell i holds the value.
    """
    domain = Domain.read("number [0..4]")
    held = sum(1 << i for i, cell in enumerate(cells) if value in domain.cell(cell))

    assert held == axis("number [0..4]", cells).find(value)


@given(st.lists(st.sampled_from(FEW), max_size=5))
def test_a_sample_is_found_in_its_own_stretch(cells):
    """
    The mask of a stretch is what its sample finds.
    """
    cut = axis("number [0..4]", cells)

    assert list(cut.masks) == [cut.find(cut.sample(at)) for at in range(len(cut.stretches))]


@pytest.mark.parametrize(
    ("domain", "value"),
    [
        ("number [0..100]", -1),
        ("number [0..100]", Decimal("100.01")),
        ("number", Decimal("NaN")),
        ("number", "many"),
        ("integer", Decimal("1.5")),
        ("time", "25:00"),
        ("time", 8),
        ("flag", 1),
        ("flag", "true"),
        (["A"], "B"),
        (["A"], 5),
        (["A"], ["A"]),
    ],
)
def test_a_value_outside_the_domain_finds_nothing(domain, value):
    """
    Outside is not the same as matched by no cell.
    """
    assert axis(domain, []).find(value) is None


@pytest.mark.parametrize(
    ("domain", "value"),
    [("number", "7.50"), ("number", 7), ("integer", "7"), ("time", time(7)), ("time", "07:00"), ("flag", False)],
)
def test_a_value_inside_the_domain_finds_the_cells_that_hold_anything(domain, value):
    """
    Exact numbers and times may come as digits.
    """
    assert axis(domain, [None]).find(value) == 1


def test_the_ends_of_the_domain_belong_to_it_as_stated():
    """
    A closed end is inside, an open one is not.
    """
    cut = axis("number [0..100)", [None])

    assert (1, None) == (cut.find(0), cut.find(100))


def test_floats_are_refused():
    """
    A float is not compared with exact ends.
    """
    with pytest.raises(TypeError, match="Decimal"):
        axis("number", []).find(0.5)


def test_each_unbroken_run_has_its_own_start():
    """
    Two holes in a number line are two, every word of a choice is one, the whole axis is one.
    """
    numbers, words = axis("number", ["[1..2)", "[3..4)"]), axis(["A", "B", "C"], ["A"])

    assert [0, 2] == numbers.runs(0b00101)
    assert [0] == numbers.runs(numbers.whole)
    assert [1, 2] == words.runs(0b110)
