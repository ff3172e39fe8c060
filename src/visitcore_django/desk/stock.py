"""
The store of gifts at the desk: what comes in and goes out, one at a time, and never below nothing.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from visitcore_django.desk.deciding import today
from visitcore_django.desk.door import door, fits
from visitcore_django.desk.errors import DeskError
from visitcore_django.desk.once import Token, once
from visitcore_django.desk.rights import demand
from visitcore_django.models import Gift, GiftItem, StockMovement


@door()
def move_stock(
    item: GiftItem,
    quantity: int,
    *,
    by: Any,
    why: str = "",
    on: date | None = None,
    at: datetime | None = None,
    token: Token = None,
) -> StockMovement:
    """
    Bring gifts into the store, or take them out.

    Args:
        item: The kind of gift.
        quantity: How many come in; below zero for those that go out.
        by: The person.
        why: A word on it.
        on: The day on which they moved; today where left out.
        at: The instant; now where left out.
        token: The token of the request.

    Raises:
        NotAllowedError: If *by* may not.
        DeskError: If nothing is moved, there are not so many, or the day lies ahead.
    """
    demand(by, "add_stockmovement")
    if on is not None and on > today(at):
        raise DeskError(_("%(day)s lies ahead; enter it when it has happened.") % {"day": on})
    return once(
        token,
        "move_stock",
        StockMovement,
        lambda: moved(item, quantity, by=by, why=why, on=on, at=at),
        by=by,
        asked=(item, quantity, why, on),
    )


@transaction.atomic
def moved(
    item: GiftItem,
    quantity: int,
    *,
    by: Any,
    why: str = "",
    on: date | None = None,
    at: datetime | None = None,
    gift: Gift | None = None,
) -> StockMovement:
    """
    Move stock under the lock of its row; who may is left to the caller.

    Raises:
        DeskError: If nothing is moved, there are not so many, or it is more than can be kept.
    """
    if not quantity:
        raise DeskError(_("Nothing is moved; give a number of pieces other than zero."))
    fits(StockMovement, {"quantity": quantity, "why": why})
    held = GiftItem.objects.select_for_update().get(pk=item.pk)
    if quantity > 0:
        fits(GiftItem, {"stock": held.stock + quantity})
    rows = GiftItem.objects.filter(pk=held.pk, stock__gte=-quantity)
    if not rows.update(stock=F("stock") + quantity, version=F("version") + 1):
        raise DeskError(shortage(held, -quantity))
    told = {"quantity": quantity, "gift": gift, "why": why, "by": by}
    movement = StockMovement.objects.create(item=held, on=on or today(at), **told)
    item.refresh_from_db()
    return movement


def shortage(item: GiftItem, wanted: int) -> str:
    """
    That there are not so many in the store; empty where there are.
    """
    if item.stock >= wanted:
        return ""
    said = {"what": str(item), "stock": item.stock, "wanted": wanted}
    return _("There are only %(stock)s of %(what)s in stock, not %(wanted)s; bring some in first.") % said
