import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured
from visitcore_site.host.models import Account, AccountSource

from visitcore_django.syncing.host import Host, stumbled

pytestmark = pytest.mark.django_db


def giving(rows):
    """
    A host whose source gives these rows.
    """

    class Source(AccountSource):
        def rows(self):
            return rows()

    return Host(Source())


@pytest.mark.parametrize("size", [1, 2, 9])
def test_pages_follow_each_other_by_key(size):
    """
    The next page begins after the last key of the one before, in the order of the database.
    """
    Account.objects.bulk_create(Account() for _ in range(3))
    host, found = Host(AccountSource()), []
    while page := host.page(found[-1] if found else None, size):
        found += [row.pk for row in page]

    assert list(Account.objects.order_by("pk").values_list("pk", flat=True)) == found


def test_only_keys_that_the_host_has_are_there():
    """
    A key that is gone, or can be none of the table, is not there.
    """
    kept = Account.objects.create()

    assert {str(kept.pk)} == Host(AccountSource()).there([str(kept.pk), "00699a71-0000-4000-8000-000000000000", "17"])
    assert set() == Host(AccountSource()).there(["17"])


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        (lambda: None, "a NoneType"),
        (list, "a list"),
        (Account.objects.values, r"a queryset by values\(\)"),
        (lambda: Account.objects.values_list("pk"), r"a queryset by values\(\)"),
        (lambda: Account.objects.all()[:5], "a queryset that is sliced"),
        (User.objects.all, "a queryset of auth.User"),
        (lambda: Account.objects.all().union(Account.objects.all()), "several querysets in one"),
    ],
)
def test_rows_that_cannot_be_walked_through_are_told(rows, what):
    """
    The sentence names the method, what it gave and what it must return.
    """
    Account.objects.create()

    with pytest.raises(ImproperlyConfigured, match=rf"^Source\.rows\(\) gave {what}\. .* queryset of host\.Account,"):
        giving(rows).page(None, 9)


def test_rows_of_a_proxy_are_rows_of_its_table():
    """
    A proxy has other methods and the same rows.
    """

    class Buyer(Account):
        class Meta:
            proxy = True
            app_label = "host"

    made = Account.objects.create()

    assert [made.pk] == [row.pk for row in giving(Buyer.objects.all).page(None, 9)]


def test_rows_that_fail_are_told_with_their_line():
    """
    The error of the host's code is no traceback, but a sentence with the place of it.
    """

    def rows():
        return Account.objects.filter(nothing=1)

    line = rows.__code__.co_firstlineno + 1
    said = rf"^Source\.rows\(\) failed: FieldError: .* \({__file__}, line {line}\)\. Have it return a queryset of host"
    with pytest.raises(ImproperlyConfigured, match=said):
        giving(rows).page(None, 9)
    with pytest.raises(ImproperlyConfigured, match=said):
        giving(rows).there(["00699a71-0000-4000-8000-000000000000"])


def test_a_word_on_the_gone_that_fails_is_told(office):
    """
    The sentence says what the method must return.
    """

    class Source(AccountSource):
        def gone(self, customer):
            return 1 / 0

    with pytest.raises(ImproperlyConfigured, match=r"^Source\.gone\(\) failed: ZeroDivisionError.* True .* False"):
        Host(Source()).gone(office.customer("A"))
    assert Host(AccountSource()).gone(office.customer("B")) is True


def test_the_innermost_line_of_the_hosts_module_is_told():
    """
    Neither our line nor that of a library, but the one which the host can mend.
    """

    class Source(AccountSource):
        def rows(self):
            return self.deeper()

        def deeper(self):
            return int("x" * 3, base=99)

    source = Source()
    try:
        source.rows()
    except ValueError as error:
        told = stumbled(source, error)

    assert f"({__file__}, line {Source.deeper.__code__.co_firstlineno + 1})" in told


def test_a_method_that_is_inherited_is_told_by_its_own_line():
    """
    Where no line of the source's module took part, the line of the inherited method helps.
    """

    class Bare(AccountSource):
        __module__ = "elsewhere"

    try:
        Bare().customer(None)
    except AttributeError as error:
        told = stumbled(Bare(), error)

    assert "models.py, line " in told


def test_a_method_that_cannot_be_called_has_no_line():
    """
    One without its argument never began.
    """

    class Source(AccountSource):
        def gone(self):
            """Take no customer."""

    try:
        Source().gone(None)
    except TypeError as error:
        told = stumbled(Source(), error)

    assert told.startswith("TypeError: ") and not told.endswith(")")
