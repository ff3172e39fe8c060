from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from visitcore_site.days import NOW, TODAY, at

from visitcore_django import desk
from visitcore_django.models import Approval, Delegation, GiftItem, VisitPlan

LIST = reverse("admin:visitcore_django_approval_changelist")
XSS = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def clock():
    """
    The morning of the 14th of June.
    """
    with time_machine.travel(NOW, tick=False) as travel:
        yield travel


@pytest.fixture
def request_of(office):
    """
    Hands in somebody's plan.
    """

    def asked(who, code=None):
        customer = office.customer(code or who.username, owner=who, name=f"Shop {code or who.username}")
        visit = desk.plan_visit(customer, by=who, start=at(date(2024, 7, 3)))
        return desk.submit_plan(visit.plan, by=who)

    return asked


def as_of(person):
    """
    Somebody's browser.
    """
    client = Client()
    client.force_login(person)
    return client


def shown(person):
    """
    The list of all requests as somebody sees it.
    """
    return as_of(person).get(LIST, {"box": "all"}).content.decode()


def page_of(row):
    """
    The address of a request's page.
    """
    return reverse("admin:visitcore_django_approval_change", args=[row.pk])


def press(client, row, name, **more):
    """
    A button of the page.
    """
    return client.post(reverse("admin:visitcore_django_approval_do", args=[row.pk, name]), more, follow=True)


def listed(person, **asked):
    """
    Who asked for what the list shows.
    """
    return [row.requested_by.username for row in as_of(person).get(LIST, asked).context["cl"].result_list]


def act(person, *rows, **asked):
    """
    The action on selected requests.
    """
    data = {"action": "approve_selected", "_selected_action": [row.pk for row in rows]}
    url = LIST + "?" + "&".join(f"{name}={value}" for name, value in asked.items())
    return as_of(person).post(url, data, follow=True).content.decode()


def test_the_list_opens_with_what_waits_for_me(office, request_of, clock):
    """
    By right, scope and role; the longest waiting first; never one's own.
    """
    request_of(office.lead)
    request_of(office.zhao)
    clock.shift(timedelta(hours=1))
    request_of(office.li)

    assert ["li"] == listed(office.lead)
    assert ["lead", "li"] == listed(office.manager)
    assert ["lead", "zhao", "li"] == listed(office.boss)
    assert [] == listed(office.li)
    assert ["lead"] == listed(office.lead, box="asked")


def test_each_line_says_who_what_since_when_and_why(office, request_of, clock):
    """
    What for, who asked, how long it has waited, and what the policy says to it.
    """
    request_of(office.li)
    assert "less than a day" in as_of(office.lead).get(LIST).content.decode()
    clock.shift(timedelta(days=3))
    page = as_of(office.lead).get(LIST).content.decode()

    assert "li 2024-07" in page
    assert "3 days" in page and "less than a day" not in page
    assert "not in order" in page
    assert "ABC-04.1" in page
    assert "Waiting for me (1)" in page


def test_a_request_is_approved_on_its_page(office, request_of):
    """
    The thing itself stands there in short, with the reasons, and the button approves it.
    """
    row = request_of(office.li)
    client = as_of(office.lead)
    page = client.get(page_of(row)).content.decode()
    for words in ("Shop li", "July 2024", "VPR-03.1", "department supervisor"):
        assert words in page
    assert "Approved." in press(client, row, "approve", comment="good").content.decode()
    row.refresh_from_db()

    assert ("approved", office.lead, "good") == (row.state, row.decided_by, row.comment)
    assert "approved" == VisitPlan.objects.get().state


def test_a_request_is_sent_back_with_a_word(office, request_of):
    """
    Without one nothing happens, and the page says what is wanted.
    """
    row = request_of(office.li)
    client = as_of(office.lead)
    assert "Say why it is sent back" in press(client, row, "return").content.decode()
    press(client, row, "return", comment="too few")
    row.refresh_from_db()

    assert ("returned", "too few") == (row.state, row.comment)


def test_a_forged_approval_of_ones_own_is_refused(office, request_of):
    """
    403 on the page, a clear word from the action, and nothing has changed.
    """
    row = request_of(office.lead)
    for name in ("approve", "return"):
        assert 403 == press(as_of(office.lead), row, name, comment="x").status_code
    page = act(office.lead, row, box="asked")

    assert "Nobody approves his own request" in page
    row.refresh_from_db()
    assert ("open", "submitted") == (row.state, VisitPlan.objects.get().state)


