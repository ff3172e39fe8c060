"""
Figures of customers as people write them, read by what each of them holds: a number, a ratio, a day, a letter.
"""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore.codec.cells import CellError, read_text
from visitcore.codec.columns import COLUMNS, Column
from visitcore.codec.entries import readers_of
from visitcore.codec.moments import DayError
from visitcore_django.desk.errors import DeskError
from visitcore_django.models import CustomerFigure
from visitcore_django.models.language import lang

FIGURES: Mapping[str, Column] = MappingProxyType(
    {column.name: column for column in COLUMNS["customers"] if column.figure}
)
"""The figures that the command line knows, by name; a company may have more of its own."""


def read_figure(name: str, cell: Any) -> str:
    """
    What is written of a figure, as it is stored; empty where it says nothing.

    Raises:
        CellError: If it does not hold what the figure is.
    """
    known = FIGURES.get(name)
    readers = readers_of(timezone.get_current_timezone(), 0)
    value = (read_text if known is None else readers[known.holds])(cell)
    if isinstance(value, Decimal):
        return format(value, "f")
    return "" if value is None else str(value)


def why_unread(error: CellError) -> str:
    """
    Why something cannot be read, in the reader's language.
    """
    told = error.in_year(timezone.localdate().year) if isinstance(error, DayError) else error.told
    return told.in_(lang())


def demand_figure(figure: CustomerFigure) -> None:
    """
    Put a figure as it is stored; one that the company has of its own stays as it is written.

    Raises:
        DeskError: If it has no name or says nothing, or does not hold what the figure is.
    """
    figure.name, figure.value = figure.name.strip(), figure.value.strip()
    if not figure.name:
        raise DeskError(_("Say which figure it is."), column="name")
    try:
        said = read_figure(figure.name, figure.value)
    except CellError as error:
        told = _("%(who)s: %(what)s") % {"who": figure.name, "what": why_unread(error)}
        raise DeskError(told, column="value") from error
    if not said:
        raise DeskError(_("“%(name)s” says nothing; give its value.") % {"name": figure.name}, column="value")
    if figure.name in FIGURES:
        figure.value = said
