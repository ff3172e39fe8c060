"""
The frame of a chart: heading, drawing, key, and the same figures in a table for those who do not see the drawing.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from unicodedata import east_asian_width
from zlib import crc32

from attrs import frozen
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe


@frozen(kw_only=True)
class Table:
    """
    The figures of a chart.

    Attributes:
        heads: Headings of the columns.
        rows: The rows, each with as many cells.
    """

    heads: tuple[Any, ...]
    rows: tuple[tuple[Any, ...], ...]


def figure(
    title: Any, says: Any, height: int, drawing: SafeString, table: Table, key: Sequence[tuple[str, Any]] = ()
) -> SafeString:
    """
    A whole chart.

    Args:
        title: Its heading.
        says: What it shows, in a sentence, for those who hear it read.
        height: Height of the drawing; its width is that of the page.
        drawing: What is drawn.
        table: The figures.
        key: Look and name of each series; left out where everything is labelled directly.
    """
    told = {
        "chart": chart_id(title, table),
        "title": title,
        "says": says,
        "height": str(height),
        "drawing": drawing,
        "table": table,
        "key": key,
    }
    return render_to_string("visitcore/chart.html", told)


def chart_id(title: Any, table: Table) -> str:
    """
    A name for the parts of a chart that other parts point to; another one for another chart.
    """
    return f"vc{crc32(f'{title}{table}'.encode()):08x}"


def together(parts: Iterable[Any]) -> SafeString:
    """
    Parts of a drawing one after another, each escaped unless it is safe already.
    """
    return mark_safe("".join(conditional_escape(part) for part in parts))  # noqa: S308 (each part is escaped)


def number(value: Any) -> str:
    """
    A number with commas between the thousands, in every language.
    """
    return f"{value:,}"


def short(text: Any, room: int = 34) -> str:
    """
    As much of a label as there is room for; a Chinese sign takes twice the room of a Latin one.
    """
    told, used = "", 0
    for sign in str(text):
        used += 2 if east_asian_width(sign) in "WF" else 1
        if used > room:
            return f"{told}…"
        told += sign
    return told


def percent(part: Any, whole: Any) -> str:
    """
    A length as a share of the width, for an attribute of a drawing.
    """
    share = float(part) / float(whole) * 100 if whole else 0.0
    return f"{min(max(share, 0.0), 100.0):.2f}%"
