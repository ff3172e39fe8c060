"""
What a sync has to say: counts, and each row that it could not take, or not as it stands.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from attrs import asdict, define, evolve, frozen
from django.utils.translation import gettext as _

from visitcore_django.models.language import between

FEW = 3
"""Codes that a line names of the customers that have a fault in common."""


@frozen(kw_only=True)
class Told:
    """
    A fault in a row of the host, or one that several rows have in common.

    Attributes:
        row: Key of the row in the host; that of the first one.
        column: What is wrong in it.
        value: As it was told.
        reason: What is wrong with it.
        fix: What to do.
        taken: Whether the row was taken all the same, without this value.
        kept: Whether the row was taken all the same, and this value with it.
        codes: The customer's code where it is sound; of several the first few.
        rows: How many rows have it.
    """

    row: str
    column: str
    value: str
    reason: str
    fix: str
    taken: bool = False
    kept: bool = False
    codes: tuple[str, ...] = ()
    rows: int = 1

    def __str__(self) -> str:
        said = {**asdict(self), "row": self._whom()}
        if self.kept:
            return _("%(row)s, %(column)s: %(reason)s; kept all the same. %(fix)s") % said
        if self.taken:
            return _("%(row)s, %(column)s %(value)r: %(reason)s; taken without it. %(fix)s") % said
        return _("%(row)s, %(column)s %(value)r: %(reason)s; not taken. %(fix)s") % said

    def _whom(self) -> str:
        said = {"row": self.row, "rows": self.rows, "codes": between().join(self.codes)}
        if self.rows > len(self.codes) > 0:
            said["codes"] = _("%(codes)s and others") % said
        if self.rows > 1:
            return _("%(rows)d rows (%(codes)s)") % said
        return _("%(row)s (%(codes)s)") % said if self.codes else self.row

    def with_(self, other: "Told") -> "Told":
        """
        The same with another row that has it.
        """
        return evolve(self, codes=(self.codes + other.codes)[:FEW], rows=self.rows + other.rows)


@contextmanager
def each_once(tell: Callable[[Told], object]) -> Iterator[Callable[[Told], None]]:
    """
    Tells of rows that are not taken at once, and in the end of each word that rows were taken without, with how many.

    A value that was kept is told by its name alone: the rows have it from the host's class.
    """
    shared: dict[tuple[str, ...], Told] = {}

    def told(one: Told) -> None:
        if one.taken or one.kept:
            what = (one.column, one.reason, "" if one.kept else one.value)
            shared[what] = shared[what].with_(one) if what in shared else one
        else:
            tell(one)

    try:
        yield told
    finally:
        for one in shared.values():
            tell(one)


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
