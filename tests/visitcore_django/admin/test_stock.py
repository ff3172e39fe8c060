import pytest
from django.urls import reverse

from visitcore_django import desk
from visitcore_django.admin.stock import currency_today
from visitcore_django.models import GiftItem, StockMovement

ITEMS = reverse("admin:visitcore_django_giftitem_changelist")
ADD_ITEM = reverse("admin:visitcore_django_giftitem_add")
MOVES = reverse("admin:visitcore_django_stockmovement_changelist")
MOVE = reverse("admin:visitcore_django_stockmovement_add")


pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def tea(db):
    """
    A gift of which nothing is there yet.
    """
    return GiftItem.objects.create(code="TEA", name="Tea", value=1280)


def page(item):
    """
    The address of a gift.
    """
    return reverse("admin:visitcore_django_giftitem_change", args=[item.pk])


def test_finance_brings_gifts_in_and_takes_them_out(office, tea, client):
    """
    GFT-03: 50 in, 8 out, 42 there; the page of the gift lists both.
    """
    client.force_login(office.money)
    client.post(MOVE, {"item": tea.pk, "quantity": "50", "why": "bought", "token": "t1"})
    client.post(MOVE, {"item": tea.pk, "quantity": "-8", "why": "fair", "token": "t2"})
    answer = client.get(page(tea)).content.decode()

    assert 42 == GiftItem.objects.get().stock
    assert ("+50" in answer, "-8" in answer, "fair" in answer) == (True, True, True)


def test_more_than_there_is_does_not_go_out(office, tea, client):
    """
    The form says how many there are, and nothing is moved.
    """
    client.force_login(office.money)
    answer = client.post(MOVE, {"item": tea.pk, "quantity": "-1", "why": "", "token": "t1"}).content.decode()

    assert "There are only 0 of Tea in stock" in answer
    assert not StockMovement.objects.exists()


def test_a_double_click_moves_once_on_the_screen(office, tea, client):
    """
    The same form sent twice moves once.
    """
    client.force_login(office.money)
    for _ in range(2):
        client.post(MOVE, {"item": tea.pk, "quantity": "5", "why": "", "token": "t1"})

    assert (5, 1) == (GiftItem.objects.get().stock, StockMovement.objects.count())


def test_nobody_types_the_stock_over(office, tea, client):
    """
    The stock is no field of the form: a forged one changes the name, not the number.
    """
    client.force_login(office.money)
    told = {"code": "TEA", "name": "Green tea", "value": "1", "stock": "99", "version": "0", "token": "t1"}
    client.post(page(tea), told)
    tea.refresh_from_db()

    assert ("Green tea", 0) == (tea.name, tea.stock)


def test_a_form_open_while_stock_moved_is_told(office, tea, client):
    """
    Who saves a form from before the movement is told, and the stock stays.
    """
    desk.move_stock(tea, 5, by=office.money)
    client.force_login(office.money)
    told = {"code": "TEA", "name": "x", "value": "1", "version": "0", "token": "t1"}
    answer = client.post(page(tea), told).content.decode()

    assert "Somebody else has changed this meanwhile" in answer
    assert 5 == GiftItem.objects.get().stock


def test_a_salesperson_looks_at_the_store_and_moves_nothing(office, tea, client):
    """
    Li sees what there is; the form of movements and the movements themselves are not his.
    """
    client.force_login(office.li)

    assert "¥1,280.00" in client.get(ITEMS).content.decode()
    assert "Bring in or take out" not in client.get(page(tea)).content.decode()
    assert (403, 403) == (client.get(MOVES).status_code, client.post(MOVE, {"item": tea.pk, "quantity": 5}).status_code)


def test_a_movement_is_never_changed_or_deleted(office, tea, client, admin_user):
    """
    Not even who may anything rewrites what moved.
    """
    row = desk.move_stock(tea, 5, by=office.money)
    client.force_login(admin_user)
    for name in ("change", "delete"):
        url = reverse(f"admin:visitcore_django_stockmovement_{name}", args=[row.pk])
        assert 403 == client.post(url, {"quantity": "9", "post": "yes"}).status_code

    assert 5 == StockMovement.objects.get().quantity


def test_what_people_write_in_the_store_is_text(office, client):
    """
    Markup in a gift's name or in the reason of a movement is shown as text.
    """
    text = "<script>alert(1)</script>"
    client.force_login(office.money)
    client.post(ADD_ITEM, {"code": "=1", "name": text, "value": "1", "token": "t1"})
    item = GiftItem.objects.get()
    desk.move_stock(item, 5, by=office.money, why=text)

    for url in (ITEMS, page(item), MOVES):
        assert "<script>alert" not in client.get(url).content.decode()


@pytest.mark.parametrize("rows", [3, 30])
def test_the_lists_of_the_store_take_as_many_queries_for_many_rows(office, client, rows, django_assert_max_num_queries):
    """
    Thirty rows take as many queries as three, in both lists.
    """
    for number in range(rows):
        desk.move_stock(GiftItem.objects.create(code=f"G{number}", value=1), 1, by=office.money)
    client.force_login(office.money)

    for url in (ITEMS, MOVES):
        with django_assert_max_num_queries(20):
            client.get(url)


def test_values_are_in_the_money_of_the_policy(db, settings):
    """
    The standard policy counts in yuan.
    """
    assert "CNY" == currency_today()
