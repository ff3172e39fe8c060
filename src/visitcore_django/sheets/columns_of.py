"""
The columns of a sheet by what they are there for: to be written, to be read, to be looked at.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import tablib
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from visitcore_django.sheets.columns import Column

NEEDED = " *"
"""Behind the header of a column that has to be filled in."""


class ColumnsOfSheet:
    """
    What a sheet knows of its columns.
    """

    fields: Any
    get_import_fields: Any

    def read_columns(self) -> list[Column]:
        """
        The columns that are read, and not only written.
        """
        return [column for column in self.get_import_fields() if not column.readonly]

    def look_columns(self) -> list[Column]:
        """
        The columns that a look shows: those that are read, and the names beside codes.
        """
        columns = self.get_import_fields()
        return [column for column in columns if not column.readonly or (column.attribute or "").endswith("__name")]

    def known_headers(self, cells: Iterable[str]) -> int:
        """
        How many of some cells are headers that are read here.
        """
        return sum(any(column.is_called(cell) for column in self.read_columns()) for cell in cells)

    def form(self) -> tablib.Dataset:
        """
        The headers of what is read, without a row; those of needed columns are marked.
        """
        columns = self.read_columns()
        headers = [capfirst(column.column_name) + NEEDED * column.needed for column in columns]
        return tablib.Dataset(headers=headers)

    def get_diff_headers(self) -> list[str]:
        """
        The headers of a look.
        """
        return [column.column_name for column in self.look_columns()]

    def cell(self, name: str, row: Mapping[str, Any]) -> Any:
        """
        What a cell says; nothing where it cannot be read, which is told when the row is.
        """
        column = self.fields[name]
        try:
            return column.widget.clean(row.get(column.column_name))
        except (ValueError, ValidationError):
            return None

    def with_empty(self, instance: Any, errors: Mapping[str, Any] | None) -> dict[str, Any]:
        """
        The faults of a row with the needed cells that are empty, each under its column.
        """
        empty = [column for column in self.read_columns() if column.needed and column.get_value(instance) in (None, "")]
        return {**{column.attribute: ValidationError(_("Fill this in.")) for column in empty}, **(errors or {})}
