"""
Columns of a sheet that are written and never read: which rows say something else there.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from visitcore_django.sheets.columns import Column
from visitcore_django.sheets.headings import in_a_row


class OnlyShown:
    """
    The columns, with the rows in which somebody has written something that is not taken.
    """

    def __init__(self, columns: Iterable[Column]) -> None:
        """
        Begin with a sheet.

        Args:
            columns: Its columns that are never read.
        """
        self._rows: dict[Column, list[int]] = {column: [] for column in columns}

    def look(self, instance: Any, row: Mapping[str, Any], place: int) -> None:
        """
        Hold the cells of a row against what is recorded.

        Args:
            instance: What is recorded.
            row: The cells, each under the header of its column.
            place: Number of the row as a spreadsheet program shows it.
        """
        for column, places in self._rows.items():
            if column.column_name in row and not _is_told(column, instance, row[column.column_name]):
                places.append(place)

    def told(self) -> list[str]:
        """
        A sentence for every column in which something was not taken.
        """
        words = _("The column “%(column)s” is only to be looked at; what row %(rows)s says otherwise is not taken.")
        return [
            words % {"column": column.column_name, "rows": in_a_row(places)}
            for column, places in self._rows.items()
            if places
        ]


def _is_told(column: Column, instance: Any, cell: Any) -> bool:
    """
    Whether a cell says what is recorded, or nothing.
    """
    try:
        return column.leaves(instance, cell)
    except (ValueError, ValidationError):
        return False
