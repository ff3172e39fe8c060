"""
Whether what a row holds fits its columns: asked before a database answers with a fault, or rounds in silence.
"""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

YEARS = range(1900, 2200)
"""The years of days that people type; beyond them somebody mistyped, and no day can be reckoned from it."""

SHOWN = 60
"""Characters that are shown of what was given."""

FILLED_BY_ITSELF = ("auto_now", "auto_now_add")


class UnfitError(ValueError):
    """
    What a row holds does not fit its columns; nothing was written, and the message says all that does not.
    """


class Fitting(models.Model):
    """
    A row that is written only where every value fits its column, whatever the database would make of it.
    """

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """
        Write the row if it fits.

        Raises:
            UnfitError: If it does not.
        """
        names = kwargs.get("update_fields")
        faults = unfit(self, None if names is None else set(names))
        if faults:
            raise UnfitError("\n".join(faults))
        super().save(*args, **kwargs)


def unfit(
    row: models.Model, names: Collection[str] | None = None, *, filled_later: Collection[str] | None = None
) -> list[str]:
    """
    What of a row does not fit its columns, each with what to do; what fits is put as its column holds it.

    Args:
        row: The row; columns that were not read are left alone.
        names: Names of the columns to look at; every one where left out.
        filled_later: Names of columns that may still be missing, besides those that nobody types; where left out,
            everything has to be there.
    """
    faults = []
    for column in row._meta.concrete_fields:
        if column.attname not in row.__dict__ or (names is not None and not {column.name, column.attname} & set(names)):
            continue
        value = row.__dict__[column.attname]
        if hasattr(value, "resolve_expression"):
            continue
        if value is None:
            later = filled_later is not None and (not column.editable or column.name in filled_later)
            if _is_missing(column) and not later:
                faults.append(_("%(name)s: fill this in.") % {"name": capfirst(column.verbose_name)})
            continue
        try:
            row.__dict__[column.attname] = held(column, value)
        except ValidationError as error:
            faults.append(f"{capfirst(column.verbose_name)}: {' '.join(error.messages)}")
    return faults


def held(column: Any, value: Any) -> Any:
    """
    A value as its column holds it.

    Raises:
        ValidationError: If it does not fit.
    """
    if any(not is_sound(text) for text in texts(value)):
        raise ValidationError(_("A character in it is none that can be kept; type it anew."))
    if isinstance(column, models.DecimalField | models.IntegerField):
        if isinstance(value, bool):
            raise ValidationError(_("%(value)s is no number; give one.") % {"value": value})
        if isinstance(value, float):
            raise ValidationError(_("%(value)s is not exact; give a Decimal or a whole number.") % {"value": value})
    if isinstance(column, models.DateTimeField) and (not isinstance(value, datetime) or timezone.is_naive(value)):
        said = {"value": quoted(value)}
        raise ValidationError(_("%(value)s is no exact moment; give one with its time zone.") % said)
    if isinstance(column, models.JSONField):
        _demand_shape(column, value)
    if column.remote_field is not None:
        column = column.target_field
    fitting = column.to_python(value)
    if isinstance(column, models.IntegerField):
        _within_its_width(column, fitting)
    column.run_validators(fitting)
    if column.editable:
        demand_year(fitting)
    if column.choices and fitting not in dict(column.flatchoices):
        column.validate(fitting, None)
    return fitting


def _demand_shape(column: Any, value: Any) -> None:
    """
    Raise where plain data have another shape than they begin with.

    Raises:
        ValidationError: If so.
    """
    if column.default is dict and not isinstance(value, dict):
        said = {"value": quoted(value)}
        raise ValidationError(_("%(value)s is no dictionary; give one, with a name for each value.") % said)
    if column.default is list and not isinstance(value, list | tuple):
        raise ValidationError(_("%(value)s is no list; give one.") % {"value": quoted(value)})


def _within_its_width(column: Any, value: int) -> None:
    """
    Raise where a whole number is larger than its column on any database; SQLite would take it.

    Raises:
        ValidationError: If so.
    """
    least, most = BaseDatabaseOperations.integer_field_ranges[column.get_internal_type()]
    if not least <= value <= most:
        said = _("%(value)s is too large or too small; give a number from %(least)s to %(most)s.")
        raise ValidationError(said % {"value": value, "least": least, "most": most})


def demand_year(value: Any) -> None:
    """
    Raise where a day or a moment lies in a year of which nobody means anything.

    Raises:
        ValidationError: If so.
    """
    if isinstance(value, date) and value.year not in YEARS:
        said = {"year": value.year, "first": YEARS[0], "last": YEARS[-1]}
        raise ValidationError(_("This lies in the year %(year)s; give a day from %(first)s to %(last)s.") % said)


def quoted(value: Any) -> str:
    """
    What was given, as it is shown in a sentence: a text in quotation marks, and of anything long the beginning.
    """
    if value is None:
        return _("nothing")
    return f"“{value[:SHOWN]}”" if isinstance(value, str) else str(value)[:SHOWN]


def is_sound(text: str) -> bool:
    """
    Whether every database keeps a text: none has the character of no width 0, nor half of a character.
    """
    try:
        return b"\0" not in text.encode()
    except UnicodeEncodeError:
        return False


def _is_missing(column: Any) -> bool:
    filled = column.null or column.primary_key or column.generated
    return not (filled or any(getattr(column, name, False) for name in FILLED_BY_ITSELF))


def texts(value: Any) -> Iterator[str]:
    """
    Every text in a value, however deep.
    """
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(key)
            yield from texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner)
