"""
Plans, reports and promises; the day and the fields are each held against a rule of their own.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.register import Field, Register
from visitcore.blocks.term import Term
from visitcore.codec.policy import load_policy
from visitcore.decisions.verdict import Verdict
from visitcore.facts.submission import PlanSubmission, Promise, ReportSubmission
from visitcore.ground.errors import NotInForceError, SilentPolicyError
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy import Origin
from visitcore.rules.planning import follow_up, plan_submission, report_submission

FIELDS = Register(fields=(Field(name="time"), Field(name="place"), Field(name="budget", optional=True)))
WEEK_BEFORE = Term(days=7, before=True)
MARCH_15 = date(2024, 3, 15)
FULL, EMPTY = {"time": "10:00", "place": "office"}, {"time": "10:00"}

COMPANY = """
extends = ["SVM"]

[[rule]]
id = "acme-1"
clause = "1"
kind = "term"
strength = "must"
text = { en = "From 2024 a report is due in one day.", zh = "自2024年起报告须在1天内提交。" }

[[parameter]]
key = "reports.due"
  [[parameter.history]]
  since = 2024-01-01
  cites = ["acme-1"]
  term = { days = 1, roll = false }
"""


def policy_of(make, **parameters):
    """
    A policy with plans of its own.
    """
    return make.policy(make.pack(**parameters))


@pytest.mark.parametrize(
    ("submitted", "values", "verdict", "status", "missing"),
    [
        (date(2024, 3, 8), FULL, Verdict.ALLOWED, "in_time", ()),
        (date(2024, 3, 8), EMPTY, Verdict.REFUSED, "in_time", ("place",)),
        (date(2024, 3, 9), FULL, Verdict.REFUSED, "late", ()),
        (date(2024, 3, 9), EMPTY, Verdict.REFUSED, "late", ("place",)),
    ],
)
def test_late_and_incomplete_are_both_told(make, submitted, values, verdict, status, missing):
    """
    A plan is due seven days before the visit; being late hides no empty field, and the other way round.
    """
    policy = policy_of(make, plans__due=WEEK_BEFORE, plans__fields=FIELDS)
    decision = plan_submission(
        PlanSubmission(on=submitted, covers=MARCH_15, submitted=submitted, values=values), policy
    )

    assert verdict is decision.verdict
    assert (date(2024, 3, 8), status, missing) == (
        decision.outcome.due,
        decision.outcome.status,
        decision.outcome.missing_fields,
    )
    assert {"plans.due", "plans.fields"} == {finding.against.key for finding in decision.findings}


def test_without_values_only_the_day_is_asked_about(make):
    """
    Unknown fields are not empty fields.
    """
    policy = policy_of(make, plans__due=WEEK_BEFORE, plans__fields=FIELDS)
    decision = plan_submission(PlanSubmission(on=MARCH_15, covers=MARCH_15, submitted=date(2024, 3, 1)), policy)

    assert Verdict.ALLOWED is decision.verdict
    assert decision.outcome.missing_fields is None


@pytest.mark.parametrize(
    ("done", "values", "verdict", "status", "missing"),
    [
        (None, None, Verdict.UNDETERMINED, "pending", ("values",)),
        (MARCH_15, FULL, Verdict.ALLOWED, "done", ()),
        (MARCH_15, EMPTY, Verdict.REFUSED, "done", ()),
    ],
)
def test_a_policy_may_ask_for_fields_alone(make, done, values, verdict, status, missing):
    """
    Where the document names no day, the fields decide.
    """
    facts = PlanSubmission(on=MARCH_15, covers=MARCH_15, submitted=done, values=values)
    decision = plan_submission(facts, policy_of(make, plans__fields=FIELDS))

    assert (verdict, missing) == (decision.verdict, decision.missing)
    assert status == decision.outcome.status


@pytest.mark.parametrize(("values", "verdict"), [(FULL, Verdict.UNDETERMINED), (EMPTY, Verdict.REFUSED)])
@pytest.mark.parametrize(
    ("term", "covers", "missing"), [(UNSPECIFIED, MARCH_15, "plans.due"), (WEEK_BEFORE, None, "covers")]
)
def test_a_day_that_cannot_be_told_hides_no_empty_field(make, values, verdict, term, covers, missing):
    """
    A broken rule refuses whatever else is missing; what is missing is still named.
    """
    policy = policy_of(make, plans__due=term, plans__fields=FIELDS)
    decision = plan_submission(PlanSubmission(on=MARCH_15, covers=covers, submitted=MARCH_15, values=values), policy)

    assert verdict is decision.verdict
    assert (missing,) == decision.missing
    assert "undetermined" == decision.outcome.status


def test_missing_instants_have_the_names_of_the_facts(make):
    """
    A report due in hours needs instants, told under the names that a report has.
    """
    facts = ReportSubmission(on=MARCH_15, visited=MARCH_15, submitted=MARCH_15)
    decision = report_submission(facts, policy_of(make, reports__due=Term(hours=24)))
    kept = follow_up(Promise(on=MARCH_15, made=MARCH_15, kept=MARCH_15), policy_of(make, followups__due=Term(hours=2)))

    assert tuple(f"{name} (an instant with its time zone)" for name in ("visited", "submitted")) == decision.missing
    assert tuple(f"{name} (an instant with its time zone)" for name in ("made", "kept")) == kept.missing


@pytest.mark.parametrize(
    ("visited", "due", "origin"),
    [
        (date(2023, 12, 31), date(2024, 1, 2), Origin.DOCUMENT),
        (date(2024, 1, 1), date(2024, 1, 2), Origin.COMPANY),
        (date(2024, 3, 5), date(2024, 3, 6), Origin.COMPANY),
    ],
)
def test_the_rule_of_the_day_of_the_visit_governs(tmp_path, visited, due, origin):
    """
    A company's own rule binds from its first day; a visit the day before keeps the document's two days.
    """
    file = tmp_path / "acme.toml"
    file.write_text(COMPANY, encoding="utf-8")
    facts = ReportSubmission(on=date(2024, 6, 1), visited=visited, submitted=visited + timedelta(days=1))
    decision = report_submission(facts, load_policy(file))

    assert visited == decision.on
    assert (due, origin) == (decision.outcome.due, decision.findings[0].origin)


def test_fields_not_in_force_yet_are_not_asked_for(make):
    """
    A form that is asked for from April on leaves March's plan as it was.
    """
    form = (make.dated(FIELDS, key="plans.fields", since=date(2024, 4, 1)),)
    policy = policy_of(make, plans__due=WEEK_BEFORE, plans__fields=form)
    decisions = [
        plan_submission(PlanSubmission(on=day, covers=day, submitted=date(2024, 1, 1), values=EMPTY), policy)
        for day in (date(2024, 3, 31), date(2024, 4, 1))
    ]

    assert [Verdict.ALLOWED, Verdict.REFUSED] == [decision.verdict for decision in decisions]


def test_a_day_without_any_rule_is_a_mistake(make):
    """
    A policy that is not in force yet, or says nothing at all, gives no answer.
    """
    later = (make.dated(WEEK_BEFORE, key="plans.due", since=date(2024, 4, 1)),)

    with pytest.raises(NotInForceError):
        plan_submission(PlanSubmission(on=MARCH_15, covers=MARCH_15), policy_of(make, plans__due=later))
    with pytest.raises(SilentPolicyError):
        plan_submission(PlanSubmission(on=MARCH_15, covers=MARCH_15), policy_of(make, a__b=1))


@pytest.mark.parametrize(
    ("made", "kept", "on", "verdict", "status"),
    [
        (date(2024, 3, 5), date(2024, 3, 5), date(2024, 3, 9), Verdict.ALLOWED, "in_time"),
        (date(2024, 3, 5), date(2024, 3, 6), date(2024, 3, 9), Verdict.REFUSED, "late"),
        (date(2024, 3, 5), None, date(2024, 3, 5), Verdict.ALLOWED, "open"),
        (date(2024, 3, 5), None, date(2024, 3, 6), Verdict.REFUSED, "overdue"),
        (datetime(2024, 3, 4, 17, 0, tzinfo=UTC), None, date(2024, 3, 5), Verdict.ALLOWED, "open"),
    ],
)
def test_a_promise_is_kept_on_its_own_day(make, made, kept, on, verdict, status):
    """
    Due the same day by local time, it is late the day after.
    """
    decision = follow_up(Promise(on=on, made=made, kept=kept), policy_of(make, followups__due=Term(same_day=True)))

    assert (verdict, status) == (decision.verdict, decision.outcome.status)


days = st.dates(date(2024, 1, 1), date(2024, 12, 31))


@given(covers=days, first=days, second=days)
def test_handing_in_later_is_never_less_late(make, covers, first, second):
    """
    Waiting longer never makes a plan less late.
    """
    policy = policy_of(make, plans__due=WEEK_BEFORE)
    one, two = (
        plan_submission(PlanSubmission(on=covers, covers=covers, submitted=day), policy).outcome.late_by
        for day in sorted((first, second))
    )

    assert one <= two