def test_who_has_not_the_right_is_refused(office, request_of):
    """
    Li sees his own request and cannot answer it; the auditor sees all and answers none.
    """
    row = request_of(office.li)
    for person in (office.li, office.auditor):
        client = as_of(person)
        assert 200 == client.get(page_of(row)).status_code
        assert "/do/" not in client.get(page_of(row)).content.decode()
        assert 403 == press(client, row, "approve").status_code
    row.refresh_from_db()
    assert "open" == row.state


@pytest.mark.parametrize(("who", "code"), [("wang", 404), ("zhao", 404), ("lead", 200), ("money", 200)])
def test_a_guessed_request_does_not_exist(office, request_of, who, code):
    """
    For those who neither see it nor have to decide on it.
    """
    row = request_of(office.li)
    client = as_of(getattr(office, who))

    assert code == client.get(page_of(row)).status_code
    if code == 404:
        assert 404 == press(client, row, "approve").status_code


def test_a_second_answer_is_told_kindly(office, request_of):
    """
    What the manager has approved meanwhile is not returned by the lead.
    """
    row = request_of(office.li)
    desk.approve(row, by=office.manager)

    assert "cannot be done now" in press(as_of(office.lead), row, "return", comment="x").content.decode()


def test_several_are_approved_at_once_and_the_failed_ones_are_told(office, request_of):
    """
    What fails holds up nothing: the lead's own is told, Li's and Wang's are approved.
    """
    rows = [request_of(office.li), request_of(office.lead), request_of(office.wang)]
    page = act(office.lead, *rows, box="all")

    assert "2 requests approved." in page
    assert "Nobody approves his own request" in page
    assert ["approved", "open", "approved"] == [Approval.objects.get(pk=row.pk).state for row in rows]


def test_who_stands_in_works_the_others_queue(office, request_of):
    """
    Zhao of the other team stands in for the lead: his list shows it, he approves, and it says for whom.
    """
    row = request_of(office.li)
    Delegation.objects.create(from_user=office.lead, to_user=office.zhao, first_day=TODAY, last_day=TODAY)
    assert ["li"] == listed(office.zhao)
    client = as_of(office.zhao)
    assert "Shop li" in client.get(page_of(row)).content.decode()
    page = press(client, row, "approve").content.decode()

    assert "zhao on behalf of lead" in page
    assert ["li"] == listed(office.zhao, box="decided")


def test_standing_in_ends_with_its_last_day(office, request_of, clock):
    """
    On the day after, the request does not exist for him.
    """
    row = request_of(office.li)
    Delegation.objects.create(from_user=office.lead, to_user=office.zhao, first_day=TODAY, last_day=TODAY)
    clock.shift(timedelta(days=1))

    assert [] == listed(office.zhao)
    assert 404 == as_of(office.zhao).get(page_of(row)).status_code


def test_the_requester_does_not_stand_in_for_his_approver(office, request_of):
    """
    Li stands in for the lead and finds nothing of his own to approve.
    """
    row = request_of(office.li)
    Delegation.objects.create(from_user=office.lead, to_user=office.li, first_day=TODAY, last_day=TODAY)

    assert [] == listed(office.li)
    assert 403 == press(as_of(office.li), row, "approve").status_code


def test_nothing_is_added_changed_or_deleted_by_hand(office, request_of):
    """
    Not even by an administrator.
    """
    row = request_of(office.li)
    office.cs.is_superuser = True
    office.cs.save()
    client = as_of(office.cs)

    assert 403 == client.get(reverse("admin:visitcore_django_approval_add")).status_code
    assert 403 == client.post(page_of(row), {"state": "approved"}).status_code
    assert 403 == client.get(reverse("admin:visitcore_django_approval_delete", args=[row.pk])).status_code


def test_what_is_gone_is_told(office, request_of):
    """
    A request about nothing can be looked at and not be answered.
    """
    row = request_of(office.li)
    Approval.objects.filter(pk=row.pk).update(subject_id=0)
    page = as_of(office.boss).get(page_of(row)).content.decode()

    assert "What this is about is gone." in page
    assert "/do/approve/" not in page


