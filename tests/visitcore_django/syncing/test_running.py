import pytest
from attrs import evolve
from visitcore_site.days import TODAY
from visitcore_site.host.models import Account, AccountSource

from visitcore_django.models import Customer
from visitcore_django.syncing import SyncRefused, sync


def accounts(number, start=0):
    """
    Some accounts of the host.
    """
    return Account.objects.bulk_create(
        Account(number=f"K{place:03d}", company=f"Company {place}") for place in range(start, start + number)
    )


@pytest.mark.parametrize("batch", [1, 3, 7, 100])
def test_every_row_is_taken_once_whatever_the_batch(office, batch):
    """
    Keys of any type are walked through in order, none twice and none left out.
    """
    accounts(7)
    counts = sync(AccountSource(), on=TODAY, batch=batch)

    assert (7, 7) == (counts.read, counts.new)
    assert {str(account.pk) for account in Account.objects.all()} == set(
        Customer.objects.values_list("source_key", flat=True)
    )


def test_a_second_run_changes_nothing(office):
    """
    The sync is safe to repeat.
    """
    accounts(5)
    sync(AccountSource(), on=TODAY, batch=2)
    again = sync(AccountSource(), on=TODAY, batch=2)

    assert (5, 0, 0, 5) == (again.read, again.new, again.changed, again.same)


def test_a_sync_that_was_broken_off_is_begun_again(office):
    """
    What was written before the fault stays, and the next run brings the rest.
    """
    accounts(5)

    def broken(batches):
        for place, rows in enumerate(batches):
            if place == 2:
                raise KeyboardInterrupt
            yield rows

    with pytest.raises(KeyboardInterrupt):
        sync(AccountSource(), on=TODAY, batch=2, shown=broken)

    assert 4 == Customer.objects.count()
    counts = sync(AccountSource(), on=TODAY, batch=2)
    assert (1, 4) == (counts.new, counts.same)


def test_a_row_that_is_gone_leaves_an_inactive_customer(office):
    """
    Nobody is deleted; a row that comes back is active again.
    """
    _kept, gone = accounts(2)
    sync(AccountSource(), on=TODAY)
    Account.objects.filter(pk=gone.pk).delete()
    touched = []
    counts = sync(AccountSource(), on=TODAY, touched=touched.append)
    again = sync(AccountSource(), on=TODAY)
    customer = Customer.objects.get(source_key=str(gone.pk))

    assert (1, 0) == (counts.gone, again.gone)
    assert not customer.active
    assert [customer.pk] in [list(keys) for keys in touched]
    gone.save(force_insert=True)
    assert 1 == sync(AccountSource(), on=TODAY).changed
    assert Customer.objects.get(source_key=str(gone.pk)).active


def test_the_source_may_keep_those_that_are_gone(office):
    """
    A host that says so keeps its customers active.
    """

    class Keeps(AccountSource):
        def gone(self, customer):
            return False

    accounts(1)
    sync(Keeps(), on=TODAY)
    Account.objects.all().delete()

    assert 0 == sync(Keeps(), on=TODAY).gone
    assert Customer.objects.get().active


def test_a_key_that_the_host_cannot_have_is_gone(office):
    """
    After the host has changed the type of its keys, the old ones are gone.
    """
    office.customer("A", source_model="host.account", source_key="17")

    assert 1 == sync(AccountSource(), on=TODAY, all_gone=True).gone


@pytest.mark.parametrize("batch", [1, 2, 100])
def test_a_table_made_again_with_new_keys_ends_with_all_active(office, batch):
    """
    Every account has a new key and its old number: the customers are the same, and nobody is lost or doubled.
    """
    accounts(5)
    sync(AccountSource(), on=TODAY)
    before = dict(Customer.objects.values_list("code", "pk"))
    Account.objects.all().delete()
    accounts(5)
    said = []
    counts = sync(AccountSource(), on=TODAY, batch=batch, tell=said.append)

    assert ([], 0, 0, 0, 5) == (said, counts.new, counts.refused, counts.gone, counts.changed)
    assert before == dict(Customer.objects.filter(active=True).values_list("code", "pk"))
    assert {str(one.pk) for one in Account.objects.all()} == set(Customer.objects.values_list("source_key", flat=True))


def test_an_account_made_again_is_active_again(office):
    """
    The customer had become inactive meanwhile; its number says that it is the same.
    """
    accounts(2)
    sync(AccountSource(), on=TODAY)
    Account.objects.get(number="K001").delete()
    sync(AccountSource(), on=TODAY)
    Account.objects.create(number="K001", company="again")

    assert (1, 0) == ((done := sync(AccountSource(), on=TODAY)).changed, done.refused)
    assert [("again", True)] == list(Customer.objects.filter(code="K001").values_list("name", "active"))


def test_a_number_that_a_living_account_holds_is_not_taken_away(office):
    """
    Two accounts with one number, in two batches: the first keeps the customer.
    """
    accounts(1)
    sync(AccountSource(), on=TODAY)
    accounts(1)
    said = []
    counts = sync(AccountSource(), on=TODAY, batch=1, tell=said.append)

    assert (1, 1, ["code"]) == (counts.same, counts.refused, [one.column for one in said])


def test_a_figure_that_nothing_reads_is_told_once(office):
    """
    All rows have it from the same class: a line for each of them would hide the others.
    """

    class Slip(AccountSource):
        def customer(self, row):
            return evolve(super().customer(row), figures={"sails": 7})

    accounts(5)
    said = []
    counts = sync(Slip(), on=TODAY, batch=2, tell=said.append)

    assert (5, 5, ["sails"]) == (counts.new, counts.figures, [one.column for one in said])


def test_an_unknown_word_is_told_once_however_often_it_runs(office):
    """
    A grade, an owner and a team that nobody knows are a line each, over all batches, with the customers' codes.
    """

    class Strange(AccountSource):
        def customer(self, row):
            return evolve(super().customer(row), grade="Gold", owner="ghost", team="moon")

    accounts(5)
    for _ in range(2):
        said = []
        sync(Strange(), on=TODAY, batch=2, tell=said.append)

        assert {"grade", "owner", "team"} == {one.column for one in said}
        assert [(5, 3)] * 3 == [(one.rows, len(one.codes)) for one in said]
        assert all(set(one.codes) <= {f"K00{place}" for place in range(5)} for one in said)


def test_an_empty_table_makes_nobody_inactive_unless_it_is_said(office):
    """
    A table that was emptied by mistake does not close the office.
    """
    accounts(2)
    sync(AccountSource(), on=TODAY)
    Account.objects.all().delete()

    with pytest.raises(SyncRefused, match="2 customers"):
        sync(AccountSource(), on=TODAY)

    assert 2 == Customer.objects.filter(active=True).count()
    assert 2 == sync(AccountSource(), on=TODAY, all_gone=True).gone
    assert 0 == sync(AccountSource(), on=TODAY).gone


def test_customers_of_no_origin_are_left_alone(office):
    """
    A customer that was entered by hand has no row to be gone.
    """
    office.customer("A")

    assert 0 == sync(AccountSource(), on=TODAY).gone
