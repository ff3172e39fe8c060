"""
Bars made of parts, told apart by their hatching, with a key and the figure on each part that has room for it.
"""

from collections.abc import Sequence
from typing import Any

from attrs import frozen
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from visitcore_django.charts.figure import Table, chart_id, figure, number, percent, short, together

ROW, BAR, TOP = 50, 20, 20
LOOKS = 5
ROOM = 0.12
"""A part that is a smaller share of the width shows no figure of its own; the table has it."""


@frozen(kw_only=True)
class Stack:
    """
    One bar of parts.

    Attributes:
        label: What it stands for.
        parts: How long each part is, in the order of the key; not below zero.
        href: Address that the label leads to; empty for none.
    """

    label: Any
    parts: tuple[Any, ...]
    href: str = ""

    @property
    def total(self) -> Any:
        """
        All parts together.
        """
        return sum(self.parts)


def stacked(
    title: Any, names: Sequence[Any], rows: Sequence[Stack], *, head: Any = "", says: Any = "", whole: bool = False
) -> SafeString:
    """
    A chart of bars made of parts.

    Args:
        title: Its heading.
        names: What the parts are; five at most.
        rows: The bars from top to bottom.
        head: Heading of the labels in the table.
        says: What it shows, in a sentence; made of the bars where left out.
        whole: Whether each bar fills the width, to compare shares.

    Raises:
        ValueError: If there are more parts than looks, or a bar has not one part for each name.
    """
    if len(names) > LOOKS or any(len(row.parts) != len(names) for row in rows):
        raise ValueError(f"a stacked bar has one part for each name, and {LOOKS} at most")
    longest = max((row.total for row in rows), default=0)
    table = Table(
        heads=(head or _("what"), *names, _("total")),
        rows=tuple((row.label, *map(number, row.parts), number(row.total)) for row in rows),
    )
    told = says or "; ".join(
        f"{row.label}: " + ", ".join(f"{name} {number(part)}" for name, part in zip(names, row.parts, strict=True))
        for row in rows
    )
    name = chart_id(title, table)
    drawing = together(_stack(row, at, row.total if whole else longest, name) for at, row in enumerate(rows))
    key = [(f"look{at}", part) for at, part in enumerate(names)]
    return figure(title, told, len(rows) * ROW, drawing, table, key)


def _stack(row: Stack, at: int, longest: Any, name: str) -> SafeString:
    top = at * ROW
    label = format_html('<text x="0" y="{}">{}<title>{}</title></text>', top + 13, short(row.label), row.label)
    if row.href:
        label = format_html('<a href="{}">{}</a>', row.href, label)
    drawn, before = [], 0
    for look, part in enumerate(row.parts):
        if part:
            drawn.append(_part(part, before, longest, top + TOP, look, name))
        before += part
    return format_html(
        '<g>{}<text class="vc-end" x="100%" y="{}">{}</text>{}</g>',
        *(label, top + 13, number(row.total), together(drawn)),
    )


def _part(part: Any, before: Any, longest: Any, top: int, look: int, name: str) -> SafeString:
    x, width = percent(before, longest), percent(part, longest)
    over = format_html(
        '<rect class="vc-bar" x="{}" y="{}" width="{}" height="{}" fill="url(#{}-look{})"/>',
        *(x, top, width, BAR, name, look),
    )
    under = format_html('<rect class="vc-under" x="{}" y="{}" width="{}" height="{}"/>', x, top, width, BAR)
    if float(part) / float(longest) < ROOM:
        return under + over
    middle = percent(before + part / 2, longest)
    figure_ = format_html('<text class="vc-in" x="{}" y="{}">{}</text>', middle, top + 15, number(part))
    return under + over + figure_
