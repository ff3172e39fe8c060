"""
Does a thing once, however often the request comes.
"""

from collections.abc import Callable
from typing import TypeVar

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from visitcore_django.desk.errors import DeskError
from visitcore_django.models import Deed
from visitcore_django.models.base import about

M = TypeVar("M", bound=models.Model)


def once(token: str | None, name: str, model: type[M], do: Callable[[], M]) -> M:
    """
    Do something in one transaction, unless the same was done under the same token before.

    Args:
        token: The token that came with the request, one for each page shown; ``None`` or empty to do it in any case.
        name: What is done; the same token may come with several things.
        model: Table of what comes of it.
        do: Does it, and gives the row that came of it.

    Returns:
        The row: the one that came of the first time where this is a repetition.

    Raises:
        DeskError: If this is a repetition, and the row is gone meanwhile.
    """
    if not token:
        with transaction.atomic():
            return do()
    before = _before(token, name, model)
    if before is not None:
        return before
    try:
        with transaction.atomic():
            deed = Deed.objects.create(token=token, name=name, subject_kind=model._meta.model_name or "", subject_id=0)
            row = do()
            Deed.objects.filter(pk=deed.pk).update(**about(row))
            return row
    except IntegrityError:
        before = _before(token, name, model)
        if before is None:
            raise
        return before


def _before(token: str, name: str, model: type[M]) -> M | None:
    deed = Deed.objects.filter(token=token, name=name).first()
    if deed is None:
        return None
    row = model._base_manager.filter(pk=deed.subject_id).first()
    if row is None:
        raise DeskError(_("This was done already, and what came of it has been deleted since."))
    return row
