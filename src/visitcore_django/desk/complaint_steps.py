"""
The steps of a complaint: who may take which one now, and taking it.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from attrs import frozen
from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore import ComplaintStep, Decision, Verdict, complaint_step
from visitcore.blocks.flow import Flow, Move
from visitcore.rules.complaint_steps import standing
from visitcore_django.desk.complaint_events import add_event, in_order, locked, settle
from visitcore_django.desk.complaint_rules import SIGNED, flow_of, named_ahead, signatures, under_of
from visitcore_django.desk.deciding import record
from visitcore_django.desk.door import door
from visitcore_django.desk.errors import DeskError, NotAllowedError
from visitcore_django.desk.once import once
from visitcore_django.facts.complaints import complaint_fact, events_of, log_in
from visitcore_django.models import Complaint, ComplaintEvent, DecisionRecord
from visitcore_django.people.acting import roles_of
from visitcore_django.people.scope import sees
from visitcore_django.people.standing_in import stands_in_for
from visitcore_django.policies import Running

RIGHT = "advance_complaint"
ROLE, SIGNATURES = "wrong_role", "signatures"


@frozen(kw_only=True)
class Way:
    """
    A step that leads on from where a complaint stands.

    Attributes:
        move: The step.
        open: Whether the person may take it once its conditions are met.
        decision: Why, or why not.
    """

    move: Move
    open: bool
    decision: Decision[Any]


@frozen(kw_only=True)
class _Hand:
    """
    Somebody who acts, for himself or for one whom he stands in for.
    """

    by: Any
    for_whom: Any = None
    roles: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """
        The log-in names of both.
        """
        return tuple(name for name in (log_in(self.by), log_in(self.for_whom)) if name is not None)


@frozen
class _Answer:
    """
    Whether somebody may take a step.
    """

    hand: _Hand
    facts: ComplaintStep
    decision: Decision[Any]

    @property
    def allowed(self) -> bool:
        """
        Whether he may.
        """
        return self.decision.verdict is Verdict.ALLOWED

    @property
    def why(self) -> str:
        """
        Why not, as the library has it.
        """
        return "" if self.decision.outcome is None else self.decision.outcome.why

    @property
    def role(self) -> str:
        """
        The role in which it is done; empty where anybody may.
        """
        by = () if self.decision.outcome is None else self.decision.outcome.by
        mine = by if self.hand.by is None else [role for role in by if role in self.hand.roles]
        return next(iter(mine), "")


@frozen(kw_only=True)
class _Case:
    """
    A complaint at an instant, and the way that it goes.
    """

    row: Complaint
    events: list[ComplaintEvent]
    flow: Flow
    under: Running
    at: datetime

    @property
    def moves(self) -> tuple[Move, ...]:
        """
        The steps that lead on from where it stands.
        """
        state = standing(complaint_fact(self.row, self.events), self.flow).state
        return tuple(move for move in self.flow.moves if state in move.from_)

    def ask(self, name: str, hand: _Hand, met: tuple[str, ...]) -> _Answer:
        """
        Whether somebody may take a step.
        """
        move = next((one for one in self.moves if one.name == name), None)
        roles = hand.roles if hand.by is not None or move is None else move.by
        if move is not None and move.signatures == "all" and set(roles) & set(move.by):
            roles = tuple(dict.fromkeys((*roles, *signatures(name, self.events, self.flow.states))))
        last = next((event for event in reversed(self.events) if event.kind in self.flow.states), None)
        theirs = () if last is None else (log_in(last.by), log_in(last.on_behalf_of))
        own = next((one for one in hand.names if one in self.row.about or one in theirs), None)
        facts = ComplaintStep(
            on=timezone.localtime(self.at),
            complaint=complaint_fact(self.row, self.events, acting=hand.names),
            move=name,
            by=own or log_in(hand.by),
            roles=roles,
            met=met,
        )
        return _Answer(hand, facts, complaint_step(facts, self.under.policy))

    def best(self, name: str, hands: Iterable[_Hand], met: tuple[str, ...]) -> _Answer:
        """
        The answer that leads furthest: allowed, else anything but a wrong role, else that of the person himself.
        """
        return min((self.ask(name, hand, met) for hand in hands), key=lambda one: (not one.allowed, one.why == ROLE))


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
    case = _case(row, now)
    if case is None:
        return ()
    hands = tuple(_hands(by, row, now))
    ways = []
    for move in case.moves:
        answer = case.best(move.name, hands or (_Hand(by=by),), move.needs)
        may = bool(hands) and (answer.allowed or answer.why == SIGNATURES)
        ways.append(Way(move=move, open=may, decision=answer.decision))
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
    token: str | None = None,
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
        case = _case(held, now)
        if case is None:
            raise DeskError(_("The policy has no way for complaints; write down what happens, and close it by hand."))
        in_order(case.events, now, named_ahead(case.under.policy, timezone.localdate(now)))
        hands = tuple(_hands(by, held, now))
        if not hands:
            raise NotAllowedError(_("You have not the right to take a complaint further, or do not look after it."))
        answer = case.best(move, hands, confirmed)
        written = record(answer.decision, answer.facts, case.under, row=held, by=by, customer=held.customer)
        kind = ""
        if answer.allowed:
            kind = answer.decision.outcome.state  # type: ignore[union-attr]
        elif answer.why == SIGNATURES and answer.role not in signatures(move, case.events, case.flow.states):
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


def _case(row: Complaint, at: datetime) -> _Case | None:
    day = timezone.localdate(at)
    under = under_of(row)
    flow = flow_of(under.policy, day)
    return None if flow is None else _Case(row=row, events=events_of(row), flow=flow, under=under, at=at)


def _hands(by: Any, row: Complaint, at: datetime) -> Iterator[_Hand]:
    """
    By whose hand a person may act on a complaint: his own, and that of those he stands in for.
    """
    if by is None:
        yield _Hand(by=None)
        return
    for whom in (None, *stands_in_for(by, timezone.localdate(at))):
        person = by if whom is None else whom
        if person.has_perm(f"visitcore_django.{RIGHT}") and sees(person, row):
            yield _Hand(by=by, for_whom=whom, roles=roles_of(person))
