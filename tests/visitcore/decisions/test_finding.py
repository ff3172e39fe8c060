import pytest

from visitcore.decisions import Finding
from visitcore.ground.text import Text
from visitcore.policy import Origin, Strength

SAYS = Text("kept", "符合")


def test_a_finding_cites_a_rule_of_its_value(make):
    """
    A finding may rest on any rule behind the value, and carries its strength, citation and origin.
    """
    first, second = make.rule("DST-01"), make.rule("DST-02", Strength.SOFT)
    against = make.dated(rules=(first, second), origin=Origin.VISITCORE)
    finding = Finding(against=against, rule=second, holds=True, says=SAYS)

    assert Strength.SOFT is finding.strength
    assert second.citation == finding.citation
    assert Origin.VISITCORE is finding.origin


def test_a_finding_cannot_cite_a_rule_that_its_value_does_not_rest_on(make):
    """
    Nobody is refused with a rule that says something else.
    """
    with pytest.raises(ValueError, match=r"'visits\.cadence' does not rest on rule HM-05; cite one of its own rules"):
        Finding(against=make.dated(), rule=make.rule("HM-05"), holds=False, says=SAYS)


def test_a_finding_needs_a_rule(make):
    """
    What no rule says is no finding.
    """
    with pytest.raises(TypeError, match="rule"):
        Finding(against=make.dated(), holds=False, says=SAYS)


@pytest.mark.parametrize(
    ("holds", "strength", "breaks"),
    [
        (False, Strength.MUST, True),
        (False, Strength.REQUIRED, True),
        (False, Strength.SOFT, False),
        (False, Strength.NOTE, False),
        (True, Strength.MUST, False),
        (None, Strength.MUST, False),
    ],
)
def test_only_a_duty_can_be_broken(make, holds, strength, breaks):
    """
    Advice that is not followed breaks nothing, and neither does what cannot be told.
    """
    assert breaks is make.finding(holds, strength=strength).breaks
