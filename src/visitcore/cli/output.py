"""
Writes what a command has to say: to the terminal, or whole to a file.
"""

import os
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from typing import Any, cast

from attrs import field, frozen

from visitcore.cli.options import format_of, lang_of
from visitcore.codec.listing import Heading, Listing
from visitcore.codec.output import replacing
from visitcore.codec.writing import Format, print_listing, write_listing
from visitcore.ground.errors import VisitcoreError
from visitcore.ground.text import Text


class NeedsFileError(VisitcoreError, ValueError):
    """
    A format that a terminal cannot show was asked for without a file.

    Attributes:
        format: The format.
    """

    def __init__(self, format_: str) -> None:
        self.format = format_
        super().__init__(format_)

    def __str__(self) -> str:
        return f"{self.format} cannot be shown on a terminal; add -o FILE.{self.format}"


@frozen(kw_only=True)
class Grid:
    """
    A table to be shown or written.

    Attributes:
        title: Its name: a heading, or the name of a sheet.
        columns: The columns by name, with their headers.
        rows: The rows by column name.
        brief: Columns for a terminal, where all would be too many; empty for all.
        words: For a column of codes, what each code is called.
        none: What to say to people where there is no row.
        summary: Whether it only sums up another table; left out of CSV, and of JSON unless it has a key.
        key: Its name in JSON, where a command gives several tables.
    """

    title: Text
    columns: Mapping[str, Text]
    rows: Sequence[Mapping[str, Any]]
    brief: tuple[str, ...] = ()
    words: Mapping[str, Mapping[str, Text]] = field(factory=dict)
    none: Text | None = None
    summary: bool = False
    key: str = ""


def write_grid(options: Namespace, *grids: Grid) -> None:
    """
    Write tables in the format asked for.

    Raises:
        NeedsFileError: If a workbook is asked for without a file.
    """
    style, lang = cast(Format, format_of(options)), lang_of(options)
    if style == "xlsx" and options.output is None:
        raise NeedsFileError(style)
    shown = [
        grid for grid in grids if not grid.summary or style not in ("csv", "json") or (grid.key and style == "json")
    ]
    listings = [_listing(grid, style) for grid in shown]
    if options.output is not None:
        write_listing(options.output, style, listings, lang)
        return
    if style not in ("text", "md"):
        print_listing(sys.stdout, style, listings, lang)
        return
    width = os.get_terminal_size().columns if sys.stdout.isatty() else None
    for number, (grid, listing) in enumerate(zip(shown, listings, strict=True)):
        if number:
            sys.stdout.write("\n")
        if len(shown) > 1 and grid.rows:
            sys.stdout.write(f"{'## ' if style == 'md' else ''}{grid.title.in_(lang)}\n\n")
        if not grid.rows and grid.none is not None:
            sys.stdout.write(f"{grid.none.in_(lang)}\n")
        else:
            print_listing(sys.stdout, style, [listing], lang, width=width)


def _listing(grid: Grid, style: str) -> Listing:
    names = grid.brief if grid.brief and style == "text" else tuple(grid.columns)
    rows: Sequence[Mapping[str, Any]] = grid.rows
    if grid.words and style != "json":
        rows = [
            {**row, **{name: words.get(row[name], row[name]) for name, words in grid.words.items()}} for row in rows
        ]
    title = Text(grid.key, grid.key) if grid.key and style == "json" else grid.title
    return Listing(title=title, headings=[Heading(name, grid.columns[name]) for name in names], rows=rows)


def write_text(options: Namespace, text: str) -> None:
    """
    Write sentences, with a line end.
    """
    write_bytes(options, f"{text}\n".encode()) if options.output is not None else print(text)


def write_bytes(options: Namespace, content: bytes) -> None:
    """
    Write a file as it is, whole or not at all.
    """
    if options.output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        return
    with replacing(options.output) as handle:
        handle.write(content)
