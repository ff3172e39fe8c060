from datetime import date
from decimal import Decimal

import pytest

from visitcore.codec.policy import load_policy
from visitcore.facts.credit import LedgerEvent
from visitcore.rules.credit_ledger import replay

POLICY = load_policy("CR")


def day(text):
    """
    A day of 2024, e.g. 03-26.
    """
    return date.fromisoformat(f"2024-{text}")


def event(on, kind, amount, **more):
    """
    One event of 2024.
    """
    return LedgerEvent(on=day(on), kind=kind, amount=Decimal(amount), **more)


LEDGER = (
    event("03-01", "invoice", 40000, id="I1", class_="normal"),
    event("03-10", "invoice", 30000, id="I2", class_="normal"),
    event("03-20", "invoice", 20000, id="I3", class_="normal"),
    event("03-26", "invoice", 29000, id="I4", class_="first"),
    event("03-28", "invoice", 25000, id="I5", class_="last"),
    event("03-29", "payment", 40000, for_="I1"),
    event("03-31", "payment", 10000, for_="I5"),
    event("04-05", "payment", 29000, for_="I4"),
    event("04-05", "payment", 15000, for_="I5"),
    event("04-10", "payment", 30000, for_="I2"),
    event("04-19", "payment", 20000, for_="I3"),
)
GOLDEN = """
    03-26  90000      0  90000  90000      0  0
    03-27  90000      0  90000 119000 -29000  1
    03-28  90000      0  90000 119000 -29000  1
    03-29  90000      0  90000 144000 -54000  2
    03-31  90000      0  90000 104000 -14000  2
    04-01  50000      0  50000  94000 -44000  2
    04-05  50000      0  50000  94000 -44000  2
    04-06 104000      0 104000  50000  54000  0
    04-09 104000      0 104000  50000  54000  0
    04-10  74000  30000      0  50000 -50000  0
    04-11  74000      0  74000  20000  54000  0
    04-19  74000      0  74000  20000  54000  0
    04-20  54000      0  54000      0  54000  0
    04-25  54000      0  54000      0  54000  0
    04-26  25000      0  25000      0  25000  0
    04-28      0      0      0      0      0  0
"""


def start_of(on, ledger=LEDGER):
    """
    The standing at the start of a day, before its events.
    """
    return replay(POLICY, [one for one in ledger if one.on < on]).standing(on)


@pytest.mark.parametrize("line", GOLDEN.strip().splitlines())
def test_the_day_by_day_run_of_the_worked_example(line):
    """
    Basis, past term, limit, outstanding, head-room and step at the start of each day are those of the printed table.
    """
    on, *numbers, step = line.split()
    standing = start_of(day(on))

    assert [Decimal(number) for number in numbers] == [
        standing.basis,
        standing.past_term,
        standing.limit,
        standing.outstanding,
        standing.headroom,
    ]
    assert int(step) == standing.step
    assert standing.hold is (on == "04-10")


def test_free_money_goes_to_the_oldest_open_invoice():
    """
    What is left of it lies on account, and lowers what is owed below nothing.
    """
    account = replay(POLICY, [*LEDGER[:3], event("03-25", "payment", 45000)])

    assert [0, 25000, 20000] == [account.invoices[name].open for name in ("i1", "i2", "i3")]

    account.post(event("03-25", "payment", 50000))

    assert Decimal(-5000) == account.standing(day("03-25")).outstanding


def test_money_on_account_pays_the_next_invoice_when_it_comes():
    """
    An invoice never grows old while free money lies on account.
    """
    account = replay(POLICY, [event("03-01", "payment", 500), event("03-02", "invoice", 800, id="I1", class_="normal")])

    assert Decimal(300) == account.invoices["i1"].open


def test_money_for_the_next_shipment_waits_for_it():
    """
    It pays nothing that is open, and pays the next invoice whatever its size.
    """
    account = replay(POLICY, [*LEDGER[:3], event("03-25", "payment", 1000, for_="next")])

    assert (Decimal(90000), Decimal(1000)) == (account.standing(day("03-25")).outstanding, account.earmarked)

    account.post(event("03-26", "invoice", 400, id="I4", class_="normal"))

    assert (Decimal(0), Decimal(600)) == (account.invoices["i4"].open, account.earmarked)


def test_a_return_lowers_amount_and_open_part():
    """
    What had been paid of the goods that came back is free money.
    """
    account = replay(POLICY, [*LEDGER[:3], event("03-25", "payment", 39000, for_="I1")])
    account.post(event("03-26", "return", 5000, for_="I1"))

    assert (Decimal(35000), Decimal(0)) == (account.invoices["i1"].amount, account.invoices["i1"].open)
    assert Decimal(26000) == account.invoices["i2"].open
    assert Decimal(85000) == account.standing(day("03-26")).basis


def test_an_over_limit_invoice_that_comes_back_whole_is_paid():
    """
    The episode ends, and nothing of it counts.
    """
    standing = replay(POLICY, [*LEDGER[:4], event("03-27", "return", 29000, for_="I4")]).standing(day("03-28"))

    assert (0, Decimal(90000), Decimal(90000)) == (standing.step, standing.basis, standing.outstanding)


def test_goods_sent_without_approval_count_only_when_paid():
    """
    They are no step of the ladder, but they do not lift the limit either.
    """
    ledger = [*LEDGER[:3], event("03-21", "invoice", 10000, id="I4", class_="unapproved")]
    standing = replay(POLICY, ledger).standing(day("03-22"))

    assert (0, Decimal(90000), Decimal(100000)) == (standing.step, standing.basis, standing.outstanding)
    assert (
        Decimal(100000)
        == replay(POLICY, [*ledger, event("03-22", "payment", 10000, for_="I4")]).standing(day("03-22")).basis
    )


def test_thirty_days_old_is_in_term_and_thirty_one_is_not():
    """
    The day before and the day of the change; the goods leave the window on the same day.
    """
    before, after = start_of(day("03-31"), LEDGER[:3]), start_of(day("04-01"), LEDGER[:3])

    assert (Decimal(0), Decimal(90000)) == (before.past_term, before.limit)
    assert (Decimal(40000), Decimal(0)) == (after.past_term, after.limit)


@pytest.mark.parametrize(("on", "limit"), [("03-31", 0), ("04-01", 75), ("04-10", 75), ("04-11", 0)])
def test_a_special_limit_is_in_force_on_both_its_ends(on, limit):
    """
    The day before its first and the day after its last it is not.
    """
    account = replay(
        POLICY,
        [
            event("02-01", "invoice", 100, id="I1", class_="normal"),
            event("03-30", "special_limit", 75, from_=day("04-01"), to=day("04-10")),
        ],
    )

    assert Decimal(limit) == account.standing(day(on)).limit


def test_an_account_can_be_looked_at():
    """
    In a log it takes a line, not the whole policy.
    """
    assert len(repr(replay(POLICY, LEDGER))) < 200
