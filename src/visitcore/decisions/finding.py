"""
One thing that was seen, held against one dated rule.
"""

from typing import Any

from attrs import field, frozen

from visitcore.ground.citation import Citation
from visitcore.ground.text import Text
from visitcore.policy.dated import Dated, Origin
from visitcore.policy.rule import Rule, Strength


@frozen(kw_only=True, eq=False)
class Finding:
    """
    What was seen, and whether the rule holds.

    Attributes:
        against: The dated value it was held against.
        rule: The rule of that value which is cited.
        holds: Whether the rule is kept; ``None`` where that cannot be told.
        says: The finding in one sentence.
        seen: What was seen, in *unit*.
        limit: What the rule asks for, in *unit*.
        unit: Unit of *seen* and *limit*.
    """

    against: Dated[Any]
    rule: Rule = field()
    holds: bool | None
    says: Text
    seen: Any = None
    limit: Any = None
    unit: str = ""

    @rule.validator
    def _rests_on(self, _attribute: object, rule: Rule) -> None:
        if not self.against.rests_on(rule):
            raise ValueError(f"{self.against.key!r} does not rest on rule {rule.id}; cite one of its own rules")

    @property
    def strength(self) -> Strength:
        """
        How hard the rule binds.
        """
        return self.rule.strength

    @property
    def citation(self) -> Citation:
        """
        Where the rule stands.
        """
        return self.rule.citation

    @property
    def origin(self) -> Origin:
        """
        Who says so.
        """
        return self.against.origin

    @property
    def breaks(self) -> bool:
        """
        Whether a binding rule is broken.
        """
        return self.holds is False and self.rule.strength.binds
