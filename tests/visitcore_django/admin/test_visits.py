from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from visitcore_site.days import LONG_BEFORE, at

from visitcore_django import desk
from visitcore_django.models import Visit, VisitPlan, VisitReport

LIST = reverse("admin:visitcore_django_visit_changelist")
ADD = reverse("admin:visitcore_django_visit_add")
XSS = "<script>alert(1)</script>"
YESTERDAY = at(date(2024, 6, 13))
MADE = {
    "start": "2024-06-13T09:00",
    "end": "2024-06-13T10:00",
    "purpose": ["coverage", "competitor"],
    "note": "",
    "summary__target_type": "existing_customer",
    "summary__agreement": "20 sets",
    "summary__next_action_plan": "send the quote",
    "summary__thanks": "said",
    "ticked__checklists__during": ["listening", "answers"],
}


pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def made(office):
    """
    A visit of Li's that was made the day before.
    """
    return desk.record_visit(Visit(customer=office.customer(), owner=office.li, start=YESTERDAY), by=office.li)


def as_of(person):
    """
    Somebody's browser.
    """
    client = Client()
    client.force_login(person)
    return client


def page_of(row):
    """
    The address of a visit's page.
    """
    return reverse("admin:visitcore_django_visit_change", args=[row.pk])


def press(client, row, name, **more):
    """
    A button of the page.
    """
    return client.post(reverse("admin:visitcore_django_visit_do", args=[row.pk, name]), more, follow=True)


def errors(page):
    """
    The fields that a page complains about.
    """
    return set(page.context["adminform"].form.errors)


def test_a_visit_is_recorded_in_one_form(office):
    """
    Times, purposes, ticks and outcome, and the customer is met.
    """
    customer = office.customer()
    page = as_of(office.li).post(ADD, {**MADE, "customer": customer.pk, "token": "t", "_made": "x"})
    visit = Visit.objects.get()
    customer.refresh_from_db()

    assert 302 == page.status_code, errors(page)
    assert ("completed", office.li, office.li) == (visit.status, visit.owner, visit.recorded_by)
    assert (at(date(2024, 6, 13), 9), at(date(2024, 6, 13), 10)) == (visit.start, visit.end)
    assert "competitor,coverage" == visit.purpose or "coverage,competitor" == visit.purpose
    assert {"checklists.during": ["listening", "answers"]} == visit.ticked
    assert {"target_type": "existing_customer", "agreement": "20 sets"}.items() <= visit.summary.items()
    assert ("unplanned", "met") == (visit.mark, customer.due_status)


def test_what_the_policy_wants_is_asked_for_at_its_field(office):
    """
    ABC-05.4, VPR-02.1 and VPR-02.2: agreement, next action plan and thanks, a purpose, and a kind of target.
    """
    data = {"customer": office.customer().pk, "start": "2024-06-13T09:00", "_made": "x"}
    page = as_of(office.li).post(ADD, data)

    wanted = {"agreement", "next_action_plan", "thanks", "target_type"}
    assert {*(f"summary__{name}" for name in wanted), "purpose"} == errors(page)
    for clause in ("ABC-05.4", "VPR-02.1", "VPR-02.2"):
        assert clause in page.content.decode()
    assert not Visit.objects.exists()


def test_a_planned_visit_may_be_bare(office):
    """
    Planned for July, it stands in the plan of July; its ticks and note are kept.
    """
    data = {
        "customer": office.customer().pk,
        "start": "2024-07-03T09:00",
        "note": "ring first",
        "ticked__plans__preparation": ["contacted"],
        "_planned": "x",
    }
    assert 302 == as_of(office.li).post(ADD, data).status_code
    visit = Visit.objects.get()

    assert ("planned", date(2024, 7, 1), "ring first") == (visit.status, visit.plan.month, visit.note)
    assert {"plans.preparation": ["contacted"]} == visit.ticked


