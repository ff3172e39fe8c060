"""
The one door of the desk: what somebody brings is looked at there, so that nothing behind it meets what it cannot take.
"""

from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import wraps
from inspect import Parameter, signature
from types import UnionType
from typing import Any, ParamSpec, TypeVar, get_args, get_origin

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DataError, IntegrityError, OperationalError, models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore_django.desk.busy import is_busy
from visitcore_django.desk.errors import OWN, BusyError, DeskError, NotAllowedError
from visitcore_django.models.fit import YEARS, UnfitError, held, is_sound, texts, unfit

P = ParamSpec("P")
T = TypeVar("T")


def door(*, new: str = "", fills: Collection[str] = ()) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """
    Make a function one of the desk's: whatever it cannot take is a `DeskError` with a sentence.

    Args:
        new: Name of the argument that may be a row which is not saved yet.
        fills: Columns of it that the function fills in itself, or does without.
    """

    def made(do: Callable[P, T]) -> Callable[P, T]:
        told = signature(do)

        @wraps(do)
        def looked_at(*args: P.args, **given: P.kwargs) -> T:
            brought = told.bind(*args, **given).arguments
            for value in brought.values():
                if getattr(value, "is_anonymous", False) is True:
                    raise NotAllowedError(_("Nobody is logged in; log in, and do it again."))
            faults = [
                fault
                for name, value in brought.items()
                for fault in _faults(told.parameters[name], value, fills if name == new else None)
            ]
            if faults:
                raise DeskError("\n".join(faults))
            try:
                return do(*args, **given)
            except DeskError:
                raise
            except tuple(OWN) as error:
                raise OWN[type(error)](*error.args) from error
            except UnfitError as error:
                raise DeskError(str(error)) from error
            except ObjectDoesNotExist as error:
                raise DeskError(
                    _("Something that this is about is not there, or was deleted meanwhile; look at the list again.")
                ) from error
            except DataError as error:
                raise DeskError(_("A number in this is larger than can be kept; give a smaller one.")) from error
            except IntegrityError as error:
                raise DeskError(_contradiction(error)) from error
            except OperationalError as error:
                if is_busy(error):
                    raise BusyError from error
                raise

        return looked_at

    return made


def fits(model: type[models.Model], columns: dict[str, Any]) -> dict[str, Any]:
    """
    Values as their columns hold them.

    Raises:
        DeskError: With every one that does not.
    """
    faults, kept = [], {}
    for name, value in columns.items():
        column: Any = model._meta.get_field(name)
        try:
            kept[name] = column.clean(value if value is None else held(column, value), None)
        except ValidationError as error:
            faults.append(f"{column.verbose_name}: {' '.join(error.messages)}")
    if faults:
        raise DeskError("\n".join(faults))
    return kept


def _faults(asked: Parameter, value: Any, fills: Collection[str] | None) -> Iterator[str]:
    kinds = _kinds(asked.annotation)
    if isinstance(value, models.Model):
        yield from _row_faults(value, fills)
    elif value is None:
        may_be_left_out = asked.annotation is Any and asked.default is not Parameter.empty
        if asked.name != "by" and type(None) not in kinds and not may_be_left_out:
            yield _("“%(name)s” is missing; give it.") % {"name": asked.name}
    elif not all(is_sound(text) for text in texts(value)):
        yield _("“%(name)s” holds a character that cannot be kept; type it anew.") % {"name": asked.name}
    else:
        says = next((says for kind, is_one, says in _KINDS if kind in kinds and not is_one(value)), None)
        if says is not None:
            yield str(says) % {"name": asked.name, "value": str(value)[:60]}


def _is_moment(value: Any) -> bool:
    return isinstance(value, datetime) and not timezone.is_naive(value) and value.year in YEARS


def _is_day(value: Any) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime) and value.year in YEARS


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_amount(value: Any) -> bool:
    return _is_whole(value) or (isinstance(value, Decimal) and value.is_finite())


_KINDS: tuple[tuple[type, Callable[[Any], bool], Any], ...] = (
    (datetime, _is_moment, gettext_lazy("“%(name)s” must be an exact moment with its time zone, not %(value)s.")),
    (date, _is_day, gettext_lazy("“%(name)s” must be a day, not %(value)s.")),
    (Decimal, _is_amount, gettext_lazy("“%(name)s” must be an exact amount, a Decimal, not %(value)s.")),
    (int, _is_whole, gettext_lazy("“%(name)s” must be a whole number, not %(value)s.")),
    (str, lambda value: isinstance(value, str), gettext_lazy("“%(name)s” must be a text, not %(value)s.")),
)
"""What an argument of a kind has to be, and what is said where it is not."""


def _row_faults(row: models.Model, fills: Collection[str] | None) -> Iterator[str]:
    if row._state.adding and fills is None:
        yield _("A new row (%(what)s) is not saved yet; save it first.") % {"what": row._meta.verbose_name}
    elif row._state.adding and row.pk is not None:
        yield _("A new row (%(what)s) has no number yet; read the one that bears it, and change that.") % {
            "what": row._meta.verbose_name
        }
    elif row._meta.app_label == "visitcore_django":
        yield from unfit(row, filled_later=fills or ())


def _kinds(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) if get_origin(annotation) is UnionType else (annotation,)


def _contradiction(error: IntegrityError) -> str:
    """
    What a constraint says to those who break it; it is found by its name, where the database gives that.
    """
    for model in apps.get_app_config("visitcore_django").get_models():
        for one in model._meta.constraints:
            if one.name in str(error) and one.violation_error_message != one.default_violation_error_message:
                return str(one.violation_error_message)
    return _("This contradicts what is recorded already; look at it again, and mend what you give.")
