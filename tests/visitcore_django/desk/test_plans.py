from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import settings as tries
from hypothesis import stateful
from hypothesis import strategies as st
from visitcore_site.days import LONG_BEFORE, at

from visitcore_django import desk
from visitcore_django.models import Approval, DecisionRecord, Delegation, StaleError, Visit, VisitPlan

JULY = date(2024, 7, 1)
IN_TIME, TOO_LATE = at(date(2024, 6, 30), 23), at(date(2024, 7, 1), 0)


@pytest.fixture
def plan(office):
    """
    Li's plan for July with one visit.
    """
    visit = desk.plan_visit(office.customer(), by=office.li, start=at(date(2024, 7, 3)), at=LONG_BEFORE)
    return visit.plan


def test_a_plan_goes_to_the_lead_and_is_approved(office, plan):
    """
    A submitted plan waits for the lead, and is approved by him.
    """
    approval = desk.submit_plan(plan, by=office.li, at=IN_TIME)

    assert Approval.State.OPEN == approval.state
    assert VisitPlan.State.APPROVED == desk.approve_plan(approval, by=office.lead, at=TOO_LATE).state


@pytest.mark.parametrize(("moment", "verdict"), [(IN_TIME, "allowed"), (TOO_LATE, "refused")])
def test_a_plan_is_due_by_the_end_of_the_month_before(office, plan, moment, verdict):
    """
    VPR-03.1: on the last day of June the plan of July is in time, on the first of July it is late.
    """
    plan.values = {"goal": "x", "visit_plan": "x", "action_plan": "x"}
    plan.save()
    approval = desk.submit_plan(plan, by=office.li, at=moment)

    assert verdict == approval.decision.verdict


def test_nobody_approves_his_own_plan(office, plan):
    """
    The lead's own plan waits for somebody else.
    """
    own = desk.plan_visit(
        office.customer("C2", owner=office.lead), by=office.lead, start=at(date(2024, 7, 4)), at=LONG_BEFORE
    ).plan
    approval = desk.submit_plan(own, by=office.lead, at=IN_TIME)

    with pytest.raises(desk.FourEyesError):
        desk.approve_plan(approval, by=office.lead, at=TOO_LATE)


def test_a_returned_plan_is_submitted_again(office, plan):
    """
    What is sent back with a word comes again as a new approval; the old one stays as history.
    """
    first = desk.submit_plan(plan, by=office.li, at=IN_TIME)
    desk.return_plan(first, by=office.lead, comment="too few", at=IN_TIME)
    plan.refresh_from_db()
    second = desk.submit_plan(plan, by=office.li, at=TOO_LATE)

    assert first.pk != second.pk
    assert ["returned", "open"] == [row.state for row in Approval.objects.order_by("pk")]
    assert 2 == DecisionRecord.objects.filter(name="plan_submission").count()


def test_submitting_twice_with_one_token_is_done_once(office, plan):
    """
    A double click hands the plan in once.
    """
    first = desk.submit_plan(plan, by=office.li, at=IN_TIME, token="t1")
    again = desk.submit_plan(plan, by=office.li, at=IN_TIME, token="t1")

    assert first == again
    assert 1 == DecisionRecord.objects.count()


def test_a_returned_plan_stays_in_time(office, plan):
    """
    What came on the last day of June and was sent back is not late because of the way back; the fields are looked at.
    """
    first = desk.submit_plan(plan, by=office.li, at=IN_TIME)
    desk.return_plan(first, by=office.lead, comment="fill it in", at=IN_TIME)
    plan.refresh_from_db()
    plan.values = {"goal": "x", "visit_plan": "x", "action_plan": "x"}
    desk.save_plan(plan, by=office.li)
    second = desk.submit_plan(plan, by=office.li, at=TOO_LATE)

    assert ("refused", "allowed") == (first.decision.verdict, second.decision.verdict)


def test_an_empty_plan_is_handed_in_and_called_incomplete(office, plan):
    """
    ABC-04.1: a plan without goal, visit plan and action plan is refused by the policy, and the lead sees it.
    """
    approval = desk.submit_plan(plan, by=office.li, at=IN_TIME)

    assert ("refused", "open") == (approval.decision.verdict, approval.state)
    assert "ABC-04.1" in approval.decision.rules


def test_a_plan_taken_back_counts_as_not_handed_in(office, plan):
    """
    Taken back in June and handed in again in July, it is late.
    """
    desk.submit_plan(plan, by=office.li, at=IN_TIME)
    desk.withdraw_plan(plan, by=office.li, at=IN_TIME)
    assert ("draft", None) == (plan.state, plan.submitted_at)
    desk.submit_plan(plan, by=office.li, at=TOO_LATE)

    assert TOO_LATE == plan.submitted_at
    assert ["withdrawn", "open"] == [row.state for row in Approval.objects.order_by("pk")]


