"""
One rule of a document: what a finding cites.
"""

from enum import Enum

from attrs import frozen

from visitcore.ground.citation import Citation
from visitcore.ground.text import Text


class RuleKind(Enum):
    """
    What sort of rule it is: the shape that carries it out, or one that is text only.
    """

    CADENCE = "cadence"
    CHECKLIST = "checklist"
    DECISION_TABLE = "decision-table"
    DEFINITION = "definition"
    FLOW = "flow"
    FORMULA = "formula"
    GUIDANCE = "guidance"
    LADDER = "ladder"
    PENALTY = "penalty"
    PERMISSION = "permission"
    QUOTA = "quota"
    RECURRENCE = "recurrence"
    REGISTER = "register"
    REWARD = "reward"
    ROLE = "role"
    SCALE = "scale"
    SCORE = "score"
    TERM = "term"


TEXT_ONLY = frozenset({RuleKind.DEFINITION.value, RuleKind.GUIDANCE.value, RuleKind.ROLE.value})
"""Kinds of rule that need no parameter."""


class Strength(Enum):
    """
    How hard a rule binds.

    ``MUST`` and ``REQUIRED`` are duties (breaking the first is graver), ``SOFT`` is advice that earns a warning,
    ``NOTE`` informs.
    """

    MUST = "must"
    REQUIRED = "required"
    SOFT = "soft"
    NOTE = "note"

    @property
    def binds(self) -> bool:
        """
        Whether breaking such a rule refuses what was asked.
        """
        return self in _BINDING


_BINDING = frozenset({Strength.MUST, Strength.REQUIRED})


@frozen(kw_only=True)
class Rule:
    """
    A numbered rule of a pack.

    Attributes:
        id: Its name for ever, e.g. ``HM-05.2``.
        pack: Code of the pack that carries it.
        clause: The clause as the document numbers it.
        kind: What sort of rule it is: the word of a `RuleKind`, e.g. ``scale`` or ``definition``.
        strength: How hard it binds.
        text: The rule in one plain sentence.
        document: Name of the document.
        personal: Whether the rule concerns personal data.
    """

    id: str
    pack: str
    clause: str
    kind: str
    strength: Strength
    text: Text
    document: Text
    personal: bool = False

    @property
    def citation(self) -> Citation:
        """
        Where the rule stands.
        """
        return Citation(pack=self.pack, document=self.document, clause=self.clause)
