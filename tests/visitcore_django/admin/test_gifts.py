from datetime import timedelta

import pytest
from django.urls import reverse
from visitcore_site.days import NOW, TODAY

from visitcore_django import desk
from visitcore_django.models import Approval, Gift, GiftItem, GroupRole, StockMovement

LIST = reverse("admin:visitcore_django_gift_changelist")
ADD = reverse("admin:visitcore_django_gift_add")
State = Gift.State


pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def tea(db):
    """
    A gift of which five are there.
    """
    return GiftItem.objects.create(code="TEA", name="Tea", value=80, stock=5)


def typed(customer, item, **more):
    """
    A gift as a browser sends it.
    """
    told = {"customer": customer.pk, "item": item.pk, "quantity": "2", "on": f"{TODAY}", "reason": "", "token": "t1"}
    return {**told, **more}


def asked(office, item, customer=None):
    """
    Two of a gift for a customer of Li's, asked for by him.
    """
    return desk.request_gift(
        Gift(customer=customer or office.customer(), item=item, quantity=2, on=TODAY), by=office.li, at=NOW
    )


def page(row):
    """
    The address of a gift.
    """
    return reverse("admin:visitcore_django_gift_change", args=[row.pk])


def press(client, row, name, **more):
    """
    Press a button of a gift's page.
    """
    return client.post(reverse("admin:visitcore_django_gift_do", args=[row.pk, name]), more, follow=True)


def test_without_rules_the_page_says_so_plainly(office, tea, client, settings):
    """
    The rules for meals say nothing of gifts: the page says so, and who decides, in the words of its approval.
    """
    settings.VISITCORE = {"POLICY": "HM"}
    client.force_login(office.li)
    answer = client.post(ADD, typed(office.customer(), tea, _request="1"), follow=True).content.decode()

    assert State.REQUESTED == Gift.objects.get().state
    assert "says nothing about gifts to customers" in answer
    assert "It waits for approval: whoever has the right and looks after it." in answer
    assert answer.count("whoever has the right and looks after it") == 3


def test_a_gift_is_given_out_of_the_store_on_the_screen(office, tea, client):
    """
    The manager approves, and two of five leave the store; pressing again gives no more.
    """
    gift = asked(office, tea)
    client.force_login(office.manager)
    press(client, gift, "approve")
    press(client, gift, "approve")

    assert (State.GIVEN, 3, 1) == (
        Gift.objects.get().state,
        GiftItem.objects.get().stock,
        StockMovement.objects.count(),
    )


def test_a_gift_is_taken_back_once_on_the_screen(office, tea, client):
    """
    The second press puts nothing back.
    """
    gift = asked(office, tea)
    client.force_login(office.manager)
    press(client, gift, "approve")
    for token in ("t1", "t1", "t2"):
        press(client, gift, "take_back", token=token)

    assert (State.TAKEN_BACK, 5) == (Gift.objects.get().state, GiftItem.objects.get().stock)


def test_an_empty_store_is_told(office, tea, client):
    """
    With one left, two are not given; the page says how many there are.
    """
    gift = asked(office, tea)
    GiftItem.objects.update(stock=1)
    client.force_login(office.manager)

    assert "There are only 1 of Tea in stock" in press(client, gift, "approve").content.decode()
    assert State.REQUESTED == Gift.objects.get().state


def test_a_forged_approval_of_ones_own_gift_is_refused(office, tea, client):
    """
    Four eyes: the manager who asked sends the approval by hand, and is forbidden it.
    """
    gift = asked(office, tea)
    office.li.groups.add(office.groups["Department manager"])
    client.force_login(office.li)

    assert 403 == press(client, gift, "approve").status_code
    assert ("open", 5) == (Approval.objects.get().state, GiftItem.objects.get().stock)


def test_in_a_promotion_a_non_member_is_refused_on_the_screen(office, tea, client, settings):
    """
    GFT-04a: the page names the clause.
    """
    settings.VISITCORE = {"POLICY": "GFT"}
    client.force_login(office.li)
    answer = client.post(ADD, typed(office.customer(), tea, in_promotion="true", _request="1"), follow=True)

    assert State.REFUSED == Gift.objects.get().state
    assert "Not handed in: refused by the rules, GFT-04a." in answer.content.decode()


def test_the_reception_rules_are_ticked_on_the_form(office, tea, client, settings):
    """
    RCP-03.8: what a gift must be is ticked; with one tick missing it is refused.
    """
    settings.VISITCORE = {"POLICY": "RCP"}
    client.force_login(office.li)
    told = {"arranged_by": "department_supervisor", "important": "false", "reported": "unknown", "_request": "1"}
    client.post(ADD, typed(office.customer(), tea, ticked=["suits_taste", "fair_price"], **told))

    assert (State.REFUSED, "RCP-03.8") == (Gift.objects.get().state, Gift.objects.get().rule)


def test_anothers_gift_does_not_exist(office, tea, client):
    """
    A guessed address answers 404; another's customer is given nothing.
    """
    gift = asked(office, tea)
    client.force_login(office.zhao)

    assert (404, 404) == (client.get(page(gift)).status_code, press(client, gift, "cancel").status_code)
    client.post(ADD, typed(gift.customer, tea))
    assert 1 == Gift.objects.count()


def test_a_double_click_asks_for_one_gift(office, tea, client):
    """
    The same form sent twice is one gift.
    """
    client.force_login(office.li)
    form = typed(office.customer(), tea, _request="1")
    for _ in range(2):
        client.post(ADD, form)

    assert (1, 1) == (Gift.objects.count(), Approval.objects.count())


