"""
What somebody brings is a row in memory: of it counts what a person writes, and nothing that the desk decides itself.
"""

from typing import TypeVar

from django.db import models
from django.utils.translation import gettext as _

from visitcore_django.desk.errors import DeskError

M = TypeVar("M", bound=models.Model)


def only_written(row: M, held: M | None, *but: str) -> None:
    """
    Put every column that no person writes back to what is stored; to what it begins with where the row is new.

    The version stays as it was read, so that an outdated row is still told.

    Args:
        row: The row that was brought.
        held: The row as it stands, locked; ``None`` where it is new.
        but: Columns that a person writes elsewhere, and not here.
    """
    for column in row._meta.concrete_fields:
        if column.primary_key or column.name == "version" or (column.editable and column.name not in but):
            continue
        setattr(row, column.attname, column.get_default() if held is None else getattr(held, column.attname))


def demand_new(row: models.Model) -> None:
    """
    Raise unless a row is new: what is there already is not taken in a second time.

    Raises:
        DeskError: If it is there.
    """
    if not row._state.adding:
        raise DeskError(_("%(what)s is on record already; open it there, and change that.") % {"what": row})


def stored(row: M) -> M:
    """
    A row as it stands, whatever was changed in memory.
    """
    found: M = type(row)._base_manager.get(pk=row.pk)
    return found
