"""
What a policy says of complaints: the way they go, the acts it times, the signs it looks for.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from visitcore import Policy
from visitcore.blocks.flow import Flow
from visitcore.blocks.table import Table
from visitcore.rules.complaint_gravity import EXCLUSION, MAJOR, REPEAT_FROM
from visitcore.rules.complaint_runs import Run, run_keys, run_of
from visitcore.rules.complaint_steps import FLOW
from visitcore_django.models import Complaint, ComplaintEvent
from visitcore_django.policies import Running, running, words_of

RECEIVED, CLOSED, REMARK, HANDED_TO = "received", "closed", "remark", "handed_to_handler"
SIGNED = "_signed"
"""How the kind of an event ends that holds one of several signatures under a step."""
REPEAT = "repeat"
WORDS = {
    "channel": ("complaints.channels", "channel"),
    "demand": ("complaints.demands", "demand"),
    "area": ("complaints.reception", "area"),
}
"""Columns whose words are those of a table of the policy."""
_LAST_SECOND = time(23, 59, 59)


def under_of(row: Complaint) -> Running:
    """
    The policy that a complaint is dealt with under, whatever has been published since: that of the day of receipt.
    """
    return running(timezone.localdate(row.received_at))


def flow_of(policy: Policy, day: date) -> Flow | None:
    """
    The way of complaints on a day; ``None`` where the policy has none, or leaves it open.
    """
    held = policy.on(day).find(FLOW)
    return held.value if held is not None and isinstance(held.value, Flow) else None


def runs_of(policy: Policy, day: date) -> tuple[Run, ...]:
    """
    The clocks for complaints on a day.
    """
    book = policy.on(day)
    held = [book.find(key) for key in run_keys(policy)]
    return tuple(run_of(one) for one in held if one is not None and isinstance(one.value, Mapping))


def acts_of(policy: Policy, day: date) -> tuple[str, ...]:
    """
    What can happen to a complaint beside the steps of its way: whatever starts or stops a clock.
    """
    flow = flow_of(policy, day)
    states = {RECEIVED, *(() if flow is None else flow.states)}
    kinds = dict.fromkeys(kind for run in runs_of(policy, day) for kind in _kinds(run))
    if flow is None:
        states -= {CLOSED}
        kinds[CLOSED] = None
    return tuple(kind for kind in kinds if kind not in states)


def named_ahead(policy: Policy, day: date) -> frozenset[str]:
    """
    Kinds of events that name a time to come.
    """
    return frozenset(run.from_ for run in runs_of(policy, day) if run.ahead)


def signs_of(policy: Policy, day: date) -> tuple[str, ...]:
    """
    The signs of a major complaint.
    """
    table = _table(policy, day, MAJOR)
    return () if table is None else tuple(table.inputs)


def classes_of(policy: Policy, day: date) -> tuple[str, ...]:
    """
    The classes of complaints, the gravest first as the policy has them.
    """
    table = _table(policy, day, MAJOR)
    return () if table is None else tuple(dict.fromkeys(str(row.then) for row in table.rows))


def lists_of(complaint: Complaint, day: date) -> dict[str, tuple[str, ...]]:
    """
    By column the words that the policy lists, under which a complaint is dealt with; empty where anything may be said.

    Args:
        complaint: The complaint; of a new one the policy that runs on the day counts.
        day: The day.
    """
    policy = (running(day) if complaint._state.adding else under_of(complaint)).policy
    known = {column: words_of(policy.on(day), key, name) for column, (key, name) in WORDS.items()}
    return {**known, "judged": classes_of(policy, day)}


def counts_repeats(policy: Policy, day: date) -> bool:
    """
    Whether a repeated complaint is told by its count.
    """
    return policy.on(day).find(REPEAT_FROM) is not None


def keeps_out(policy: Policy, day: date) -> bool:
    """
    Whether the persons whom a complaint is about stay out of it.
    """
    table = _table(policy, day, EXCLUSION)
    row = None if table is None else table.ask({"about_receptionist": True}).row
    return row is not None and row.verdict == "refused"


def signatures(move: str, events: list[ComplaintEvent], states: tuple[str, ...]) -> tuple[ComplaintEvent, ...]:
    """
    The signatures under a step since the last one was taken.
    """
    found: list[ComplaintEvent] = []
    for event in events:
        if event.kind in states:
            found = []
        elif event.kind == move + SIGNED:
            found.append(event)
    return tuple(found)


def last_instant(due: date | None) -> datetime | None:
    """
    The last good instant of a deadline: that of the day where it is only known by its day.
    """
    if due is None or isinstance(due, datetime):
        return due
    return timezone.make_aware(datetime.combine(due, _LAST_SECOND))


def is_whole_day(due: datetime) -> bool:
    """
    Whether a stored deadline is a day and not an instant.
    """
    return timezone.localtime(due).time() == _LAST_SECOND


def within(names: Any, room: int = 200) -> str:
    """
    As many names with commas between them as a column holds.
    """
    told = ""
    for name in names:
        longer = f"{told},{name}" if told else name
        if len(longer) > room:
            break
        told = longer
    return told


def _kinds(run: Run) -> Iterator[str]:
    yield from (kind for kind in (run.from_, *run.to, run.pause, run.resume) if kind)


def _table(policy: Policy, day: date, key: str) -> Table | None:
    held = policy.on(day).find(key)
    return held.value if held is not None and isinstance(held.value, Table) else None
