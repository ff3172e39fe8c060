"""
Complaints in a list: what each is waiting for, by when, and from whom; the latest first.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from attrs import frozen

from visitcore.blocks.flow import Flow
from visitcore.decisions.decision import Decision
from visitcore.facts.complaint import Complaint, ComplaintCase
from visitcore.ground.days import local_day
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy
from visitcore.rules.complaint_clocks import Clock, complaint_clocks, moment_of
from visitcore.rules.complaint_events import until
from visitcore.rules.complaint_gravity import MAJOR, gravity_of
from visitcore.rules.complaint_runs import run_keys, run_of
from visitcore.rules.complaint_steps import FLOW, Standing, standing


@frozen(kw_only=True)
class ComplaintLine:
    """
    One complaint of the list.

    Attributes:
        complaint: The complaint.
        decision: The decision on its clocks.
        gravity: Its class; ``None`` where it cannot be told.
        stands: Where it stands in its flow; ``None`` where the policy has none.
        next: The clock that comes first: the one longest overdue, else the one due next, else one that cannot be told;
            ``None`` where nothing is timed any more.
        late: Every clock that was stopped late, or is overdue.
        missing: What is missing to tell a clock.
        open: Whether anything is still to be done.
    """

    complaint: Complaint
    decision: Decision[Any]
    gravity: str | None
    stands: Standing | None
    next: Clock | None
    late: tuple[Clock, ...]
    missing: tuple[str, ...]
    open: bool

    @property
    def status(self) -> str:
        """
        How it stands: ``overdue``, ``undetermined``, ``open``, ``paused``, ``pending`` or ``nothing_timed``.
        """
        if self.next is None:
            return "nothing_timed"
        return "undetermined" if self.missing and self.next.status != "overdue" else self.next.status


def complaint_lines(complaints: Iterable[Complaint], on: date, policy: Policy) -> list[ComplaintLine]:
    """
    The lines of the list: overdue ones first, then by the next deadline, then what cannot be told or has no number.

    Each stands as it stood at *on*: what happened later is left out, and so is a complaint that came in later.

    Args:
        complaints: The complaints.
        on: The day or instant asked about.
        policy: The policy.
    """
    return sorted(_lines(complaints, on, policy), key=_urgency)


def _lines(complaints: Iterable[Complaint], on: date, policy: Policy) -> Iterator[ComplaintLine]:
    zone, vague = policy.home(run_keys(policy)[0]), _without_number(on, policy)
    for known in complaints:
        complaint = until(known, on, zone)
        if known.first("received") is not None and complaint.first("received") is None:
            continue  # it came in later
        decision = complaint_clocks(ComplaintCase(on=on, complaint=known), policy)
        assert decision.outcome is not None  # the clocks are always told
        clocks = decision.outcome.clocks
        stands = _standing(complaint, on, policy)
        closed = complaint.first("closed") is not None or (stands is not None and stands.closed)
        running = [one for one in clocks if one.status in _RANK and not (closed and one.status not in _OWED)]
        running.sort(key=lambda one: (*_rank(one)[:-1], one.name in vague, one.name))
        yield ComplaintLine(
            complaint=complaint,
            decision=decision,
            gravity=_gravity(complaint, on, policy),
            stands=stands,
            next=running[0] if running else None,
            late=tuple(one for one in clocks if one.status in ("late", "overdue")),
            missing=decision.missing,
            open=bool(running) or not closed,
        )


_RANK = {"overdue": 0, "open": 1, "undetermined": 2, "paused": 3, "pending": 4}
_OWED = ("overdue", "open", "undetermined")
_LAST = (date.max, True, 0.0)


def _rank(clock: Clock) -> tuple[Any, ...]:
    return _RANK[clock.status], moment_of(clock) if clock.due is not None else _LAST, clock.name


def _without_number(on: date, policy: Policy) -> frozenset[str]:
    """
    The clocks that have no number: where two cannot be told, the one that has a number comes first.
    """
    book = policy.on(local_day(on, policy.home(run_keys(policy)[0])))
    runs = [run_of(held) for held in map(book.find, run_keys(policy)) if held is not None and _is_set(held)]
    terms = {run.name: book.find(run.term) for run in runs}
    return frozenset(name for name, held in terms.items() if held is not None and _is_set(held) and held.value.promptly)


def _is_set(held: Dated[Any]) -> bool:
    return held.value is not UNSPECIFIED


def _urgency(line: ComplaintLine) -> tuple[Any, ...]:
    return (*(_rank(line.next) if line.next is not None else (len(_RANK), _LAST, "")), line.complaint.id)


def _standing(complaint: Complaint, on: date, policy: Policy) -> Standing | None:
    if not policy.layers(FLOW):
        return None
    held = policy.on(local_day(on, policy.home(FLOW))).find(FLOW)
    return standing(complaint, held.value) if held is not None and isinstance(held.value, Flow) else None


def _gravity(complaint: Complaint, on: date, policy: Policy) -> str | None:
    key = MAJOR if policy.layers(MAJOR) else run_keys(policy)[0]
    return gravity_of(complaint, policy.on(local_day(on, policy.home(key))))[0]
