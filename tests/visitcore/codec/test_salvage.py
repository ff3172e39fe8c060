import pytest

from visitcore.codec.salvage import NOTHING_LOST, salvage
from visitcore.codec.written import structure_file
from visitcore.ground.problem import Problem


def without(content, *places):
    """
    The content without what stands at some places, and what was lost.
    """
    return salvage(content, [Problem(place, "is wrong") for place in places])


@pytest.mark.parametrize(
    ("place", "element", "key"),
    [
        ("pack.roll", "pack", "roll"),
        ("rule[1].text", "rule[1]", "text"),
        ("parameter[0].label", "parameter[0]", "label"),
        ("parameter[0].history[1].table.rows[1].then", "parameter[0].history[1]", "table"),
        ('parameter[0].history[1]."a b".c', "parameter[0].history[1]", "a b"),
        ("parameter[2].history", "parameter[2]", "history"),
        ("packs", "", "packs"),
        ("rule", "", "rule"),
    ],
)
def test_the_key_at_fault_is_left_out(trial, place, element, key):
    """
    Only the key itself goes, however deep in it the fault lies; what is left can be read.
    """
    sound, lost = without(trial, place)

    assert {element: {key}} == lost.keys
    assert lost.any(element, key)
    assert not lost.any(element, "another")
    assert structure_file(sound)


def test_a_part_that_is_no_table_is_lost_as_a_whole(trial):
    """
    It is not known of such a part what any of its keys would have said.
    """
    trial["rule"][1] = "x"
    sound, lost = without(trial, "rule[1]")

    assert lost.any("rule[1]", "id")
    assert "rule[1]" == structure_file(sound).rule[1].id


def test_the_content_itself_is_not_cut(trial):
    """
    What was handed in stays as it is.
    """
    without(trial, "rule[0].clause", "parameter[0].history[0].until")

    assert "clause" in trial["rule"][0]
    assert "until" in trial["parameter"][0]["history"][0]


@pytest.mark.parametrize(
    ("place", "unsure"), [("rule", True), ("rule[0].id", True), ("rule[0].text", False), ("pack.code", False)]
)
def test_the_ids_are_known_unless_a_rule_has_lost_its_own(trial, place, unsure):
    """
    A rule without its words still has its id, and can be cited.
    """
    assert unsure is without(trial, place)[1].rules


def test_nothing_is_lost_of_a_sound_file():
    """
    No key, and no id.
    """
    assert not NOTHING_LOST.any("pack")
    assert not NOTHING_LOST.rules
