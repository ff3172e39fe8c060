from decimal import Decimal

import pytest
from django.urls import reverse
from visitcore_site.days import TODAY, at

from visitcore_django.models import Customer, MealRequest

DESK = reverse("admin:visitcore_django_desk_changelist")


pytestmark = pytest.mark.usefixtures("today")


def page(client, user):
    """
    The desk page as somebody sees it.
    """
    client.force_login(user)
    return client.get(DESK)


def tile(answer, label):
    """
    The number under a label.
    """
    return {str(one.label): one.count for one in answer.context["tiles"]}.get(label)


def test_everybody_counts_what_he_looks_after(office, client):
    """
    A salesperson counts own customers, the lead the team's, the auditor all.
    """
    for code, owner in (("C1", office.li), ("C2", office.wang), ("C3", office.zhao)):
        office.customer(code, owner=owner)

    assert 1 == tile(page(client, office.li), "customers")
    assert 2 == tile(page(client, office.lead), "customers")
    assert 3 == tile(page(client, office.auditor), "customers")


def test_overdue_customers_stand_out_by_a_sign(office, client):
    """
    The number of overdue customers carries a sign, not only a colour.
    """
    office.customer("C1", due_status="overdue")

    answer = page(client, office.li)

    assert 1 == tile(answer, "overdue")
    assert "▲ overdue" in answer.content.decode()


def test_a_table_that_one_may_not_see_is_not_counted(office, client):
    """
    Finance has no right to see complaints, so their number and chart are not there.
    """
    answer = page(client, office.money)

    assert tile(answer, "open complaints") is None
    assert "Open complaints by age" not in answer.content.decode()


def test_who_sees_no_customers_has_no_desk(client, django_user_model):
    """
    Somebody without the right to view customers is turned away.
    """
    nobody = django_user_model.objects.create_user("nobody", is_staff=True)

    assert 403 == page(client, nobody).status_code


@pytest.mark.parametrize("part", ["history", "change", "delete"])
def test_no_customer_shows_under_the_desk(office, client, part):
    """
    The page has no rows: a guessed address of somebody else's customer does not exist.
    """
    hidden = office.customer("C-9", owner=office.zhao)
    client.force_login(office.li)

    answer = client.get(f"/admin/visitcore_django/desk/{hidden.pk}/{part}/", follow=True)

    assert "C-9" not in answer.content.decode()
    assert answer.status_code in {403, 404} or "exist" in answer.content.decode()


def test_spending_is_held_against_the_caps(office, client):
    """
    A month in which meals cost more than their caps is marked as over the limit.
    """
    customer = office.customer()
    for bill, cap in (("3000.00", "2000.00"), ("1000.00", "1500.00")):
        MealRequest.objects.create(
            customer=customer,
            requested_by=office.li,
            on=TODAY,
            occasion="banquet",
            importance="important",
            host="cs_staff",
            customers=1,
            company_diners=1,
            bill=Decimal(bill),
            per_person=Decimal(bill),
            cap=Decimal(cap),
            state=MealRequest.State.APPROVED,
        )

    text = page(client, office.li).content.decode()

    assert "¥4,000.00 ▲" in text
    assert "limit ¥3,500.00" in text


def test_the_page_asks_the_database_the_same_at_any_size(office, client):
    """
    Thirty customers cost as many queries as three.
    """
    client.force_login(office.lead)

    def queries():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as caught:
            client.get(DESK)
        return len(caught)

    for number in range(3):
        office.customer(f"A{number}", due_status="overdue")
    few = queries()
    for number in range(30):
        office.customer(f"B{number}", due_status="overdue", next_due=at(TODAY).date())

    assert few == queries()
    assert 33 == Customer.objects.count()
