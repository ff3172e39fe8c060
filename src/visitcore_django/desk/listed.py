"""
Words that the policy lists: what is written where it has such a list is one of them.
"""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from visitcore.explain.names import word
from visitcore_django.desk.errors import DeskError
from visitcore_django.models.language import between, lang


def demand_listed(row: models.Model, held: models.Model | None, lists: Mapping[str, Collection[str]]) -> None:
    """
    Raise where something new is written into a column that is none of the words listed for it.

    What is on record stays, by whichever policy it was chosen.

    Args:
        row: The row that was brought.
        held: The row as it stands; ``None`` where it is new.
        lists: By column the words of the policy; empty where it lists none, and anything may be written.

    Raises:
        DeskError: About the first such column, with the words that are known.
    """
    for column, known in lists.items():
        demand_words(column, [getattr(row, column)], known, [getattr(held, column, "")])


def demand_words(column: str, given: Collection[str], known: Collection[str], kept: Collection[str] = ()) -> None:
    """
    The same for the words of one column, of which there may be several.

    Raises:
        DeskError: With the words that are known.
    """
    strange = next((one for one in given if known and one and one not in known and one not in kept), None)
    if strange is not None:
        said = {"text": strange, "words": between().join(_shown(one) for one in known)}
        raise DeskError(_("“%(text)s” is not known here; write one of: %(words)s.") % said, column=column)


def _shown(name: Any) -> str:
    """
    A word as it has to be written; for a Chinese reader behind what it means.
    """
    meant = word(name).zh if lang() == "zh" else name
    return name if meant == name else f"{meant}（{name}）"
