from datetime import date, timedelta

import pytest
from visitcore_site.days import NOW
from visitcore_site.office import Office
from visitcore_site.together import together

from visitcore_django.desk.approving import ask, decide_approval, hands_before, signed_as, withdraw
from visitcore_django.desk.errors import (
    DeskError,
    DifferentSubjectError,
    FourEyesError,
    NotAllowedError,
    WrongStateError,
)
from visitcore_django.desk.plans import approve_plan
from visitcore_django.models import Approval, Delegation, Gift, MealRequest, PolicyVersion, VisitPlan

RIGHT = "approve_visitplan"
YES, NO = Approval.State.APPROVED, Approval.State.RETURNED
SECOND = timedelta(seconds=1)


@pytest.fixture
def plan(office):
    """
    Li's plan for July.
    """
    return VisitPlan.objects.create(owner=office.li, month=date(2024, 7, 1))


@pytest.fixture
def asked(office, plan):
    """
    Li asks for its approval.
    """
    return ask(plan, by=office.li, right=RIGHT, at=NOW, needs=["supervisor", "superior"])


def test_a_request_says_everything(office, plan, asked):
    """
    What it is about, who asks, when, and who may answer.
    """
    assert (plan, office.li, NOW) == (asked.subject, asked.requested_by, asked.requested_at)
    assert ("supervisor,superior", RIGHT, "li 2024-07") == (asked.needs, asked.permission, asked.title)
    assert Approval.State.OPEN == asked.state


def test_what_waits_is_not_asked_for_twice(office, plan, asked):
    """
    A second request while the first waits is the first.
    """
    assert asked == ask(plan, by=office.li, right=RIGHT)


def test_what_does_not_wait_is_not_approved(office, plan, asked):
    """
    The plan is a draft still, whatever is asked for it.
    """
    with pytest.raises(WrongStateError):
        approve_plan(asked, by=office.lead, at=NOW)

    assert (VisitPlan.State.DRAFT, Approval.State.OPEN) == (
        VisitPlan.objects.get().state,
        Approval.objects.get().state,
    )


def test_a_request_needs_somebody_who_asks(plan):
    """
    The system itself asks for nothing, for then nobody would be kept from his own.
    """
    with pytest.raises(DeskError, match="by a person"):
        ask(plan, by=None, right=RIGHT)


def test_a_long_name_fits(office, row):
    """
    A title longer than its column is cut, not refused.
    """
    plan = VisitPlan.objects.create(owner=office.wang, month=date(2024, 7, 1))
    office.wang.username = "w" * 150
    office.wang.save()
    plan.owner.refresh_from_db()

    assert 200 >= len(ask(plan, by=office.wang, right=RIGHT).title)


@pytest.mark.parametrize("other", [MealRequest, PolicyVersion])
def test_a_request_about_a_plan_answers_nothing_else(office, asked, other):
    """
    A row of another table is not decided on by it, even where its key is the same; nor is a plan a request.
    """
    with pytest.raises(DeskError, match=f"is no request about: {other._meta.verbose_name}"):
        decide_approval(asked, other, by=office.lead, state=YES, at=NOW)
    with pytest.raises(DeskError, match="“approval”"):
        approve_plan(asked.subject, by=office.lead, at=NOW)
    asked.refresh_from_db()

    assert Approval.State.OPEN == asked.state


def test_an_answer_says_who_and_when(office, asked):
    """
    Approved by the lead in the very second it was asked for.
    """
    done = decide_approval(asked, VisitPlan, by=office.lead, state=YES, comment="good", at=NOW)

    assert (YES, office.lead, NOW, "good") == (done.state, done.decided_by, done.decided_at, done.comment)
    assert (None, None) == (done.on_behalf_of, done.open_key)


def test_who_stands_in_is_named_with_the_one_who_is_away(office, asked):
    """
    The row keeps both, so that an auditor sees by whose right it was.
    """
    Delegation.objects.create(from_user=office.lead, to_user=office.wang, first_day=NOW.date(), last_day=NOW.date())
    done = decide_approval(asked, VisitPlan, by=office.wang, state=YES, at=NOW)

    assert (office.wang, office.lead) == (done.decided_by, done.on_behalf_of)


@pytest.mark.parametrize("state", [YES, NO])
def test_nobody_answers_his_own(office, asked, state):
    """
    Neither a yes nor a no: one's own request waits for somebody else.
    """
    with pytest.raises(FourEyesError):
        decide_approval(asked, VisitPlan, by=office.li, state=state, comment="x", at=NOW)
    assert Approval.State.OPEN == Approval.objects.get().state


def test_who_may_not_does_not_answer(office, asked):
    """
    A colleague without the right is told that it waits for somebody else.
    """
    with pytest.raises(NotAllowedError):
        decide_approval(asked, VisitPlan, by=office.wang, state=YES, at=NOW)


