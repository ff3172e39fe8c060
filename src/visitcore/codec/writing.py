"""
Writes lists in the format asked for: CSV, Excel, JSON, Markdown or aligned text.
"""

import csv
import json
import re
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Literal, TextIO

from visitcore.codec.listing import Listing, as_data, harmless, in_words
from visitcore.codec.output import replacing
from visitcore.codec.terminal import text_table
from visitcore.codec.workbook import write_workbook
from visitcore.ground.text import Lang

Format = Literal["text", "json", "csv", "xlsx", "md"]
"""How a list can be written."""

_ENCODE = json.JSONEncoder(ensure_ascii=False).encode
_SPECIAL = re.compile(r"([\\|*`\[\]])")


def write_listing(path: Path, form: Format, listings: Sequence[Listing], lang: Lang) -> None:
    """
    Writes lists to a file, all of it or nothing; CSV gets the mark by which Excel knows UTF-8.

    Raises:
        OSError: If the place cannot be written to; it names *path*.
        MissingExtraError: If a workbook is asked for and openpyxl is not installed.
    """
    with replacing(path) as handle:
        if form == "xlsx":
            write_workbook(handle, listings, lang)
            return
        text = TextIOWrapper(handle, "utf-8-sig" if form == "csv" else "utf-8", errors="replace", newline="")
        print_listing(text, form, listings, lang)
        text.flush()
        text.detach()


def print_listing(
    stream: TextIO, form: Format, listings: Sequence[Listing], lang: Lang, *, width: int | None = None
) -> None:
    """
    Writes lists to an open text stream, in any format but ``xlsx``.

    Several lists come one after the other under their titles; in JSON they are one object by English title.

    Args:
        stream: Where to.
        form: The format.
        listings: The lists.
        lang: Language of headers and words; JSON keeps its keys.
        width: Columns of the terminal, for ``text``; left out, nothing is cut.

    Raises:
        ValueError: If *form* is ``xlsx``, which is not text.
    """
    if form == "json":
        _json(stream, listings)
        return
    for count, listing in enumerate(listings):
        title = listing.title.in_(lang) if len(listings) > 1 else ""
        if count:
            stream.write("\r\n" if form == "csv" else "\n")
        if form == "csv":
            _csv(stream, listing, lang, title)
        elif form == "md":
            _markdown(stream, listing, lang, title)
        elif form == "text":
            stream.write(f"{title}\n\n" if title else "")
            stream.write(text_table(listing, lang, width=width))
        else:
            raise ValueError(f"{form!r} is not text; write it to a file")


def _json(stream: TextIO, listings: Sequence[Listing]) -> None:
    """
    One object per line, so that a long list is written as it is read.
    """
    for count, listing in enumerate(listings):
        if len(listings) > 1:
            stream.write(f"{'{' if count == 0 else ','}\n{json.dumps(listing.title.en)}: ")
        start = "[\n"
        for row in listing.rows:
            data = dict(zip(listing.keys, map(as_data, listing.cells(row)), strict=True))
            stream.write(f"{start}  {_ENCODE(data)}")
            start = ",\n"
        stream.write("\n]" if listing.rows else "[]")
    stream.write("\n}\n" if len(listings) > 1 else "\n")


def _csv(stream: TextIO, listing: Listing, lang: Lang, title: str) -> None:
    writer = csv.writer(stream, lineterminator="\r\n")
    if title:
        writer.writerow([harmless(title, lang)])
    writer.writerow([harmless(label, lang) for label in listing.labels(lang)])
    writer.writerows([harmless(value, lang) for value in listing.cells(row)] for row in listing.rows)


def _markdown(stream: TextIO, listing: Listing, lang: Lang, title: str) -> None:
    if title:
        stream.write(f"## {_escaped(title)}\n\n")
    rules = ["---:" if right else "---" for right in listing.numeric()]
    lines = [[_escaped(label) for label in listing.labels(lang)], rules]
    lines += [[_escaped(in_words(value, lang)) for value in listing.cells(row)] for row in listing.rows]
    stream.writelines(f"| {' | '.join(cells)} |\n" for cells in lines)


def _escaped(text: str) -> str:
    safe = _SPECIAL.sub(r"\\\1", text).replace("&", "&amp;").replace("<", "&lt;")
    return "<br>".join(safe.splitlines())
