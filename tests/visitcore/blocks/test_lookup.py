from visitcore.blocks.domain import Domain
from visitcore.blocks.lookup import Lookup
from visitcore.blocks.sweep import Axis

GRADES = Domain.read(["A", "B"])
FLAGS = Domain.read("flag")
AXES = (
    Axis.cut("grade", GRADES, [("A",), ("B",), ("B",)]),
    Axis.cut("local", FLAGS, [None, (True,), (False,)]),
    Axis.cut("key", FLAGS, [None, None, None]),
)
LOOKUP = Lookup(AXES, 0b111, lambda masks: len(masks) == 1)


def test_a_full_case_finds_its_rows():
    """
    The rows that every input allows remain.
    """
    assert 0b010 == LOOKUP.find({"grade": "B", "local": True, "key": False})


def test_a_case_with_a_hole_is_not_found_at_once():
    """
    Unknown and outside values need weighing.
    """
    assert LOOKUP.find({"grade": "B"}) is None
    assert LOOKUP.find({"grade": "D", "local": True, "key": True}) is None


def test_an_unknown_input_that_changes_nothing_is_not_missing():
    """
    For an A neither of the other inputs matters.
    """
    weighed = LOOKUP.weigh({"grade": "A"})

    assert () == weighed.missing
    assert frozenset({0b001}) == weighed.masks


def test_an_unknown_input_that_changes_the_answer_is_missing():
    """
    For a B it matters whether the customer is local, and nothing else.
    """
    assert ("local",) == LOOKUP.weigh({"grade": "B"}).missing
    assert ("grade", "local") == LOOKUP.weigh({"local": None}).missing


def test_a_value_outside_its_domain_is_kept():
    """
    The value is shown as it came; what is unknown besides is still named.
    """
    weighed = LOOKUP.weigh({"grade": "D"})

    assert (("grade", "D"),) == weighed.outside
    assert ("local",) == weighed.missing
