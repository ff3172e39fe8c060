from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from visitcore_site.days import at

from visitcore_django import desk
from visitcore_django.models import Approval, Visit, VisitPlan

LIST = reverse("admin:visitcore_django_visitplan_changelist")
ADD = reverse("admin:visitcore_django_visitplan_add")
XSS = "<script>alert(1)</script>"
THIRD = at(date(2024, 7, 3))
FULL = {"values__goal": "sell", "values__visit_plan": "all A", "values__action_plan": "call"}


pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def plan(office):
    """
    Li's plan of July with one visit.
    """
    return desk.plan_visit(office.customer(), by=office.li, start=THIRD).plan


def as_of(person):
    """
    Somebody's browser.
    """
    client = Client()
    client.force_login(person)
    return client


def page_of(row):
    """
    The address of a plan's page.
    """
    return reverse("admin:visitcore_django_visitplan_change", args=[row.pk])


def press(client, row, name, **more):
    """
    A button of the page.
    """
    return client.post(reverse("admin:visitcore_django_visitplan_do", args=[row.pk, name]), more, follow=True)


def sent(*rows, **more):
    """
    What the browser sends: the plan's own fields and rows of visits.
    """
    kept = sum(bool(row.get("id")) for row in rows)
    data = {"note": "", "visits-TOTAL_FORMS": len(rows), "visits-INITIAL_FORMS": kept, **more}
    for place, row in enumerate(rows):
        data |= {f"visits-{place}-{name}": value for name, value in row.items()}
    return data


def test_a_plan_is_begun_with_its_visits_and_handed_in(office):
    """
    One form: month, what the plan says, the visits; and it waits for the lead.
    """
    customer, client = office.customer(), as_of(office.li)
    row = {"customer": customer.pk, "start": "2024-07-03T09:00", "end": "2024-07-03T10:00", "purpose": "coverage"}
    page = client.post(ADD, sent(row, month="2024-07-01", **FULL, _submit="x", token="t"), follow=True)
    plan, visit = VisitPlan.objects.get(), Visit.objects.get()

    assert 200 == page.status_code
    assert (office.li, "submitted", {"goal": "sell", "visit_plan": "all A", "action_plan": "call"}) == (
        plan.owner,
        plan.state,
        plan.values,
    )
    assert (plan, customer, at(date(2024, 7, 3), 9), "coverage", office.li) == (
        visit.plan,
        visit.customer,
        visit.start,
        visit.purpose,
        visit.owner,
    )
    assert "allowed" == Approval.objects.get().decision.verdict


def test_a_form_that_comes_twice_makes_one_plan(office):
    """
    A double click on saving.
    """
    customer, client = office.customer(), as_of(office.li)
    row = {"customer": customer.pk, "start": "2024-07-03T09:00"}
    for _ in range(2):
        assert 302 == client.post(ADD, sent(row, month="2024-07-01", token="t")).status_code

    assert (1, 1) == (VisitPlan.objects.count(), Visit.objects.count())


def test_what_is_handed_in_from_a_filtered_list_is_shown_itself(office, plan):
    """
    A plan that was sent back is none of those sent back any more; saving alone leads back to the list as it was.
    """
    client, asked = as_of(office.li), "?_changelist_filters=state__exact%3Ddraft"
    saved = client.post(page_of(plan) + asked, sent(version=0))
    plan.refresh_from_db()
    handed_in = client.post(page_of(plan) + asked, sent(version=plan.version, _submit="x", **FULL))

    assert "state__exact=draft" in saved["Location"]
    assert page_of(plan) == handed_in["Location"]


def test_a_draft_may_be_empty_and_a_plan_handed_in_may_not(office, plan):
    """
    ABC-04.1: what is mandatory is asked for when the plan is handed in, at its field and with the clause.
    """
    client = as_of(office.li)
    assert 302 == client.post(page_of(plan), sent(version=0)).status_code
    plan.refresh_from_db()
    page = client.post(page_of(plan), sent(version=plan.version, _submit="x", values__goal="sell"))

    assert ["values__visit_plan", "values__action_plan"] == list(page.context["adminform"].form.errors)
    assert "ABC-04.1" in page.content.decode()
    plan.refresh_from_db()
    assert "draft" == plan.state


