"""
How grave a complaint is, who receives it, and who stays out of it.
"""

from collections.abc import Sequence
from typing import Any

from attrs import frozen

from visitcore.blocks.table import Answer, Table
from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.finding import Finding
from visitcore.facts.complaint import Complaint, ComplaintCase
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.policy import Policy, Rulebook
from visitcore.rules.complaint_events import until
from visitcore.rules.holding import book_on, hold, lacking, left_open, put

NAME = "classify_complaint"
MAJOR, REPEAT_FROM = "complaints.major", "complaints.repeat_from"
RECEPTION, EXCLUSION = "complaints.reception", "complaints.exclusion"
_REPEAT = "repeat"


@frozen(kw_only=True)
class Classed:
    """
    What a complaint is taken as.

    Attributes:
        gravity: The class, e.g. ``major`` or ``ordinary``; ``None`` where it cannot be told.
        triggers: The signs that are there.
        receiver: Role that receives it; empty where the policy does not say.
        participants: Roles that take part.
        excluded: Persons who must stay out.
    """

    gravity: str | None
    triggers: tuple[str, ...]
    receiver: str = ""
    participants: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()


def classify_complaint(facts: ComplaintCase, policy: Policy) -> Decision[Any]:
    """
    How grave a complaint is, and who may deal with it.

    One sign that is there makes it major, whatever else is unknown; where none is, a person's judgement counts, and
    without one it is only ordinary where every sign is known not to be there.

    Args:
        facts: The complaint.
        policy: The policy; the tables of the day *on* govern.

    Returns:
        A decision of `Classed`: refused where a person whom the complaint is about has dealt with it, undetermined
        with the list of signs that are not known.
    """
    book = book_on(policy, MAJOR, facts.on)
    held = book.read_as(MAJOR, Table)
    if held.value is UNSPECIFIED:
        return left_open(NAME, book, held)
    complaint = until(facts.complaint, facts.on, policy.home(MAJOR))
    flags, more, opened = flags_of(complaint, book)
    answer = put(held, held.value.ask, flags, "complaint.flags")
    triggers = tuple(name for name in held.value.inputs if flags.get(name))
    missing: list[str] = [*opened]
    findings: list[Finding] = [*more]
    gravity, unknown = gravity_of(complaint, book)
    if gravity is None:
        missing += unknown
        findings += lacking(NAME, book, held, missing).findings
    elif answer.row is not None and gravity == _told(answer):
        findings += hold(held, True, _says(gravity, triggers), rule=answer.row.rule)
    else:
        says = Text(f"{gravity}: so judged by a person, no sign recorded", f"{gravity}：由人员判定，未记录任何情形")
        findings += [finding for row in held.rules[:1] for finding in hold(held, True, says, rule=row.id)]
    told, found, lacks = _reception(complaint, book)
    excluded, found_out, lacks_out = _exclusion(complaint, book)
    outcome = Classed(gravity=gravity, triggers=triggers, excluded=excluded, **told)
    return conclude(
        NAME, book, [*findings, *found, *found_out], outcome=outcome, missing=[*missing, *lacks, *lacks_out]
    )


def gravity_of(complaint: Complaint, book: Rulebook) -> tuple[str | None, tuple[str, ...]]:
    """
    The class of a complaint: major by one sign that is there, else as a person has judged it, else by its signs.

    Returns:
        The class, ``None`` where unknown, and what is missing to tell it: the signs that are not known, or
        ``complaint.gravity`` where that is none of the policy's classes.
    """
    held = book.find(MAJOR)
    if held is None or not isinstance(held.value, Table):
        return complaint.gravity, () if complaint.gravity is not None else ("complaint.gravity",)
    flags, _found, _opened = flags_of(complaint, book)
    answer = put(held, held.value.ask, flags, "complaint.flags")
    gravity = _told(answer)
    if complaint.gravity is not None and not any(flags.get(name) for name in held.value.inputs):
        known = complaint.gravity in {row.then for row in held.value.rows}
        return (complaint.gravity, ()) if known else (None, ("complaint.gravity",))
    if gravity is None:
        return None, tuple(f"complaint.flags.{name}" for name in answer.missing) or (MAJOR,)
    return gravity, ()


