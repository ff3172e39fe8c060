from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from visitcore_site.days import NOW

from visitcore_django import desk
from visitcore_django.models import Approval, Customer, Excuse

LIST = reverse("admin:visitcore_django_excuse_changelist")
ADD = reverse("admin:visitcore_django_excuse_add")
JUNE = {"first_day": "2024-06-01", "last_day": "2024-06-30"}


pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def excuse(office):
    """
    Li asks that a customer need not be visited in June.
    """
    days = {"first_day": date(2024, 6, 1), "last_day": date(2024, 6, 30)}
    return desk.request_excuse(office.customer(since=date(2024, 6, 1)), by=office.li, reason="closed", **days)


def test_the_form_knows_the_period_and_tells_what_it_leaves_open(office):
    """
    Opened for a customer, it offers the whole month; whoever asks for part of it is told that a visit stays owed.
    """
    row = office.customer("C5", since=date(2024, 6, 1))
    desk.refresh_due(row, NOW.date())
    page = browser(office.li).get(ADD, {"customer": row.pk}).content.decode()
    assert 'value="2024-06-01"' in page
    assert 'value="2024-06-30"' in page

    sent = {"customer": row.pk, "first_day": "2024-06-10", "last_day": "2024-06-30", "reason": "closed", "token": "t"}
    answer = browser(office.li).post(ADD, sent, follow=True).content.decode()
    assert "from 2024-06-01 to 2024-06-30; a visit stays owed" in answer


def browser(person):
    """
    Somebody's browser.
    """
    client = Client()
    client.force_login(person)
    return client


def page_of(row):
    """
    The address of an excuse's page.
    """
    return reverse("admin:visitcore_django_excuse_change", args=[row.pk])


def press(person, row, name, **sent):
    """
    What pressing a button answers.
    """
    return browser(person).post(reverse("admin:visitcore_django_excuse_do", args=[row.pk, name]), sent)


def buttons(person, row):
    """
    The buttons on the page.
    """
    return [one.name for one in browser(person).get(page_of(row)).context["visitcore_buttons"]]


def test_an_excuse_is_asked_for_on_its_page(office):
    """
    Saving the form asks for it; it waits for somebody else.
    """
    customer = office.customer()
    answer = browser(office.li).post(ADD, {"customer": customer.pk, "reason": "closed", **JUNE})

    assert 302 == answer.status_code
    assert ("requested", office.li) == (Excuse.objects.get().state, Excuse.objects.get().requested_by)
    assert 1 == Approval.objects.filter(state="open").count()


def test_the_customer_comes_with_the_address(office):
    """
    From a customer's page the customer is filled in.
    """
    customer = office.customer()

    assert (
        f'<option value="{customer.pk}" selected>'
        in browser(office.li).get(f"{ADD}?customer={customer.pk}").content.decode()
    )


def test_anothers_customer_is_not_excused(office):
    """
    A forged key of another salesperson's customer is refused at its field.
    """
    other = office.customer("C2", owner=office.wang)
    answer = browser(office.li).post(ADD, {"customer": other.pk, "reason": "x", **JUNE})

    assert "customer" in answer.context["adminform"].form.errors
    assert not Excuse.objects.exists()


def test_what_the_desk_refuses_is_told_above_the_form(office, excuse):
    """
    Days that are excused already are told, and what was typed is still there.
    """
    answer = browser(office.li).post(ADD, {"customer": excuse.customer.pk, "reason": "again", **JUNE})
    page = answer.content.decode()

    assert "There is an excuse from 2024-06-01 to 2024-06-30 already" in page
    assert "again" in page
    assert 1 == Excuse.objects.count()


def test_days_in_order(office):
    """
    The last day before the first is told at its field.
    """
    sent = {"customer": office.customer().pk, "reason": "x", "first_day": "2024-06-02", "last_day": "2024-06-01"}

    assert {"last_day"} == set(browser(office.li).post(ADD, sent).context["adminform"].form.errors)


@pytest.mark.parametrize(
    ("person", "found"), [("li", []), ("auditor", []), ("cs", None), ("lead", ["approve", "return"])]
)
def test_the_buttons_are_for_who_may_answer(office, excuse, person, found):
    """
    Neither the one who asked nor an auditor is offered to approve; who may not view excuses has no page.
    """
    if found is None:
        assert 403 == browser(getattr(office, person)).get(LIST).status_code
    else:
        assert found == buttons(getattr(office, person), excuse)


