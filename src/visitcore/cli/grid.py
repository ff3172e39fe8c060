"""
A table as a command hands it over, and how people read it: as lines, or as columns that fit the terminal.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from io import StringIO
from typing import Any

from attrs import evolve, field, frozen

from visitcore.codec.listing import Heading, Listing, in_words
from visitcore.codec.terminal import display_width
from visitcore.codec.writing import print_listing
from visitcore.ground.text import Lang, Text

Row = Mapping[str, Any]

_GAP, _ENOUGH = 2, 12  # blanks between columns; columns below which a text is not cut while another can be left out


@frozen(kw_only=True)
class Grid:
    """
    A table to be shown or written.

    Attributes:
        title: Its name: a heading, or the name of a sheet.
        columns: The columns by name, with their headers.
        rows: The rows by column name.
        heading: What stands above it in text; the title where left out.
        brief: Columns for a text, where all would be too many; empty for all. One with nothing in it is left out.
        spare: Columns that a narrow terminal can do without, the first to go first.
        words: For a column of codes, what a code is called.
        lines: How a row is told in lines of text, where columns would be too wide.
        none: What to say to people where there is no row.
        summary: Whether it only sums up another table; left out of CSV, and of JSON unless it has a key.
        key: Its name in JSON, where a command gives several tables.
    """

    title: Text
    columns: Mapping[str, Text]
    rows: Sequence[Row]
    heading: Text | None = None
    brief: tuple[str, ...] = ()
    spare: tuple[str, ...] = ()
    words: Mapping[str, Callable[[Any], Any]] = field(factory=dict)
    lines: Callable[[Row], Sequence[Text]] | None = None
    none: Text | None = None
    summary: bool = False
    key: str = ""


def called(words: Mapping[str, Text]) -> Callable[[Any], Any]:
    """
    What codes are called by a list; one that is not in it stays as it is.
    """
    return lambda code: words.get(code, code)


def listing_of(grid: Grid, style: str) -> Listing:
    """
    The table as the writers take it; a JSON reader gets codes, all others the words for them.
    """
    rows = grid.rows
    if grid.words and style != "json":
        rows = [{**row, **{name: words(row[name]) for name, words in grid.words.items()}} for row in rows]
    title = Text(grid.key, grid.key) if grid.key and style == "json" else grid.title
    return Listing(title=title, headings=[Heading(name, label) for name, label in grid.columns.items()], rows=rows)


def prose(grids: Sequence[Grid], style: str, lang: Lang, *, width: int | None = None) -> str:
    """
    Tables as people read them, one below the other.

    Args:
        grids: The tables.
        style: ``text`` or ``md``.
        lang: The language.
        width: Columns of the terminal; left out, nothing is cut.
    """
    return "\n\n".join("\n".join(_told(grid, style, lang, width, alone=len(grids) == 1)) for grid in grids)


def _told(grid: Grid, style: str, lang: Lang, width: int | None, *, alone: bool) -> Iterator[str]:
    if grid.heading is not None or not alone:
        yield f"{'## ' if style == 'md' else ''}{(grid.heading or grid.title).in_(lang)}\n"
    if not grid.rows and grid.none is not None:
        yield grid.none.in_(lang)
    elif grid.lines is not None and style == "text":
        for row in grid.rows:
            yield from (line.in_(lang) for line in grid.lines(row))
    else:
        listing = listing_of(grid, style)
        left_out: tuple[Text, ...] = ()
        if style == "text":
            listing, left_out = _fitted(grid, listing, lang, width)
        out = StringIO()
        print_listing(out, "md" if style == "md" else "text", [listing], lang, width=width)
        yield out.getvalue().rstrip("\n")
        if left_out:
            names = [label.in_(lang) for label in left_out]
            told = Text(
                f"\n(no room for: {', '.join(names)}; a wider terminal or -o FILE shows them)",
                f"\n（宽度不足，未显示：{'、'.join(names)}；可加宽终端或用 -o 写入文件）",
            )
            yield told.in_(lang)


def _fitted(grid: Grid, listing: Listing, lang: Lang, width: int | None) -> tuple[Listing, tuple[Text, ...]]:
    """
    The columns that say something and for which there is room, and the headers of those left out for want of it.
    """
    names = list(grid.brief or grid.columns)
    rows: Sequence[Any] = listing.rows
    if grid.brief:
        rows = [{name: None if row[name] is False else row[name] for name in names} for row in rows]
        names = [name for name in names if any(row[name] not in _blank(grid, name) for row in rows)] or names
    left_out: list[str] = []
    if width is not None:
        widths = {
            name: max([display_width(grid.columns[name].in_(lang)), *(_size(row[name], lang) for row in rows)])
            for name in names
        }
        for name in grid.spare:
            if sum(min(widths[each], _ENOUGH) + _GAP for each in names) - _GAP <= width:
                break
            if name in names:
                names.remove(name)
                left_out.append(name)
    headings = [Heading(name, grid.columns[name]) for name in names]
    return evolve(listing, headings=headings, rows=rows), tuple(grid.columns[name] for name in left_out)


def _blank(grid: Grid, name: str) -> tuple[Any, ...]:
    """
    What says nothing in a column; in a sum, where one can do without, also nought.
    """
    return (None, "", (), 0) if grid.summary and name in grid.spare else (None, "", ())


def _size(value: Any, lang: Lang) -> int:
    return display_width(in_words(value, lang))
