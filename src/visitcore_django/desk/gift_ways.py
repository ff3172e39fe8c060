"""
The way of a gift where the policy names one: who signs before it leaves, and whether its receipt is signed.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from visitcore import Decision
from visitcore.blocks.flow import Flow, Move
from visitcore_django.desk.deciding import decided, today
from visitcore_django.desk.door import door
from visitcore_django.desk.errors import DeskError, WrongStateError
from visitcore_django.desk.once import once
from visitcore_django.desk.rights import demand
from visitcore_django.facts.gifts import RECEIPT, SIGNATURES, Way, move_fact, receipt_fact
from visitcore_django.models import DecisionRecord, Gift
from visitcore_django.policies import running

Taken = tuple[Decision[Any], DecisionRecord]


def signers(gift: Gift, signed: tuple[str, ...] = ()) -> tuple[str, ...]:
    """
    The roles of which one signs next; none where the policy names none, or where everybody has signed.

    Args:
        gift: The gift.
        signed: The roles that have signed already.
    """
    found: list[str] = []
    for _way, move in _moves(gift.on, SIGNATURES):
        if move.signatures == "all":
            found += [role for role in move.by if role not in signed]
        elif not set(signed) & set(move.by):
            found += move.by
    return tuple(dict.fromkeys(found))


def sign(gift: Gift, roles: tuple[str, ...], *, own: bool, by: Any) -> list[Taken]:
    """
    The decisions whether a gift may leave with the signatures it has, recorded; none where the policy asks for none.
    """
    told: dict[str, Any] = {"row": gift, "day": gift.on, "by": by, "customer": gift.customer}
    ways = [way for way, _move in _moves(gift.on, SIGNATURES)]
    return [decided("make_move", move_fact(gift, way, roles, own=own), **told) for way in ways]


def lacks_receipt(gift: Gift) -> bool:
    """
    Whether a gift was given, and the policy asks for a receipt that the customer has not signed yet.
    """
    return gift.state == Gift.State.GIVEN and gift.receipted_on is None and asks_receipt(gift.on)


def asks_receipt(on: date) -> bool:
    """
    Whether the policy of a day asks for the customer's signature on a gift.
    """
    return any(_moves(on, (RECEIPT,)))


@door()
def receipt_gift(
    gift: Gift, *, by: Any, on: date | None = None, at: datetime | None = None, token: str | None = None
) -> Gift:
    """
    Note that the customer has signed for a gift; that decision is recorded.

    Args:
        gift: The gift.
        by: Who notes it.
        on: The day on which it was signed; today where left out.
        at: The instant; now where left out.
        token: The token that came with the request.

    Raises:
        NotAllowedError: If *by* may not, or does not look after the customer.
        WrongStateError: If it was not given.
        DeskError: If the policy asks for no receipt, it is there already, or the day will not do.
    """
    demand(by, "change_gift", gift)
    day = on or today(at)
    if day > today(at):
        raise DeskError(_("A receipt is not signed on a day ahead; give today or an earlier day."))

    def do() -> Gift:
        held = Gift.objects.select_for_update().get(pk=gift.pk)
        if held.state != Gift.State.GIVEN:
            raise WrongStateError(held)
        if not lacks_receipt(held):
            raise DeskError(_("The policy asks for no receipt of this gift, or it is there already."))
        decided("make_move", receipt_fact(held), row=held, day=held.on, by=by, customer=held.customer)
        held.receipted_on = day
        held.save()
        gift.refresh_from_db()
        return held

    return once(token, "receipt_gift", Gift, do, by=by, asked=(gift, on))


def _moves(on: date, ways: tuple[Way, ...]) -> Iterator[tuple[Way, Move]]:
    book = running(on).policy.on(on)
    for way in ways:
        held = book.find(way.key)
        for move in held.value.moves if held is not None and isinstance(held.value, Flow) else ():
            if move.name == way.move and way.state in move.from_:
                yield way, move
