"""
Which header of a sheet stands for which column, what is told of the others, and rows that are told twice.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from visitcore.codec.cells import shorten
from visitcore.codec.headers import plain

LANGUAGES = ("en", "zh-hans")
"""The languages in which headers are written and read."""

REASON = gettext_lazy("not taken because")
"""Header of the column that says why a row was left out; it is left out itself where the rows come back mended."""

PLACE = gettext_lazy("row in the original file")
"""Header of the column beside it that says where the row stood, which its reasons may name."""

LISTED = 20
"""How many a note names, of rows or of customers."""


def in_both(label: Any) -> list[str]:
    """
    A label in each of the languages.
    """
    said = []
    for language in LANGUAGES:
        with override(language):
            said.append(str(label))
    return said


def name_headers(
    headers: Sequence[str], columns: Sequence[Any], more: Mapping[str, Callable[[str], bool]]
) -> tuple[list[str], list[str]]:
    """
    Call the headers by the columns that they stand for; where several would do for one, the surest does.

    Args:
        headers: As they are written.
        columns: The columns of the sheet.
        more: What is read beside them: the header to offer, and whether another means the same.

    Returns:
        The headers, and what is to be said of those that stand for nothing.

    Raises:
        ValidationError: If there is none, a needed column is missing, or a header stands twice.
    """
    if not any(map(plain, headers)):
        raise ValidationError(
            _("The sheet is empty. Its first row has to hold the headers; this page has a form with them.")
        )
    at = {plain(header): place for place, header in reversed(list(enumerate(headers)))}
    named, read_from = list(headers), dict[Any, str]()
    for surest in (2, None):
        for column in columns:
            place = next((at[name] for name in column.names()[:surest] if name in at), None)
            if place is not None and column not in read_from:
                read_from[column], named[place] = headers[place], column.column_name
                del at[plain(headers[place])]
    _no_header_twice(headers, read_from.values())
    lacking = [column.column_name for column in columns if column.needed and column not in read_from]
    if lacking:
        said = {"columns": "、".join(lacking), "found": "、".join(headers)}
        raise ValidationError(_("The column %(columns)s is missing; the sheet has: %(found)s.") % said)
    left = [headers[place] for name, place in at.items() if name and not _is_read(headers[place], more)]
    return named, [_left_out(header, columns, read_from, more) for header in left]


def told_twice(keys: Iterable[tuple[int, Hashable]]) -> dict[int, str]:
    """
    The rows that tell what another tells, by their places, each with what is to be said of it.
    """
    places: dict[Hashable, list[int]] = {}
    for place, key in keys:
        if key is not None:
            places.setdefault(key, []).append(place)
    said: dict[int, str] = {}
    for alike in places.values():
        if len(alike) > 1:
            said |= dict.fromkeys(alike, about_the_same(*alike))
    return said


def about_the_same(*places: int) -> str:
    """
    What is said of rows that are about the same.
    """
    words = _("The rows %(rows)s are about the same; leave one of them in the sheet.")
    return words % {"rows": "、".join(map(str, places))}


def in_a_row(named: Sequence[Any]) -> str:
    """
    What a note names, rows or customers; of very many the first.
    """
    return "、".join([*map(str, named[:LISTED]), *["…"] * (len(named) > LISTED)])


def _is_read(header: str, more: Mapping[str, Callable[[str], bool]]) -> bool:
    ours = {plain(said) for label in (REASON, PLACE) for said in in_both(label)}
    return plain(header) in ours or any(is_called(header) for is_called in more.values())


def _no_header_twice(headers: Sequence[str], read: Iterable[str]) -> None:
    for header in read:
        if [plain(other) for other in headers].count(plain(header)) > 1:
            said = _("The column “%(column)s” stands twice; leave one of them in the sheet.")
            raise ValidationError(said % {"column": header})


def _left_out(header: str, columns: Sequence[Any], read_from: Mapping[Any, str], more: Iterable[str]) -> str:
    """
    What is to be said of a header that stands for nothing.
    """
    shown = shorten(header)
    for column in columns:
        if column.is_called(header) and column in read_from:
            said = {"header": shown, "column": column.column_name, "other": read_from[column]}
            return _("“%(header)s” is left out: %(column)s is read from “%(other)s”.") % said
    read = [column for column in columns if not column.readonly]
    screen = {plain(name): name for name in (*(column.column_name for column in read), *more)}
    words = {plain(name): name for column in read for name in (*column.words, *in_both(column.label))}
    near = get_close_matches(plain(header), screen, n=1, cutoff=0.7) or get_close_matches(plain(header), words, n=1)
    if near:
        said = {"header": shown, "near": {**words, **screen}[near[0]]}
        return _("The column “%(header)s” is not known and is left out; is “%(near)s” meant?") % said
    free = [column.column_name for column in read if column not in read_from]
    said = {"header": shown, "known": "、".join(free or [column.column_name for column in read])}
    return _("The column “%(header)s” is not known and is left out; known as well: %(known)s.") % said
