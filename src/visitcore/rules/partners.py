"""
Partners: whether one may be admitted; what is vague counts as not met.
"""

from datetime import date
from typing import Any

from attrs import frozen

from visitcore.blocks.checklist import Checklist
from visitcore.blocks.table import Table
from visitcore.blocks.term import Term
from visitcore.decisions.decision import Decision, conclude
from visitcore.facts.assessment import PartnerAdmission
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.policy import Policy
from visitcore.rules.deadlines import hold_term
from visitcore.rules.holding import book_on, hold, lacking, left_open, listed

NAME = "admit_partner"
ADMISSION, BEFORE, INSPECTION = "partners.admission", "partners.admission_before", "partners.inspection"


@frozen(kw_only=True)
class Admission:
    """
    What the inspection comes to.

    Attributes:
        met: Points that count as met.
        not_met: Points that count as not met, vague ones included.
        admitted_in_time: Whether admission came before the first negotiation; ``None`` where that was not asked.
    """

    met: tuple[str, ...]
    not_met: tuple[str, ...]
    admitted_in_time: bool | None


def admit_partner(facts: PartnerAdmission, policy: Policy) -> Decision[Any]:
    """
    Whether a partner may be admitted.

    Args:
        facts: The answers of the inspection and the days of admission and negotiation.
        policy: The policy; the partner keys of the day *on* govern.

    Returns:
        A decision of `Admission`: refused where a point is not met or vague, undetermined where a point was not looked at.
    """
    book = book_on(policy, ADMISSION, facts.on)
    held = book.read_as(ADMISSION, Table)
    if held.value is UNSPECIFIED:
        return left_open(NAME, book, held)
    points = book.find(INSPECTION)
    names = (
        [item.name for item in points.value.items if not item.optional]
        if points is not None and isinstance(points.value, Checklist)
        else []
    )
    answers = {**dict.fromkeys(names), **facts.answers}
    missing = [f"answers.{name}" for name, answer in answers.items() if answer is None]
    counted: dict[str, list[str]] = {"met": [], "not_met": []}
    for name, answer in answers.items():
        if answer is None:
            continue
        row = held.value.ask({"answer": answer}).row
        if row is None:
            return lacking(NAME, book, held, [f"{ADMISSION}[answer = {answer}]"])
        counted[str(row.then)].append(name)
    not_met = counted["not_met"]
    told = listed(not_met)
    says = (
        Text(f"not met: {told.en}", f"不具备条件：{told.zh}")
        if not_met
        else Text(f"{len(counted['met'])} points met", f"{len(counted['met'])}项具备条件")
    )
    findings = [*hold(held, False if not_met else None if missing else True, says, unit="")]
    in_time = _in_time(facts, policy, findings)
    outcome = Admission(met=tuple(counted["met"]), not_met=tuple(not_met), admitted_in_time=in_time)
    return conclude(NAME, book, findings, outcome=outcome, missing=missing)


def _in_time(facts: PartnerAdmission, policy: Policy, findings: list[Any]) -> bool | None:
    held = policy.on(facts.on).find(BEFORE)
    start: date | None = facts.negotiated
    if held is None or start is None or not isinstance(held.value, Term):
        return None
    due, found, _ = hold_term(held, policy, start, facts.admitted, facts.on)
    findings += found
    return None if due is None or facts.admitted is None else due.status in ("in_time", "done")
