"""
What a sync has to say: counts, and each row that it could not take, or not as it stands.
"""

from typing import Any

from attrs import asdict, define, frozen
from django.utils.translation import gettext as _


@frozen(kw_only=True)
class Told:
    """
    A fault in a row of the host.

    Attributes:
        row: Key of the row in the host.
        column: What is wrong in it.
        value: As it was told.
        reason: What is wrong with it.
        fix: What to do.
        taken: Whether the row was taken all the same, without this value.
        kept: Whether the row was taken all the same, and this value with it.
    """

    row: str
    column: str
    value: str
    reason: str
    fix: str
    taken: bool = False
    kept: bool = False

    def __str__(self) -> str:
        said = asdict(self)
        if self.kept:
            return _("%(row)s, %(column)s %(value)r: %(reason)s; kept all the same. %(fix)s") % said
        if self.taken:
            return _("%(row)s, %(column)s %(value)r: %(reason)s; taken without it. %(fix)s") % said
        return _("%(row)s, %(column)s %(value)r: %(reason)s; not taken. %(fix)s") % said


@define
class Counts:
    """
    What became of the rows.

    Attributes:
        read: Rows of the host.
        new: Taken for the first time.
        changed: Brought up to date.
        same: Nothing had changed.
        refused: Not taken.
        gone: Made inactive, because the row is gone.
        figures: Figures added or corrected.
    """

    read: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    refused: int = 0
    gone: int = 0
    figures: int = 0

    def add(self, other: "Counts") -> None:
        """
        Count another batch in.
        """
        for name, number in asdict(other).items():
            setattr(self, name, getattr(self, name) + number)

    def __str__(self) -> str:
        return _(
            "%(read)d rows: %(new)d new, %(changed)d changed, %(same)d unchanged, %(refused)d not taken; "
            "%(gone)d inactive because their row is gone; %(figures)d figures."
        ) % asdict(self)


def shown(value: Any) -> str:
    """
    A value short enough for a line.
    """
    text = str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"
