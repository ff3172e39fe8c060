"""
Bars that lie one below the other, each with its label and its figure, and with a mark where a limit stands.
"""

from collections.abc import Sequence
from typing import Any

from attrs import frozen
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from visitcore_django.charts.figure import Table, chart_id, figure, number, percent, short, together

ROW, BAR, TOP = 46, 16, 20


@frozen(kw_only=True)
class Bar:
    """
    One bar.

    Attributes:
        label: What it stands for.
        value: How long it is; not below zero.
        told: The figure in words; the number itself where left out.
        limit: Where a limit is marked; ``None`` for no mark.
        limit_told: The limit in words; the number itself where left out.
        href: Address that the label leads to; empty for none.
    """

    label: Any
    value: Any
    told: str = ""
    limit: Any = None
    limit_told: str = ""
    href: str = ""


def bars(title: Any, rows: Sequence[Bar], *, heads: tuple[Any, Any] | None = None, says: Any = "") -> SafeString:
    """
    A chart of bars; one past its limit is hatched and says so.

    Args:
        title: Its heading.
        rows: The bars from top to bottom.
        heads: Headings of the table: what the labels are, and what the figures are.
        says: What it shows, in a sentence; made of the bars where left out.
    """
    longest = max((max(float(row.value), float(row.limit or 0)) for row in rows), default=0.0)
    table = Table(
        heads=(*(heads or (_("what"), _("figure"))), *((_("limit"),) if _limited(rows) else ())),
        rows=tuple((row.label, _told(row), *((_limit(row),) if _limited(rows) else ())) for row in rows),
    )
    told = says or "; ".join(f"{row.label}: {_told(row)}" for row in rows)
    name = chart_id(title, table)
    drawing = together(_bar(row, at, longest, name) for at, row in enumerate(rows))
    return figure(title, told, len(rows) * ROW, drawing, table, _key() if _limited(rows) else ())


def _key() -> list[tuple[str, Any]]:
    return [("limit", _("limit")), ("look1", _("▲ over the limit"))]


def _limited(rows: Sequence[Bar]) -> bool:
    return any(row.limit is not None for row in rows)


def _limit(row: Bar) -> str:
    return "" if row.limit is None else row.limit_told or number(row.limit)


def _told(row: Bar) -> str:
    return row.told or number(row.value)


def _bar(row: Bar, at: int, longest: float, name: str) -> SafeString:
    top = at * ROW
    over = row.limit is not None and row.value > row.limit
    label = format_html('<text x="0" y="{}">{}<title>{}</title></text>', top + 13, short(row.label), row.label)
    if row.href:
        label = format_html('<a href="{}">{}</a>', row.href, label)
    mark = ""
    if row.limit is not None:
        x = percent(row.limit, longest)
        said = _("limit %(limit)s") % {"limit": _limit(row)}
        mark = format_html(
            '<line class="vc-limit" x1="{}" x2="{}" y1="{}" y2="{}"><title>{}</title></line>',
            *(x, x, top + TOP - 3, top + TOP + BAR + 3, said),
        )
    return format_html(
        '<g>{}<text class="vc-end" x="100%" y="{}">{}</text>'
        '<rect class="vc-track" x="0" y="{}" width="100%" height="{}"/>'
        '<rect class="vc-bar{}" fill="url(#{}-look{})" x="0" y="{}" width="{}" height="{}"/>{}</g>',
        label,
        top + 13,
        f"{_told(row)} ▲" if over else _told(row),
        top + TOP,
        BAR,
        " vc-over" if over else "",
        name,
        1 if over else 0,
        top + TOP,
        percent(row.value, longest),
        BAR,
        mark,
    )
