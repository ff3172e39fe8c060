import pytest

from visitcore.codec.library import library_packs
from visitcore.ground.citation import Citation
from visitcore.ground.text import Text
from visitcore.policy import Strength
from visitcore.policy.rule import TEXT_ONLY, RuleKind


@pytest.mark.parametrize(
    ("strength", "binds"),
    [(Strength.MUST, True), (Strength.REQUIRED, True), (Strength.SOFT, False), (Strength.NOTE, False)],
)
def test_duties_bind_and_advice_does_not(strength, binds):
    """
    Breaking a duty refuses; advice and notes only warn and inform.
    """
    assert binds is strength.binds


def test_a_rule_says_where_it_stands(make):
    """
    The citation of a rule names pack, document and clause.
    """
    expected = Citation(pack="DST", document=Text("Visit rules", "拜访制度"), clause="Art. 1")

    assert expected == make.rule("DST-01").citation


def test_the_kinds_of_rules_are_those_of_the_library():
    """
    Each word is used by a pack, and a pack uses no other.
    """
    used = {rule.kind for pack in library_packs() for rule in pack.rules.values()}

    assert {kind.value for kind in RuleKind} == used
    assert used > TEXT_ONLY
