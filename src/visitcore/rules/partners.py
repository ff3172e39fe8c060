"""
Partners: whether one may be admitted; what is vague counts as not met.
"""

from typing import Any

from attrs import frozen

from visitcore.blocks.checklist import Checklist
from visitcore.blocks.table import Table
from visitcore.blocks.term import Term
from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.finding import Finding
from visitcore.facts.assessment import PartnerAdmission
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.policy import Policy, Rulebook
from visitcore.rules.deadlines import hold_term, renamed
from visitcore.rules.holding import book_on, hold, lacking, left_open

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
        A decision of `Admission`: refused where a point is not met or vague, undetermined where a point was not
        looked at.
    """
    book = book_on(policy, ADMISSION, facts.on)
    held = book.read_as(ADMISSION, Table)
    if held.value is UNSPECIFIED:
        return left_open(NAME, book, held)
    points = _points(book)
    answers = {**dict.fromkeys(points), **facts.answers}
    missing = [] if answers else ["answers"]
    findings: list[Finding] = []
    met: list[str] = []
    not_met: list[str] = []
    for name, answer in answers.items():
        row = None if answer is None else held.value.ask({"answer": answer}).row
        if row is None or row.then is UNSPECIFIED:
            missing.append(f"answers.{name}" if answer is None else f"{ADMISSION}[answer = {answer}]")
            continue
        holds = row.then == "met"
        (met if holds else not_met).append(name)
        findings += hold(held, holds, _says(points.get(name) or Text(name, name), holds=holds), rule=row.rule)
    findings = findings or list(lacking(NAME, book, held, missing).findings)
    in_time, found, lacks = _in_time(facts, book)
    outcome = Admission(met=tuple(met), not_met=tuple(not_met), admitted_in_time=in_time)
    return conclude(NAME, book, [*findings, *found], outcome=outcome, missing=[*missing, *lacks])


def _points(book: Rulebook) -> dict[str, Text | None]:
    """
    The points that an inspection must look at, with their labels.
    """
    held = book.find(INSPECTION)
    if held is None or not isinstance(held.value, Checklist):
        return {}
    return {item.name: item.label for item in held.value.items if not item.optional}


def _says(point: Text, *, holds: bool) -> Text:
    if holds:
        return Text(f"{point.en}: counts as met", f"{point.zh}：视为具备条件")
    return Text(f"{point.en}: counts as not met", f"{point.zh}：视为不具备条件")


def _in_time(facts: PartnerAdmission, book: Rulebook) -> tuple[bool | None, tuple[Finding, ...], tuple[str, ...]]:
    """
    Whether admission came before the negotiation, with the findings and what is missing.
    """
    held = book.find(BEFORE)
    if held is None or facts.negotiated is None:
        return None, (), ()
    if not isinstance(held.value, Term):
        return None, left_open(NAME, book, held).findings, (BEFORE,)
    due, findings, lacks = hold_term(held, book.policy, facts.negotiated, facts.admitted, facts.on)
    missing = tuple(renamed(lack, {"start": "negotiated", "done": "admitted"}) for lack in lacks)
    if due is None:
        return None, lacking(NAME, book, held, missing).findings, missing
    if facts.admitted is None:
        return None, findings, missing
    return due.status in ("in_time", "done"), findings, missing
