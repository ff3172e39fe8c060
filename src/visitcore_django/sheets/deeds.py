"""
Sheets whose rows go over the desk: rows that are filed and changed, and deeds that are done once.
"""

from collections import Counter
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore_django.desk.errors import BusyError, DeskError
from visitcore_django.models import Deed
from visitcore_django.sheets.headings import in_a_row
from visitcore_django.sheets.in_turn import in_turn
from visitcore_django.sheets.resource import SheetResource, in_short
from visitcore_django.sheets.typed import in_normal_form


class DeskSheet(SheetResource):
    """
    A sheet that has the desk do something for each of its rows, with the desk's own rights, checks and decisions.

    Sheets are read one after the other: each holds many rows, in an order of its own.
    """

    def import_data(self, dataset: Any, *args: Any, **kwargs: Any) -> Any:
        """
        Read a sheet when it is its turn.

        Raises:
            BusyError: If somebody at the desk was writing the same rows, in another order; nothing is taken then.
        """
        with in_turn(self.get_db_connection_name()):
            return super().import_data(dataset, *args, **kwargs)

    def import_row(self, row: Any, instance_loader: Any, **kwargs: Any) -> Any:
        """
        Read a row; where the database let somebody else go first, the rows above it may be gone with it.

        Raises:
            BusyError: If so.
        """
        result = super().import_row(row, instance_loader, **kwargs)
        for one in result.errors:
            if isinstance(one.error, BusyError):
                raise one.error
        return result

    def hand_in(self, instance: Any) -> Model:
        """
        Have the desk do what a row says.

        Returns:
            The row that came of it.

        Raises:
            DeskError, VisitcoreError: If the desk does nothing.
        """
        raise NotImplementedError

    def validate_instance(
        self, instance: Any, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        """
        Hold each cell against its column; what the cells mean together is left to the desk.

        Raises:
            ValidationError: With every fault, each under its column.
        """
        errors = self.with_empty(instance, import_validation_errors)
        mine = {column.attribute for column in self.read_columns()} - set(errors)
        try:
            instance.clean_fields(exclude={field.name for field in instance._meta.fields if field.name not in mine})
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        if errors:
            raise in_short(ValidationError(errors))

    def do_instance_save(self, instance: Any, is_create: bool) -> None:
        """
        Have the desk do it, and remember the row that came of it.

        Raises:
            ValidationError: If the desk does nothing, and the other rows are taken all the same.
            BusyError: If somebody else was writing the same rows; then none is.
        """
        try:
            with transaction.atomic():
                instance.pk = self.hand_in(instance).pk
        except BusyError:
            raise
        except DeskError as error:
            if self.whole:
                raise
            raise ValidationError({error.column: str(error)} if error.column in self.fields else str(error)) from error


class DeedSheet(DeskSheet):
    """
    A sheet in which each row is something to do.

    A row that cannot be done undoes the others.
    A row that was done before, in this file or another, is known by what stands in it and stays as it is.

    Attributes:
        token: What makes the row that is read now do nothing a second time; rows alike within a file have each its own.
        nth: Which of the rows alike within the file it is, the first being 1.
    """

    about = gettext_lazy(
        "Each row is something new. A row that is recorded already is left as it is; to change it, open it in the list."
    )
    whole = True
    token = ""
    nth = 1

    class Meta(DeskSheet.Meta):
        force_init_instance = True

    def __init__(self, user: Any = None, **kwargs: Any) -> None:
        super().__init__(user, **kwargs)
        self._seen: Counter[tuple[str, ...]] = Counter()
        self._left_out: list[int] = []

    def is_known(self, instance: Any) -> bool:
        """
        Whether what a row says was done before.
        """
        model = self._meta.model
        deeds = Deed.objects.filter(token=self.token, subject_kind=model._meta.model_name)
        return bool(model._base_manager.filter(pk__in=deeds.values("subject_id")).exists())

    def alike(self, rows: QuerySet[Any], instance: Any, *texts: str) -> int:
        """
        How many rows say what a row says, however it was typed there and here.

        Args:
            rows: Those that come into question.
            instance: The row.
            texts: The columns of text that are held against each other.
        """
        said = [in_normal_form(getattr(instance, name)) for name in texts]
        return sum([*map(in_normal_form, told)] == said for told in rows.values_list(*texts))

    def may_happen_again(self, instance: Any) -> bool:
        """
        Whether just what a row says may well happen a second time, so that leaving it out is told.
        """
        return False

    def skip_row(self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        """
        Leave out what was done before.
        """
        if self.with_empty(instance, import_validation_errors):
            return False
        told = tuple(_plainly(column.get_value(instance)) for column in self.read_columns())
        self._seen[told] += 1
        self.nth = self._seen[told]
        said = "\x1f".join((type(self).__name__, *told, str(self.nth)))
        self.token = sha256(said.encode()).hexdigest()
        known = self.is_known(instance)
        if known and self.may_happen_again(instance) and not self._was_written_here(row):
            self._left_out.append(self.place)
        return known

    def _was_written_here(self, row: Any) -> bool:
        """
        Whether a row says who recorded it, as only a sheet that was taken from here does.
        """
        column = self.fields.get("by")
        return column is not None and bool(str(row.get(column.column_name) or "").strip())

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        """
        Note the rows that were left out, and what to do where they happened once more.
        """
        super().after_import(dataset, result, **kwargs)
        if self._left_out:
            words = _(
                "Row %(rows)s: the same is recorded already; left out. If it happened again, add a number or a note."
            )
            self.notes.append(words % {"rows": in_a_row(self._left_out)})


def _plainly(value: Any) -> str:
    """
    What a cell says, however it was typed, in whatever language.
    """
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return "" if value is None else in_normal_form(str(value))
