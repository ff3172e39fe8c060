"""
The columns of a sheet: their headers, how they are read, and what is only written.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import override
from import_export.fields import Field

from visitcore.codec.headers import plain
from visitcore_django.sheets.headings import LANGUAGES, in_both
from visitcore_django.sheets.typed import in_normal_form
from visitcore_django.sheets.widgets import TextWidget


class Column(Field):  # type: ignore[misc]
    """
    A column with its header in the reader's language, and every header that it is known by.
    """

    def __init__(
        self,
        attribute: str,
        label: Any,
        widget: Any = None,
        *,
        words: Iterable[str] = (),
        needed: bool = False,
        **more: Any,
    ) -> None:
        self.label, self.words, self.needed = label, tuple(words), needed
        self._names: tuple[str, ...] | None = None
        super().__init__(attribute=attribute, column_name=attribute, widget=widget or TextWidget(), **more)

    @property
    def column_name(self) -> str:
        """
        The header as it is written now.
        """
        return str(self.label)

    @column_name.setter
    def column_name(self, _name: str) -> None:
        """
        The label decides.
        """

    def names(self) -> tuple[str, ...]:
        """
        Every header that means this column, the surest first.
        """
        if self._names is None:
            said = (*in_both(self.label), self.attribute or "", *self.words)
            self._names = tuple(dict.fromkeys(plain(name) for name in said if name))
        return self._names

    def is_called(self, header: str) -> bool:
        """
        Whether a header means this column.
        """
        return plain(header) in self.names()

    def save(self, instance: Any, row: Any, is_m2m: bool = False, **kwargs: Any) -> None:
        """
        Put what a cell says into the row.

        Into a row that is there already an empty cell puts nothing, and neither does a name of what stands there.
        """
        if not instance._state.adding and self.leaves(instance, row.get(self.column_name)):
            return
        super().save(instance, row, is_m2m, **kwargs)

    def leaves(self, instance: Any, cell: Any) -> bool:
        """
        Whether a cell leaves what the row has: it says nothing, or the same.

        Raises:
            ValidationError: If it cannot be read.
        """
        there = self.get_value(instance)
        return self.widget.says_nothing(cell) or (
            there not in (None, "") and bool(self.widget.says_the_same(cell, there))
        )


class Given(Column):
    """
    A column by which a row is known and which nobody sets, such as its number.
    """

    def names(self) -> tuple[str, ...]:
        """
        Every header that means this column; a bare ``id`` does not, for lists from elsewhere number their own rows so.
        """
        return tuple(name for name in super().names() if name != plain(self.attribute or ""))

    def save(self, instance: Any, row: Any, is_m2m: bool = False, **kwargs: Any) -> None:
        """
        Leave the row as it is.
        """

    def read(self, row: Any) -> Any:
        """
        What the cell of a row says; nothing where the sheet has no such column.

        Raises:
            ValidationError: If it cannot be read, under its column.
        """
        try:
            return self.widget.clean(row.get(self.column_name))
        except ValidationError as error:
            raise ValidationError({self.attribute: error}) from None


class Told(Column):
    """
    A column that is only written, with what a row says of itself.
    """

    def __init__(self, label: Any, say: Callable[[Any], Any]) -> None:
        self.say = say
        super().__init__("", label, readonly=True)

    def get_value(self, instance: Any) -> None:
        """
        Nothing that is read.
        """

    def export(self, instance: Any, **_kwargs: Any) -> Any:
        """
        What the row says.
        """
        return self.say(instance)

    def leaves(self, instance: Any, cell: Any) -> bool:
        """
        Whether a cell says what the row says, in whichever language, or nothing.
        """
        if self.widget.says_nothing(cell):
            return True
        said = in_normal_form(cell)
        return said == in_normal_form(self.say(instance)) or said in map(in_normal_form, _in_each(self.say, instance))


def _in_each(say: Callable[[Any], Any], instance: Any) -> list[Any]:
    """
    What a row says of itself, in each of the languages.
    """
    told = []
    for language in LANGUAGES:
        with override(language):
            told.append(say(instance))
    return told


def way_of(table: Any, attribute: str) -> str:
    """
    The part of a path that leads to another row.
    """
    way = []
    for step in attribute.split("__"):
        field = next((field for field in table._meta.concrete_fields if field.name == step), None)
        if field is None or field.related_model is None:
            break
        way.append(step)
        table = field.related_model
    return "__".join(way)
