import json
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from visitcore_site.days import NOW
from visitcore_site.meals import asked_for, tea_party

from visitcore_django import desk
from visitcore_django.models import Approval, DecisionRecord, MealRequest

LIST = reverse("admin:visitcore_django_mealrequest_changelist")
ADD = reverse("admin:visitcore_django_mealrequest_add")
CAP = reverse("admin:visitcore_django_mealrequest_cap")
State = MealRequest.State


pytestmark = pytest.mark.usefixtures("today")


def typed(customer, **more):
    """
    The tea party at the cap as a browser sends it.
    """
    told = {
        "customer": customer.pk,
        "on": "2024-06-20",
        "starts_at": "15:00",
        "restaurant": "Harbour",
        "occasion": "tea_party",
        "importance": "important",
        "host": "cs_staff",
        "customers": "1",
        "company_diners": "0",
        "bill": "60.00",
        "drinks": "0",
        "designated_restaurant": "false",
        "manager_joins": "unknown",
        "reason": "",
        "oral_consent_by": "",
        "token": "t1",
    }
    return {name: value for name, value in {**told, **more}.items() if value is not None}


def page(row):
    """
    The address of a meal.
    """
    return reverse("admin:visitcore_django_mealrequest_change", args=[row.pk])


def press(client, row, name, **more):
    """
    Press a button of a meal's page.
    """
    return client.post(reverse("admin:visitcore_django_mealrequest_do", args=[row.pk, name]), more, follow=True)


def test_a_meal_is_asked_for_on_the_screen(office, client):
    """
    HM-07.1: a meal at the cap waits for the manager, and the page says for whom.
    """
    client.force_login(office.li)
    answer = client.post(ADD, typed(office.customer(), _request="1"), follow=True)

    assert (State.REQUESTED, office.li) == (MealRequest.objects.get().state, MealRequest.objects.get().requested_by)
    assert "It waits for approval: customer service manager." in answer.content.decode()


@pytest.mark.parametrize(("bill", "state"), [("60.00", State.REQUESTED), ("60.01", State.REFUSED)])
def test_a_meal_over_the_cap_is_refused_with_its_clause(office, client, bill, state):
    """
    HM-05.3: 60 is good, a cent more is refused; the page names the clause and what is over.
    """
    client.force_login(office.li)
    answer = client.post(ADD, typed(office.customer(), bill=bill, _request="1"), follow=True).content.decode()

    assert state == MealRequest.objects.get().state
    said = "Not handed in: refused by the rules, HM-05.3. It is ¥0.01 over the cap; lower the bill to ¥60.00 at most"
    assert (state == State.REFUSED) == (said in answer)
    assert "The meal has been held" not in answer


def test_a_refused_meal_that_was_held_says_who_decides_on_its_papers(office, client):
    """
    HM-08.2: over the cap and eaten already, one is told that the papers can be made up, and by whom that is decided.
    """
    client.force_login(office.li)
    told = typed(office.customer(), bill="60.01", on="2024-06-10", _request="1")
    answer = client.post(ADD, told, follow=True).content.decode()

    assert "The meal has been held: “Make up the papers” asks customer service manager." in answer


def test_what_a_meal_lacks_is_no_approver(office, client):
    """
    A draft without a reason says so under its state; nobody decides next.
    """
    client.force_login(office.li)
    client.post(ADD, typed(office.customer(), occasion="banquet", _request="1"))
    page = client.get(LIST).content.decode()

    assert '</span> draft</span><div class="visitcore-quiet">still missing: reason</div>' in page
    assert "manager" not in page.partition('id="result_list"')[2].partition("</table>")[0]


def test_saving_alone_keeps_a_draft(office, client):
    """
    What is only saved is asked of nobody, and may lack almost everything.
    """
    client.force_login(office.li)
    client.post(ADD, {"customer": office.customer().pk, "on": "2024-06-20", "special": ""})

    assert State.DRAFT == MealRequest.objects.get().state
    assert not DecisionRecord.objects.exists()


def test_a_draft_says_what_is_missing(office, client):
    """
    HM-02: a banquet whose reason nobody told stays a draft, and the page says so.
    """
    client.force_login(office.li)
    answer = client.post(ADD, typed(office.customer(), occasion="banquet", _request="1"), follow=True).content.decode()

    assert State.DRAFT == MealRequest.objects.get().state
    assert "It stays a draft; still missing: reason." in answer


def test_the_cap_is_told_while_figures_are_typed(office, client):
    """
    HM-05.3: before anything is saved the address tells cap, excess, verdict and clause in words; nothing is kept.
    """
    client.force_login(office.li)
    answer = client.get(CAP, typed(office.customer(), bill="1061"))
    told = json.loads(answer.content)
    lines = dict(told["lines"])

    assert ("refused", "¥60.00", "¥1,001.00") == (told["verdict"], lines["Cap per person"], lines["Over the cap"])
    assert "HM-05.3" in told["breaches"][0]
    assert not MealRequest.objects.exists()
    assert not DecisionRecord.objects.exists()


