from datetime import timedelta

import pytest
from django.urls import reverse
from visitcore_site.days import NOW

from visitcore_django import desk
from visitcore_django.models import CallBack, CallbackMatter

LIST = reverse("admin:visitcore_django_callbackmatter_changelist")
ADD = reverse("admin:visitcore_django_callbackmatter_add")
XSS = "<script>alert(1)</script>"


pytestmark = pytest.mark.usefixtures("today")


def page_of(row):
    """
    The address of a matter's page.
    """
    return reverse("admin:visitcore_django_callbackmatter_change", args=[row.pk])


def opened(office, case, days=1, **more):
    """
    An important complaint of Li's customer that was dealt with some days ago.
    """
    told = {"cause": "complaint", "class_of": "important", "complainant": "Sun", "reply_letter_only": False, **more}
    told["customer"] = told.get("customer") or office.customer(case)
    closed = NOW - timedelta(days=days)
    return desk.open_matter(CallbackMatter(case=case, closed_at=closed, **told), by=office.li, at=closed)


def test_the_list_holds_what_is_not_settled_by_what_is_due(office, client):
    """
    RCB-01.3a: what was dealt with five days ago is late by two; each says who calls back and how often it was tried.
    """
    opened(office, "fresh")
    stale = opened(office, "stale", 5)
    late = CallBack(made=NOW, mode="on_site", resolved=False, next_at=NOW + timedelta(days=3), values={"content": "x"})
    desk.call_back(opened(office, "tried", 2), late, by=office.lead)
    client.force_login(office.li)
    page = client.get(LIST)
    text = page.content.decode()

    assert [0, 0, 1] == sorted(row.made_so_far or 0 for row in page.context["cl"].result_list)
    assert text.index("stale") < text.index("fresh")
    assert "late by 2 days" in text and "2 days left" in text and "department supervisor" in text
    assert stale.next_due


def test_the_list_takes_as_many_queries_for_many_rows(office, client, django_assert_max_num_queries):
    """
    Three rows and thirty cost the same number of queries.
    """
    client.force_login(office.li)
    for upto in (3, 30):
        for number in range(CallbackMatter.objects.count(), upto):
            opened(office, f"p{number}")
        with django_assert_max_num_queries(16):
            client.get(LIST)


def test_anothers_matter_does_not_exist(office, client):
    """
    A guessed address answers 404, and so does a button behind it.
    """
    row = opened(office, "M1")
    client.force_login(office.zhao)

    assert 404 == client.get(page_of(row)).status_code
    do = reverse("admin:visitcore_django_callbackmatter_do", args=[row.pk, "call"])
    assert 404 == client.post(do).status_code


def test_the_page_says_who_calls_back_and_leads_to_the_sheet(office, client):
    """
    RCB-01.3c: the page names the role and its clause; the button opens a sheet for this matter.
    """
    row = opened(office, "M1")
    client.force_login(office.lead)
    page = client.get(page_of(row)).content.decode()
    answer = client.post(reverse("admin:visitcore_django_callbackmatter_do", args=[row.pk, "call"]))

    assert "department supervisor" in page and "RCB-01.3c" in page
    assert f"matter={row.pk}" in answer.url


def test_a_settled_matter_has_no_button(office, client):
    """
    Where nothing is left, or to one who may not, no sheet is offered.
    """
    row = opened(office, "M1")
    sheet = {"content": "x", "customer_signature": "Sun"}
    desk.call_back(row, CallBack(made=NOW, mode="on_site", resolved=True, values=sheet), by=office.lead)
    client.force_login(office.lead)
    settled = client.get(page_of(row)).content.decode()
    client.force_login(office.auditor)
    shown = client.get(page_of(opened(office, "M2"))).content.decode()

    assert "do/call/" not in settled and "do/call/" not in shown


def typed(**more):
    """
    What is typed into the form of a matter.
    """
    told = {"case": "", "cause": "repair_work", "problem": "pipe", "complainant": "", "class_of": "", "customer": ""}
    day = {"closed_at": "2024-06-13T09:00"}
    return {**told, **day, "anonymous": "unknown", "reply_letter_only": "false", "reply_attached": "unknown", **more}


def test_a_matter_is_typed_in_and_corrected(office, client):
    """
    RCB-01.4: a repair is called back on within a month; typed over, the day moves with it.
    """
    client.force_login(office.li)
    client.post(ADD, typed(customer=office.customer().pk))
    row = CallbackMatter.objects.get()
    first = row.next_due
    client.post(
        page_of(row), typed(case=row.case, customer=row.customer.pk, closed_at="2024-06-10T09:00", version=row.version)
    )
    row.refresh_from_db()

    assert row.case
    assert [13, 10] == [first.astimezone(NOW.tzinfo).day, row.next_due.astimezone(NOW.tzinfo).day]


def test_what_the_desk_refuses_is_told_on_the_form(office, client):
    """
    A matter that was dealt with tomorrow, and one that somebody else has changed, are not saved.
    """
    client.force_login(office.li)
    ahead = client.post(ADD, typed(customer=office.customer().pk, closed_at="2024-06-15T09:00")).content.decode()
    row = opened(office, "M1")
    stale = client.post(page_of(row), typed(case="M1", customer=row.customer.pk, version=row.version - 1))

    assert "later than now" in ahead
    assert "Somebody else has changed this meanwhile" in stale.content.decode()
    assert "complaint" == CallbackMatter.objects.get().cause


def test_facts_that_do_not_fit_are_told_on_the_page(office, client):
    """
    A call-back before its matter is said on the page instead of a decision.
    """
    row = opened(office, "M1")
    CallBack.objects.create(matter=row, made=NOW - timedelta(days=9))
    client.force_login(office.li)

    assert "what it follows" in client.get(page_of(row)).content.decode()


def test_a_policy_that_asks_for_none_says_so(office, client, settings):
    """
    Under a policy without call-backs the page says so.
    """
    row = opened(office, "M1")
    settings.VISITCORE = {"POLICY": "ABC"}
    client.force_login(office.li)

    assert "asks for no call-back" in client.get(page_of(row)).content.decode()


def test_nothing_that_is_typed_is_run(office, client):
    """
    A script in any text stands on list and page as text.
    """
    row = opened(office, "M1", problem=XSS, complainant=XSS, customer=office.customer("C9", name=XSS))
    CallBack.objects.create(matter=row, made=NOW, person=XSS, mode=XSS[:30])
    client.force_login(office.li)
    for url in (LIST, page_of(row)):
        page = client.get(url).content.decode()

        assert XSS not in page and "&lt;script&gt;" in page


def test_what_waits_for_an_opinion_is_not_called_settled(office, client):
    """
    RCB-01.8: called back by an assistant, it stands among the open ones without a day, and is owed by nobody.
    """
    row = opened(office, "M1", class_of="general")
    sheet = {"content": "x", "customer_signature": "Sun"}
    desk.call_back(row, CallBack(made=NOW, mode="on_site", resolved=True, values=sheet), by=office.li)
    client.force_login(office.lead)

    assert "called back, not closed yet" in client.get(LIST).content.decode()
