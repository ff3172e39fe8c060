"""
Does a thing once, however often the request comes.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, TypeAlias, TypeVar
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from visitcore.codec.fingerprint import fingerprint
from visitcore_django.desk.done import close_done
from visitcore_django.desk.errors import DeskError
from visitcore_django.models import Deed
from visitcore_django.models.base import about

M = TypeVar("M", bound=models.Model)

Token: TypeAlias = str | UUID | None
"""What makes a repeated request do nothing: a text of up to 64 characters or a UUID; none to do it in any case."""


def once(
    token: Token,
    name: str,
    model: type[M],
    do: Callable[[], M],
    *,
    by: Any = None,
    asked: Iterable[Any] = (),
    taken: str = "",
    keeps: Callable[[], dict[str, Any]] = dict,
) -> M:
    """
    Do something in one transaction, unless the same was done under the same token before.

    Whoever is reminded of what is done now is reminded of it no longer.

    Args:
        token: The token that came with the request, one for each page shown, at most 64 characters; ``None`` or empty
            to do it in any case.
        name: What is done; the same token may come with several things.
        model: Table of what comes of it.
        do: Does it, and gives the row that came of it.
        by: Who asks.
        asked: What is asked for, rows and plain values: a repetition asks for the same.
        taken: What is said where the database finds that such a row is there already; its own error where left out.
        keeps: What is kept of it beside the row for `told_before`, in plain data; asked for once it is done.

    Returns:
        The row: the one that came of the first time where this is a repetition.

    Raises:
        DeskError: If this is a repetition, and the row is gone meanwhile; if the token came with something else before,
            or from somebody else; if such a row is there already.
    """
    asked = tuple(asked)
    rows = [one for one in asked if isinstance(one, models.Model)]
    token = str(token or "")

    def done() -> M:
        row = do()
        close_done([row, *rows])
        return row

    try:
        if not token:
            with transaction.atomic():
                return done()
        what = fingerprint([getattr(by, "pk", None), [_plain(one) for one in asked]])
        before = _before(token, name, model, what)
        if before is not None:
            return before
        try:
            with transaction.atomic():
                told = {"subject_kind": model._meta.model_name or "", "subject_id": 0}
                deed = Deed.objects.create(token=token, name=name, asked=what, **told)
                row = done()
                Deed.objects.filter(pk=deed.pk).update(**about(row), told=keeps())
                return row
        except IntegrityError:
            before = _before(token, name, model, what)
            if before is None:
                raise
            return before
    except IntegrityError as error:
        if not taken:
            raise
        raise DeskError(taken) from error


def told_before(token: Token, name: str) -> dict[str, Any]:
    """
    What was kept of a deed beside its row when it was done the first time.
    """
    return Deed.objects.filter(token=str(token or ""), name=name).values_list("told", flat=True).first() or {}


def written(row: models.Model, *but: str) -> dict[str, Any]:
    """
    What a person writes in a row, for telling a repetition from another request.

    Args:
        row: The row.
        but: Columns that the desk fills in itself.
    """
    fields = [one for one in row._meta.concrete_fields if one.editable and not one.primary_key and one.name not in but]
    return {"table": row._meta.model_name, "key": row.pk} | {one.name: one.value_from_object(row) for one in fields}


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return written(value) if value._state.adding else list(about(value).values())
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC).isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, str) or not isinstance(value, Iterable):
        return value if value is None or isinstance(value, bool) else str(value)
    return [_plain(one) for one in value]


def _before(token: str, name: str, model: type[M], what: str) -> M | None:
    deed = Deed.objects.filter(token=token, name=name).first()
    if deed is None:
        return None
    if deed.asked and deed.asked != what:
        raise DeskError(
            _(
                "This was sent before, with something else or by somebody else. Open the page again and repeat it "
                "there; a program gives a new token."
            )
        )
    row = model._base_manager.filter(pk=deed.subject_id).first()
    if row is None:
        raise DeskError(_("This was done already, and what came of it has been deleted since."))
    return row