def test_markup_is_text(office, request_of):
    """
    In the names and in the comment.
    """
    row = request_of(office.li, code=XSS)
    desk.send_back(row, by=office.lead, comment=XSS)
    office.li.first_name = XSS
    office.li.save()
    client = as_of(office.lead)

    assert XSS not in client.get(page_of(row)).content.decode()
    assert XSS not in client.get(LIST, {"box": "decided"}).content.decode()


@pytest.mark.parametrize("box", ["waiting", "all"])
def test_the_list_costs_the_same_for_many(office, box):
    """
    Three requests or thirty: the same number of queries.
    """
    client = as_of(office.boss)

    def requests(months):
        for month in months:
            day = date(2024 + month // 12, month % 12 + 1, 1)
            plan = VisitPlan.objects.create(owner=office.li, month=day)
            plan.visits.create(customer=customer, owner=office.li, start=at(day))
            desk.submit_plan(plan, by=office.li)

    customer = office.customer()
    requests(range(3))
    client.get(LIST, {"box": box})
    with CaptureQueriesContext(connection) as few:
        client.get(LIST, {"box": box})
    requests(range(3, 30))
    with CaptureQueriesContext(connection) as many:
        client.get(LIST, {"box": box})

    assert len(few) == len(many)


def test_the_history_of_a_plan_tells_what_became_of_it(office, request_of):
    """
    Sent back on the page of the request, handed in again on its own, approved in the list.
    """
    approval = request_of(office.li)
    plan = approval.subject
    press(as_of(office.lead), approval, "return", comment="too few")
    do = reverse("admin:visitcore_django_visitplan_do", args=[plan.pk, "resubmit"])
    as_of(office.li).post(do)
    act(office.lead, Approval.objects.get(state="open"))
    log = LogEntry.objects.filter(content_type__model="visitplan", object_id=str(plan.pk)).order_by("pk")

    assert [
        (office.lead, "“Send back” Sent back. too few"),
        (office.li, "“Hand in again” Handed in."),
        (office.lead, "Approved."),
    ] == [(one.user, one.change_message) for one in log]


def test_a_delegate_is_told_for_whom_before_he_decides(office, request_of):
    """
    In the list and on the buttons; who decides in his own name is told nothing.
    """
    row = request_of(office.li)
    Delegation.objects.create(from_user=office.lead, to_user=office.zhao, first_day=TODAY, last_day=TODAY)
    Delegation.objects.create(from_user=office.lead, to_user=office.manager, first_day=TODAY, last_day=TODAY)

    assert "on behalf of lead" in as_of(office.zhao).get(LIST).content.decode()
    assert "Approve on behalf of lead" in as_of(office.zhao).get(page_of(row)).content.decode()
    for address in (LIST, page_of(row)):
        assert "on behalf of" not in as_of(office.manager).get(address).content.decode()


def test_the_customer_is_named_where_the_title_names_none(office):
    """
    A gift says of what and how many; for whom stands below. An excuse names its customer already.
    """
    tea = GiftItem.objects.create(code="TEA", name="Tea", value=80, stock=5)
    customer = office.customer("C1")
    asked = {"requested_by": office.li, "requested_at": NOW, "customer": customer, "permission": "approve_gift"}
    Approval.objects.create(title="Tea × 2", subject_kind="gift", subject_id=tea.pk, open_key="1", **asked)
    Approval.objects.create(title=f"{customer} 2024-06-01", subject_kind="excuse", subject_id=1, open_key="2", **asked)
    page = as_of(office.auditor).get(LIST, {"box": "all"}).content.decode()

    assert "Gift Tea × 2" in page
    assert 2 == page.count("Customer C1 (C1)")


def test_who_approves_nothing_is_offered_no_action(office, request_of):
    """
    The auditor sees every request and may answer none; the lead may, and whoever stands in for him.
    """
    request_of(office.li)
    Delegation.objects.create(from_user=office.lead, to_user=office.wang, first_day=TODAY, last_day=TODAY)

    offered = {who: "approve_selected" in shown(getattr(office, who)) for who in ("auditor", "lead", "wang", "zhao")}
    assert {"auditor": False, "lead": True, "wang": True, "zhao": False} == offered
