"""
Reads the ledger of a credit account, all of it or nothing: an account with a row left out would be another account.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from visitcore.codec.columns import EVENTS, INVOICE_CLASSES, NEXT_SHIPMENT
from visitcore.codec.facts import structure_facts
from visitcore.codec.headers import HeaderMap, plain
from visitcore.codec.intake import NO_MAP, fields_of, open_intake, read_row
from visitcore.codec.rejected import Rejects
from visitcore.facts.credit import LedgerEvent
from visitcore.ground.errors import FactsError, SheetError
from visitcore.ground.problem import Problem


class LedgerRow(NamedTuple):
    """
    One event and where it stands.

    Attributes:
        place: Where it stands in the file, e.g. ``row 7``.
        event: The event.
    """

    place: str
    event: LedgerEvent


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
    rows = ((f"row {row}", read_row(intake, fields, row, cells)) for row, cells in intake.rows())
    found, problems = _structured((place, _in_words(values)) for place, values in rows if values is not None)
    problems = [*(Problem(f"row {one.row}: {one.column}", one.reason) for one in rejects.found), *problems]
    if problems:
        raise SheetError(str(path), sorted((_named(one, names) for one in problems), key=_row_of))
    return found


def structure_ledger(objects: Iterable[tuple[str, Any]], source: str) -> tuple[LedgerRow, ...]:
    """
    The events of plain objects, each with its place.

    Raises:
        FactsError: If some object is no event; every fault at once, each with its place.
    """
    found, problems = _structured(objects)
    if problems:
        raise FactsError(source, problems)
    return found


def _structured(objects: Iterable[tuple[str, Any]]) -> tuple[tuple[LedgerRow, ...], list[Problem]]:
    found, problems = [], []
    for place, values in objects:
        try:
            found.append(LedgerRow(place, structure_facts(values, LedgerEvent)))
        except FactsError as error:
            problems += [at_place(problem, place) for problem in error.problems]
    return tuple(found), problems


def at_place(problem: Problem, place: str) -> Problem:
    """
    A fault with the place of its row in front of it.
    """
    where = f"{place}: {problem.where}" if problem.where else place
    return Problem(where, problem.what, problem.fix, sample=problem.sample)


def _in_words(values: dict[str, Any]) -> dict[str, Any]:
    """
    The cells of a row as facts: known words by their names, empty cells left out.
    """
    kind, class_, for_ = (plain(values.get(name) or "") for name in ("kind", "class", "for"))
    told = {
        **values,
        "kind": EVENTS.get(kind, values.get("kind")),
        "class": INVOICE_CLASSES.get(class_, values.get("class")),
        "for": "next" if for_ in NEXT_SHIPMENT else values.get("for"),
    }
    return {name: value for name, value in told.items() if value is not None}


def _named(problem: Problem, names: dict[str, str]) -> Problem:
    """
    A fault under the header that its column has in the sheet.
    """
    place, _, column = problem.where.partition(": ")
    return Problem(f"{place}: {names.get(column, column)}" if column else place, problem.what, problem.fix)


def _row_of(problem: Problem) -> int:
    return int(problem.where.removeprefix("row ").partition(":")[0])


__all__ = ["LedgerRow", "at_place", "read_ledger", "structure_ledger"]
