"""
What the desk is given: each argument is held against its annotation, and each row against its columns.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from inspect import Parameter, isclass
from types import NoneType, UnionType
from typing import Any, get_args, get_origin
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore_django.models.fit import YEARS, is_sound, quoted, texts, unfit

GRACE = timedelta(minutes=1)
"""By how much the clock of whoever calls may be fast."""


def faults_of(asked: Parameter, value: Any, fills: Collection[str] | None = None) -> Iterator[str]:
    """
    What is wrong with an argument, each in a sentence.

    Args:
        asked: The argument as the function asks for it; one annotated with ``Any`` is a person, a user of the host.
        value: What was given.
        fills: Columns that the function fills in itself where the argument may be a new row, or a list of new rows;
            ``None`` where it may not.
    """
    annotated = asked.annotation
    kinds = get_args(annotated) if get_origin(annotated) is UnionType else (annotated,)
    if value is None:
        may_be_left_out = annotated is Any and asked.default is not Parameter.empty
        if asked.name != "by" and NoneType not in kinds and not may_be_left_out:
            yield _("“%(name)s” is missing; give it.") % {"name": asked.name}
        return
    if not all(is_sound(text) for text in texts(value)):
        yield _("“%(name)s” holds a character that cannot be kept; type it anew.") % {"name": asked.name}
        return
    told = [list(_misfits(asked.name, kind, value)) for kind in kinds if kind is not NoneType]
    misfits = told[0] if all(told) else []
    if asked.name == "at" and not misfits and value > timezone.now() + GRACE:
        said = {"at": f"{timezone.localtime(value):%Y-%m-%d %H:%M}"}
        misfits.append(_("“at” (%(at)s) lies ahead; leave it out to mean now, or give an earlier moment.") % said)
    yield from misfits
    if not misfits:
        for row in value if fills is not None and isinstance(value, list | tuple) else [value]:
            if isinstance(row, models.Model):
                yield from _row_faults(row, fills)


def _misfits(name: str, kind: Any, value: Any) -> Iterator[str]:
    """
    What is said of a value that is none of a kind, and of each in a list that is none.
    """
    if get_origin(kind) in (Iterable, Sequence):
        if isinstance(value, str | bytes | Mapping) or not isinstance(value, Iterable):
            yield _("“%(name)s” must be a list, not %(value)s.") % {"name": name, "value": quoted(value)}
        for one in value if isinstance(value, list | tuple) else ():
            yield from _misfits(name, get_args(kind)[0], one)
    elif kind in _KINDS:
        is_one, says = _KINDS[kind]
        if not is_one(value):
            yield str(says) % {"name": name, "value": quoted(value)}
        elif isinstance(value, date) and value.year not in YEARS:
            said = {"name": name, "year": value.year, "first": YEARS[0], "last": YEARS[-1]}
            yield _("“%(name)s” lies in the year %(year)s; give one from %(first)s to %(last)s.") % said
    elif isclass(kind) and not isinstance(value, kind):
        what = kind._meta.verbose_name if issubclass(kind, models.Model) else kind.__name__
        said = {"name": name, "what": what, "value": quoted(value)}
        yield _("“%(name)s” must be a row (%(what)s), not %(value)s.") % said


def _row_faults(row: models.Model, fills: Collection[str] | None) -> Iterator[str]:
    if row._state.adding and fills is None:
        yield _("A new row (%(what)s) is not saved yet; save it first.") % {"what": row._meta.verbose_name}
    elif row._state.adding and row.pk is not None:
        yield _("A new row (%(what)s) has no number yet; read the one that bears it, and change that.") % {
            "what": row._meta.verbose_name
        }
    elif row._meta.app_label == "visitcore_django":
        yield from unfit(row, filled_later=fills or ())


def _is_person(value: Any) -> bool:
    return isinstance(value, get_user_model())


def _is_moment(value: Any) -> bool:
    return isinstance(value, datetime) and not timezone.is_naive(value)


def _is_day(value: Any) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_amount(value: Any) -> bool:
    return _is_whole(value) or (isinstance(value, Decimal) and value.is_finite())


_KINDS: dict[Any, tuple[Callable[[Any], bool], Any]] = {
    Any: (_is_person, gettext_lazy("“%(name)s” must be a person, one of the users here, not %(value)s.")),
    datetime: (_is_moment, gettext_lazy("“%(name)s” must be an exact moment with its time zone, not %(value)s.")),
    date: (_is_day, gettext_lazy("“%(name)s” must be a day, not %(value)s.")),
    Decimal: (_is_amount, gettext_lazy("“%(name)s” must be an exact amount, a Decimal, not %(value)s.")),
    bool: (lambda value: isinstance(value, bool), gettext_lazy("“%(name)s” must be True or False, not %(value)s.")),
    int: (_is_whole, gettext_lazy("“%(name)s” must be a whole number, not %(value)s.")),
    str: (lambda value: isinstance(value, str), gettext_lazy("“%(name)s” must be a text, not %(value)s.")),
    UUID: (lambda value: isinstance(value, UUID), gettext_lazy("“%(name)s” must be a UUID, not %(value)s.")),
}
"""What an argument of a kind has to be, and what is said where it is not."""