def test_a_plan_decided_on_is_not_taken_back(office, plan):
    """
    Nor is a draft.
    """
    with pytest.raises(desk.WrongStateError):
        desk.withdraw_plan(plan, by=office.li)
    desk.approve(desk.submit_plan(plan, by=office.li, at=IN_TIME), by=office.lead, at=IN_TIME)

    with pytest.raises(desk.WrongStateError):
        desk.withdraw_plan(plan, by=office.li)
    with pytest.raises(desk.WrongStateError):
        desk.submit_plan(plan, by=office.li)


def test_a_plan_without_a_visit_is_not_handed_in(office, plan):
    """
    A cancelled visit is none.
    """
    desk.cancel_visit(plan.visits.get(), by=office.li, reason="closed")

    with pytest.raises(desk.DeskError, match="no visit"):
        desk.submit_plan(plan, by=office.li, at=IN_TIME)


def test_a_plan_is_its_owners(office, plan):
    """
    The lead approves it and neither writes it nor hands it in for another.
    """
    for deed in (desk.save_plan, desk.submit_plan, desk.withdraw_plan):
        with pytest.raises(desk.NotAllowedError):
            deed(plan, by=office.lead)


def test_there_is_one_plan_a_month(office, plan):
    """
    Any day of July means July.
    """
    with pytest.raises(desk.DeskError, match="2024-07"):
        desk.save_plan(VisitPlan(owner=office.li, month=date(2024, 7, 31)), by=office.li)


def test_a_plan_stays_with_its_month(office, plan):
    """
    Its visits lie in July, so it does not become August's; any day of July goes on meaning July.
    """
    plan.month = date(2024, 8, 1)
    with pytest.raises(
        desk.DeskError, match="plan of 2024-07 and stays with it; begin another one for 2024-08"
    ) as said:
        desk.save_plan(plan, by=office.li)
    plan.refresh_from_db()
    plan.month = date(2024, 7, 31)

    assert "month" == said.value.column
    assert JULY == desk.save_plan(plan, by=office.li).month
    assert [plan] == [visit.plan for visit in Visit.objects.all()]


def test_a_new_plan_is_saved_once(office):
    """
    A double click makes one plan.
    """
    first, again = (
        desk.save_plan(VisitPlan(owner=office.li, month=date(2024, 7, 9)), by=office.li, token="t") for _ in range(2)
    )

    assert first == again
    assert JULY == VisitPlan.objects.get().month


def test_the_second_editor_of_a_plan_is_told(office, plan):
    """
    Nothing is overwritten.
    """
    other = VisitPlan.objects.get(pk=plan.pk)
    plan.refresh_from_db()
    desk.save_plan(plan, by=office.li)

    with pytest.raises(StaleError):
        desk.save_plan(other, by=office.li)


def test_a_submitted_plan_is_not_changed(office, plan):
    """
    It is taken back first.
    """
    desk.submit_plan(plan, by=office.li, at=IN_TIME)

    with pytest.raises(desk.WrongStateError):
        desk.save_plan(plan, by=office.li)


def test_a_policy_without_a_word_on_plans_records_nothing(office, plan, settings):
    """
    The grading rules alone say nothing of plans; one can still be handed in and approved.
    """
    settings.VISITCORE = {"POLICY": "CGR"}
    approval = desk.submit_plan(plan, by=office.li, at=IN_TIME)

    assert (None, "") == (approval.decision, approval.needs)
    assert "approved" == desk.approve(approval, by=office.lead, at=IN_TIME).state


def test_the_role_of_the_policy_is_needed(office, plan, settings):
    """
    CWV-05b: the head of the department approves, so the lead does not and the manager does.
    """
    settings.VISITCORE = {"POLICY": "CWV"}
    approval = desk.submit_plan(plan, by=office.li, at=IN_TIME)

    with pytest.raises(desk.NotAllowedError):
        desk.approve(approval, by=office.lead, at=IN_TIME)
    assert "approved" == desk.approve(approval, by=office.manager, at=IN_TIME).state