def test_visits_are_added_moved_and_taken_out(office, plan):
    """
    The rows below the plan go over the desk.
    """
    first = plan.visits.get()
    second = desk.plan_visit(office.customer("C2"), by=office.li, start=THIRD)
    third = office.customer("C3")
    rows = [
        {"id": first.pk, "plan": plan.pk, "start": "2024-07-04T09:00", "version": first.version},
        {"id": second.pk, "plan": plan.pk, "start": "2024-07-03T10:00", "version": 0, "DELETE": "on"},
        {"id": "", "plan": plan.pk, "customer": third.pk, "start": "2024-07-05T09:00"},
    ]
    page = as_of(office.li).post(page_of(plan), sent(*rows, version=plan.version))

    assert 302 == page.status_code, page.context["errors"]
    starts = {visit.customer.code: visit.start for visit in Visit.objects.all()}
    assert {"C1": at(date(2024, 7, 4), 9), "C3": at(date(2024, 7, 5), 9)} == starts


@pytest.mark.parametrize(
    ("start", "end", "word"),
    [
        ("2024-08-01T09:00", "", "not in the month"),
        ("2024-07-03T10:00", "2024-07-03T09:00", "ends before"),
        ("nonsense", "", "valid date"),
    ],
)
def test_a_row_that_will_not_do_is_told_and_nothing_is_saved(office, plan, start, end, word):
    """
    The month of the plan, the order of the times, a day that is one.
    """
    row = {"customer": office.customer("C2").pk, "start": start, "end": end}
    page = as_of(office.li).post(page_of(plan), sent(row, version=plan.version))

    assert word in page.content.decode()
    assert 1 == Visit.objects.count()


def test_a_visit_on_a_day_that_has_passed_is_recorded_not_planned(office):
    """
    On the 14th of June nothing is planned for the 13th.
    """
    row = {"customer": office.customer().pk, "start": "2024-06-13T09:00"}
    page = as_of(office.li).post(ADD, sent(row, month="2024-06-01"))

    assert "lies in the past" in page.content.decode()
    assert not VisitPlan.objects.exists()


def test_a_customer_of_somebody_else_is_not_planned(office, plan):
    """
    A forged number of Wang's customer is no choice.
    """
    row = {"customer": office.customer("C2", owner=office.wang).pk, "start": "2024-07-04T09:00"}
    page = as_of(office.li).post(page_of(plan), sent(row, version=plan.version))

    assert "valid choice" in page.content.decode()
    assert 1 == Visit.objects.count()


def test_what_the_desk_refuses_is_told_above_the_form(office, plan):
    """
    A second plan for July is not made; what was typed stays.
    """
    page = as_of(office.li).post(ADD, sent(month="2024-07-01", note="typed"))

    assert "There is a plan for 2024-07 already" in page.content.decode()
    assert "typed" in page.content.decode()
    assert 1 == VisitPlan.objects.count()


def test_the_second_editor_is_told(office, plan):
    """
    A form opened before another change is not saved.
    """
    desk.save_plan(plan, by=office.li)
    page = as_of(office.li).post(page_of(plan), sent(version=plan.version - 1, note="late"))

    assert "Somebody else has changed this" in page.content.decode()


def test_the_month_is_drafted_with_a_button(office, plan):
    """
    An A customer without a visit is put into the plan, and the page says so.
    """
    office.customer("C2", name="Huaning")
    client = as_of(office.li)
    assert "1 visit is due in July 2024 and not planned yet." in client.get(page_of(plan)).content.decode()
    page = press(client, plan, "draft").content.decode()

    assert "1 visit put into the plan." in page
    assert "Everybody who is due in July 2024 is planned." in page
    assert 2 == plan.visits.count()


def test_the_plan_goes_round(office, plan):
    """
    Handed in, taken back, handed in, returned with a word, handed in again, approved.
    """
    li, lead = as_of(office.li), as_of(office.lead)
    for client, name, state in (
        (li, "submit", "submitted"),
        (li, "withdraw", "draft"),
        (li, "submit", "submitted"),
        (lead, "return", "returned"),
        (li, "resubmit", "submitted"),
        (lead, "approve", "approved"),
    ):
        assert 200 == press(client, plan, name, comment="too few").status_code
        plan.refresh_from_db()
        assert state == plan.state
    page = li.get(page_of(plan)).content.decode()

    assert "too few" in page
    assert "withdrawn" in page