@pytest.mark.parametrize(
    ("start", "end", "button", "field"),
    [
        ("2024-06-13T09:00", "", "_planned", "start"),
        ("2024-06-14T09:59", "", "_planned", "start"),
        ("2024-06-15T09:00", "", "_made", "start"),
        ("2024-06-14T09:00", "2024-06-14T11:00", "_made", "end"),
        ("2024-06-13T09:00", "2024-06-13T08:00", "_made", "__all__"),
        ("", "", "_made", "start"),
        ("13th of June", "", "_made", "start"),
    ],
)
def test_times_that_will_not_do_are_told(office, start, end, button, field):
    """
    What is planned lies ahead, what was made lies behind, and it ends after it starts.
    """
    data = {**MADE, "customer": office.customer().pk, "start": start, "end": end, button: "x"}

    assert field in errors(as_of(office.li).post(ADD, data))
    assert not Visit.objects.exists()


def test_a_double_click_records_once(office):
    """
    The same form twice.
    """
    data = {**MADE, "customer": office.customer().pk, "token": "t", "_made": "x"}
    client = as_of(office.li)

    assert [302, 302] == [client.post(ADD, data).status_code for _ in range(2)]
    assert 1 == Visit.objects.count()


def test_the_same_visit_typed_again_is_told(office, made):
    """
    Same customer, same person, same time.
    """
    data = {**MADE, "customer": made.customer.pk, "start": "2024-06-13T10:00", "end": "", "_made": "x"}
    page = as_of(office.li).post(ADD, data)

    assert "already" in page.content.decode()
    assert 1 == Visit.objects.count()


def test_a_planned_visit_becomes_a_made_one(office):
    """
    With one button of its form; a forged other customer is not taken.
    """
    visit = desk.plan_visit(office.customer(), by=office.li, start=YESTERDAY, at=LONG_BEFORE)
    data = {**MADE, "customer": office.customer("C2").pk, "version": visit.version, "_made": "x"}
    page = as_of(office.li).post(page_of(visit), data)
    visit.refresh_from_db()

    assert 302 == page.status_code, errors(page)
    assert ("completed", "C1", "") == (visit.status, visit.customer.code, visit.mark)


def test_a_customer_of_somebody_else_is_no_choice(office):
    """
    A forged number, and one in the address.
    """
    other = office.customer("C2", owner=office.wang)
    client = as_of(office.li)

    assert {"customer"} == errors(client.post(ADD, {**MADE, "customer": other.pk, "_made": "x"}))
    assert "Customer C2" not in client.get(ADD, {"customer": other.pk}).content.decode()
    mine = office.customer("C3")
    assert "Customer C3" in client.get(ADD, {"customer": mine.pk}).content.decode()
    assert 200 == client.get(ADD, {"customer": "x' or 1=1"}).status_code


def test_a_made_visit_is_changed_by_its_visitor_or_a_reviewer(office, made):
    """
    Wang, whose customer it is now, sees it and has no form; the lead has.
    """
    made.customer.owner = office.wang
    made.customer.save()
    data = {**MADE, "version": made.version, "note": "x"}

    assert 'name="note"' not in as_of(office.wang).get(page_of(made)).content.decode()
    assert 403 == as_of(office.wang).post(page_of(made), data).status_code
    assert 403 == press(as_of(office.wang), made, "cancel", comment="x").status_code
    page = as_of(office.lead).post(page_of(made), {**data, "owner": office.li.pk})
    assert 302 == page.status_code, errors(page)


def test_the_second_editor_is_told(office, made):
    """
    A form opened before another change is not saved.
    """
    desk.record_visit(made, by=office.li)
    page = as_of(office.li).post(page_of(made), {**MADE, "version": made.version - 1})

    assert "Somebody else has changed this" in page.content.decode()


