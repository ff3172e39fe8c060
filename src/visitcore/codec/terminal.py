"""
A list as an aligned text table, with Chinese characters counted as the two columns they take.
"""

import re
from unicodedata import combining, east_asian_width

from visitcore.codec.listing import Listing, in_words
from visitcore.ground.text import Lang

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_GAP = "  "
_NARROWEST = 8


def display_width(text: str) -> int:
    """
    How many columns of a terminal a text takes.

    >>> display_width("A客户")
    5
    """
    if text.isascii():
        return len(text)
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def text_table(listing: Listing, lang: Lang, *, width: int | None = None) -> str:
    """
    The list as lines of text, numbers to the right, ending in a line end.

    Args:
        listing: What to show.
        lang: Language of headers and words.
        width: Columns of the terminal; the widest texts are cut to fit. Left out, nothing is cut.
    """
    numeric = listing.numeric()
    lines = [listing.labels(lang)]
    lines += [[_clean(in_words(value, lang)) for value in listing.cells(row)] for row in listing.rows]
    widths = [max(map(display_width, column)) for column in zip(*lines, strict=True)]
    if width is not None:
        widths = _narrowed(widths, numeric, width)
    lines.insert(1, ["-" * size for size in widths])
    return "".join(f"{_line(cells, widths, numeric)}\n" for cells in lines)


def _clean(text: str) -> str:
    """
    A text on one line, with nothing in it that a terminal would obey.
    """
    return _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))


def _narrowed(widths: list[int], numeric: list[bool], width: int) -> list[int]:
    widths = list(widths)
    texts = [index for index, number in enumerate(numeric) if not number]
    over = sum(widths) + len(_GAP) * (len(widths) - 1) - width
    while over > 0 and texts:
        widest = max(texts, key=widths.__getitem__)
        if widths[widest] <= _NARROWEST:
            break
        widths[widest] -= 1
        over -= 1
    return widths


def _line(cells: list[str], widths: list[int], numeric: list[bool]) -> str:
    parts = []
    for cell, width, right in zip(cells, widths, numeric, strict=True):
        text = _cut(cell, width)
        blank = " " * (width - display_width(text))
        parts.append(blank + text if right else text + blank)
    return _GAP.join(parts).rstrip()


def _cut(text: str, width: int) -> str:
    if display_width(text) <= width:
        return text
    kept, used = "", 1
    for char in text:
        used += display_width(char)
        if used > width:
            break
        kept += char
    return f"{kept}…"
