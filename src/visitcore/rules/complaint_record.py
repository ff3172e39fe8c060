"""
One record for one problem: whether a complaint is on record already.
"""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from attrs import frozen

from visitcore.blocks.flow import Flow
from visitcore.decisions.decision import Decision, conclude
from visitcore.facts.complaint import Complaint, ComplaintReport
from visitcore.ground.likeness import evened
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.policy import Policy, Rulebook
from visitcore.rules.complaint_events import until
from visitcore.rules.complaint_gravity import REPEAT_FROM
from visitcore.rules.complaint_steps import FLOW, standing
from visitcore.rules.holding import book_on, hold, lacking, left_open

NAME = "same_complaint"
SAME = "complaints.same"


@frozen(kw_only=True)
class OnRecord:
    """
    Where a complaint that comes in belongs.

    Attributes:
        record: Number of the open record it is added to; empty where a new one is opened.
        times: Which complaint of this customer on this problem it is.
        repeated: Whether that counts as repeated; ``None`` where the policy does not say from which on.
    """

    record: str
    times: int
    repeated: bool | None


def same_complaint(facts: ComplaintReport, policy: Policy) -> Decision[Any]:
    """
    Whether a complaint is on record already, and which one on the same matter it is.

    Args:
        facts: The complaint reported, and those on record; one that bears the number of the complaint itself, or of
            another one, is not counted again, nor one that came in after *on*.
        policy: The policy; ``complaints.same`` of the day *on* says what makes two complaints the same.

    Returns:
        A decision of `OnRecord`; undetermined where what has to be the same is not known of the complaint, or of a
        known one that may be it.
    """
    book = book_on(policy, SAME, facts.on)
    held = book.read_as(SAME, tuple)
    if held.value is UNSPECIFIED:
        return left_open(NAME, book, held)
    names, zone = held.value, policy.home(SAME)
    mine = told(facts.complaint, names)
    missing = [f"complaint.{name}" for name, value in mine.items() if value is None]
    if missing:
        return lacking(NAME, book, held, missing)
    others = _others(facts, zone)
    lacks = [
        f"known[{at}].{name}"
        for at, one in others.items()
        for name, value in told(one, names).items()
        if value is None and _may_be(told(one, names), mine)
    ]
    if lacks:
        return lacking(NAME, book, held, lacks)
    same = [one for one in others.values() if told(one, names) == mine]
    record = next((one.id for one in same if is_open(one, book)), "")
    counted = 1 + max([len(same), *(one.times for one in same if one.times is not None)])
    times = max(counted, facts.complaint.times or 0)
    repeated, found = _repeated(times, book)
    says = (
        Text(f"added to the record {record}", f"并入已有记录 {record}")
        if record
        else Text("a record of its own", "单独立案")
    )
    findings = [*hold(held, True, says, seen=times), *found]
    return conclude(NAME, book, findings, outcome=OnRecord(record=record, times=times, repeated=repeated))


def _others(facts: ComplaintReport, zone: ZoneInfo) -> dict[int, Complaint]:
    """
    The complaints on record at the moment, by their place: each number once, and not the complaint itself.
    """
    others: dict[int, Complaint] = {}
    seen = {facts.complaint.id}
    for at, known in enumerate(facts.known):
        one = until(known, facts.on, zone)
        later = known.first("received") is not None and one.first("received") is None
        if later or (one.id and one.id in seen):
            continue
        seen.add(one.id)
        others[at] = one
    return others


def told(complaint: Complaint, names: tuple[str, ...]) -> dict[str, str | None]:
    """
    What has to be the same, letters and blanks evened out.
    """
    values = {name: getattr(complaint, name, None) for name in names}
    return {name: evened(value) for name, value in values.items()}


def is_open(complaint: Complaint, book: Rulebook) -> bool:
    """
    Whether a complaint is not closed: by its flow, or by an event ``closed`` where the policy has no flow.
    """
    held = book.find(FLOW)
    if held is not None and isinstance(held.value, Flow):
        return not standing(complaint, held.value).closed
    return complaint.first("closed") is None


def _may_be(other: Mapping[str, str | None], mine: Mapping[str, str | None]) -> bool:
    return all(other[name] in (None, value) for name, value in mine.items())


def _repeated(times: int, book: Rulebook) -> tuple[bool | None, tuple[Any, ...]]:
    held = book.find(REPEAT_FROM)
    if held is None or held.value is UNSPECIFIED:
        return None, ()
    repeated = times >= held.value
    says = Text(f"complaint no. {times} on the same matter", f"同一问题第{times}次投诉")
    return repeated, hold(held, True, says, seen=times, limit=held.value)
