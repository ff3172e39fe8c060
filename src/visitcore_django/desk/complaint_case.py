"""
A complaint at an instant, and whether somebody may take it a step further by his own hand or another's.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from attrs import evolve, frozen
from django.utils import timezone

from visitcore import ComplaintStep, Decision, Verdict, complaint_step
from visitcore.blocks.flow import Flow, Move
from visitcore.rules.complaint_steps import standing
from visitcore_django.desk.complaint_rules import flow_of, keeps_out, signatures, under_of
from visitcore_django.desk.rights import has_signed
from visitcore_django.facts.complaints import complaint_fact, events_of, log_in
from visitcore_django.models import Complaint, ComplaintEvent
from visitcore_django.people.acting import roles_of
from visitcore_django.people.scope import sees
from visitcore_django.people.standing_in import stands_in_for
from visitcore_django.policies import Running

RIGHT = "advance_complaint"
ROLE, SIGNATURES, OWN = "wrong_role", "signatures", "own_request"
ABOUT, BEFORE, STANDS_IN = "about", "before", "stands_in"


@frozen(kw_only=True)
class Hand:
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
class Answer:
    """
    Whether somebody may take a step.

    Attributes:
        own: Why the matter is his own: `ABOUT` him, or the step before was `BEFORE` his own or that of the one he
            `STANDS_IN` for; empty where it is not.
    """

    hand: Hand
    facts: ComplaintStep
    decision: Decision[Any]
    own: str = ""

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
    def signs(self) -> bool:
        """
        Whether it is his signature that is given, and only those of others are missing.
        """
        return self.why == SIGNATURES and bool(self.role)

    @property
    def role(self) -> str:
        """
        The role in which it is done; empty where anybody may.
        """
        by = () if self.decision.outcome is None else self.decision.outcome.by
        mine = by if self.hand.by is None else [role for role in by if role in self.hand.roles]
        return next(iter(mine), "")


@frozen(kw_only=True)
class Case:
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

    @property
    def before(self) -> frozenset[str]:
        """
        The log-in names of those who took the last step.
        """
        last = next((event for event in reversed(self.events) if event.kind in self.flow.states), None)
        return _names(() if last is None else (last,))

    def ask(self, name: str, hand: Hand, met: tuple[str, ...]) -> Answer:
        """
        Whether somebody may take a step.
        """
        move = next((one for one in self.moves if one.name == name), None)
        roles = hand.roles if hand.by is not None or move is None else move.by
        if move is not None and move.signatures == "all" and hand.by is not None and set(roles) & set(move.by):
            given = signatures(name, self.events, self.flow.states)
            hand = evolve(hand, roles=_signs_as(hand, move, given))
            roles = tuple(dict.fromkeys((*(event.role for event in given), *hand.roles)))
        own = next((one for one in hand.names if one in self.row.about or one in self.before), None)
        facts = ComplaintStep(
            on=timezone.localtime(self.at),
            complaint=complaint_fact(self.row, self.events, acting=hand.names),
            move=name,
            by=own or log_in(hand.by),
            roles=roles,
            met=met,
        )
        return Answer(hand, facts, complaint_step(facts, self.under.policy), self._why_own(hand, own))

    def out_of(self, move: Move) -> frozenset[str]:
        """
        The log-in names of those who may not take a step, whatever their roles.
        """
        signed = signatures(move.name, self.events, self.flow.states) if move.signatures == "all" else ()
        out = _names(signed) | (self.before if move.four_eyes else frozenset())
        if move.four_eyes or keeps_out(self.under.policy, timezone.localdate(self.at)):
            out |= frozenset(self.row.about)
        return out

    def _why_own(self, hand: Hand, own: str | None) -> str:
        if own is None:
            return ""
        if own in self.row.about:
            return ABOUT
        return BEFORE if own == log_in(hand.by) else STANDS_IN

    def best(self, name: str, hands: Iterable[Hand], met: tuple[str, ...]) -> Answer:
        """
        The answer that leads furthest: allowed, else anything but a wrong role, else that of the person himself.
        """
        answers = (self.ask(name, hand, met) for hand in hands)
        return min(answers, key=lambda one: (not one.allowed, one.why == ROLE, not one.signs))


def case_of(row: Complaint, at: datetime) -> Case | None:
    """
    A complaint at an instant; ``None`` where the policy has no way for complaints.
    """
    day = timezone.localdate(at)
    under = under_of(row)
    flow = flow_of(under.policy, day)
    return None if flow is None else Case(row=row, events=events_of(row), flow=flow, under=under, at=at)


def hands_of(by: Any, row: Complaint, at: datetime) -> Iterator[Hand]:
    """
    By whose hand a person may act on a complaint: his own, and that of those he stands in for.
    """
    if by is None:
        yield Hand(by=None)
        return
    for whom in (None, *stands_in_for(by, timezone.localdate(at))):
        person = by if whom is None else whom
        if person.has_perm(f"visitcore_django.{RIGHT}") and sees(person, row):
            yield Hand(by=by, for_whom=whom, roles=roles_of(person))


def _names(events: Iterable[ComplaintEvent]) -> frozenset[str]:
    """
    The log-in names of those by whose hands things happened, and of those they stood in for.
    """
    names = (log_in(person) for event in events for person in (event.by, event.on_behalf_of))
    return frozenset(name for name in names if name is not None)


def _signs_as(hand: Hand, move: Move, given: tuple[ComplaintEvent, ...]) -> tuple[str, ...]:
    """
    The role in which somebody signs a step that several sign; none where he, or his role, has signed already.
    """
    if has_signed(hand.by, hand.for_whom, {key for event in given for key in (event.by_id, event.on_behalf_of_id)}):
        return ()
    signed = {event.role for event in given}
    return tuple(role for role in move.by if role in hand.roles and role not in signed)[:1]
