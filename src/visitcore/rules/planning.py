"""
Planning: plans, reports and promises, each with its deadline and its fields.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import frozen

from visitcore.blocks.term import Term
from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.finding import Finding
from visitcore.facts.question import Record
from visitcore.facts.submission import PlanSubmission, Promise, ReportSubmission
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.policy import Policy
from visitcore.rules.deadlines import DueBy, hold_term
from visitcore.rules.files import check_record
from visitcore.rules.holding import book_on, lacking, left_open

PLAN_DUE, PLAN_FIELDS = "plans.due", "plans.fields"
REPORT_DUE, REPORT_FIELDS = "reports.due", "reports.fields"
FOLLOW_UP_DUE = "followups.due"


@frozen(kw_only=True)
class Submitted:
    """
    How a plan, report or promise stands.

    Attributes:
        due: Last good day or instant; ``None`` where the document gives no number.
        status: As of a deadline: ``in_time``, ``late``, ``open``, ``overdue``, ``done`` or ``pending``.
        late_by: How late, in whole days or in hours.
        missing_fields: Mandatory fields that are empty; ``None`` where the fields were not looked at.
    """

    due: date | None
    status: str
    late_by: Any
    missing_fields: tuple[str, ...] | None = None


def plan_submission(facts: PlanSubmission, policy: Policy) -> Decision[Any]:
    """
    Whether a plan was handed in in time, with everything it must carry.

    Args:
        facts: The plan.
        policy: The policy; ``plans.due`` and ``plans.fields`` of the day asked about govern.

    Returns:
        A decision of `Submitted`: refused when late or incomplete.
    """
    return _submission(
        "plan_submission",
        policy,
        facts.on,
        "covers",
        facts.covers,
        facts.submitted,
        facts.values,
        PLAN_DUE,
        PLAN_FIELDS,
    )


def report_submission(facts: ReportSubmission, policy: Policy) -> Decision[Any]:
    """
    Whether a report was handed in in time, with everything it must carry.

    Args:
        facts: The report.
        policy: The policy; ``reports.due`` and ``reports.fields`` of the day of the visit govern.

    Returns:
        A decision of `Submitted`: refused when late or incomplete.
    """
    return _submission(
        "report_submission",
        policy,
        facts.on,
        "visited",
        facts.visited,
        facts.submitted,
        facts.values,
        REPORT_DUE,
        REPORT_FIELDS,
    )


def follow_up(facts: Promise, policy: Policy) -> Decision[Any]:
    """
    Whether a promise was followed up in time.

    Args:
        facts: The promise.
        policy: The policy; ``followups.due`` of the day it was made governs.

    Returns:
        A decision of `Submitted`: refused when late.
    """
    return _submission("follow_up", policy, facts.on, "made", facts.made, facts.kept, None, FOLLOW_UP_DUE, "")


def _submission(
    name: str,
    policy: Policy,
    on: date,
    anchor: str,
    start: date | None,
    done: date | None,
    values: Mapping[str, Any] | None,
    due_key: str,
    fields_key: str,
) -> Decision[Any]:
    has_term = bool(policy.layers(due_key))
    book = book_on(policy, due_key if has_term else fields_key or due_key, start or on)
    findings: list[Finding] = []
    missing: list[str] = []
    due = DueBy(due=None, opens=None, status="pending" if done is None else "done", late_by=None)
    if has_term:
        held = book.read_as(due_key, Term)
        if held.value is UNSPECIFIED:
            return left_open(name, book, held)
        if start is None:
            return lacking(name, book, held, [anchor])
        told, term_findings, lacks = hold_term(held, policy, start, done, on)
        if told is None:
            return lacking(name, book, held, lacks)
        due = told
        findings += term_findings
        missing += lacks
    absent = None
    if fields_key and policy.layers(fields_key) and (values is not None or not has_term):
        record = check_record(Record(key=fields_key, on=book.on, values=values), policy)
        findings += record.findings
        missing += record.missing
        absent = record.outcome.missing if record.outcome is not None else None
    outcome = Submitted(due=due.due, status=due.status, late_by=due.late_by, missing_fields=absent)
    return conclude(name, book, findings, outcome=outcome, missing=missing, provisional=due.provisional)


__all__ = ["Submitted", "follow_up", "plan_submission", "report_submission"]
