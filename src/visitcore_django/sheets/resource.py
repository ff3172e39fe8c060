"""
One kind of sheet: its columns, the rows that a person may read and write, and what happens after.
"""

from collections.abc import Iterable
from typing import Any

import tablib
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.resources import ModelResource

from visitcore.codec.headers import plain
from visitcore_django.people.scope import sees, visible
from visitcore_django.sheets.widgets import TextWidget
from visitcore_django.sheets.widgets_rows import RowWidget


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

    def is_called(self, header: str) -> bool:
        """
        Whether a header means this column.
        """
        return plain(header) in {plain(name) for name in (self.attribute or "", str(self.label), *self.words)}


class SheetResource(ModelResource):  # type: ignore[misc]
    """
    Reads and writes the rows that a person sees, and nothing else.

    A row at fault is told and left out; the others are taken, all of them in one transaction.

    Attributes:
        rights: What the person needs who brings one, e.g. ``add_excuse``; where empty, to add and to change rows.
        whole: Whether one row at fault keeps the others from being taken.
    """

    rights: tuple[str, ...] = ()
    whole = False

    def __init__(self, user: Any = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.user = user
        for column in self.fields.values():
            if isinstance(column.widget, RowWidget):
                column.widget.user = user

    class Meta:
        use_transactions = True
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True

    def get_queryset(self) -> Any:
        """
        The rows that the person sees.
        """
        rows = super().get_queryset()
        return rows if self.user is None else visible(rows, self.user)

    def before_import(self, dataset: tablib.Dataset, **kwargs: Any) -> None:
        """
        Call the columns by their names, and say which are missing.

        Raises:
            ValidationError: If a needed column is not there.
        """
        columns = [column for column in self.get_import_fields() if isinstance(column, Column)]
        named, left = [], list(columns)
        for header in dataset.headers or []:
            found = next((column for column in left if column.is_called(header)), None)
            if found is not None:
                left.remove(found)
            named.append(header if found is None else found.column_name)
        lacking = [column.column_name for column in left if column.needed]
        if lacking:
            said = {"columns": "、".join(lacking), "found": "、".join(dataset.headers or [])}
            raise ValidationError(_("The column %(columns)s is missing; the sheet has: %(found)s.") % said)
        dataset.headers = named
        super().before_import(dataset, **kwargs)

    def get_instance(self, instance_loader: Any, row: Any) -> Any:
        """
        The row that is there already; none where the cells that tell it cannot be read, which is told with the others.
        """
        try:
            return super().get_instance(instance_loader, row)
        except ValidationError:
            return None

    def import_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """
        Read every cell of a row.

        Raises:
            ValidationError: With every cell that cannot be read, under its column.
        """
        errors: dict[str, Any] = {}
        for column in self.get_import_fields():
            try:
                self.import_field(column, instance, row, **kwargs)
            except (ValueError, ValidationError) as error:
                errors[column.attribute] = error if isinstance(error, ValidationError) else ValidationError(str(error))
        if errors:
            raise ValidationError(errors)

    def complete(self, instance: Any) -> None:
        """
        Fill in what a sheet leaves out.
        """

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """
        Complete a row, and hold it against the scope of the person.

        Raises:
            ValidationError: If the person would not see it.
        """
        super().before_save_instance(instance, row, **kwargs)
        self.complete(instance)
        if self.user is not None and not sees(self.user, instance):
            raise ValidationError(_("This is outside what you look after."))
