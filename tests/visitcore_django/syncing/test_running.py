import pytest
from visitcore_site.days import TODAY
from visitcore_site.host.models import Account, AccountSource

from visitcore_django.models import Customer
from visitcore_django.syncing import sync


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

    assert 1 == sync(AccountSource(), on=TODAY).gone


def test_customers_of_no_origin_are_left_alone(office):
    """
    A customer that was entered by hand has no row to be gone.
    """
    office.customer("A")

    assert 0 == sync(AccountSource(), on=TODAY).gone
