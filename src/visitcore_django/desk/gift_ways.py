"""
The way of a gift where the policy names one: how it is asked for, who signs, and whether its receipt is signed.
"""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore import Decision
from visitcore.blocks.flow import Flow, Move
from visitcore_django.desk.deciding import decided, today
from visitcore_django.desk.door import door
from visitcore_django.desk.errors import DeskError, WrongStateError
from visitcore_django.desk.once import Token, once
from visitcore_django.desk.rights import demand
from visitcore_django.facts.days import midnight
from visitcore_django.facts.gifts import (
    EXCEPTIONS,
    ON_THE_SPOT,
    RECEIPT,
    SIGNATURES,
    SUBMISSION,
    Way,
    asking_fact,
    move_fact,
    receipt_fact,
)
from visitcore_django.models import DecisionRecord, Gift, Visit
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
    for _way, move in moves_of(gift.on, _signed_for(gift)):
        if move.signatures == "all":
            found += [role for role in move.by if role not in signed]
        elif not set(signed) & set(move.by):
            found += move.by
    return tuple(dict.fromkeys(found))


def signatures(gift: Gift, signed: Collection[str], roles: Collection[str]) -> tuple[str, ...]:
    """
    The roles that have signed once one more person has; where all must sign, one person signs for one of them.

    Args:
        gift: The gift.
        signed: The roles that have signed already.
        roles: The roles of the person who signs now.
    """
    found: list[str] = []
    for _way, move in moves_of(gift.on, _signed_for(gift)):
        mine = [role for role in move.by if role in roles and role not in signed]
        found += [role for role in move.by if role in signed or role in mine[: 1 if move.signatures == "all" else None]]
    return tuple(dict.fromkeys(found))


def sign(gift: Gift, roles: tuple[str, ...], *, own: bool, by: Any) -> list[Taken]:
    """
    The decisions whether a gift may leave with the signatures it has, recorded; none where the policy asks for none.
    """
    told: dict[str, Any] = {"row": gift, "day": gift.on, "by": by, "customer": gift.customer}
    ways = [way for way, _move in moves_of(gift.on, _signed_for(gift))]
    return [decided("make_move", move_fact(gift, way, roles, own=own), **told) for way in ways]


def apply(gift: Gift, roles: tuple[str, ...], *, by: Any, at: datetime) -> list[Taken]:
    """
    The decision whether a gift may be asked for as it is, recorded; none where the policy has no such step.

    One that is asked for once the visit has begun was decided on the spot, where the policy knows such gifts.

    Args:
        gift: The gift.
        roles: The roles of the policy that the one who asks acts in.
        by: Who asks.
        at: The instant.
    """
    gift.on_the_spot = False
    if not any(moves_of(gift.on, (SUBMISSION,))):
        return []
    in_advance = _in_advance(gift, at)
    gift.on_the_spot = not in_advance and any(moves_of(gift.on, (ON_THE_SPOT,)))
    fact = asking_fact(gift, ON_THE_SPOT if gift.on_the_spot else SUBMISSION, roles, in_advance=in_advance)
    return [decided("make_move", fact, row=gift, day=gift.on, by=by, customer=gift.customer)]


def lacks_receipt(gift: Gift) -> bool:
    """
    Whether a gift was given, and the policy asks for a receipt that the customer has not signed yet.
    """
    return gift.state == Gift.State.GIVEN and gift.receipted_on is None and asks_receipt(gift.on)


def asks_receipt(on: date) -> bool:
    """
    Whether the policy of a day asks for the customer's signature on a gift.
    """
    return any(moves_of(on, (RECEIPT,)))


@door()
def receipt_gift(
    gift: Gift, *, by: Any, on: date | None = None, at: datetime | None = None, token: Token = None
) -> Gift:
    """
    Note that the customer has signed for a gift; that decision is recorded.

    Args:
        gift: The gift.
        by: Who notes it.
        on: The day on which it was signed, none before that of the gift; today where left out.
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
        if day < min(held.on, today(at)):
            told = _("A receipt is not signed before the day of the gift (%(day)s); give that day or a later one.")
            raise DeskError(told % {"day": held.on}, column="receipted_on")
        decided("make_move", receipt_fact(held), row=held, day=held.on, by=by, customer=held.customer)
        held.receipted_on = day
        held.save()
        gift.refresh_from_db()
        return held

    return once(token, "receipt_gift", Gift, do, by=by, asked=(gift, on))


def moves_of(on: date, ways: tuple[Way, ...]) -> Iterator[tuple[Way, Move]]:
    """
    The steps that the policy of a day has, out of those given.
    """
    book = running(on).policy.on(on)
    for way in ways:
        held = book.find(way.key)
        for move in held.value.moves if held is not None and isinstance(held.value, Flow) else ():
            if move.name == way.move and way.state in move.from_:
                yield way, move


def _signed_for(gift: Gift) -> tuple[Way, ...]:
    return EXCEPTIONS if gift.on_the_spot else SIGNATURES


def _in_advance(gift: Gift, at: datetime) -> bool:
    """
    Whether a gift is asked for before its day, or on it before any visit to the customer has begun.
    """
    day = timezone.localdate(at)
    if day != gift.on:
        return day < gift.on
    begun = Visit.objects.filter(customer=gift.customer, start__range=(midnight(timezone.localdate(at)), at))
    return not begun.exclude(status=Visit.Status.CANCELLED).exists()
