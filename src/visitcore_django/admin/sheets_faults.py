"""
What is wrong with a sheet that was brought: every fault with its row, column, value and reason.
"""

from collections.abc import Iterator
from typing import Any

import tablib
from attrs import evolve
from django.utils.translation import gettext as _

from visitcore.codec.cells import shorten
from visitcore.codec.headers import plain
from visitcore.ground.errors import FactsError
from visitcore.ground.problem import Problem
from visitcore_django.admin.wording import error_in_words
from visitcore_django.desk.wording import say
from visitcore_django.models.language import lang
from visitcore_django.sheets.columns import Column
from visitcore_django.sheets.headings import PLACE, REASON, in_both
from visitcore_django.sheets.resource import SheetResource, places_of

Fault = tuple[int, str, str, str]
"""Row as a spreadsheet program shows it, column, value and reason."""


def faults_of(sheet: SheetResource, dataset: tablib.Dataset, result: Any) -> list[Fault]:
    """
    Every fault of a sheet, from its top to its end.

    Args:
        sheet: The sheet.
        dataset: Its rows, under the headers that the sheet has given them.
        result: What came of them.
    """
    places = places_of(dataset)
    found = [
        (row.number, field, message)
        for row in result.invalid_rows
        for field, told in [*row.field_specific_errors.items(), ("", row.non_field_specific_errors)]
        for message in told
    ]
    found += [
        (number, field, message)
        for number, errors in result.row_errors()
        for one in errors
        for field, message in _told(sheet, one.error)
    ]
    faults = []
    for number, field, message in sorted(found, key=lambda fault: fault[0]):
        column = _column(sheet, field)
        header = field if column is None else column.column_name
        value = dataset[number - 1][dataset.headers.index(header)] if header in dataset.headers else None
        faults.append((places[number - 1], header, "" if value is None else shorten(value), message))
    return faults


def faults_sheet(dataset: tablib.Dataset, faults: list[Fault]) -> tablib.Dataset:
    """
    The rows at fault as they came, each with the reasons behind it, to be mended and brought again.

    Args:
        dataset: The rows under the headers as they were written.
        faults: The faults.
    """
    between, after, end = ("；", "：", "。") if lang() == "zh" else ("; ", ": ", ".")
    reasons: dict[int, list[str]] = {}
    for place, header, _value, reason in faults:
        said = reason.rstrip("。.；; ")
        reasons.setdefault(place, []).append(f"{header}{after}{said}" if header else said)
    old = {plain(header) for ours in (REASON, PLACE) for header in in_both(ours)}
    keep = [at for at, header in enumerate(dataset.headers) if plain(header) not in old]
    mended = tablib.Dataset(headers=[*(dataset.headers[at] for at in keep), str(PLACE), str(REASON)])
    for place, row in zip(places_of(dataset), dataset, strict=True):
        if place in reasons:
            mended.append([*(row[at] for at in keep), place, between.join(reasons[place]) + end])
    mended.title = _("rows at fault")
    return mended


def _told(sheet: SheetResource, error: Exception) -> Iterator[tuple[str, str]]:
    """
    What an error says, each part with the column that it is about.
    """
    if isinstance(error, FactsError):
        yield from ((problem.where, say(_under(sheet, problem).told)) for problem in error.problems)
    else:
        yield getattr(error, "column", ""), error_in_words(error)


def _under(sheet: SheetResource, problem: Problem) -> Problem:
    """
    A problem without its place, where it stands under its column.
    """
    return problem if _column(sheet, problem.where) is None else evolve(problem, where="", file="")


def _column(sheet: SheetResource, name: str) -> Column | None:
    """
    The column that a fault is about; none where it is about the whole row.
    """
    if not name:
        return None
    columns = [column for column in sheet.get_import_fields() if isinstance(column, Column)]
    called = (column for column in columns if column.is_called(name))
    return next((column for column in columns if column.attribute == name), next(called, None))
