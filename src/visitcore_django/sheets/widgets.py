"""
How the cells of a column are read and written; what cannot be read is told with the words of the command line.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from import_export.widgets import Widget

from visitcore.codec.cells import CellError, read_flag, read_number, read_text
from visitcore.codec.headers import plain
from visitcore.codec.moments import read_day, read_moment
from visitcore_django.desk.figures_read import why_unread
from visitcore_django.sheets.typed import as_kept, as_typed


def readable(read: Callable[[Any], Any], value: Any) -> Any:
    """
    What a cell says.

    Raises:
        ValidationError: If it cannot be read, with the reason in the reader's language.
    """
    try:
        return read(value)
    except CellError as error:
        raise ValidationError(why_unread(error)) from None


def to_the_second(moment: datetime) -> datetime:
    """
    An instant as a sheet holds it.
    """
    return moment.replace(microsecond=0)


class CellWidget(Widget):  # type: ignore[misc]
    """
    How the cells of a column are read, and what they leave in a row that is there already.
    """

    read: Callable[[Any], Any] = staticmethod(read_text)

    def says_nothing(self, cell: Any) -> bool:
        """
        Whether a cell is empty, or only says that it is.
        """
        try:
            return self.read(cell) in (None, "")
        except CellError:
            return False

    def says_the_same(self, cell: Any, value: Any) -> bool:
        """
        Whether a cell says what a row has already, if in other words.

        Raises:
            ValidationError: If it cannot be read.
        """
        called = isinstance(cell, str) and plain(cell) in map(plain, self.called(value))
        return called or bool(self.clean(cell) == value)

    def called(self, value: Any) -> tuple[str, ...]:
        """
        Everything that a value is called.
        """
        return ()


class TextWidget(CellWidget):
    """
    Text as it was typed, or read in another way.
    """

    def __init__(self, read: Callable[[Any], Any] = as_typed) -> None:
        self.read = read
        super().__init__()

    def clean(self, value: Any, row: Any = None, **_kwargs: Any) -> str:
        """
        The text; empty where the cell says nothing.
        """
        return str(readable(self.read, value) or "")

    def render(self, value: Any, obj: Any = None, **_kwargs: Any) -> Any:
        """
        The text as it stands.
        """
        return "" if value is None else value

    def says_the_same(self, cell: Any, value: Any) -> bool:
        """
        Whether a cell holds the text as far as a cell can.
        """
        return as_kept(cell) == as_kept(value) or super().says_the_same(cell, value)


class DayWidget(CellWidget):
    """
    A day in any of the forms that a sheet holds.
    """

    def clean(self, value: Any, row: Any = None, **_kwargs: Any) -> date | None:
        """
        The day.
        """
        day: date | None = readable(read_day, value)
        return day

    def render(self, value: Any, obj: Any = None, **_kwargs: Any) -> Any:
        """
        A real day of the spreadsheet.
        """
        return value


class MomentWidget(CellWidget):
    """
    An instant, or a day for its midnight, at the place of the site.
    """

    def clean(self, value: Any, row: Any = None, **_kwargs: Any) -> datetime | None:
        """
        The instant.
        """
        moment = readable(read_moment, value)
        if moment is None:
            return None
        if not isinstance(moment, datetime):
            moment = datetime(moment.year, moment.month, moment.day)
        return moment if timezone.is_aware(moment) else timezone.make_aware(moment)

    def render(self, value: Any, obj: Any = None, **_kwargs: Any) -> Any:
        """
        The instant in local time, as spreadsheets know no zones.
        """
        return None if value is None else timezone.localtime(value).replace(tzinfo=None, microsecond=0)

    def says_the_same(self, cell: Any, value: Any) -> bool:
        """
        Whether it is the instant to the second, as a sheet holds it.
        """
        there = self.clean(cell)
        return there is not None and to_the_second(there) == to_the_second(value)


class NumberWidget(CellWidget):
    """
    An exact number.
    """

    def clean(self, value: Any, row: Any = None, **_kwargs: Any) -> Decimal | None:
        """
        The number.
        """
        number: Decimal | None = readable(read_number, value)
        return number

    def render(self, value: Any, obj: Any = None, **_kwargs: Any) -> Any:
        """
        A real number of the spreadsheet.
        """
        return value


class WholeWidget(NumberWidget):
    """
    A whole number.
    """

    def clean(self, value: Any, row: Any = None, **_kwargs: Any) -> Any:
        """
        The number, without a fraction.
        """
        number = super().clean(value, row)
        if number is None:
            return None
        if number != int(number):
            raise ValidationError(_("“%(number)s” is no whole number; give whole pieces.") % {"number": number})
        return int(number)


class FlagWidget(CellWidget):
    """
    Yes or no.
    """

    def clean(self, value: Any, row: Any = None, **_kwargs: Any) -> bool | None:
        """
        Yes, no, or nothing.
        """
        flag: bool | None = readable(read_flag, value)
        return flag

    def render(self, value: Any, obj: Any = None, **_kwargs: Any) -> Any:
        """
        A word for it.
        """
        return None if value is None else _("yes") if value else _("no")