def test_the_cap_needs_the_right_and_a_login(office, client):
    """
    A stranger is sent to the login, and somebody who asks for no meals is told nothing.
    """
    assert 302 == client.get(CAP).status_code
    client.force_login(office.auditor)

    assert 403 == client.get(CAP).status_code


def test_the_cap_of_incomplete_figures_is_no_error(office, client):
    """
    Nothing typed, nonsense typed: the answer says what is missing.
    """
    client.force_login(office.li)
    for query in ({}, {"bill": "<script>", "on": "31.31.31", "customers": "-1"}):
        told = json.loads(client.get(CAP, query).content)

        assert "undetermined" == told["verdict"]
        assert "Still missing" in told["notes"][0]


def test_without_javascript_it_is_worked_out_by_a_button(office, client):
    """
    The button shows the same on the form, keeps what was typed, and saves nothing.
    """
    client.force_login(office.li)
    answer = client.post(ADD, typed(office.customer(), bill="61", restaurant="Sea", _work_out="1")).content.decode()

    assert "¥1.00" in answer
    assert "HM-05.3" in answer
    assert 'value="Sea"' in answer
    assert "errornote" not in answer
    assert not MealRequest.objects.exists()


def test_the_form_carries_what_the_script_needs(office, client):
    """
    The form names the address, the fields and a live region, and loads the script; it has none of its own.
    """
    client.force_login(office.li)
    answer = client.get(ADD).content.decode()

    assert f'data-url="{CAP}"' in answer
    assert 'aria-live="polite"' in answer
    assert "visitcore/cap.js" in answer
    assert "onclick" not in answer


def test_the_manager_approves_on_the_screen(office, client):
    """
    HM-07.1: the manager's page offers it; afterwards the meal is approved and can no longer be changed.
    """
    meal = asked_for(office)
    client.force_login(office.cs)
    assert "Approve" in client.get(page(meal)).content.decode()
    press(client, meal, "approve")

    assert State.APPROVED == MealRequest.objects.get().state
    client.force_login(office.li)
    answer = client.get(page(meal)).content.decode()
    assert 'name="bill"' not in answer
    assert "Save and ask for approval" not in answer


def test_a_return_needs_a_word(office, client):
    """
    Sent back without a word it stays; with one it returns, and the word stands on the page.
    """
    meal = asked_for(office)
    client.force_login(office.cs)
    press(client, meal, "return")
    assert State.REQUESTED == MealRequest.objects.get().state
    press(client, meal, "return", comment="too dear")

    assert State.RETURNED == MealRequest.objects.get().state
    client.force_login(office.li)
    assert "too dear" in client.get(page(meal)).content.decode()


def test_a_forged_approval_of_ones_own_is_refused(office, client):
    """
    Four eyes: who asked sends the approval by hand, and is forbidden it, whatever rights he has.
    """
    meal = asked_for(office)
    office.li.groups.add(office.groups["Customer-service manager"])
    client.force_login(office.li)

    assert 403 == press(client, meal, "approve").status_code
    assert (State.REQUESTED, "open") == (MealRequest.objects.get().state, Approval.objects.get().state)


def test_a_forged_approval_by_an_auditor_is_refused(office, client):
    """
    An auditor sees everything and changes nothing.
    """
    meal = asked_for(office)
    client.force_login(office.auditor)

    assert 200 == client.get(page(meal)).status_code
    assert 403 == press(client, meal, "approve").status_code
    press(client, meal, "cancel")
    assert State.REQUESTED == MealRequest.objects.get().state


def test_anothers_meal_does_not_exist(office, client):
    """
    A guessed address of a meal of another salesperson answers 404, and its buttons too; the list hides it.
    """
    meal = asked_for(office)
    client.force_login(office.zhao)

    assert (404, 404) == (client.get(page(meal)).status_code, press(client, meal, "cancel").status_code)
    assert "Customer C1" not in client.get(LIST).content.decode()


def test_a_meal_for_anothers_customer_is_not_saved(office, client):
    """
    A forged form with another salesperson's customer is not accepted.
    """
    client.force_login(office.zhao)
    client.post(ADD, typed(office.customer(), _request="1"))

    assert not MealRequest.objects.exists()


def test_a_double_click_asks_once(office, client):
    """
    The same form sent twice is one meal with one approval.
    """
    client.force_login(office.li)
    form = typed(office.customer(), _request="1")
    answers = [client.post(ADD, form, follow=True).status_code for _ in range(2)]

    assert ([200, 200], 1, 1) == (answers, MealRequest.objects.count(), Approval.objects.count())