def test_a_visit_is_cancelled_with_a_reason(office, made):
    """
    Without one it is not; cancelled, it has no form any more.
    """
    client = as_of(office.li)
    assert "Say why" in press(client, made, "cancel").content.decode()
    page = press(client, made, "cancel", comment="typed twice").content.decode()

    assert "Cancelled." in page
    assert "typed twice" in page
    assert 'name="note"' not in page


def test_the_report_is_begun_from_the_visit(office, made):
    """
    The button leads to it, the first time and every other.
    """
    client = as_of(office.li)
    for _ in range(2):
        page = press(client, made, "report")
        assert page.redirect_chain[-1][0].endswith(f"/visitreport/{VisitReport.objects.get().pk}/change/")


def test_the_clock_of_the_report_is_shown(office, made):
    """
    VPR-03.4a: visited on Thursday 13 June, two days end on Saturday, so it is due on Monday 17 June, 3 days left.
    """
    page = as_of(office.li).get(page_of(made)).content.decode()

    assert "due by June 17, 2024, 3 days left" in page
    assert "VPR-03.4a" in page


def test_the_checklists_say_how_far_they_are(office, made):
    """
    ABC-05.3: two of seven done, and which are open.
    """
    made.ticked = {"checklists.during": ["listening", "answers"]}
    desk.record_visit(made, by=office.li)
    page = as_of(office.li).get(page_of(made)).content.decode()

    assert "2 / 7" in page
    assert "strengths shown" in page


@pytest.mark.parametrize(("who", "code"), [("li", 200), ("lead", 200), ("auditor", 200), ("wang", 404), ("zhao", 404)])
def test_a_guessed_visit_does_not_exist(office, made, who, code):
    """
    For those who look after neither the customer nor the visitor.
    """
    client = as_of(getattr(office, who))

    assert code == client.get(page_of(made)).status_code
    assert code == press(client, made, "x").status_code
    assert (code == 200) == (made in client.get(LIST).context["cl"].result_list)


def test_the_auditor_changes_nothing(office, made):
    """
    He has no form, no button but reading, and adds nothing.
    """
    client = as_of(office.auditor)

    assert 'name="_save"' not in client.get(page_of(made)).content.decode()
    assert 403 == client.get(ADD).status_code
    assert 403 == press(client, made, "cancel", comment="x").status_code


def test_the_list_says_what_stands_outside_the_plan(office, made):
    """
    Unplanned ones are marked, and filtered by.
    """
    planned = desk.plan_visit(made.customer, by=office.li, start=at(date(2024, 7, 3)))
    client = as_of(office.li)

    assert "unplanned" in client.get(LIST).content.decode()
    assert [made] == list(client.get(LIST, {"plan": "no"}).context["cl"].result_list)
    assert [planned] == list(client.get(LIST, {"plan": "yes"}).context["cl"].result_list)


def test_plans_that_take_no_more_are_told_before_a_visit_is_written(office):
    """
    Li's plan of July is approved; the page of a new visit says so.
    """
    VisitPlan.objects.create(owner=office.li, month=date(2024, 7, 1), state=VisitPlan.State.APPROVED)

    assert "li July 2024 (approved)" in as_of(office.li).get(ADD).content.decode()
    assert "July 2024" not in as_of(office.wang).get(ADD).content.decode()


def test_markup_is_text(office):
    """
    In every field that one can write.
    """
    customer = office.customer(name=XSS)
    visit = Visit(customer=customer, owner=office.li, start=YESTERDAY, note=XSS, purpose=XSS)
    visit.summary = {"agreement": XSS, "old": XSS}
    desk.record_visit(visit, by=office.li)
    for person in (office.li, office.auditor):
        client = as_of(person)
        assert XSS not in client.get(page_of(visit)).content.decode()
        assert XSS not in client.get(LIST).content.decode()
    desk.cancel_visit(visit, by=office.li, reason=XSS)
    assert XSS not in as_of(office.li).get(LIST).content.decode()