def flags_of(complaint: Complaint, book: Rulebook) -> tuple[dict[str, bool | None], tuple[Finding, ...], Sequence[str]]:
    """
    The signs of a complaint, a repeated one told by its count where nobody said so.

    Returns:
        The signs, the findings of the count, and the key to set where the policy leaves the count open.
    """
    flags = dict(complaint.flags)
    held = book.find(REPEAT_FROM)
    if flags.get(_REPEAT) or complaint.times is None or held is None:
        return flags, (), ()
    if flags.get(_REPEAT) is False:
        again = held.value is not UNSPECIFIED and complaint.times >= held.value
        says = Text(
            f"complaint no. {complaint.times} on the same matter, though recorded as not repeated",
            f"同一问题第{complaint.times}次投诉，但记为非重复投诉",
        )
        return flags, hold(held, None, says, seen=complaint.times, limit=held.value) if again else (), ()
    if held.value is UNSPECIFIED:
        return flags, left_open(NAME, book, held).findings, (REPEAT_FROM,)
    flags[_REPEAT] = complaint.times >= held.value
    says = Text(f"complaint no. {complaint.times} on the same matter", f"同一问题第{complaint.times}次投诉")
    return flags, hold(held, True, says, seen=complaint.times, limit=held.value), ()


def _told(answer: Answer) -> str | None:
    row = answer.row
    return None if row is None or row.then is UNSPECIFIED else str(row.then)


def _says(gravity: str, triggers: Sequence[str]) -> Text:
    if not triggers:
        return Text(f"{gravity}: none of the signs is there", f"{gravity}：没有任何一种情形")
    return Text(f"{gravity}: {', '.join(triggers)}", f"{gravity}：{'、'.join(triggers)}")


def _reception(complaint: Complaint, book: Rulebook) -> tuple[dict[str, Any], tuple[Finding, ...], tuple[str, ...]]:
    held = book.find(RECEPTION)
    if held is None:
        return {}, (), ()
    if not isinstance(held.value, Table):
        return {}, left_open(NAME, book, held).findings, (RECEPTION,)
    row = put(held, held.value.ask, {"area": complaint.area}, "complaint").row
    if row is None or row.then is UNSPECIFIED:
        missing = ("complaint.area",)
        return {}, lacking(NAME, book, held, missing).findings, missing
    receiver, *participants = row.then
    others = ", ".join(participants)
    says = Text(f"received by {receiver}, with {others}", f"由 {receiver} 接待，{others} 参与")
    told = {"receiver": receiver, "participants": tuple(participants)}
    return told, hold(held, True, says, rule=row.rule), ()


def _exclusion(complaint: Complaint, book: Rulebook) -> tuple[tuple[str, ...], tuple[Finding, ...], tuple[str, ...]]:
    """
    The persons who stay out, with one finding for each of them who did not, or one that nobody had to.
    """
    held = book.find(EXCLUSION)
    if held is None:
        return (), (), ()
    if not isinstance(held.value, Table):
        return (), left_open(NAME, book, held).findings, (EXCLUSION,)
    if complaint.about is None:
        return (), lacking(NAME, book, held, ["complaint.about"]).findings, ("complaint.about",)
    excluded: list[str] = []
    findings: list[Finding] = []
    people: tuple[str | None, ...] = complaint.about or (None,)
    for person in people:
        row = held.value.ask({"about_receptionist": person is not None}).row
        if row is None:
            continue
        if row.verdict == "refused" and person is not None:
            excluded.append(person)
        findings += hold(held, *_kept_out(complaint, person, out=row.verdict == "refused"), rule=row.rule)
    return tuple(excluded), tuple(findings), ()


def _kept_out(complaint: Complaint, person: str | None, *, out: bool) -> tuple[bool, Text]:
    if not out or person is None:
        return True, Text("it is about nobody who deals with it", "投诉不针对经办人员本人")
    if person in {complaint.handler, *(event.by for event in complaint.events)}:
        return False, Text(f"{person} deals with a complaint about himself", f"{person} 参与处理针对本人的投诉")
    return True, Text(f"{person} stays out", f"{person} 不参与")
