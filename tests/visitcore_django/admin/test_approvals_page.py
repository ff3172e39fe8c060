import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from visitcore_site.days import NOW, TODAY

from visitcore_django import desk
from visitcore_django.models import Approval, Customer, Gift, GiftItem

LIST = reverse("admin:visitcore_django_approval_changelist")
SHORT = 'role="alert">There are only 5 of Tea in stock, not 6'


pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def asked(office):
    """
    Asks for so many of a gift of which five are there.
    """
    tea = GiftItem.objects.create(code="TEA", name="Tea", value=80, stock=5)

    def ask(quantity):
        gift = Gift(customer=office.customer(), item=tea, quantity=quantity, on=TODAY)
        desk.request_gift(gift, by=office.li, at=NOW)
        return Approval.objects.get()

    return ask


def page(client, row):
    """
    The page of a request.
    """
    return client.get(reverse("admin:visitcore_django_approval_change", args=[row.pk])).content.decode()


def test_what_stands_in_its_way_is_told_above_the_answers(office, asked, client):
    """
    Six of five: whoever decides reads it before he can approve, and the page has the price, the sum and the stock.
    """
    row = asked(6)
    client.force_login(office.manager)
    answer = page(client, row)

    assert answer.index(SHORT) < answer.index("/do/approve/")
    assert all(words in answer for words in ("¥80.00", "¥480.00", "in stock"))


def test_the_list_tells_it_too(office, asked, client):
    """
    Beside a verdict that is in order, as whoever approves several at once does not open each.
    """
    asked(6)
    client.force_login(office.manager)
    answer = client.get(LIST).content.decode()

    assert '<div class="visitcore-lacks">There are only 5 of Tea in stock, not 6' in answer
    GiftItem.objects.update(stock=6)
    assert "visitcore-lacks" not in client.get(LIST).content.decode()


def test_the_list_costs_the_same_for_many_gifts(office, asked, client):
    """
    One that lacks something or six: the same number of queries.
    """
    asked(6)
    client.force_login(office.manager)
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    for _number in range(5):
        gift = Gift(customer=Customer.objects.get(), item=GiftItem.objects.get(), quantity=7, on=TODAY)
        desk.request_gift(gift, by=office.li, at=NOW)
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)

    assert len(few) == len(many)


def test_nothing_is_told_where_nothing_stands_in_its_way(office, asked, client):
    """
    Five of five can be given.
    """
    row = asked(5)
    client.force_login(office.manager)

    assert 'role="alert"' not in page(client, row)


def test_what_is_decided_is_hindered_by_nothing(office, asked, client):
    """
    Sent back, its page has no answers and no alarm.
    """
    row = asked(6)
    desk.send_back(row, by=office.manager, comment="fewer")
    client.force_login(office.manager)

    assert SHORT not in page(client, row)


def test_a_request_about_nothing_is_looked_at_all_the_same(office, asked, client):
    """
    What it was about is gone.
    """
    row = asked(6)
    Approval.objects.update(subject_id=0)
    client.force_login(office.boss)
    answer = page(client, row)

    assert "What this is about is gone." in answer
    assert "/do/approve/" not in answer
