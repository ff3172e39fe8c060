"""
What is wrong with a sheet that was brought: every fault with its row, column, value and reason.
"""

from collections.abc import Iterator
from typing import Any

import tablib
from django.utils.translation import gettext as _

from visitcore.ground.errors import FactsError
from visitcore_django.admin.wording import error_in_words, say
from visitcore_django.sheets.resource import ROWS, Column, SheetResource

Fault = tuple[int, str, str, str]
"""Row as a spreadsheet program shows it, column, value and reason."""


def faults_of(sheet: SheetResource, dataset: tablib.Dataset, result: Any) -> list[Fault]:
    """
    Every fault of a sheet, from its top to its end.

    Args:
        sheet: The sheet.
        dataset: Its rows.
        result: What came of them.
    """
    places = getattr(dataset, ROWS, None) or range(2, len(dataset) + 2)
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
        for field, message in _told(one.error)
    ]
    faults = []
    for number, field, message in sorted(found, key=lambda fault: fault[0]):
        column = _column(sheet, field)
        header = field if column is None else column.column_name
        at = None if column is None or header not in dataset.headers else dataset.headers.index(header)
        value = None if at is None else dataset[number - 1][at]
        faults.append((places[number - 1], header, "" if value is None else str(value), message))
    return faults


def faults_sheet(faults: list[Fault]) -> tablib.Dataset:
    """
    The faults as a sheet to take away.
    """
    dataset = tablib.Dataset(*faults, headers=[_("row"), _("column"), _("value"), _("reason")])
    dataset.title = _("not taken")
    return dataset


def _told(error: Exception) -> Iterator[tuple[str, str]]:
    """
    What an error says, each part with the column that it is about.
    """
    if isinstance(error, FactsError):
        yield from ((problem.where, say(problem.told)) for problem in error.problems)
    else:
        yield "", error_in_words(error)


def _column(sheet: SheetResource, name: str) -> Column | None:
    """
    The column that a fault is about.
    """
    columns = [column for column in sheet.get_import_fields() if isinstance(column, Column)]
    called = (column for column in columns if column.is_called(name))
    return next((column for column in columns if column.attribute == name), next(called, None))