def test_the_list_costs_the_same_for_many(office):
    """
    Three visits or thirty: the same number of queries.
    """
    client, customer = as_of(office.li), office.customer()

    def visits(numbers):
        for number in numbers:
            visit = Visit(customer=customer, owner=office.li, start=at(date(2024, 5, number + 1)))
            desk.start_report(desk.record_visit(visit, by=office.li), by=office.li)

    visits(range(3))
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    visits(range(3, 30))
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)

    assert len(few) == len(many)
    assert not VisitPlan.objects.exists()


def test_the_form_follows_the_policy(office, settings):
    """
    DVP has steps, an opening and a closing, and no list of purposes: free words then.
    """
    settings.VISITCORE = {"POLICY": "DVP"}
    form = as_of(office.li).get(ADD).context["adminform"].form

    assert "ticked__visits__steps" in form.fields
    assert "ticked__checklists__closing" in form.fields
    assert "summary__review" in form.fields
    assert not hasattr(form.fields["purpose"], "choices")


def test_not_even_an_administrator_deletes_one_past_the_desk(office, made, django_user_model):
    """
    Neither on its page nor on the list; what counts for the customer stays as it is.
    """
    client = as_of(django_user_model.objects.create_superuser("root"))
    listed = client.get(LIST).context["action_form"]

    assert listed is None or "delete_selected" not in dict(listed.fields["action"].choices)
    assert (
        403 == client.post(reverse("admin:visitcore_django_visit_delete", args=[made.pk]), {"post": "yes"}).status_code
    )
    assert Visit.objects.filter(pk=made.pk).exists()


@pytest.fixture
def planned(office):
    """
    A visit of Li's that is planned for 20 June.
    """
    return desk.plan_visit(office.customer(), by=office.li, start=at(date(2024, 6, 20)), at=LONG_BEFORE)


@pytest.mark.parametrize(
    ("state", "saves", "said"),
    [
        ("draft", True, ""),
        ("returned", True, ""),
        ("submitted", False, "its owner may take it back first"),
        ("approved", False, "2024-06 is approved, and its visits are not moved"),
    ],
)
def test_a_visit_in_a_plan_that_is_handed_in_is_only_recorded(office, planned, state, saves, said):
    """
    There is no button to keep it with another time, and beside the time stands why; recorded it still may be.
    """
    VisitPlan.objects.update(state=state)
    page = as_of(office.li).get(page_of(planned)).content.decode()

    assert saves == ('name="_save"' in page)
    assert 'name="_made"' in page
    assert said in page and bool(said) == ("counts only where the visit is recorded as made" in page)


def test_a_refused_form_is_headed_by_what_is_stored(office, planned):
    """
    Another day was typed, and no purpose; the heading bears the day that is on record, the field what was typed.
    """
    sent = {"start": "2024-06-12T09:00", "version": planned.version, "_made": "x"}
    page = as_of(office.li).post(page_of(planned), sent)

    assert "2024-06-20" in page.context["subtitle"] and "2024-06-12" not in page.context["subtitle"]
    assert at(date(2024, 6, 20)) == page.context["original"].start
    assert "2024-06-12T09:00" in page.content.decode()


def test_the_form_says_that_the_purpose_is_needed(office, planned):
    """
    VPR-02.1: before one is refused for want of it.
    """
    page = as_of(office.li).get(page_of(planned))

    assert "needed to record it as made · " in page.context["adminform"].form.fields["purpose"].help_text
    assert "VPR-02.1" in page.context["adminform"].form.fields["purpose"].help_text


def test_of_those_to_come_the_nearest_stands_first(office):
    """
    Of those that were made the latest does.
    """
    customer = office.customer()
    for day in (20, 25, 10, 12):
        Visit.objects.create(customer=customer, owner=office.li, start=at(date(2024, 6, day)))
    told = [
        [row.start.day for row in as_of(office.li).get(LIST, {"when": when}).context["cl"].result_list]
        for when in ("ahead", "so_far")
    ]

    assert [[20, 25], [12, 10]] == told
