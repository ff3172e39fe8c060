"""
What comes with a request for a list or a form: what no database could look for is found before one is asked.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.contrib.admin.utils import get_fields_from_path
from django.contrib.admin.views.main import SEARCH_VAR
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict

from visitcore_django.models.fit import YEARS, demand_year, held, is_sound

DIGITS = 18
"""Digits of the longest number that every database can look for."""

_PARTS = {"year": str(YEARS[0]), "month": "1", "day": "1"}


def unfindable(asked: QueryDict, days: str | None = None) -> Iterator[str]:
    """
    Names of what stands in the address of a list and can be found in none.

    Args:
        asked: What the address asks for.
        days: The column by whose years, months and days the list is leafed through.
    """
    for name, values in asked.lists():
        longest = max((len(value) for value in values if value.isdecimal() and name != SEARCH_VAR), default=0)
        if longest > DIGITS or not all(is_sound(value) for value in values):
            yield name
    parts = {part: str(asked[f"{days}__{part}"]) for part in _PARTS if f"{days}__{part}" in asked}
    if parts and not _is_day({**_PARTS, **parts}):
        yield str(days)


def is_key(column: Any, value: Any) -> bool:
    """
    Whether there may be a row with a key; *column* is the key or points to it.
    """
    try:
        return value is not None and held(column, value) is not None
    except ValidationError:
        return False


def keys(column: Any, values: Iterable[Any]) -> list[Any]:
    """
    Those of several values that may be keys.
    """
    return [value for value in values if is_key(column, value)]


def by_key(rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
    """
    The rows that point to the one whose key is given; none where it is no key.

    Args:
        rows: The rows.
        name: The column that points to it, or the way there, such as ``visit__owner``.
        value: The key.
    """
    column = get_fields_from_path(rows.model, name)[-1]
    return rows.filter(**{name: value}) if is_key(column, value) else rows.none()


def named_by(value: Any, rows: QuerySet[Any]) -> Any:
    """
    The row that an address names, if it is one of several; ``None`` where it is not.
    """
    return rows.filter(pk=value).first() if value and is_key(rows.model._meta.pk, value) else None


def day_of(value: str) -> date | None:
    """
    The day that a text names, such as ``2026-06-14``; ``None`` where it names none that people plan on.
    """
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if day.year in YEARS else None


class SoundDays(forms.ModelForm):  # type: ignore[type-arg]
    """
    A form whose days and moments lie in years that can be reckoned with; it says so before a database is asked.
    """

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]
        for name, value in list(self.cleaned_data.items()):
            try:
                demand_year(value)
            except ValidationError as error:
                self.add_error(name, error)


class Picker(AutocompleteSelect):
    """
    A field to pick a row by typing; what was sent and is no key is shown as nothing picked.
    """

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        """
        The row that is picked.
        """
        return super().optgroups(name, [one for one in value if not one or is_key(self.field, one)], attr)


def _is_day(parts: Mapping[str, str]) -> bool:
    try:
        return date(**{part: int(value) for part, value in parts.items()}).year in YEARS
    except (ValueError, OverflowError):
        return False
