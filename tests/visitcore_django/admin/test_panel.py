from datetime import date

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.db import OperationalError, ProgrammingError
from django.db.migrations.recorder import MigrationRecorder
from django.urls import reverse
from visitcore_site.days import NOW, at
from visitcore_site.host.models import Account

from visitcore_django.admin.panel import address
from visitcore_django.models import Customer, Visit

SITES = ["admin", "second"]


@pytest.fixture
def account(office):
    """
    An account of the host's, and the customer of Li's that stands for it.
    """
    row = Account.objects.create(number="C1", company="<b>Bold</b>")
    office.customer("C1", name="<b>Bold</b>", source_model="host.account", source_key=str(row.pk))
    may = Permission.objects.filter(content_type__app_label="host")
    for person in (office.li, office.wang):
        person.user_permissions.add(*may)
    return row


def page(client, user, row, site="admin"):
    """
    The host's page of a row, as somebody sees it.
    """
    client.force_login(user)
    with time_machine.travel(NOW, tick=False):
        answer = client.get(reverse(f"{site}:host_account_change", args=[row.pk]))
    assert 200 == answer.status_code
    return answer.content.decode()


@pytest.mark.parametrize("site", SITES)
def test_the_hosts_page_shows_the_visits(office, client, account, site):
    """
    ABC-03.2a: an A customer never visited since January is overdue in June; the page says so, with the clause.
    """
    Visit.objects.create(
        customer=office.customer("C2"), owner=office.li, start=at(date(2024, 6, 3)), purpose="<i>not mine</i>"
    )
    text = page(client, office.li, account, site)

    assert "overdue" in text
    assert "ABC-03.2a" in text
    assert "None yet." in text
    assert "not mine" not in text


def test_the_last_visits_are_shown_safely(office, client, account):
    """
    Visits stand there with day, state, visitor and purpose, and markup in them is text.
    """
    from visitcore_django.sources import customer_of

    Visit.objects.create(
        customer=customer_of(account), owner=office.li, start=at(date(2024, 6, 3)), purpose="<script>alert(1)</script>"
    )
    text = page(client, office.li, account)

    assert "June 3, 2024" in text
    assert "<script>alert(1)</script>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


@pytest.mark.parametrize("status", ["planned", "cancelled"])
def test_a_visit_that_lies_ahead_is_none_of_the_last(office, client, account, status):
    """
    Planned or cancelled, it has not been; what was planned for a day that has passed has its place there.
    """
    for day in (date(2024, 6, 3), date(2024, 6, 20)):
        Visit.objects.create(customer=Customer.objects.get(), owner=office.li, start=at(day), status=status)
    text = page(client, office.li, account)

    assert "June 3, 2024" in text
    assert "June 20, 2024" not in text


def test_a_host_with_its_own_template_and_fields_keeps_them(office, client, account):
    """
    The panel is one more set of fields, whatever the host's page looks like.
    """
    text = page(client, office.li, account, "second")

    assert "the host's own words" in text
    assert "Stammdaten" in text
    assert "overdue" in text


def test_a_customer_of_somebody_else_is_not_shown(office, client, account):
    """
    Who may open the host's page but does not look after the customer is told so, and nothing more.
    """
    text = page(client, office.wang, account)

    assert "Somebody else looks after" in text
    assert "overdue" not in text


def test_a_customer_without_an_owner_is_said_to_have_none(office, client, account):
    """
    There is nobody else to ask for it.
    """
    Customer.objects.update(owner=None, team=None)
    text = page(client, office.wang, account)

    assert "Nobody looks after the visits to this customer yet" in text
    assert "Somebody else" not in text


def test_without_the_right_there_is_no_panel(office, client, account):
    """
    Somebody who may not see customers sees the host's page as it was.
    """
    clerk = User.objects.create_user("clerk", is_staff=True)
    clerk.user_permissions.add(*Permission.objects.filter(content_type__app_label="host"))

    assert "Visits</h2>" not in page(client, clerk, account)


def test_a_row_that_was_not_taken_over_is_told_kindly(office, client, account):
    """
    A new account says when its visits will be there.
    """
    row = Account.objects.create(number="C9")
    office.boss.user_permissions.add(*Permission.objects.filter(content_type__app_label="host"))

    assert "has not been taken over yet" in page(client, office.boss, row)


def test_the_page_to_add_a_row_has_no_panel(office, client, account):
    """
    What is not there yet has no visits.
    """
    client.force_login(office.li)

    assert "Visits</h2>" not in client.get(reverse("admin:host_account_add")).content.decode()


def test_saving_the_hosts_page_still_works(office, client, account):
    """
    The panel takes no part in the form.
    """
    client.force_login(office.li)
    answer = client.post(reverse("second:host_account_change", args=[account.pk]), {"company": "New"})
    account.refresh_from_db()

    assert 302 == answer.status_code
    assert "New" == account.company


def test_an_inactive_customer_is_said_to_be_so(office, client, account):
    """
    The standing says that no more visits are planned for.
    """
    from visitcore_django.models import Customer

    Customer.objects.update(active=False)

    assert "the customer is inactive" in page(client, office.li, account)


def test_a_policy_without_a_cadence_is_told_in_words(office, client, account, settings):
    """
    A policy that is silent about visits does not break the host's page.
    """
    settings.VISITCORE = {"POLICY": "CR"}

    assert "visits.cadence" in page(client, office.li, account)


def test_a_page_is_sought_on_the_hosts_site_first():
    """
    A page that the host's site has not is that of Django's own site; one that neither has is no link.
    """
    assert "/admin/visitcore_django/customer/7/change/" == address("second", "customer_change", 7)
    assert "" == address("second", "nothing_change", 7)


def test_without_its_tables_the_panel_says_what_to_run(office, client, account, monkeypatch):
    """
    The host's own page is shown, with a sentence where the visits would stand.
    """
    MigrationRecorder.Migration.objects.filter(app="visitcore_django", name="0002_search").delete()
    monkeypatch.setattr(Customer._meta, "db_table", "nowhere")

    assert "manage.py migrate" in page(client, User.objects.create_superuser("root"), account)


def test_another_fault_of_the_database_is_not_hidden(office, client, account, monkeypatch):
    """
    Where every migration was run, an error is an error.
    """
    monkeypatch.setattr(Customer._meta, "db_table", "nowhere")

    with pytest.raises((OperationalError, ProgrammingError)):
        page(client, User.objects.create_superuser("root"), account)
