"""
The drawing of a gift from the store, where the policy asks for more than its approval.
"""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from visitcore import Verdict
from visitcore.blocks.flow import Move
from visitcore.rules.tables import look_up
from visitcore_django.desk.deciding import decided
from visitcore_django.desk.door import door
from visitcore_django.desk.errors import DeskError, NotAllowedError, WrongStateError
from visitcore_django.desk.figures import deciding_rule
from visitcore_django.desk.gift_ways import moves_of
from visitcore_django.desk.once import Token, once
from visitcore_django.desk.rights import demand
from visitcore_django.desk.stock import moved
from visitcore_django.desk.wording import roles_in_words
from visitcore_django.facts.gifts import DRAWING, PREMIUMS, SLIP, TEAM, draw_fact, drawing_fact
from visitcore_django.models import Gift
from visitcore_django.people.acting import acts_as
from visitcore_django.policies import running


def drawing(on: date) -> Move | None:
    """
    The step on which the policy of a day has gifts drawn; ``None`` where an approved gift is given at once.
    """
    return next((move for _way, move in moves_of(on, (DRAWING,))), None)


@door()
def draw_gift(gift: Gift, *, by: Any, slip: str = "", at: datetime | None = None, token: Token = None) -> Gift:
    """
    Draw an approved gift from the store, on a drawing slip where the policy asks for one; that decision is recorded.

    Args:
        gift: The gift.
        by: Who draws it.
        slip: Number of the drawing slip.
        at: The instant; now where left out.
        token: The token that came with the request.

    Raises:
        NotAllowedError: If *by* may not, does not look after the customer, or is none of those whom the policy names.
        WrongStateError: If it is not approved, or was drawn already.
        DeskError: If there is no slip, or there are not so many in stock.
    """
    demand(by, "change_gift", gift)

    def do() -> Gift:
        held = Gift.objects.select_for_update().get(pk=gift.pk)
        if held.state != Gift.State.APPROVED:
            raise WrongStateError(held)
        held.slip = slip.strip()
        move = drawing(held.on)
        if move is not None:
            _decide(held, move, by)
        held.state = Gift.State.GIVEN
        held.save()
        moved(held.item, -held.quantity, by=by, why=str(held.customer)[:200], at=at, gift=held)
        gift.refresh_from_db()
        return held

    return once(token, "draw_gift", Gift, do, by=by, asked=(gift, slip))


def may_draw(gift: Gift, person: Any, move: Move) -> bool:
    """
    Whether somebody is one of those who draw a gift; where the policy names nobody, everybody is.
    """
    return not _drawers(gift, person, move)


def _drawers(gift: Gift, person: Any, move: Move) -> tuple[str, ...]:
    """
    The roles of those who draw a gift in somebody's stead; none where he may.
    """
    roles = _roles(person, move)
    if move.by and not set(roles) & set(move.by):
        return move.by
    policy = running(gift.on).policy
    if policy.on(gift.on).find(PREMIUMS) is None:
        return ()
    refused = look_up(drawing_fact(gift, roles), policy).verdict is Verdict.REFUSED
    return (TEAM,) if refused else ()


def _decide(gift: Gift, move: Move, by: Any) -> None:
    if SLIP in move.needs and not gift.slip:
        raise DeskError(_("Nothing leaves the store without a drawing slip; give its number."))
    others = _drawers(gift, by, move)
    if others:
        said = {"roles": roles_in_words(others)}
        raise NotAllowedError(_("This is drawn from the store by somebody else: %(roles)s.") % said)
    fact = draw_fact(gift, _roles(by, move), gift.slip)
    decision, _record = decided("make_move", fact, row=gift, day=gift.on, by=by, customer=gift.customer)
    if decision.verdict is not Verdict.ALLOWED:
        raise DeskError(
            _("The policy does not let this gift be drawn yet: %(rule)s.") % {"rule": deciding_rule(decision)}
        )
    gift.rule = deciding_rule(decision)


def _roles(person: Any, move: Move) -> tuple[str, ...]:
    """
    The roles that somebody draws in; the system itself draws in none.
    """
    return () if person is None else acts_as(person, (*move.by, TEAM))
