"""
The way of a complaint: where it stands, and whether it may go a step further.
"""

from typing import Any

from attrs import evolve, frozen

from visitcore.blocks.flow import Flow, Move
from visitcore.blocks.table import Table
from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.finding import Finding
from visitcore.decisions.verdict import Verdict
from visitcore.facts.complaint import Complaint, ComplaintEvent, ComplaintStep
from visitcore.facts.question import MoveRequest
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.policy import Policy, Rulebook
from visitcore.rules.complaint_events import until
from visitcore.rules.complaint_gravity import EXCLUSION
from visitcore.rules.flows import Moved, make_move
from visitcore.rules.holding import book_on, hold, lacking, left_open

NAME = "complaint_step"
FLOW = "complaints.flow"


@frozen(kw_only=True)
class Standing:
    """
    Where a complaint stands in its flow.

    Attributes:
        state: The last state it has reached by steps that the flow allows.
        closed: Whether that is an end.
        next_by: Roles that may take the next step; empty where it is closed, or anybody may.
        last: The event that led into the state; ``None`` before the first one.
        broken: The first event that the flow does not allow there; ``None`` where every one fits.
        why: What is wrong with it: ``order``, ``role`` or ``own``; empty where nothing is.
    """

    state: str
    closed: bool
    next_by: tuple[str, ...] = ()
    last: ComplaintEvent | None = None
    broken: ComplaintEvent | None = None
    why: str = ""


def standing(complaint: Complaint, flow: Flow) -> Standing:
    """
    Follow the events of a complaint through the flow, up to the first that does not fit.

    Events that are no state of the flow are passed over.
    """
    state, last, broken, why = flow.start, None, None, ""
    for event in complaint.events:
        if event.kind not in flow.states:
            continue
        if event.kind == flow.start:  # told again, it is where it was
            last = last or event
            continue
        why = _fault(event, last, _way(flow, state, event.kind))
        if why:
            broken = event
            break
        state, last = event.kind, event
    closed = state in flow.ends
    next_by = dict.fromkeys(role for move in flow.moves if state in move.from_ for role in move.by)
    return Standing(state=state, closed=closed, next_by=tuple(next_by), last=last, broken=broken, why=why)


def complaint_step(facts: ComplaintStep, policy: Policy) -> Decision[Any]:
    """
    Whether a complaint may go a step further.

    Args:
        facts: The complaint with its events, the step, and who takes it; what happened after *on* is left out.
        policy: The policy; ``complaints.flow`` of the day *on* governs.

    Returns:
        A decision of `Moved`: refused for a step that the flow does not allow from where the complaint stands, for one
        in another's role, for a decision on one's own step or on a complaint about oneself, and wherever the events so
        far have left a step out.
    """
    book = book_on(policy, FLOW, facts.on)
    held = book.read_as(FLOW, Flow)
    if held.value is UNSPECIFIED:
        return left_open(NAME, book, held)
    facts = evolve(facts, complaint=until(facts.complaint, facts.on, policy.home(FLOW)))
    stands = standing(facts.complaint, held.value)
    if stands.broken is not None:
        move = next(one for one in held.value.moves if one.to == stands.broken.kind)
        findings = hold(held, False, _broken(stands), rule=move.rule, seen=stands.broken.kind, limit=stands.state)
        outcome = Moved(state=stands.state, why=stands.why, by=move.by)
        return conclude(NAME, book, findings, outcome=outcome, verdict=Verdict.REFUSED)
    kept_out = _kept_out(facts, book)
    if kept_out is not None:
        outcome = Moved(state=stands.state, why="own_request", by=())
        return conclude(NAME, book, kept_out, outcome=outcome, verdict=Verdict.REFUSED)
    lacks = [name for name in ("move", "roles", "met") if getattr(facts, name) is None]
    found = next((one for one in held.value.moves if one.name == facts.move and stands.state in one.from_), None)
    if found is not None:
        lacks = [name for name in lacks if name != "roles" or found.by]
        lacks = [name for name in lacks if name != "met" or found.needs]
    elif facts.move is not None:
        lacks = []
    if lacks:
        return lacking(NAME, book, held, lacks, rule="" if found is None else found.rule)
    own, unknown = _own(facts, stands)
    request = MoveRequest(
        key=FLOW,
        on=facts.on,
        state=stands.state,
        move=facts.move,
        roles=facts.roles or (),
        met=facts.met or (),
        own=own,
    )
    decision = make_move(request, policy)
    missing = tuple(unknown if name == "own" else name for name in decision.missing)
    due = next((one.rule for one in held.value.moves if stands.state in one.from_ and one.rule), "")
    findings = decision.findings
    if found is None and due:  # cited is what has to be done first
        findings = tuple(evolve(finding, rule=held.cite(due)) for finding in findings)
    return evolve(decision, name=NAME, missing=missing, findings=findings)


def _way(flow: Flow, state: str, to: str) -> Move | None:
    return next((move for move in flow.moves if state in move.from_ and move.to == to), None)


def _fault(event: ComplaintEvent, last: ComplaintEvent | None, move: Move | None) -> str:
    if move is None:
        return "order"
    if move.by and event.role is not None and event.role not in move.by:
        return "role"
    own = move.four_eyes and last is not None and event.by is not None and event.by == last.by
    return "own" if own else ""


def _kept_out(facts: ComplaintStep, book: Rulebook) -> tuple[Finding, ...] | None:
    """
    That the person whom the complaint is about stays out of every step, where the policy has a table that says so.
    """
    held = book.find(EXCLUSION)
    if held is None or not isinstance(held.value, Table) or facts.by not in (facts.complaint.about or ()):
        return None
    row = held.value.ask({"about_receptionist": True}).row
    if row is None or row.verdict != "refused":
        return None
    says = Text(
        f"the complaint is about {facts.by}, who stays out of it", f"投诉针对 {facts.by} 本人，{facts.by} 不得参与"
    )
    return hold(held, False, says, rule=row.rule)


def _own(facts: ComplaintStep, stands: Standing) -> tuple[bool | None, str]:
    """
    Whether the matter is the actor's own, and by what name it is missing where that cannot be told.
    """
    about, last = facts.complaint.about, stands.last
    before = last.by if last is not None else None
    if facts.by is None:
        return None, "by"
    if facts.by == before or facts.by in (about or ()):
        return True, ""
    if last is not None and before is None:
        return None, f"complaint.events.{last.kind}.by"
    return (None, "complaint.about") if about is None else (False, "")


def _broken(stands: Standing) -> Text:
    assert stands.broken is not None  # only asked where something is broken
    kind = stands.broken.kind
    return {
        "order": Text(
            f"the record goes from {stands.state} to {kind}, a step in between is missing",
            f"记录由“{stands.state}”直接到“{kind}”，缺少中间步骤",
        ),
        "role": Text(
            f"{kind} was recorded in the role of {stands.broken.role}, who may not do this",
            f"“{kind}”由 {stands.broken.role} 办理，该角色无权办理",
        ),
        "own": Text(
            f"{kind}: {stands.broken.by} passed on his own step", f"“{kind}”：{stands.broken.by} 审批了本人的事项"
        ),
    }[stands.why]
