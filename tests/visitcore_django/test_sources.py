import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import ImproperlyConfigured
from visitcore_site.host.models import Account, AccountSource

from visitcore_django import sources
from visitcore_django.models import Customer

PATH = "visitcore_site.host.models.AccountSource"


def test_no_source_is_named_unless_the_host_names_one(settings):
    """
    Without the setting there is no source.
    """
    settings.VISITCORE = {}

    assert sources.source() is None


def test_the_setting_names_the_source(settings):
    """
    The class in the setting is made, and says where its customers come from.
    """
    settings.VISITCORE = {"CUSTOMER_SOURCE": PATH}

    assert isinstance(sources.source(), AccountSource)
    assert "host.account" == sources.source().origin()


@pytest.mark.parametrize("path", ["django.contrib.auth.models.User", "visitcore_django.sources.CustomerSource"])
def test_a_setting_that_names_something_else_is_told(settings, path):
    """
    A class that is no source, or one without a table, is a fault of the settings.
    """
    settings.VISITCORE = {"CUSTOMER_SOURCE": path}

    with pytest.raises(ImproperlyConfigured, match=r"subclass|names no table"):
        sources.source()


class NoRows(sources.CustomerSource):
    """
    A source whose table is none.
    """

    model = int

    def customer(self, row):
        """
        Tell nothing.
        """


class Unwritten(sources.CustomerSource):
    """
    A source that does not say how a row reads.
    """

    model = Account


class Nameless(NoRows):
    """
    A source that forgot to return the name of its table.
    """

    model = Account

    def origin(self):
        """
        Give nothing.
        """


class Empty(Nameless):
    """
    A source whose table has an empty name.
    """

    def origin(self):
        """
        Give no letter.
        """
        return " "


class Long(Nameless):
    """
    A source whose table has a name that no column takes.
    """

    def origin(self):
        """
        Give a letter too many.
        """
        return "x" * 101


class Broken(Nameless):
    """
    A source that cannot name its table.
    """

    def origin(self):
        """
        Stumble.
        """
        raise KeyError("nix")


class Unmade(NoRows):
    """
    A source that cannot be made.
    """

    model = Account

    def __init__(self):
        raise RuntimeError("no licence")


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (NoRows, "names no table"),
        (Unwritten, "customer"),
        (Unmade, "RuntimeError: no licence"),
        (Nameless, r"names its table None\. Have its method `origin\(self\)` return a text .* such as 'host.account'"),
        (Empty, r"`origin\(self\)` return a text"),
        (Long, "at most 100 letters"),
        (Broken, r"KeyError: 'nix'\. Have its method `origin\(self\)` return a text"),
    ],
)
def test_a_source_that_is_not_finished_is_told(settings, monkeypatch, kind, why):
    """
    What is missing of it is named before a row is read.
    """
    monkeypatch.setattr("visitcore_site.host.models.Draft", kind, raising=False)
    settings.VISITCORE = {"CUSTOMER_SOURCE": "visitcore_site.host.models.Draft"}

    with pytest.raises(ImproperlyConfigured, match=why) as told:
        sources.source()
    assert f"{told.value.what}. {told.value.fix}" == str(told.value)


def test_a_source_must_tell_a_row():
    """
    A source that does not say how a row reads is not finished.
    """
    with pytest.raises(NotImplementedError):
        sources.CustomerSource().customer(None)


def test_a_proxy_has_the_origin_of_its_table():
    """
    Rows read by a proxy are the same rows.
    """

    class Clerk(User):
        class Meta:
            proxy = True
            app_label = "host"

    assert "auth.user" == sources.origin_of(Clerk)


def test_a_customer_is_found_by_the_row_it_stands_for(db):
    """
    Table and key lead to the customer, whatever the type of the key; another table's same key does not.
    """
    account, group = Account.objects.create(), Group.objects.create(name="x")
    mine = Customer.objects.create(code="C1", source_model="host.account", source_key=str(account.pk))
    Customer.objects.create(code="C2", source_model="auth.user", source_key=str(group.pk))

    assert mine == sources.customer_of(account)
    assert sources.customer_of(group) is None


def test_a_customer_is_found_under_the_name_that_the_source_gives(office, settings, monkeypatch):
    """
    A host that has renamed its table keeps the old name in `origin`, and the panel finds its customers.
    """
    settings.VISITCORE = {"CUSTOMER_SOURCE": "visitcore_site.host.models.AccountSource"}
    monkeypatch.setattr(AccountSource, "origin", lambda self: "crm.client")
    account = Account.objects.create(number="C1")
    mine = Customer.objects.create(code="C1", source_model="crm.client", source_key=str(account.pk))

    assert mine == sources.customer_of(account)
    settings.VISITCORE = {"CUSTOMER_SOURCE": "nowhere.Source"}
    assert sources.customer_of(account) is None
