"""
The five ways a question can be answered.
"""

from enum import Enum

from visitcore.ground.text import Text


class Verdict(Enum):
    """
    The answer in one word.

    ``REFERRED`` needs somebody's approval, ``UNDETERMINED`` lacks a fact or a value, ``NOT_APPLICABLE`` is outside
    the rule.
    """

    ALLOWED = "allowed"
    REFUSED = "refused"
    REFERRED = "referred"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> Text:
        """
        The verdict as people read it.
        """
        return _LABELS[self]


_LABELS = {
    Verdict.ALLOWED: Text("Allowed", "符合规定"),
    Verdict.REFUSED: Text("Refused", "不符合规定"),
    Verdict.REFERRED: Text("Referred", "需审批"),
    Verdict.UNDETERMINED: Text("Undetermined", "无法判定"),
    Verdict.NOT_APPLICABLE: Text("Not applicable", "不适用"),
}
