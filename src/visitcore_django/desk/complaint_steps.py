"""
The steps of a complaint: who may take which one now, and taking it.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from attrs import frozen
from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore import Decision
from visitcore.blocks.flow import Move
from visitcore_django.desk.complaint_case import OWN, Hand, case_of, hands_of
from visitcore_django.desk.complaint_events import add_event, in_order, locked, settle
from visitcore_django.desk.complaint_rules import SIGNED, named_ahead
from visitcore_django.desk.deciding import record
from visitcore_django.desk.door import door
from visitcore_django.desk.errors import DeskError, NotAllowedError
from visitcore_django.desk.once import Token, once
from visitcore_django.models import Complaint, DecisionRecord


@frozen(kw_only=True)
class Way:
    """
    A step that leads on from where a complaint stands.

    Attributes:
        move: The step.
        open: Whether the person may take it once its conditions are met.
        decision: Why, or why not.
        own: Why it is the person's own matter, where that is the reason: ``about``, ``before`` or ``stands_in``.
        out: Log-in names of those who may not take it, whatever their roles.
    """

    move: Move
    open: bool
    decision: Decision[Any]
    own: str = ""
    out: frozenset[str] = frozenset()


@door()
def ways_of(row: Complaint, *, by: Any, at: datetime | None = None) -> tuple[Way, ...]:
    """
    The steps that lead on from where a complaint stands, and which of them a person may take.

    Args:
        row: The complaint.
        by: The person.
        at: The instant; now where left out.

    Returns:
        Each step, those that the person may not take among them; ``way.move.name`` is what `advance_complaint` takes,
        ``way.move.needs`` what has to be met for it. Empty where the policy has no way for complaints.
    """
    now = at or timezone.now()
    case = case_of(row, now)
    if case is None:
        return ()
    hands = tuple(hands_of(by, row, now))
    ways = []
    for move in case.moves:
        answer = case.best(move.name, hands or (Hand(by=by),), move.needs)
        may = bool(hands) and (answer.allowed or answer.signs)
        own = answer.own if answer.why == OWN else ""
        ways.append(Way(move=move, open=may, decision=answer.decision, own=own, out=case.out_of(move)))
    return tuple(ways)


@door()
def advance_complaint(
    complaint: Complaint,
    move: str,
    *,
    by: Any,
    met: Iterable[str] = (),
    note: str = "",
    at: datetime | None = None,
    token: Token = None,
) -> DecisionRecord:
    """
    Take a complaint a step further, where the way of the policy lets this person do so.

    Where several have to sign, each signs by asking for the step; the last one takes it.

    Args:
        complaint: The complaint.
        move: Name of the step, e.g. ``accept_case``: the ``move.name`` of one of `ways_of` that is open.
        by: The person; ``None`` for the system itself.
        met: Conditions that the person confirms, out of the ``move.needs`` of that way.
        note: What is to be remembered of it.
        at: The instant; now where left out.
        token: The token that came with the request.

    Returns:
        The recorded decision: where it is allowed, the step was taken; else nothing has changed but the record, and
        the signature where only others are missing.

    Raises:
        NotAllowedError: If the person has not the right, or does not see the complaint.
        DeskError: If the policy has no way for complaints, or something on record happened later.
    """
    now = at or timezone.now()
    confirmed = tuple(met)

    def do() -> DecisionRecord:
        held = locked(complaint)
        case = case_of(held, now)
        if case is None:
            raise DeskError(_("The policy has no way for complaints; write down what happens, and close it by hand."))
        in_order(case.events, now, named_ahead(case.under.policy, timezone.localdate(now)))
        hands = tuple(hands_of(by, held, now))
        if not hands:
            raise NotAllowedError(_("You have not the right to take a complaint further, or do not look after it."))
        answer = case.best(move, hands, confirmed)
        written = record(answer.decision, answer.facts, case.under, row=held, by=by, customer=held.customer)
        kind = ""
        if answer.allowed:
            kind = answer.decision.outcome.state
        elif answer.signs:
            kind = move + SIGNED
        if kind:
            hand = answer.hand
            if answer.allowed:
                held.closed_at = None  # a step that leads on from an end opens it again
            add_event(held, case.events, kind, by=by, for_whom=hand.for_whom, role=answer.role, note=note, at=now)
            settle(held, case.events, now)
            complaint.refresh_from_db()
        return written

    return once(token, "advance_complaint", DecisionRecord, do, by=by, asked=(complaint, move, confirmed, note))
