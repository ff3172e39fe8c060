"""
Reads the ledger of a credit account, all of it or nothing: an account with a row left out would be another account.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from attrs import evolve

from visitcore.codec.cells import shorten
from visitcore.codec.columns import EVENTS, INVOICE_CLASSES, NEXT_SHIPMENT, YUAN
from visitcore.codec.facts import structure_facts
from visitcore.codec.headers import HeaderMap, plain
from visitcore.codec.intake import NO_MAP, fields_of, open_intake, read_row
from visitcore.codec.rejected import Rejects
from visitcore.facts.credit import LedgerEvent
from visitcore.ground.errors import FactsError, SheetError
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text

NO_HEADERS: Mapping[str, str] = MappingProxyType({})
"""Of a ledger that is no sheet."""


class LedgerRow(NamedTuple):
    """
    One event and where it stands.

    Attributes:
        place: Where it stands in the file, e.g. ``row 7``.
        event: The event.
        headers: What its columns are called in the sheet, by name; empty where it is no sheet.
    """

    place: str
    event: LedgerEvent
    headers: Mapping[str, str] = NO_HEADERS


def read_ledger(path: Path, rejects: Rejects, zone: ZoneInfo, *, mapping: HeaderMap = NO_MAP) -> tuple[LedgerRow, ...]:
    """
    The events of a sheet, in its order.

    Args:
        path: The sheet, CSV or a workbook.
        rejects: Takes notes about columns that are not used.
        zone: Where the day of an instant with an offset is taken.
        mapping: Headers of the company's own.

    Raises:
        SheetError: If the sheet cannot be read, lacks a needed column, or holds a row that cannot be taken; every
            faulty cell at once.
        MissingExtraError: If it is a workbook and openpyxl is not installed.
    """
    intake = open_intake(path, "ledger", mapping, ("on", "kind", "amount"), rejects)
    fields, written = fields_of(intake, "ledger", zone), intake.headers.written
    names = {name: written[place] for name, place in intake.headers.places.items()}
    found: list[LedgerRow] = []
    problems: list[Problem] = []
    for row, cells in intake.rows():
        values = read_row(intake, fields, row, cells)
        if values is not None:
            rows, faults = _structured([(f"row {row}", values)], names)
            found += rows
            problems += faults
    problems += [Problem(f"row {one.row}: {one.column}", one.reason) for one in rejects.found]
    if problems:
        raise SheetError(str(path), sorted(problems, key=_row_of))
    return tuple(found)


def structure_ledger(objects: Iterable[tuple[str, Any]], source: str) -> tuple[LedgerRow, ...]:
    """
    The events of plain objects, each with its place.

    Raises:
        FactsError: If some object is no event; every fault at once, each with its place.
    """
    found, problems = _structured(objects)
    if problems:
        raise FactsError(source, problems)
    return tuple(found)


def at_place(problem: Problem, place: str, headers: Mapping[str, str] = NO_HEADERS) -> Problem:
    """
    A fault with the place of its row in front of it, under the header that its column has in the sheet.
    """
    column = headers.get(problem.where, problem.where)
    return evolve(problem, where=f"{place}: {column}" if column else place)


def _structured(
    objects: Iterable[tuple[str, Any]], headers: Mapping[str, str] = NO_HEADERS
) -> tuple[list[LedgerRow], list[Problem]]:
    """
    The events, and what is wrong with those that are none; the cells of a sheet, which has headers, may be in words.
    """
    found, problems = [], []
    for place, values in objects:
        told, strange = _in_words(values) if headers else (values, [])
        try:
            if not strange:
                found.append(LedgerRow(place, structure_facts(told, LedgerEvent), headers))
        except FactsError as error:
            strange = list(error.problems)
        problems += [at_place(problem, place, headers) for problem in strange]
    return found, problems


def _in_words(values: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """
    The cells of a row as facts, empty ones left out, and the words that are none of those known.
    """
    told = {name: value for name, value in values.items() if value is not None}
    problems = []
    for name, (known, listed) in _WORDS.items():
        if name in told:
            found = known.get(plain(told[name]))
            if found is None:
                shown = shorten(told[name])
                what = Text(f"{shown!r} is not known here", f"“{shown}”不是可用的取值")
                problems.append(Problem(name, what, Text(f"write {listed.en}", f"请写{listed.zh}")))
            else:
                told[name] = found
    if plain(told.get("for", "")) in NEXT_SHIPMENT:
        told["for"] = "next"
    if plain(told.get("currency", "")) in YUAN:
        told["currency"] = "CNY"
    return told, problems


_WORDS: Mapping[str, tuple[Mapping[str, str], Text]] = {
    "kind": (EVENTS, Text("invoice, payment, return or special_limit", "开票、回款、退货或特批额度")),
    "class": (INVOICE_CLASSES, Text("normal, first, last or unapproved", "正常、首次、末次或未审批")),
}


def _row_of(problem: Problem) -> int:
    return int(problem.where.removeprefix("row ").partition(":")[0])
