"""
The one door of the desk: what somebody brings is looked at there, so that nothing behind it meets what it cannot take.
"""

from collections.abc import Callable, Collection, Iterable
from functools import wraps
from inspect import signature
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DataError, IntegrityError, OperationalError, models, transaction
from django.utils.translation import gettext as _

from visitcore_django.desk.arguments import faults_of
from visitcore_django.desk.busy import is_busy
from visitcore_django.desk.errors import OWN, BusyError, DeskError, NotAllowedError
from visitcore_django.models.fit import UnfitError, held

P = ParamSpec("P")
T = TypeVar("T")


def door(*, new: str = "", fills: Collection[str] = ()) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """
    Make a function one of the desk's: whatever it cannot take is a `DeskError` with a sentence.

    No moment ``at`` lies ahead.

    Args:
        new: Name of the argument that may be a row which is not saved yet, or a list of such.
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
                for fault in faults_of(told.parameters[name], value, fills if name == new else None)
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
                raise _taken(brought.values()) or DeskError(_contradiction(error)) from error
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


def _taken(brought: Iterable[Any]) -> DeskError | None:
    """
    What is said of the first row among the arguments that bears what another row bears alone, such as its code.

    Nothing is looked up where the database takes no question any more until the caller has undone all.
    """
    if transaction.get_connection().needs_rollback:
        return None
    for row in (one for value in brought for one in (value if isinstance(value, list | tuple) else [value])):
        for column in row._meta.concrete_fields if isinstance(row, models.Model) else ():
            if not column.unique or not column.editable or column.primary_key:
                continue
            key = getattr(row, column.attname)
            others = type(row)._base_manager.filter(**{column.attname: key}).exclude(pk=row.pk)
            if key not in (None, "") and others.exists():
                shown = getattr(row, column.name)
                said = {"what": row._meta.verbose_name, "column": column.verbose_name, "value": shown}
                what = _(
                    "There is a %(what)s with the %(column)s “%(value)s” already; give another, or change that one."
                )
                return DeskError(what % said, column=column.name)
    return None


def _contradiction(error: IntegrityError) -> str:
    """
    What a constraint says to those who break it; it is found by its name, where the database gives that.
    """
    for model in apps.get_app_config("visitcore_django").get_models():
        for one in model._meta.constraints:
            if one.name in str(error) and one.violation_error_message != one.default_violation_error_message:
                return str(one.violation_error_message)
    return _("This contradicts what is recorded already; look at it again, and mend what you give.")