def test_the_second_editor_is_told(office, client):
    """
    A form of an older version is not saved, and the page says that somebody was quicker.
    """
    meal = desk.draft_meal(tea_party(office.customer()), by=office.li)
    client.force_login(office.li)
    form = typed(meal.customer, bill="1", version=meal.version)
    desk.draft_meal(MealRequest.objects.get(), by=office.li)
    answer = client.post(page(meal), form).content.decode()

    assert "Somebody else has changed this meanwhile" in answer
    assert Decimal(60) == MealRequest.objects.get().bill


def test_more_drinks_than_the_bill_are_told_on_the_form(office, client):
    """
    Contradicting figures are said above the form, and nothing is saved.
    """
    client.force_login(office.li)
    answer = client.post(ADD, typed(office.customer(), drinks="61")).content.decode()

    assert "The drinks are part of the bill and cannot be more." in answer
    assert not MealRequest.objects.exists()


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "=HYPERLINK(1)", "'\"><img src=x>"])
def test_what_people_write_is_text(office, client, text):
    """
    Markup in the customer's name, the restaurant, the reason or a comment is shown as text, on every page.
    """
    customer = office.customer("C7", name=text, filed_on=date(2024, 1, 5))
    meal = asked_for(office, customer=customer, restaurant=text, reason=text)
    desk.send_back(Approval.objects.get(), by=office.cs, comment=text, at=NOW)
    client.force_login(office.li)

    for url in (LIST, page(meal), f"{ADD}?reason={text}"):
        answer = client.get(url).content.decode()
        assert "<script>alert" not in answer
        assert "<img src=x" not in answer
    assert text == MealRequest.objects.get().reason


def test_the_list_tells_day_people_and_money(office, client):
    """
    The list shows the bill, what it is per person, the cap and what is over it, in yuan with thousands.
    """
    asked_for(office, bill=Decimal("1234567.80"))
    client.force_login(office.li)
    answer = client.get(LIST).content.decode()

    for told in ("¥1,234,567.80", "¥60.00", "¥1,234,507.80", "refused by the rules", "Customer C1"):
        assert told in answer


def test_the_list_is_filtered_by_state_month_and_who_asked(office, client):
    """
    Each filter leaves the meals it names.
    """
    asked_for(office)
    asked_for(office, customer=office.customer("C2"), on=date(2024, 7, 2), bill=Decimal(61))
    client.force_login(office.lead)
    found = {}
    for query in ("state=refused", "month=2024-06", f"requested_by__id__exact={office.li.pk}"):
        answer = client.get(f"{LIST}?{query}").content.decode()
        found[query[:5]] = [code for code in ("C1", "C2") if f"Customer {code}" in answer]

    assert {"state": ["C2"], "month": ["C1"], "reque": ["C1", "C2"]} == found


@pytest.mark.parametrize("rows", [3, 30])
def test_a_list_takes_as_many_queries_for_many_meals(office, client, rows, django_assert_max_num_queries):
    """
    Thirty rows take as many queries as three.
    """
    for number in range(rows):
        asked_for(office, customer=office.customer(f"D{number}"))
    client.force_login(office.lead)

    with django_assert_max_num_queries(21):
        client.get(LIST)


def test_a_meal_held_without_approval_is_made_up_for_on_the_screen(office, client):
    """
    HM-08.3: the page of a meal refused because it was held offers to make up its papers.
    """
    meal = asked_for(office, on=date(2024, 6, 13))
    client.force_login(office.li)
    assert "Make up the papers" in client.get(page(meal)).content.decode()
    press(client, meal, "make_up")

    assert State.REQUESTED == MealRequest.objects.get().state


def test_papers_that_are_not_there_have_no_label(office, client):
    """
    HM-07.1: once it is asked for the page has no line on papers; approved, it says by whom.
    """
    meal = asked_for(office)
    client.force_login(office.li)
    label = "<label>Papers:</label>"
    assert label not in client.get(page(meal)).content.decode()
    desk.approve(Approval.objects.get(), by=office.cs, at=NOW)
    answer = client.get(page(meal)).content.decode()

    assert label in answer and "approved by customer service manager" in answer


def test_a_meal_is_called_off_on_the_screen(office, client):
    """
    Who asked calls it off; pressing again says that it cannot be done now.
    """
    meal = asked_for(office)
    client.force_login(office.li)
    press(client, meal, "cancel")
    again = press(client, meal, "cancel").content.decode()

    assert State.CANCELLED == MealRequest.objects.get().state
    assert "This cannot be done now" in again


def test_a_meal_is_not_deleted(office, client, admin_user):
    """
    Nobody deletes a meal, not even who may anything.
    """
    meal = asked_for(office)
    client.force_login(admin_user)

    url = reverse("admin:visitcore_django_mealrequest_delete", args=[meal.pk])
    assert 403 == client.post(url, {"post": "yes"}).status_code
    assert MealRequest.objects.exists()
