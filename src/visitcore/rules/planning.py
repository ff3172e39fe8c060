"""
Planning: plans, reports and promises, each with its deadline and its fields.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import evolve, frozen

from visitcore.decisions.decision import Decision, conclude
from visitcore.facts.question import Delivery, Record
from visitcore.facts.submission import PlanSubmission, Promise, ReportSubmission
from visitcore.policy.policy import Policy
from visitcore.rules.deadlines import DueBy, check_deadline, renamed
from visitcore.rules.files import check_record
from visitcore.rules.holding import book_on

PLAN_DUE, PLAN_FIELDS = "plans.due", "plans.fields"
REPORT_DUE, REPORT_FIELDS = "reports.due", "reports.fields"
FOLLOW_UP_DUE = "followups.due"


@frozen(kw_only=True)
class Submitted:
    """
    How a plan, report or promise stands.

    Attributes:
        due: Last good day or instant; ``None`` where the document gives no number.
        status: As of a deadline: ``in_time``, ``late``, ``early``, ``open``, ``overdue``, ``done`` or ``pending``;
            ``undetermined`` where it cannot be told.
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
        policy: The policy; ``plans.due`` and ``plans.fields`` of the day it covers govern, of the day asked about
            where that is not known.

    Returns:
        A decision of `Submitted`: refused when late or incomplete.
    """
    asked = Delivery(key=PLAN_DUE, on=facts.on, start=facts.covers, done=facts.submitted)
    names = {"start": "covers", "done": "submitted"}
    return _submission("plan_submission", policy, asked, names, PLAN_FIELDS, facts.values)


def report_submission(facts: ReportSubmission, policy: Policy) -> Decision[Any]:
    """
    Whether a report was handed in in time, with everything it must carry.

    Args:
        facts: The report.
        policy: The policy; ``reports.due`` and ``reports.fields`` of the day of the visit govern, of the day asked
            about where that is not known.

    Returns:
        A decision of `Submitted`: refused when late or incomplete.
    """
    asked = Delivery(key=REPORT_DUE, on=facts.on, start=facts.visited, done=facts.submitted)
    names = {"start": "visited", "done": "submitted"}
    return _submission("report_submission", policy, asked, names, REPORT_FIELDS, facts.values)


def follow_up(facts: Promise, policy: Policy) -> Decision[Any]:
    """
    Whether a promise was followed up in time.

    Args:
        facts: The promise.
        policy: The policy; ``followups.due`` of the day it was made governs, of the day asked about where that is
            not known.

    Returns:
        A decision of `Submitted`: refused when late.
    """
    asked = Delivery(key=FOLLOW_UP_DUE, on=facts.on, start=facts.made, done=facts.kept)
    return _submission("follow_up", policy, asked, {"start": "made", "done": "kept"}, "", None)


def _submission(
    name: str,
    policy: Policy,
    asked: Delivery,
    names: Mapping[str, str],
    fields_key: str,
    values: Mapping[str, Any] | None,
) -> Decision[Any]:
    """
    Hold the day and the fields each against its own rule; one that cannot be told leaves the other as it is.

    Args:
        name: Name of the decision.
        policy: The policy.
        asked: The deadline, put as a question of its own.
        names: What the event and its delivery are called in this decision's facts.
        fields_key: Key of the fields; empty where there are none.
        values: The fields; ``None`` where only the day is asked about.
    """
    key = asked.key if policy.layers(asked.key) else fields_key or asked.key
    book = book_on(policy, key, asked.start or asked.on)
    has_term, has_fields = (bool(each) and book.find(each) is not None for each in (asked.key, fields_key))
    if not has_term and not has_fields:
        book.read(key)
    parts: list[Decision[Any]] = []
    due = DueBy(due=None, opens=None, status="pending" if asked.done is None else "done", late_by=None)
    if has_term:
        timing = check_deadline(asked, policy)
        missing = tuple(renamed(lack, names) for lack in timing.missing)
        parts.append(evolve(timing, missing=missing))
        due = timing.outcome or evolve(due, status="undetermined")
    absent = None
    if has_fields and (values is not None or not has_term):
        record = check_record(Record(key=fields_key, on=book.on, values=values), policy)
        parts.append(record)
        absent = None if record.outcome is None else record.outcome.missing
    return conclude(
        name,
        book,
        [finding for part in parts for finding in part.findings],
        outcome=Submitted(due=due.due, status=due.status, late_by=due.late_by, missing_fields=absent),
        missing=[lack for part in parts for lack in part.missing],
        provisional=due.provisional,
    )


__all__ = ["Submitted", "follow_up", "plan_submission", "report_submission"]
