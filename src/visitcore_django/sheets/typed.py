"""
Text as a person typed it, and whether two texts say the same.
"""

import re
from collections.abc import Iterable
from typing import Any

from visitcore.codec.cells import CellError, as_written, read_text, tidy

_LINE_END = re.compile(r"\r\n?")
_LOST = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\N{REPLACEMENT CHARACTER}]")
"""Control characters, and what a workbook has in the place of one that it cannot hold."""


def as_kept(text: Any) -> str:
    """
    A text as far as a cell can hold it: word for word, without blanks around it and without control characters.
    """
    return _LOST.sub("", _LINE_END.sub("\n", as_written(text))).strip()


def as_typed(cell: Any) -> str:
    """
    What a cell of free text says, word for word.

    Raises:
        CellError: If the cell shows a spreadsheet error such as ``#REF!``.
    """
    text = as_kept(cell)
    if text[:1] == "#":
        read_text(text)
    return text


def as_name(cell: Any) -> str:
    """
    A name or a number as it was typed; empty where the cell only says that there is none (``-``, ``无``, ``N/A``).

    Raises:
        CellError: As `as_typed`.
    """
    return as_kept(cell) if read_text(cell) else ""


def in_normal_form(text: Any) -> str:
    """
    What a text says, whether full-width or half-width; empty where it only says that it is.

    Two texts say the same where their normal forms are equal.
    """
    kept = tidy(as_kept(text))
    try:
        return read_text(kept) or ""
    except CellError:
        return kept


def as_there(text: str, texts: Iterable[str]) -> str:
    """
    That of several texts which says the same as a text; the text itself where none does, or stands among them.

    A text that says nothing says the same as no other.
    """
    said = in_normal_form(text)
    if not said:
        return text
    there = list(texts)
    same = (one for one in there if in_normal_form(one) == said)
    return text if text in there else next(same, text)