def test_a_plan_handed_in_is_read_only(office, plan):
    """
    Its owner has no form any more, nor have those who only look at it; what it says is told.
    """
    plan.values = {"goal": "sell a lot"}
    desk.save_plan(plan, by=office.li)
    Visit.objects.update(purpose="market_research")
    desk.submit_plan(plan, by=office.li)
    client = as_of(office.li)
    page = client.get(page_of(plan)).content.decode()

    assert 'name="note"' not in page
    assert "sell a lot" in page
    assert "Customer C1" in page
    assert "market research" in page
    assert 403 == client.post(page_of(plan), sent(version=plan.version, note="x")).status_code


def test_the_deadline_is_shown_while_it_runs(office, plan):
    """
    VPR-03.1: on 14 June the plan of July is due by 30 June, 16 days left.
    """
    page = as_of(office.li).get(page_of(plan)).content.decode()

    assert "due by June 30, 2024, 16 days left" in page
    assert "VPR-03.1" in page


def test_the_requester_cannot_forge_his_approval(office):
    """
    The lead's own plan: 403, and nothing has changed.
    """
    plan = desk.plan_visit(office.customer(owner=office.lead), by=office.lead, start=THIRD).plan
    desk.submit_plan(plan, by=office.lead)
    for name in ("approve", "return"):
        assert 403 == press(as_of(office.lead), plan, name, comment="x").status_code
    plan.refresh_from_db()

    assert ("submitted", "open") == (plan.state, Approval.objects.get().state)


def test_another_does_not_hand_it_in(office, plan):
    """
    The lead presses what his page does not offer.
    """
    for name in ("submit", "withdraw", "draft"):
        assert 403 == press(as_of(office.lead), plan, name).status_code


def test_a_button_pressed_too_late_is_told_kindly(office, plan):
    """
    Taking back what is a draft already.
    """
    assert "cannot be done now" in press(as_of(office.li), plan, "withdraw").content.decode()


@pytest.mark.parametrize(("who", "code"), [("li", 200), ("lead", 200), ("auditor", 200), ("wang", 404), ("zhao", 404)])
def test_a_guessed_plan_does_not_exist(office, plan, who, code):
    """
    A plan is seen by its owner, his team's lead and those who see everything.
    """
    client = as_of(getattr(office, who))

    assert code == client.get(page_of(plan)).status_code
    assert (
        code
        == client.post(reverse("admin:visitcore_django_visitplan_do", args=[plan.pk, "x"]), follow=True).status_code
    )
    assert (code == 200) == (plan in client.get(LIST).context["cl"].result_list)


def test_the_auditor_changes_nothing(office, plan):
    """
    He has neither form nor buttons.
    """
    page = as_of(office.auditor).get(page_of(plan)).content.decode()

    assert 'name="_save"' not in page
    assert "/do/" not in page
    assert 403 == as_of(office.auditor).get(ADD).status_code


def test_markup_is_text(office):
    """
    In the note, in what the plan says, in a customer's name, in a return's comment.
    """
    plan = desk.plan_visit(office.customer(name=XSS), by=office.li, start=THIRD).plan
    plan.note, plan.values = XSS, {"goal": XSS}
    desk.save_plan(plan, by=office.li)
    desk.send_back(desk.submit_plan(plan, by=office.li), by=office.lead, comment=XSS)
    office.customer("C2", name=XSS)
    for person in (office.li, office.lead):
        assert XSS not in as_of(person).get(page_of(plan)).content.decode()


def test_the_list_costs_the_same_for_many(office):
    """
    Three plans or thirty: the same number of queries.
    """
    client = as_of(office.boss)

    def plans(months):
        for month in months:
            VisitPlan.objects.create(owner=office.li, month=date(2020 + month // 12, month % 12 + 1, 1))

    plans(range(3))
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    plans(range(3, 30))
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)

    assert len(few) == len(many)


def test_the_page_costs_the_same_for_many_visits(office, plan):
    """
    Three planned visits or thirty: the same number of queries.
    """
    client = as_of(office.li)

    def visits(numbers):
        for number in numbers:
            desk.plan_visit(office.customer(f"D{number}"), by=office.li, start=at(date(2024, 7, number + 1)))

    visits(range(2))
    client.get(page_of(plan))
    with CaptureQueriesContext(connection) as few:
        client.get(page_of(plan))
    visits(range(2, 29))
    with CaptureQueriesContext(connection) as many:
        client.get(page_of(plan))

    assert len(few) == len(many)


def test_the_screens_speak_chinese(office, plan):
    """
    The page of a plan in Chinese, with the fields of the policy.
    """
    page = as_of(office.li).get(page_of(plan), headers={"accept-language": "zh-hans"}).content.decode()

    assert "拜访目标" in page
    assert "行动方案" in page
