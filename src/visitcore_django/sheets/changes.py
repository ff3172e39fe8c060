"""
What a sheet would change in a row, as the look at it shows.
"""

from datetime import date, datetime
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from import_export.resources import Diff


class Change(Diff):  # type: ignore[misc]
    """
    The cells of a row before and after; what goes is struck out, what comes is marked.
    """

    def __init__(self, resource: Any, instance: Any, new: bool) -> None:
        self.left, self.right, self.new = _cells(resource, instance), list[Any](), new

    def compare_with(self, resource: Any, instance: Any) -> None:
        """
        Look at the row again, and tell the sheet what has changed in it.
        """
        self.right = _cells(resource, instance)
        headers = (column.column_name for column in resource.look_columns())
        pairs = zip(headers, self.left, self.right, strict=True)
        told = [(header, "" if self.new else _said(one), _said(other)) for header, one, other in pairs]
        resource.changed = [(header, before, after) for header, before, after in told if before != after]

    def as_html(self) -> list[SafeString]:
        """
        Each cell; of a new row only what comes.
        """
        return [
            _shown("" if self.new else _said(one), _said(other))
            for one, other in zip(self.left, self.right, strict=True)
        ]


def _cells(resource: Any, instance: Any) -> list[Any]:
    """
    What a row has in the columns of a look.
    """
    return [column.export(instance) for column in resource.look_columns()]


def _shown(before: str, after: str) -> SafeString:
    """
    A cell with what changes in it.
    """
    if before == after:
        return format_html("{}", after)
    gone, come = format_html("<del>{}</del>", before), format_html("<ins>{}</ins>", after)
    return format_html("{} {}", gone, come) if before and after else gone if before else come


def _said(value: Any) -> str:
    """
    A cell as a person reads it.
    """
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)
