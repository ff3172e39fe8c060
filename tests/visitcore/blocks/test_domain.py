import pytest

from visitcore.blocks.domain import Domain
from visitcore.blocks.range import Range


@pytest.mark.parametrize(
    ("raw", "domain"),
    [
        (["A", "B"], Domain(kind="choice", choices=("A", "B"))),
        ("flag", Domain(kind="flag")),
        ("number", Domain(kind="number", range=Range())),
        ("number >= 0", Domain(kind="number", range=Range.parse(">= 0"))),
        ("number [0..100]", Domain(kind="number", range=Range.parse("[0..100]"))),
        ("integer >= 0", Domain(kind="integer", range=Range.parse(">= 0", of="integer"))),
        ("time", Domain(kind="time", range=Range(of="time"))),
    ],
)
def test_domains_are_read(raw, domain):
    """
    A list is a choice; a word names a kind, with a range where need be.
    """
    assert domain == Domain.read(raw)


@pytest.mark.parametrize(
    ("raw", "hint"),
    [
        ("numbr", "did you mean 'number'"),
        ("flag maybe", "is not a domain"),
        ("number 0-100", "write for example"),
        ([], "list at least one word"),
        (["A", 1], "nothing but words"),
        (["A", "A"], "listed twice"),
        (5, "give a list of words"),
    ],
)
def test_unreadable_domains_say_what_to_write(raw, hint):
    """
    The error shows how a domain is written.
    """
    with pytest.raises(ValueError, match=hint):
        Domain.read(raw)


@pytest.mark.parametrize(
    ("raw", "cell", "read"),
    [
        (["A", "B"], "A", ("A",)),
        (["A", "B"], ["B", "A"], ("B", "A")),
        ("flag", False, (False,)),
        ("number", 5, Range.parse("= 5")),
        ("integer", "> 2", Range.parse(">= 3", of="integer")),
        ("time", "< 12:00", Range.parse("< 12:00", of="time")),
    ],
)
def test_cells_are_read_against_their_domain(raw, cell, read):
    """
    A cell is one value, several, or a stretch.
    """
    assert read == Domain.read(raw).cell(cell)


@pytest.mark.parametrize(
    ("raw", "cell", "hint"),
    [
        (["Gold", "Silver"], "Glod", "did you mean 'Gold'"),
        (["A", "B"], ["A", "D"], "known: A, B"),
        (["A", "B"], 1, "is not a word"),
        ("flag", "yes", "write true or false"),
        ("number", True, "use an int or a Decimal"),
        ("number", 0.5, "use an int or a Decimal"),
        ("integer", "1.5", "whole numbers"),
        ("time", [], "times of day"),
    ],
)
def test_unreadable_cells_say_what_to_write(raw, cell, hint):
    """
    The error names the value and what the domain knows.
    """
    with pytest.raises(ValueError, match=hint):
        Domain.read(raw).cell(cell)
