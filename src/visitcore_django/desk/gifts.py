"""
Gifts at the desk: asked for, approved and given out of the store, returned, called off, taken back.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore import Verdict
from visitcore.rules.gifts import ARRANGERS
from visitcore_django.desk.approving import ask, decide_approval, signed_as, withdraw
from visitcore_django.desk.brought import only_written
from visitcore_django.desk.deciding import decided
from visitcore_django.desk.door import door
from visitcore_django.desk.errors import DeskError, WrongStateError
from visitcore_django.desk.figures import MISSING_ROOM, deciding_rule, telling
from visitcore_django.desk.gift_drawing import drawing
from visitcore_django.desk.gift_ways import Taken, apply, moves_of, sign, signatures, signers
from visitcore_django.desk.once import Token, once, written
from visitcore_django.desk.rights import demand
from visitcore_django.desk.stock import moved
from visitcore_django.facts.gifts import DRAWING, PREMIUMS, SIGNATURES, SUBMISSION, drawing_fact, gift_fact
from visitcore_django.models import Approval, Gift
from visitcore_django.people.acting import roles_of
from visitcore_django.policies import running

RIGHT = "approve_gift"
State = Gift.State
OPEN = (State.DRAFT, State.RETURNED, State.REFUSED)
"""Where a gift may still be changed and asked for."""
CANCELLABLE = (*OPEN, State.REQUESTED, State.APPROVED)
"""Where nothing has left the store."""


@door(new="gift")
def draft_gift(gift: Gift, *, by: Any, token: Token = None) -> Gift:
    """
    Keep a gift as it is written, without asking for it; which words its columns take stands at the model.

    Raises:
        NotAllowedError: If *by* may not, or does not look after the customer.
        WrongStateError: If it waits for approval, or was decided already.
        StaleError: If somebody else has changed it meanwhile.
    """
    _may_write(gift, by)

    def do() -> Gift:
        _still_open(gift, by)
        gift.save()
        return gift

    return once(token, "draft_gift", Gift, do, by=by, asked=(written(gift),))


@door(new="gift")
def request_gift(gift: Gift, *, by: Any, at: datetime | None = None, token: Token = None) -> Gift:
    """
    Ask for a gift, for the first time or again.

    The rules of its day are held against it where the policy has any, for the one who asks; whatever they say, somebody
    else approves it.
    It is refused where a binding rule is broken, and stays a draft while something is missing.

    Raises:
        NotAllowedError, WrongStateError, StaleError: As `draft_gift`.
        FactsError: If its figures cannot be used.
    """
    _may_write(gift, by)
    now = at or timezone.now()

    def do() -> Gift:
        _still_open(gift, by)
        gift.approved_by = ""
        gift.save()
        taken = _held_against_the_rules(gift, by, asker=by)
        taken += apply(gift, roles_of(by), by=by, at=now)
        verdicts = {decision.verdict for decision, _record in taken}
        gift.state = State.REQUESTED
        if Verdict.REFUSED in verdicts:
            gift.state = State.REFUSED
        elif Verdict.UNDETERMINED in verdicts:
            gift.state = State.DRAFT
        _put(gift, taken)
        gift.save()
        if gift.state == State.REQUESTED:
            _ask(gift, signers(gift), taken, by=by, at=now)
        return gift

    return once(token, "request_gift", Gift, do, by=by, asked=(written(gift),))


@door()
@transaction.atomic
def approve_gift(approval: Approval, *, by: Any, comment: str = "", at: datetime | None = None) -> Gift:
    """
    Approve a gift, and give it out of the store in the same stroke, once everybody has signed whom the policy asks.

    Where the policy has it drawn, it stays in the store until then. One person gives one signature.
    Where the rules have come to refuse it meanwhile, it is refused and the approval returned.

    Raises:
        FourEyesError, NotAllowedError, WrongStateError: As `approve`.
        DeskError: If there are not so many in stock; nothing is approved then.
    """
    done = decide_approval(approval, Gift, by=by, state=Approval.State.APPROVED, comment=comment, at=at)
    gift = _locked(done.subject_id)
    taken = _held_against_the_rules(gift, by, asker=done.requested_by)
    roles = signatures(gift, gift.approved_by.split(","), signed_as(done))
    left = signers(gift, roles)
    gift.approved_by = ",".join(roles)
    if not left:
        taken += sign(gift, roles, own=(done.on_behalf_of or done.decided_by) == done.requested_by, by=by)
    _put(gift, taken)
    if any(decision.verdict is Verdict.REFUSED for decision, _record in taken):
        gift.state = State.REFUSED
        done.state, done.comment = Approval.State.RETURNED, comment or _("The rules refuse it now; see the decision.")
        done.save()
    elif left:
        _ask(gift, left, taken, by=done.requested_by, at=at)
    elif drawing(gift.on) is not None:
        gift.state = State.APPROVED
    else:
        gift.state = State.GIVEN
        moved(gift.item, -gift.quantity, by=by, why=str(gift.customer)[:200], at=at, gift=gift)
    gift.save()
    return gift


@door()
@transaction.atomic
def return_gift(approval: Approval, *, by: Any, comment: str, at: datetime | None = None) -> Gift:
    """
    Send a request back with a word on what to mend; nothing has left the store, so nothing comes back.

    Raises:
        FourEyesError, NotAllowedError, WrongStateError, DeskError: As `send_back`.
    """
    done = decide_approval(approval, Gift, by=by, state=Approval.State.RETURNED, comment=comment, at=at)
    gift = _locked(done.subject_id)
    gift.state = State.RETURNED
    gift.save()
    return gift


@door()
@transaction.atomic
def cancel_gift(gift: Gift, *, by: Any, at: datetime | None = None) -> Gift:
    """
    Call a gift off that has not been given.

    Raises:
        NotAllowedError: If *by* may not, or does not look after the customer.
        WrongStateError: If it was given or called off.
    """
    demand(by, "change_gift", gift)
    held = _locked(gift.pk)
    if held.state not in CANCELLABLE:
        raise WrongStateError(held)
    withdraw(held, by=by, at=at)
    held.state = State.CANCELLED
    held.save()
    return held


@door()
def take_back_gift(gift: Gift, *, by: Any, at: datetime | None = None, token: Token = None) -> Gift:
    """
    Put a gift that was not handed over back into the store, once.

    Raises:
        NotAllowedError: If *by* may not approve gifts, or does not look after the customer.
        WrongStateError: If it was not given, or was taken back already.
        DeskError: If the customer has signed for it.
    """
    demand(by, RIGHT, gift)

    def do() -> Gift:
        held = _locked(gift.pk)
        if held.state != State.GIVEN:
            raise WrongStateError(held)
        if held.receipted_on is not None:
            raise DeskError(_("The customer has signed for this gift; it cannot come back into the store."))
        held.state = State.TAKEN_BACK
        held.save()
        moved(held.item, held.quantity, by=by, why=str(held.customer)[:200], at=at, gift=held)
        return held

    return once(token, "take_back_gift", Gift, do, by=by, asked=(gift,))


def has_rules(gift: Gift) -> bool:
    """
    Whether the policy of its day says anything about such gifts.
    """
    book = running(gift.on).policy.on(gift.on)
    asked = any(book.find(key) is not None for key in (ARRANGERS, PREMIUMS))
    return asked or any(moves_of(gift.on, (SUBMISSION, *SIGNATURES, DRAWING)))


def _may_write(gift: Gift, by: Any) -> None:
    if gift.pk:
        demand(by, "change_gift", gift)
    demand(by, "change_gift" if gift.pk else "add_gift", gift.customer)


def _locked(key: Any) -> Gift:
    return Gift.objects.select_for_update().get(pk=key)


def _still_open(gift: Gift, by: Any) -> None:
    held = None if gift._state.adding else _locked(gift.pk)
    if held is not None and held.state not in OPEN:
        raise WrongStateError(held)
    only_written(gift, held)
    gift.keep_writers(held, by)


def _ask(gift: Gift, needs: tuple[str, ...], taken: list[Taken], *, by: Any, at: datetime | None) -> None:
    title = _("%(gift)s, decided on the spot: an exception") % {"gift": gift} if gift.on_the_spot else ""
    told: dict[str, Any] = {
        "needs": needs,
        "customer": gift.customer,
        "decision": taken[-1][1] if taken else None,
        "title": title,
    }
    ask(gift, by=by, right=RIGHT, at=at, **told)


def _held_against_the_rules(gift: Gift, by: Any, *, asker: Any) -> list[Taken]:
    """
    What the policy of its day says to the one who asks; nothing where it is silent.
    """
    book = running(gift.on).policy.on(gift.on)
    told: dict[str, Any] = {"row": gift, "day": gift.on, "by": by, "customer": gift.customer}
    taken = []
    if book.find(ARRANGERS) is not None:
        taken.append(decided("check_gift", gift_fact(gift), **told))
    if book.find(PREMIUMS) is not None:
        taken.append(decided("look_up", drawing_fact(gift, roles_of(asker)), **told))
    return taken


def _put(gift: Gift, taken: list[Taken]) -> None:
    gift.rule = gift.missing = ""
    for decision, _record in taken:
        gift.rule = gift.rule if gift.rule and decision.verdict is not Verdict.REFUSED else deciding_rule(decision)
    gift.missing = ",".join(filter(None, (telling(decision) for decision, _record in taken)))[:MISSING_ROOM]
