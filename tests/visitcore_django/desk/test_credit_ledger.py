from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from visitcore_site.credit import LEDGER_A, Account, day

from visitcore import FactsError
from visitcore_django import desk
from visitcore_django.desk.credit_ledger import OpenLedger, hold, put_standing, standing_on
from visitcore_django.desk.credit_run import run_of
from visitcore_django.models import CreditAccount, LedgerEntry


@pytest.fixture
def account(office):
    """
    The customer of the worked examples with ledger A.
    """
    account = Account(office)
    account.tell(*LEDGER_A)
    return account


def post(account, on, kind, amount, **more):
    """
    Write one thing to the ledger.
    """
    with transaction.atomic():
        return OpenLedger(account.row.pk, day(on)).post(kind, Decimal(amount), on=day(on), by=None, **more)


def test_entries_have_their_places_in_order(account):
    """
    The next thing that happens takes the next place.
    """
    entry = post(account, "03-21", "payment", 5)

    assert 4 == entry.place
    assert [1, 2, 3, 4] == list(LedgerEntry.objects.order_by("place").values_list("place", flat=True))


@pytest.mark.parametrize(
    ("on", "kind", "amount", "more", "says"),
    [
        ("03-19", "invoice", 1, {"number": "I9", "class_of": "normal"}, "2024-03-19 lies before 2024-03-20"),
        ("02-29", "payment", 1, {"towards": "I1"}, "there is no invoice 'I1' before this event"),
        ("03-19", "payment", 1, {"towards": "I3"}, "there is no invoice 'I3' before this event"),
        ("03-21", "payment", 30001, {"towards": "I2"}, "30001 is more than the 30000"),
        ("03-21", "payment", 1, {"towards": "I9"}, "there is no invoice 'I9'"),
        ("03-21", "return", 40001, {"towards": "I1"}, "40001 is more than the 40000"),
        ("03-21", "invoice", 1, {"number": "i1", "class_of": "normal"}, "the invoice 'i1' stands here already"),
        ("03-21", "payment", "1.005", {}, "more than 2 digits"),
        ("03-21", "payment", "-1", {}, "less than nothing"),
        ("03-21", "payment", 0, {}, "nothing moves nothing"),
    ],
)
def test_what_cannot_have_happened_is_refused(account, on, kind, amount, more, says):
    """
    A day too early, money beyond what is open, an unknown invoice or a copied number: each in the words of the rules.
    """
    with pytest.raises(FactsError, match=says):
        post(account, on, kind, amount, **more)

    assert 3 == LedgerEntry.objects.count()


def test_a_bank_slip_that_comes_late_stands_at_its_day(account):
    """
    Entered after the invoice of the 20th, the money of the 15th paid I1: 30,000 were owed until the 20th, then 50,000.
    """
    entry = post(account, "03-15", "payment", 40000, towards="I1", number="P1")
    with transaction.atomic():
        ledger = OpenLedger(account.row.pk, day("03-20"))
    found = {one.day: one for one in run_of(account.row, day("03-14"), day("03-20"))}

    assert 4 == entry.place
    assert ["I1", "I2", "P1", "I3"] == [event.id for event in ledger.events]
    assert Decimal(50000) == ledger.told.standing(day("03-20")).outstanding
    assert [Decimal(70000), Decimal(30000), Decimal(50000)] == [
        found[day(on)].end.outstanding for on in ("03-14", "03-15", "03-20")
    ]


def test_a_late_slip_leaves_what_came_after_it_possible(account):
    """
    I2 was paid in full on the 21st; of the same invoice nothing can have come in before, and nothing is written.
    """
    post(account, "03-21", "payment", 30000, towards="I2")
    with pytest.raises(FactsError, match=r"30000\.00 is more than the 29999\.00 open on I2"):
        post(account, "03-12", "payment", 1, towards="I2")

    assert 4 == LedgerEntry.objects.count()


def test_what_does_not_fit_its_column_is_told(account):
    """
    A sum of thirteen digits before the point, or a number of 65 signs, is no database error.
    """
    with pytest.raises(desk.DeskError, match="amount"):
        post(account, "03-21", "payment", 10**12)
    with pytest.raises(desk.DeskError, match="document number"):
        post(account, "03-21", "payment", 1, number="x" * 65)


def test_an_account_is_held_before_its_ledger_is_read(account):
    """
    The row is locked; where rows cannot be, the write lock of the database is taken by writing first.
    """
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        hold(account.row.pk)
    first = asked[0]["sql"]

    if connection.features.has_select_for_update:
        assert first.endswith("FOR UPDATE")
    else:
        assert first.startswith("UPDATE")


def test_two_hands_never_take_one_place(account):
    """
    Whatever the database's isolation, a second entry at a place is impossible.
    """
    more = {"on": day("03-21"), "kind": "payment", "amount": Decimal(1)}
    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerEntry.objects.create(account=account.row, place=3, **more)


def test_standing_is_kept_and_the_version_stays(account):
    """
    Worked example 1: on the 31st of March the limit is 90,000; whoever edits the papers is not disturbed.
    """
    version = account.row.version
    with transaction.atomic():
        OpenLedger(account.row.pk, day("03-31")).keep_standing(day("03-31"))
    row = CreditAccount.objects.get()

    assert (Decimal(90000), Decimal(90000), Decimal(0), Decimal(0)) == (
        row.limit,
        row.outstanding,
        row.headroom,
        row.past_term,
    )
    assert (day("03-31"), version, "CNY") == (row.standing_on, row.version, row.currency)


def test_no_credit_in_the_policy_is_no_number(account):
    """
    Where the policy does not tell, the columns stay empty rather than zero.
    """
    with transaction.atomic():
        told = OpenLedger(account.row.pk, day("03-31")).told
    told.policy = desk_policy("SVM")
    put_standing(account.row, told, day("03-31"))

    assert standing_on(told, day("03-31")) is None
    assert account.row.limit is None
    assert account.row.headroom is None


def desk_policy(name):
    """
    A policy by its name.
    """
    from visitcore import load_policy

    return load_policy(name)


@pytest.mark.parametrize(
    ("on", "kind", "towards", "order"),
    [
        ("03-10", "payment", "I2", ["I1", "I2", "X1", "I3"]),
        ("03-15", "return", "I1", ["I1", "I2", "X1", "I3"]),
        ("03-01", "return", "I1", ["I1", "X1", "I2", "I3"]),
    ],
)
def test_what_comes_late_stands_behind_what_its_day_has(account, on, kind, towards, order):
    """
    Paid, or sent back, on the very day of the invoice and entered after the 20th: the invoice comes first.
    """
    post(account, on, kind, 10000, towards=towards, number="X1")
    with transaction.atomic():
        ledger = OpenLedger(account.row.pk, day("03-20"))
        late = OpenLedger(account.row.pk, day("03-20"))
        late.post("payment", Decimal(1), on=day(on), by=None, towards=towards, number="X2")

    assert order == [event.id for event in ledger.events]
    assert [*order[: order.index("X1") + 1], "X2"] == [event.id for event in late.events][: order.index("X1") + 2]
    assert Decimal(80000) == ledger.told.standing(day("03-20")).outstanding