def test_a_clock_set_back_is_noticed(office, asked):
    """
    A second before the request is no time to answer it; nothing is changed.
    """
    with pytest.raises(DeskError, match="clock"):
        decide_approval(asked, VisitPlan, by=office.lead, state=YES, at=NOW - SECOND)
    assert Approval.State.OPEN == Approval.objects.get().state


@pytest.mark.parametrize("comment", ["", "  \n"])
def test_sending_back_needs_a_word(office, asked, comment):
    """
    Whoever has to mend it is told what.
    """
    with pytest.raises(DeskError, match="why"):
        decide_approval(asked, VisitPlan, by=office.lead, state=NO, comment=comment, at=NOW)


@pytest.mark.parametrize("state", [YES, NO])
def test_it_is_answered_once(office, asked, state):
    """
    The second answer finds it answered.
    """
    decide_approval(asked, VisitPlan, by=office.lead, state=state, comment="x", at=NOW)

    with pytest.raises(WrongStateError):
        decide_approval(asked, VisitPlan, by=office.manager, state=YES, at=NOW)


def test_what_is_gone_cannot_be_approved(office, plan, asked):
    """
    A plan that was deleted is not approved.
    """
    plan.delete()

    with pytest.raises(DeskError, match="gone"):
        decide_approval(asked, VisitPlan, by=office.lead, state=YES, at=NOW)


@pytest.mark.parametrize("person", ["li", None])
@pytest.mark.parametrize("later", [SECOND, -SECOND])
def test_one_takes_back_what_one_asked_for(office, plan, asked, person, later):
    """
    It waits no more, and may be asked for again; a clock set back does not stand in the way.
    """
    withdraw(plan, by=person and office.li, at=NOW + later)
    asked.refresh_from_db()

    assert ("withdrawn", None) == (asked.state, asked.open_key)
    assert NOW <= asked.decided_at
    assert asked != ask(plan, by=office.li, right=RIGHT)


@pytest.mark.django_db(transaction=True)
def test_two_who_answer_at_once():
    """
    Of a yes and a no at the same moment one counts, and the other is told.
    """
    office = Office()
    plan = VisitPlan.objects.create(owner=office.li, month=date(2024, 7, 1))
    asked = ask(plan, by=office.li, right=RIGHT, at=NOW)

    said = together(
        lambda: decide_approval(asked, VisitPlan, by=office.lead, state=YES, at=NOW),
        lambda: decide_approval(asked, VisitPlan, by=office.manager, state=NO, comment="x", at=NOW),
    )

    assert {"Approval", "WrongStateError"} == {type(one).__name__ for one in said}, said


@pytest.mark.parametrize("person", ["money", "nobody"])
def test_who_may_anything_signs_as_those_who_were_asked(office, plan, asked, person):
    """
    A superuser signs in the roles that were asked for, be it that he has another or none.
    """
    signer = office.money if person == "money" else type(office.li).objects.create_user("nobody")
    signer.is_superuser = True
    signer.save()
    done = decide_approval(asked, VisitPlan, by=signer, state=YES, at=NOW)

    assert ("supervisor", "superior") == signed_as(done)


def test_an_approval_is_for_what_it_was_asked_for(office, asked):
    """
    Called one for a meal in memory, it is still the one for Li's plan, and answers neither.
    """
    asked.subject_kind = "mealrequest"

    with pytest.raises(DifferentSubjectError):
        decide_approval(asked, MealRequest, by=office.lead, state=YES, at=NOW)
    assert Approval.State.OPEN == Approval.objects.get().state


def test_a_signature_counts_until_it_is_sent_back(office, row):
    """
    The boss signed and finance sent it back; asked for anew, the manager signed for the lead: only these two have.
    """
    gift = row(Gift)
    told = {"subject_kind": "gift", "subject_id": gift.pk, "requested_by": office.li, "requested_at": NOW}
    for state, by, whom in ((YES, office.boss, None), (NO, office.money, None), (YES, office.manager, office.lead)):
        answer = {"state": state, "decided_by": by, "on_behalf_of": whom, "decided_at": NOW}
        row(Approval, **told, **answer, open_key=None)
    open_one = row(Approval, **told, open_key=f"gift:{gift.pk}")

    assert {office.manager.pk, office.lead.pk} == hands_before(open_one)


def test_where_one_signature_is_enough_nobody_has_signed_before(office, asked):
    """
    The lead sent a plan back; asked for again, he may answer it.
    """
    decide_approval(asked, VisitPlan, by=office.lead, state=NO, comment="x", at=NOW)

    assert frozenset() == hands_before(ask(asked.subject, by=office.li, right=RIGHT, at=NOW))