def test_the_second_editor_of_a_gift_is_told(office, tea, client):
    """
    A form of an older version is not saved.
    """
    gift = desk.draft_gift(Gift(customer=office.customer(), item=tea, quantity=2, on=TODAY), by=office.li)
    client.force_login(office.li)
    form = typed(gift.customer, tea, quantity="9", version=gift.version)
    desk.draft_gift(Gift.objects.get(), by=office.li)

    assert "Somebody else has changed this meanwhile" in client.post(page(gift), form).content.decode()
    assert 2 == Gift.objects.get().quantity


def test_a_gift_that_waits_can_only_be_called_off(office, tea, client):
    """
    While it waits its form is closed; called off it stays as history.
    """
    gift = asked(office, tea)
    client.force_login(office.li)
    assert 'name="quantity"' not in client.get(page(gift)).content.decode()
    press(client, gift, "cancel")

    assert State.CANCELLED == Gift.objects.get().state


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "=HYPERLINK(1)"])
def test_what_people_write_about_gifts_is_text(office, tea, client, text):
    """
    Markup in names and reasons is shown as text.
    """
    gift = asked(office, tea, office.customer("C7", name=text))
    Gift.objects.update(reason=text)
    GiftItem.objects.update(name=text)
    client.force_login(office.li)

    for url in (LIST, page(gift)):
        assert "<script>alert" not in client.get(url).content.decode()


@pytest.mark.parametrize("rows", [3, 30])
def test_a_list_takes_as_many_queries_for_many_gifts(office, tea, client, rows, django_assert_max_num_queries):
    """
    Thirty rows take as many queries as three.
    """
    for number in range(rows):
        asked(office, tea, office.customer(f"D{number}"))
    client.force_login(office.lead)

    with django_assert_max_num_queries(21):
        client.get(LIST)


def test_the_receipt_is_noted_on_the_page(office, tea, client, settings):
    """
    KAR-01.3, KAR-01.4: the page names who has signed, and has a button for the receipt until it is there.
    """
    settings.VISITCORE = {"POLICY": "KAR"}
    for group, role in (("Department manager", "manager"), ("Customer-service manager", "marketing_specialist")):
        GroupRole.objects.create(group=office.groups[group], role=role)
    row = asked(office, tea)
    for person in (office.manager, office.cs):
        desk.approve(Approval.objects.get(state="open"), by=person, at=NOW)
    client.force_login(office.li)
    before = client.get(page(row)).content.decode()
    assert "still to come" in before
    assert "The customer has signed for it" in before
    after = press(client, row, "receipt").content.decode()

    assert "The receipt is noted." in after
    assert "The customer has signed for it" not in after
    assert "June 14, 2024" in after


def test_an_approved_premium_is_drawn_on_the_page(office, tea, client, settings):
    """
    GFT-04a: in a promotion Li's page has no button to draw; the lead's, of the team, has one that asks for the slip.
    """
    settings.VISITCORE = {"POLICY": "GFT"}
    GroupRole.objects.create(group=office.groups["Team lead"], role="campaign_team")
    row = Gift(customer=office.customer(), item=tea, quantity=2, on=TODAY, in_promotion=True)
    desk.request_gift(row, by=office.lead, at=NOW)
    desk.approve(Approval.objects.get(), by=office.manager, at=NOW)
    client.force_login(office.li)
    assert "Draw from the store" not in client.get(page(row)).content.decode()
    client.force_login(office.lead)
    assert "Number of the drawing slip" in client.get(page(row)).content.decode()
    assert "without a drawing slip" in press(client, row, "draw", token="t1").content.decode()
    answer = press(client, row, "draw", comment="LY-7", token="t2").content.decode()

    assert "Drawn from the store." in answer
    assert "LY-7" in answer
    assert (State.GIVEN, 3) == (Gift.objects.get().state, GiftItem.objects.get().stock)


def test_an_exception_is_called_one_on_the_page(office, tea, client):
    """
    VPR-03.3b: asked for after its day, the gift's page says that it was decided on the spot.
    """
    row = Gift(customer=office.customer(), item=tea, quantity=2, on=TODAY - timedelta(days=3))
    desk.request_gift(row, by=office.li, at=NOW)
    client.force_login(office.manager)

    assert "Decided on the spot" in client.get(page(row)).content.decode()
    assert (
        "decided on the spot: an exception"
        in client.get(reverse("admin:visitcore_django_approval_changelist")).content.decode()
    )


def test_the_form_says_how_many_there_are_and_warns_of_more(office, tea, client):
    """
    Five are there at 80 each; who asks for six is warned.
    """
    client.force_login(office.li)
    form = client.get(ADD).content.decode()
    answer = client.post(ADD, typed(office.customer(), tea, quantity="6"), follow=True).content.decode()

    assert "Tea · ¥80.00 each · 5 in stock" in form
    assert "There are only 5 of Tea in stock, not 6" in answer


def test_the_page_tells_price_and_stock_and_first_of_all_what_lacks(office, tea, client):
    """
    Six are asked for at 80 each, ¥480 in all, and five are there: Li reads it in red as soon as he has asked.
    """
    client.force_login(office.li)
    row = typed(office.customer(), tea, quantity="6", _request="1")
    answer = client.post(ADD, row, follow=True).content.decode()
    told = answer.index('role="alert">There are only 5 of Tea in stock, not 6')

    assert told < answer.index('class="visitcore-buttons"')
    assert all(words in answer for words in ("¥80.00", "¥480.00", "In stock"))


def test_once_it_has_left_the_store_nothing_is_short(office, tea, client):
    """
    The last two are given; that none is left then hinders nobody.
    """
    GiftItem.objects.update(stock=2)
    gift = asked(office, tea)
    client.force_login(office.manager)
    answer = press(client, gift, "approve").content.decode()

    assert State.GIVEN == Gift.objects.get().state
    assert "There are only" not in answer
