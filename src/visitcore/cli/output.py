"""
Where a command's answer goes: to the terminal, or whole to a file.
"""

import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from visitcore.cli.grid import Grid, listing_of, prose
from visitcore.cli.options import ending_of, format_of, lang_of
from visitcore.cli.telling import CallError
from visitcore.codec.output import replacing
from visitcore.codec.writing import Format, print_listing, write_listing

_BINARY = ("xlsx", "ics")
_INPUTS = (
    "customers",
    "visits",
    "excuses",
    "columns",
    "calendar",
    "policy",
    "complaints",
    "facts",
    "files",
    "old",
    "new",
    "ledger",
)


def check_output(options: Namespace) -> None:
    """
    Look, before any work is done, whether the answer can go where it is to go.

    Raises:
        CallError: If the format does not fit the file or the terminal, if there is no place for the file, or if it
            would take the place of an input.
    """
    output, style = options.output, format_of(options)
    if output is None:
        if style == "xlsx":
            raise CallError(
                "xlsx cannot be shown on a terminal; add -o FILE.xlsx", "终端无法显示 xlsx；请加 -o 文件名.xlsx"
            )
        return
    ending = ending_of(output)
    if ending != style and (ending in _BINARY or (style in _BINARY and ending in options.formats)):
        raise CallError(
            f"{output} would hold {style}; leave --format out, or call the file {output.stem}.{style}",
            f"{output} 的内容将是 {style}；请去掉 --format，或把文件命名为 {output.stem}.{style}",
        )
    if output.is_dir():
        raise CallError(f"{output} is a directory; name a file inside", f"{output} 是文件夹；请指明其中的文件")
    if not output.parent.is_dir():
        raise CallError(f"{output}: there is no directory {output.parent}", f"{output}：没有文件夹 {output.parent}")
    for path in _inputs(options):
        if output.exists() and path.exists() and output.samefile(path):
            raise CallError(
                f"{output} is what is read; write to another file", f"{output} 正是所读的文件；请写入另一个文件"
            )


def _inputs(options: Namespace) -> Iterator[Path]:
    for name in _INPUTS:
        held = getattr(options, name, None)
        for value in held if isinstance(held, list) else [held]:
            if value:
                yield Path(value)


def beside(options: Namespace, ending: str) -> Path:
    """
    Where a file goes that belongs to the answer: beside it, or into the directory one stands in.
    """
    output = options.output
    if output is None or (output.exists() and not output.is_file()):
        return Path(f"{options.command}.{ending}")
    return Path(output.with_name(f"{output.name}.{ending}"))


def write_grid(options: Namespace, *grids: Grid) -> None:
    """
    Write tables in the format asked for.
    """
    style, lang = format_of(options), lang_of(options)
    if style in ("text", "md"):
        to_terminal = options.output is None and sys.stdout.isatty()
        write_text(options, prose(grids, style, lang, width=_width() if to_terminal else None))
        return
    shown = [grid for grid in grids if style == "xlsx" or not grid.summary or (grid.key and style == "json")]
    listings = [listing_of(grid, style) for grid in shown]
    if options.output is not None:
        write_listing(options.output, cast(Format, style), listings, lang)
    else:
        print_listing(sys.stdout, cast(Format, style), listings, lang)


def _width() -> int:
    from shutil import get_terminal_size

    return get_terminal_size().columns


def write_text(options: Namespace, text: str) -> None:
    """
    Write sentences, with a line end.
    """
    if options.output is None:
        print(text)
    else:
        write_bytes(options, f"{text}\n".encode())


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