def test_the_lead_approves(office, excuse):
    """
    ABC-03.2a: once approved, June is excused, and the page says who did it.
    """
    press(office.lead, excuse, "approve", comment="fine")
    excuse.refresh_from_db()
    page = browser(office.lead).get(page_of(excuse)).content.decode()

    assert ("approved", "excused") == (excuse.state, Customer.objects.get().due_status)
    assert "fine" in page
    assert [] == buttons(office.lead, excuse)


@pytest.mark.parametrize(("person", "answer"), [("li", 403), ("wang", 404), ("auditor", 403)])
def test_a_forged_approval_is_refused(office, excuse, person, answer):
    """
    One's own request, another's customer, or no right: nothing is approved.
    """
    assert answer == press(getattr(office, person), excuse, "approve").status_code
    assert "requested" == Excuse.objects.get().state


def test_a_lead_does_not_approve_his_own(office):
    """
    The right alone is not enough for one's own request.
    """
    days = {"first_day": date(2024, 6, 1), "last_day": date(2024, 6, 30)}
    own = desk.request_excuse(office.customer(owner=office.lead), by=office.lead, reason="x", **days)

    assert 403 == press(office.lead, own, "approve").status_code
    assert ["approve", "return"] == buttons(office.manager, own)


def test_pressing_twice_says_that_it_is_done(office, excuse):
    """
    The second click of the lead changes nothing and is answered kindly.
    """
    assert 302 == press(office.lead, excuse, "approve").status_code
    assert 302 == press(office.lead, excuse, "approve").status_code
    assert 1 == Approval.objects.count()


def test_sending_back_needs_a_word(office, excuse):
    """
    Without a comment nothing happens; with one the excuse goes back.
    """
    press(office.lead, excuse, "return")
    assert "requested" == Excuse.objects.get().state
    press(office.lead, excuse, "return", comment="until when?")
    assert "returned" == Excuse.objects.get().state


def test_what_was_sent_back_is_mended_and_asked_for_again(office, excuse):
    """
    Saving a returned excuse asks again; the customer stays the same; nothing else can be edited.
    """
    other = office.customer("C2")
    assert 403 == browser(office.li).post(page_of(excuse), {"reason": "x", **JUNE}).status_code
    press(office.lead, excuse, "return", comment="until when?")
    excuse.refresh_from_db()
    sent = {"first_day": "2024-06-01", "last_day": "2024-06-20", "reason": "shorter", "customer": other.pk}
    browser(office.li).post(page_of(excuse), {**sent, "version": excuse.version})
    excuse.refresh_from_db()

    assert ("requested", "shorter", date(2024, 6, 20)) == (excuse.state, excuse.reason, excuse.last_day)
    assert "C1" == excuse.customer.code


@pytest.mark.parametrize("word", ["<script>alert(1)</script>", "=1+1"])
def test_a_strange_reason_is_only_a_reason(office, word):
    """
    Markup in the reason is shown as it is written.
    """
    row = Excuse.objects.create(
        customer=office.customer(name=word), first_day=NOW.date(), last_day=NOW.date(), reason=word
    )
    for url in (LIST, page_of(row)):
        page = browser(office.lead).get(url).content.decode()

        assert "<script>alert" not in page
        assert "alert(1)" in page or "=1+1" in page


def test_the_list_is_within_reach(office, excuse):
    """
    Another salesperson sees no excuse of Li's customer, and its page is not there.
    """
    assert 0 == browser(office.wang).get(LIST).context["cl"].result_count
    assert 404 == browser(office.wang).get(page_of(excuse)).status_code


def test_thirty_cost_no_more_queries_than_three(office, django_assert_max_num_queries):
    """
    The list reads customers and people along.
    """
    client = browser(office.lead)
    for first, last in ((0, 3), (3, 30)):
        for number in range(first, last):
            Excuse.objects.create(
                customer=office.customer(f"C{number}"),
                first_day=NOW.date(),
                last_day=NOW.date(),
                reason="x",
                requested_by=office.li,
            )
        with django_assert_max_num_queries(10):
            client.get(LIST)


def test_not_even_an_administrator_deletes_one_past_the_desk(office, excuse, django_user_model):
    """
    Neither on its page nor on the list; what counts for the customer stays as it is.
    """
    client = browser(django_user_model.objects.create_superuser("root"))
    listed = client.get(LIST).context["action_form"]

    assert listed is None or "delete_selected" not in dict(listed.fields["action"].choices)
    assert (
        403
        == client.post(reverse("admin:visitcore_django_excuse_delete", args=[excuse.pk]), {"post": "yes"}).status_code
    )
    assert Excuse.objects.filter(pk=excuse.pk).exists()
