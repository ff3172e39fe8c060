from io import StringIO

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from visitcore_site.host.models import Account, AccountSource

from visitcore_django.models import Customer

SOURCE = {"CUSTOMER_SOURCE": "visitcore_site.host.models.AccountSource"}


def run(**options):
    """
    What the command says on its two streams.
    """
    out, err = StringIO(), StringIO()
    call_command("visitcore_sync", stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def test_without_a_source_the_command_says_what_to_write(db, settings):
    """
    A setting that is left out is an error of the call, with the line to write.
    """
    settings.VISITCORE = {}

    with pytest.raises(CommandError, match="CUSTOMER_SOURCE"):
        run()


def test_counts_and_faults_are_told(office, settings):
    """
    Good rows are taken; a bad one is told with key, column, value, reason and remedy.
    """
    settings.VISITCORE = SOURCE
    Account.objects.create(number="K1", company="=cmd()", adviser=office.li)
    bad = Account.objects.create(number="", company="<script>")
    Account.objects.create(number="K3", login="ghost")
    out, err = run(batch=1)

    assert out.startswith("3 rows: 2 new, 0 changed, 0 unchanged, 1 not taken")
    assert f"{bad.pk}, code '': is empty; not taken." in err
    assert "owner 'ghost': nobody logs in under this name; taken without it." in err
    assert "=cmd()" == Customer.objects.get(code="K1").name


def test_a_sync_that_takes_nothing_fails(office, settings):
    """
    Whoever watches the command by its exit code hears of it; one row taken is enough.
    """
    settings.VISITCORE = SOURCE
    Account.objects.create(number="", company="nameless")

    with pytest.raises(CommandError, match="No row could be taken"):
        run()

    Account.objects.create(number="K1", company="Delta")
    assert "1 new" in run()[0]


def test_an_empty_table_is_refused_unless_it_is_said(office, settings):
    """
    The sentence names the flag, and the flag does it.
    """
    settings.VISITCORE = SOURCE
    Account.objects.create(number="K1")
    run()
    Account.objects.all().delete()

    with pytest.raises(CommandError, match="--all-gone"):
        run()

    assert Customer.objects.get().active
    assert "1 inactive" in run(all_gone=True)[0]


def test_an_empty_table_that_nobody_came_from_is_in_order(office, settings):
    """
    A new CRM without a customer is no mistake: nobody could become inactive, whoever else is a customer.
    """
    settings.VISITCORE = SOURCE
    office.customer("A")

    assert run()[0].startswith("0 rows: 0 new")


def test_a_source_that_is_none_is_told(db, settings):
    """
    What the system checks say of the setting, the command says too; ``--traceback`` shows what led to it.
    """
    settings.VISITCORE = {"CUSTOMER_SOURCE": "django.contrib.auth.models.User"}

    with pytest.raises(CommandError, match="no subclass") as told:
        run()
    assert isinstance(told.value.__cause__, ImproperlyConfigured)


def test_rows_that_are_none_of_a_table_are_told(office, settings, monkeypatch):
    """
    A list instead of a queryset is named, with the class that gives it; ``--traceback`` shows what led to it.
    """
    settings.VISITCORE = SOURCE
    monkeypatch.setattr(AccountSource, "rows", lambda self: [])

    with pytest.raises(CommandError, match=r"AccountSource.rows\(\) gave a list") as told:
        run()
    assert isinstance(told.value.__cause__, ImproperlyConfigured)


def test_a_table_that_was_renamed_is_told_under_its_old_name(office, settings):
    """
    Each customer is there already, under the name that the table had: the sentence says so, and how to keep it.
    """
    settings.VISITCORE = SOURCE
    account = Account.objects.create(number="K1")
    run()
    Customer.objects.update(source_model="firms.firm")
    err = StringIO()

    with pytest.raises(CommandError, match="No row could be taken"):
        call_command("visitcore_sync", stderr=err)
    assert f"{account.pk}, code 'K1': belongs to a customer that is known as one of firms.firm" in err.getvalue()
    assert "have origin() of your class return “firms.firm” still" in err.getvalue()


def test_a_fault_of_the_hosts_code_is_told_with_its_line(office, settings, monkeypatch):
    """
    Whoever wrote the class finds the line that failed on a row.
    """

    def customer(self, row):
        return {}["nix"]

    settings.VISITCORE = SOURCE
    monkeypatch.setattr(AccountSource, "customer", customer)
    Account.objects.create(number="K1")
    err = StringIO()

    with pytest.raises(CommandError):
        call_command("visitcore_sync", stderr=err)
    line = customer.__code__.co_firstlineno + 1
    assert f"KeyError: 'nix' ({__file__}, line {line}); not taken." in err.getvalue()


def test_new_customers_stand_in_the_due_list_at_once(office, settings):
    """
    How they stand is worked out with the sync, not only at night.
    """
    settings.VISITCORE = SOURCE
    Account.objects.create(number="K1", size="A", adviser=office.li, opened="2024-01-01")
    run()

    assert "overdue" == Customer.objects.get().due_status
