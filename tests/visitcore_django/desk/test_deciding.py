from datetime import UTC, date, datetime

import pytest
import time_machine
from visitcore_site.cadences import TWICE
from visitcore_site.days import NOW, TODAY

from visitcore import PlanSubmission, VisitRecord, decision_to_dict, explain, load_policy, visit_due
from visitcore.codec.facts import structure_facts
from visitcore.rules.catalogue import entry
from visitcore_django.desk.deciding import decided, record, seal_of, today
from visitcore_django.models import CalendarDay, DecisionRecord, VisitPlan
from visitcore_django.policies import running, running_with_past

FACTS = PlanSubmission(on=TODAY, covers=date(2024, 7, 1), submitted=NOW, values={"goal": "x"})


@pytest.fixture
def plan(office):
    """
    Li's plan for July.
    """
    return VisitPlan.objects.create(owner=office.li, month=date(2024, 7, 1))


def test_a_decision_never_leaves_without_its_record(office, plan):
    """
    The record holds the verdict, the clauses, the words and the fingerprint of the policy.
    """
    customer = office.customer()
    decision, record = decided("plan_submission", FACTS, row=plan, day=TODAY, by=office.li, customer=customer)
    held = DecisionRecord.objects.get()

    assert record == held
    assert (plan, customer, office.li) == (held.subject, held.customer, held.by)
    assert (decision.verdict.value, decision.on) == (held.verdict, held.governed_on)
    assert ("standard", load_policy("standard").hash) == (held.policy_name, held.policy_hash)
    assert (explain(decision, "en"), explain(decision, "zh")) == (held.told_en, held.told_zh)
    assert decision.findings[0].rule.id in held.rules.split(", ")


def test_a_record_can_be_decided_again(office, plan):
    """
    From the stored facts, and nothing else, the same answer comes out.
    """
    _decision, record = decided("plan_submission", FACTS, row=plan, day=TODAY, by=office.li)
    record.refresh_from_db()
    again = entry("plan_submission").function(structure_facts(record.facts, PlanSubmission), load_policy("standard"))

    assert record.answer == decision_to_dict(again)


def test_the_system_itself_decides_too(plan):
    """
    What the sweep decides is recorded for nobody.
    """
    _decision, record = decided("plan_submission", FACTS, row=plan, day=TODAY)

    assert (None, None) == (record.by, record.customer)


def test_the_policy_of_the_day_decides(office, plan):
    """
    A version in force from the fourteenth decides on that day, and not the day before.
    """
    version = office.policy('extends = ["standard"]\n', since=TODAY)
    records = [decided("plan_submission", FACTS, row=plan, day=day)[1] for day in (date(2024, 6, 13), TODAY)]

    assert [None, version] == [record.policy_version for record in records]


def test_what_ran_before_is_kept_with_what_looks_back(office, plan):
    """
    Where its policies are found again, the one of the settings among them; one that looks at its day alone needs none.
    """
    version = office.policy(TWICE, since=TODAY)
    under = running_with_past(TODAY)
    fact = structure_facts({"on": TODAY, "customer": {"code": "C1", "grade": "A", "since": TODAY}}, VisitRecord)
    made = record(visit_due(fact, under.policy, earlier=under.earlier), fact, under, row=plan)
    alone = record(visit_due(fact, under.policy), fact, running(TODAY), row=plan)
    named = {"name": "standard", "hash": load_policy("standard").hash, "version": None}

    assert version == made.policy_version
    assert [{"until": "2024-06-14", **named}] == made.earlier
    assert [] == alone.earlier
    made.earlier = []
    assert made.seal != seal_of(made)


def test_the_companys_own_days_are_kept_with_it(office, plan):
    """
    A day that the company changes later does not change what was decided.
    """
    CalendarDay.objects.create(day=date(2024, 6, 28), works=False, reason="stocktaking")
    _decision, record = decided("plan_submission", FACTS, row=plan, day=TODAY)
    record.refresh_from_db()

    assert [["2024-06-28", False, "stocktaking"]] == record.calendar


def test_today_is_the_day_at_the_place_of_the_office():
    """
    A second before four in the afternoon in Greenwich is still today in Shanghai, a second later is tomorrow.
    """
    assert TODAY == today(datetime(2024, 6, 14, 15, 59, 59, tzinfo=UTC))
    assert date(2024, 6, 15) == today(datetime(2024, 6, 14, 16, 0, tzinfo=UTC))
    with time_machine.travel(NOW, tick=False):
        assert TODAY == today()
