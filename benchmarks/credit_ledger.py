"""
Credit accounts of different lengths: what one more decision costs, and how replaying grows; ratios in one run.

A short and a long account have the same open part, so that only the number of events before it differs.  Before
anything is measured, both decisions must be the same.
"""

import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from visitcore import CreditAccount, CreditPapers, LedgerEvent, Shipment, decide_on_account, load_policy, replay, take
from visitcore.codec.decision import decision_to_dict

POLICY = load_policy("CR")
PAPERS = CreditPapers(file_data=True, opener_id_copy=True, contract_type="direct", settlement_agreement=True)
START, END, YEARS = date(1993, 6, 14), date(2024, 6, 14), 30
SHORT, LONG = 100, 100_000
LENGTHS = (250_000, 500_000, 1_000_000)
ASKED, ROUNDS = 200, 15
COST_TARGET, GROWTH_TARGET = 2, 1.25


def events(count: int) -> Iterator[LedgerEvent]:
    """
    So many events: invoices spread over thirty years, each paid at once, and the same fifty open ones of the last days.
    """
    recent = SHORT // 2
    old = count // 2 - recent
    for at in range(old):
        day = START + timedelta(days=YEARS * 365 * at // old)
        yield from sold_and_paid(day, f"I{at}", sold=100 + at % 900, paid=100 + at % 900)
    for at in range(recent):
        day = END - timedelta(days=(recent - at) // 5 + 1)
        yield from sold_and_paid(day, f"R{at}", sold=500 + at, paid=400 + at)


def sold_and_paid(day: date, number: str, *, sold: int, paid: int) -> Iterator[LedgerEvent]:
    """
    An invoice and a payment for it on the same day.
    """
    yield LedgerEvent(on=day, kind="invoice", id=number, amount=Decimal(sold), class_="normal")
    yield LedgerEvent(on=day, kind="payment", amount=Decimal(paid), for_=number)


def account_of(count: int) -> CreditAccount:
    """
    An account after so many events.
    """
    return replay(POLICY, events(count))


QUESTION = Shipment(on=END, amount=Decimal(1000), papers=PAPERS)


def ask(account: CreditAccount) -> float:
    """
    Seconds for one more decision after one more event.
    """
    number = len(account.invoices)
    start = time.perf_counter()
    for at in range(ASKED):
        invoice = LedgerEvent(on=END, kind="invoice", id=f"N{number + at}", amount=Decimal(1), class_="normal")
        take(account, invoice)
        decide_on_account(account, QUESTION)
    return (time.perf_counter() - start) / ASKED


def main() -> None:
    """
    Compare, then measure in turn, so that a busy moment of the machine hits both.
    """
    short, long = account_of(SHORT), account_of(LONG)
    said = [decision_to_dict(decide_on_account(account, QUESTION)) for account in (short, long)]
    if said[0] != said[1]:
        raise SystemExit(f"not the same answer:\n{said[0]}\n{said[1]}")
    rounds = [(ask(short), ask(long)) for _ in range(ROUNDS)]
    least = [min(times) for times in zip(*rounds, strict=True)]
    print(f"one more decision after {SHORT:>9,} events  {least[0] * 1e6:8.1f} µs")
    print(f"one more decision after {LONG:>9,} events  {least[1] * 1e6:8.1f} µs")
    print(f"ratio {least[1] / least[0]:.2f}   (target: at most {COST_TARGET})")
    del short, long
    each = []
    for length in LENGTHS:
        ledger = list(events(length))
        start = time.perf_counter()
        replay(POLICY, ledger)
        each.append((time.perf_counter() - start) / length)
        print(f"replay of {length:>9,} events: {each[-1] * length:6.2f} s, {each[-1] * 1e6:5.2f} µs an event")
        sys.stdout.flush()
    print(f"ratio {each[-1] / each[0]:.2f} an event, longest against shortest   (target: at most {GROWTH_TARGET})")


if __name__ == "__main__":
    main()