def test_no_order_of_deeds_approves_a_plan_without_another_person(office):
    """
    Whoever hands in, answers and takes back in any order: an approved plan was approved by another person.
    """
    people = [office.li, office.wang, office.zhao, office.lead, office.manager, office.boss, office.auditor, None]
    named = st.sampled_from(people)
    owners = {who: office.customer(who.username, owner=who) for who in (office.li, office.lead, office.manager)}

    class Desk(stateful.RuleBasedStateMachine):
        """
        Three plans, and everybody who might lay hands on them.
        """

        def __init__(self):
            super().__init__()
            self.world = transaction.atomic()
            self.world.__enter__()
            self.now = IN_TIME
            self.plans = [desk.plan_visit(owners[who], by=who, start=at(JULY), at=LONG_BEFORE).plan for who in owners]

        def teardown(self):
            """
            Leave nothing behind.
            """
            transaction.set_rollback(True)
            self.world.__exit__(None, None, None)

        def tried(self, deed, *args, **more):
            """
            Do something, or be told that it may not be done.
            """
            self.now += timedelta(minutes=1)
            try:
                with transaction.atomic():
                    deed(*args, at=self.now, **more)
            except (desk.DeskError, StaleError):
                pass

        @stateful.rule(which=st.integers(0, 2), by=named)
        def submit(self, which, by):
            """
            Somebody hands a plan in.
            """
            self.tried(desk.submit_plan, VisitPlan.objects.get(pk=self.plans[which].pk), by=by)

        @stateful.rule(which=st.integers(0, 2), by=named)
        def withdraw(self, which, by):
            """
            Somebody takes a plan back.
            """
            self.tried(desk.withdraw_plan, VisitPlan.objects.get(pk=self.plans[which].pk), by=by)

        @stateful.rule(data=st.data(), by=named.filter(bool), passes=st.booleans())
        def answer(self, data, by, passes):
            """
            Somebody answers one of the requests there ever were.
            """
            asked = list(Approval.objects.order_by("pk"))
            if asked:
                request = data.draw(st.sampled_from(asked))
                self.tried(desk.approve if passes else desk.send_back, request, by=by, comment="word")

        @stateful.rule(away=named.filter(bool), stands_in=named.filter(bool))
        def delegate(self, away, stands_in):
            """
            Somebody stands in for somebody.
            """
            if away != stands_in:
                days = {"first_day": date(2024, 6, 1), "last_day": date(2024, 8, 1)}
                Delegation.objects.create(from_user=away, to_user=stands_in, **days)

        @stateful.invariant()
        def another_person_approved(self):
            """
            Each approved plan has its approval, by another hand and in no name of the owner's.
            """
            for plan in VisitPlan.objects.filter(state="approved"):
                given = Approval.objects.filter(subject_kind="visitplan", subject_id=plan.pk).latest("pk")
                assert "approved" == given.state
                assert plan.owner == given.requested_by
                assert plan.owner not in (given.decided_by, given.on_behalf_of)
                assert (given.on_behalf_of or given.decided_by).has_perm("visitcore_django.approve_visitplan")

        @stateful.invariant()
        def what_waits_is_submitted(self):
            """
            One request waits for each submitted plan, and none for any other.
            """
            waiting = Approval.objects.filter(state="open").values_list("subject_id", flat=True)
            submitted = VisitPlan.objects.filter(state="submitted").values_list("pk", flat=True)
            assert sorted(waiting) == sorted(submitted)

    fewer = tries(max_examples=tries.default.max_examples // 2, stateful_step_count=30)
    stateful.run_state_machine_as_test(Desk, settings=fewer)
    assert not Visit.objects.exists()


@pytest.mark.parametrize("begun", [False, True], ids=["new", "a draft"])
def test_a_plan_approves_itself_nowhere(office, begun):
    """
    A row that says of itself that it is approved and handed in is saved as a draft.
    """
    mine = VisitPlan(owner=office.li, month=JULY)
    if begun:
        desk.save_plan(mine, by=office.li)
    mine.state, mine.submitted_at = "approved", IN_TIME
    kept = VisitPlan.objects.get(pk=desk.save_plan(mine, by=office.li).pk)

    assert ("draft", None) == (kept.state, kept.submitted_at)


@pytest.mark.parametrize("step", ["save_plan", "submit_plan", "draft_month"])
def test_a_plan_becomes_nobodys_in_memory(office, plan, step):
    """
    Wang calls Li's plan his: neither can he save it, nor hand it in, nor have it filled; his lead cannot either.
    """
    for person in (office.wang, office.lead):
        mine = VisitPlan.objects.get(pk=plan.pk)
        mine.owner = person
        with pytest.raises(desk.NotAllowedError):
            getattr(desk, step)(mine, by=person)

    assert office.li == VisitPlan.objects.get(pk=plan.pk).owner
