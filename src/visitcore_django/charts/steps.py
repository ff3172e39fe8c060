"""
Lines that go in steps over the days: what was owed, and the limit beside it.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from attrs import frozen
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from visitcore_django.charts.axis import day_ticks, short_day, ticks
from visitcore_django.charts.figure import Table, figure, number, percent, together

HIGH_PLOT, BOTTOM, APART = 208, 28, 17
WIDE, HIGH = 1000, 1000
LOOKS = ("solid", "dashed", "dotted")


@frozen(kw_only=True)
class Line:
    """
    One line; each value holds from its day until the next one.

    Attributes:
        label: What it shows; it stands above the drawing, with the last value.
        points: Days in order, each with the value from then on.
    """

    label: Any
    points: tuple[tuple[date, Any], ...]


def steps(title: Any, lines: Sequence[Line], *, until: date | None = None, says: Any = "") -> SafeString:
    """
    A chart of up to three lines: the first is solid, the second dashed (a limit), the third dotted.

    Args:
        title: Its heading.
        lines: The lines.
        until: The last day shown; that of the last value where left out.
        says: What it shows, in a sentence; made of the last values where left out.

    Raises:
        ValueError: If there are more lines than looks.
    """
    if len(lines) > len(LOOKS):
        raise ValueError(f"{len(LOOKS)} lines at most can be told apart")
    drawn = [line for line in lines if line.points]
    days = sorted({day for line in drawn for day, _value in line.points})
    table = Table(
        heads=(_("day"), *(line.label for line in lines)),
        rows=tuple((day.isoformat(), *(_cell(line, day) for line in lines)) for day in days),
    )
    if not days:
        return figure(title, says, 0, together(()), table)
    first, last = days[0], max(days[-1], until or days[-1])
    told = says or "; ".join(f"{line.label}: {number(line.points[-1][1])}" for line in drawn)
    marks, top = _marks(drawn), APART * (len(drawn) + 1)
    paths = [_path(line, LOOKS[lines.index(line)], first, last, marks) for line in drawn]
    drawing = together(
        [*_grid(marks, top), _plot(paths, top), *_amounts(marks, top), *_days(first, last, top), *_labels(drawn)]
    )
    key = [(LOOKS[lines.index(line)], line.label) for line in drawn]
    return figure(title, told, top + HIGH_PLOT + BOTTOM, drawing, table, key)


def _marks(lines: Sequence[Line]) -> list[float]:
    values = [float(value) for line in lines for _day, value in line.points]
    return ticks(min(0.0, *values), max(0.0, *values))


def _cell(line: Line, day: date) -> str:
    before = [value for one, value in line.points if one <= day]
    return number(before[-1]) if before else ""


def _y(value: Any, marks: Sequence[float], top: int) -> float:
    return round(top + HIGH_PLOT * (marks[-1] - float(value)) / (marks[-1] - marks[0]), 1)


def _grid(marks: Sequence[float], top: int) -> list[SafeString]:
    drawn = []
    for mark in marks:
        y, look = _y(mark, marks, top), "vc-zero" if not mark else "vc-grid"
        drawn.append(format_html('<line class="{}" x1="0" x2="100%" y1="{}" y2="{}"/>', look, y, y))
    return drawn


def _amounts(marks: Sequence[float], top: int) -> list[SafeString]:
    """
    What the grid stands for; over the lines, so that none crosses a figure.
    """
    said = [number(int(mark) if mark == int(mark) else mark) for mark in marks]
    return [
        format_html('<text class="vc-quiet" x="0" y="{}">{}</text>', _y(mark, marks, top) - 4, words)
        for mark, words in zip(marks, said, strict=True)
    ]


def _days(first: date, last: date, top: int) -> list[SafeString]:
    drawn = []
    days = day_ticks(first, last)
    for at, day in enumerate(days):
        look = "vc-quiet" if at == 0 else "vc-quiet vc-end" if at == len(days) - 1 else "vc-quiet vc-mid"
        x = percent((day - first).days, (last - first).days)
        y, said = top + HIGH_PLOT + BOTTOM - 8, short_day(day, first, last)
        drawn.append(format_html('<text class="{}" x="{}" y="{}">{}</text>', look, x, y, said))
    return drawn


def _path(line: Line, look: str, first: date, last: date, marks: Sequence[float]) -> SafeString:
    """
    The line in a square of its own that is drawn out to the width of the page.
    """
    whole = max((last - first).days, 1)
    told: list[str] = []
    for day, value in line.points:
        x = (day - first).days / whole * WIDE
        y = (marks[-1] - float(value)) / (marks[-1] - marks[0]) * HIGH
        told.append(f"H{x:.1f}V{y:.1f}" if told else f"M{x:.1f} {y:.1f}")
    told.append(f"H{WIDE}")
    return format_html('<path class="vc-line vc-{}" d="{}"/>', look, "".join(told))


def _plot(paths: Sequence[SafeString], top: int) -> SafeString:
    return format_html(
        '<svg x="0" y="{}" width="100%" height="{}" viewBox="0 0 {} {}" preserveAspectRatio="none">{}</svg>',
        *(top, HIGH_PLOT, WIDE, HIGH, together(paths)),
    )


def _labels(lines: Sequence[Line]) -> list[SafeString]:
    """
    Name and last value of each line, one below the other above the drawing, where no line runs.
    """
    said = [f"{line.label} {number(line.points[-1][1])}" for line in lines]
    return [
        format_html('<text class="vc-end" x="100%" y="{}">{}</text>', APART * at - 4, words)
        for at, words in enumerate(said, 1)
    ]
