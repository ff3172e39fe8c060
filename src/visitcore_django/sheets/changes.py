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

    @classmethod
    def _read_field_values(cls, resource: Any, instance: Any) -> list[Any]:
        return [column.export(instance) for column in resource.look_columns()]

    def as_html(self) -> list[SafeString]:
        """
        Each cell; of a new row only what comes.
        """
        return [
            _shown("" if self.new else _said(one), _said(other))
            for one, other in zip(self.left, self.right, strict=True)
        ]


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
