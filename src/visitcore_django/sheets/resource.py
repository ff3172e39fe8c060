"""
One kind of sheet: its columns, the rows that a person may read and write, and what happens after.
"""

from collections.abc import Callable, Hashable, Mapping
from typing import Any

import tablib
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.resources import ModelResource

from visitcore_django.people.scope import visible
from visitcore_django.sheets.changes import Change
from visitcore_django.sheets.columns import Column, way_of
from visitcore_django.sheets.columns_of import ColumnsOfSheet
from visitcore_django.sheets.headings import about_the_same, name_headers, told_twice
from visitcore_django.sheets.only_shown import OnlyShown
from visitcore_django.sheets.widgets_rows import RowWidget

ROWS = "visitcore_rows"
"""Attribute of a data set that holds the number of each row as a spreadsheet program shows it."""


def places_of(dataset: tablib.Dataset) -> list[int]:
    """
    The number of each row as a spreadsheet program shows it.
    """
    return list(getattr(dataset, ROWS, None) or range(2, len(dataset) + 2))


class SheetResource(ColumnsOfSheet, ModelResource):  # type: ignore[misc]
    """
    Reads and writes the rows that a person sees, and nothing else.

    A row at fault is told and left out; the others are taken, all of them in one transaction.

    Attributes:
        about: What the page of the import says of rows that are there already.
        rights: What the person needs who brings one, e.g. ``add_excuse``; where empty, to add and to change rows.
        whole: Whether one row at fault keeps the others from being taken.
        linked: Rows that are read along, beside those that a column leads to.
        notes: What is to be known of a sheet before it is taken, and keeps no row out.
        place: Number of the row that is read now, as a spreadsheet program shows it.
        changed: The cells of that row that change, each with its header, before and after.
        only_shown: The columns that are written and never read, with the rows that say something else there.
        keep_history: Writes down what became of the rows, in the transaction in which they are taken.
    """

    about: Any = gettext_lazy(
        "An empty cell changes nothing in a row that is there already; to take a value away, open the row and empty it "
        "there."
    )
    rights: tuple[str, ...] = ()
    whole = False
    linked: tuple[str, ...] = ()
    place = 0
    keep_history: Callable[[Any], None] | None = None

    def __init__(self, user: Any = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.user = user
        self.notes: list[str] = []
        self.changed: list[tuple[str, str, str]] = []
        self.only_shown = OnlyShown(())
        self._places: list[int] = []
        self._twice: Mapping[int, str] = {}
        self._taken: dict[Any, int] = {}
        for column in self.fields.values():
            if hasattr(column.widget, "user"):
                column.widget.user = user

    class Meta:
        use_transactions = True
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True

    @classmethod
    def get_diff_class(cls) -> type[Change]:
        """
        What tells the rows before and after.
        """
        return Change

    def get_queryset(self) -> Any:
        """
        The rows that the person sees.
        """
        rows = super().get_queryset()
        return rows if self.user is None else visible(rows, self.user)

    def filter_export(self, queryset: Any, **kwargs: Any) -> Any:
        """
        The rows with those that they lead to, read along.
        """
        paths = {*self.linked, *(way_of(self._meta.model, column.attribute or "") for column in self.fields.values())}
        rows = super().filter_export(queryset, **kwargs)
        named = sorted(paths - {""})
        return rows.select_related(*named) if named else rows

    def get_export_headers(self, selected_fields: Any = None) -> list[str]:
        """
        The headers as the screen writes them.
        """
        return [capfirst(header) for header in super().get_export_headers(selected_fields)]

    def key(self, row: Mapping[str, Any]) -> Hashable:
        """
        What no two rows of a sheet may share; nothing where any two may stand together.
        """
        return None

    def more_headers(self) -> Mapping[str, Callable[[str], bool]]:
        """
        What is read beside the columns: the header to offer, and whether another header means the same.
        """
        return {}

    def before_import(self, dataset: tablib.Dataset, **kwargs: Any) -> None:
        """
        Call the columns by their names, say which are missing or not known, and find rows that are told twice.

        Raises:
            ValidationError: If a needed column is not there, or one stands twice.
        """
        columns = [column for column in self.get_import_fields() if isinstance(column, Column)]
        dataset.headers, notes = name_headers(dataset.headers or [], columns, self.more_headers())
        self.notes += notes
        self._places = places_of(dataset)
        self._twice = told_twice((place, self.key(row)) for place, row in zip(self._places, dataset.dict, strict=True))
        for column in columns:
            if isinstance(column.widget, RowWidget) and not column.readonly:
                column.widget.look_up(row.get(column.column_name) for row in dataset.dict)
        self.only_shown = OnlyShown(column for column in columns if column.readonly)
        super().before_import(dataset, **kwargs)

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        """
        Know where the row stands, and refuse it where it is told twice.

        Raises:
            ValidationError: If another row tells the same.
        """
        super().before_import_row(row, **kwargs)
        self.place = self._places[kwargs["row_number"] - 1]
        if self.place in self._twice:
            raise ValidationError(self._twice[self.place])

    def after_init_instance(self, instance: Any, new: bool, row: Any, **kwargs: Any) -> None:
        """
        Refuse a row about what another row was about, however differently the two are typed.

        Raises:
            ValidationError: If there is such a row above.
        """
        super().after_init_instance(instance, new, row, **kwargs)
        if new:
            return
        if instance.pk in self._taken:
            raise ValidationError(about_the_same(self._taken[instance.pk], self.place))
        self.only_shown.look(instance, row, self.place)

    def after_import_row(self, row: Any, row_result: Any, **kwargs: Any) -> None:
        """
        Remember what the row was about, and what has changed in it.
        """
        super().after_import_row(row, row_result, **kwargs)
        row_result.changed = self.changed
        self._taken[row_result.object_id] = self.place

    def after_import(self, dataset: tablib.Dataset, result: Any, **kwargs: Any) -> None:
        """
        Say what was not taken, and have it written down what became of the rows.
        """
        super().after_import(dataset, result, **kwargs)
        self.notes += self.only_shown.told()
        if self.keep_history is not None:
            self.keep_history(result)

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

    def validate_instance(
        self, instance: Any, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        """
        Hold a row against its table, with every needed cell filled in.

        Raises:
            ValidationError: With every fault, each under its column.
        """
        try:
            super().validate_instance(instance, self.with_empty(instance, import_validation_errors), validate_unique)
        except ValidationError as error:
            raise in_short(error) from None

    def complete(self, instance: Any) -> None:
        """
        Fill in what a sheet leaves out.
        """

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """
        Complete a row; whether the person may is asked by the desk.
        """
        super().before_save_instance(instance, row, **kwargs)
        if instance._state.adding:
            self.only_shown.look(instance, row, self.place)
        self.complete(instance)


def in_short(error: ValidationError) -> ValidationError:
    """
    The faults of a row, with cells that are too long told in few words.
    """
    for one in (one for several in getattr(error, "error_dict", {}).values() for one in several):
        if one.code == "max_length":
            one.message = _("This has %(show_value)s characters, and %(limit_value)s are the most; shorten it.")
    return error
