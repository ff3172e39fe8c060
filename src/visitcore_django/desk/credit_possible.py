"""
What could still leave where goods were refused: found by asking the rules again, never reckoned beside them.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from attrs import evolve, frozen

from visitcore import LedgerEvent, Verdict, decide_on_account, replay
from visitcore_django.facts.credit import ledger_of, shipment_fact
from visitcore_django.models import ShipmentRequest
from visitcore_django.policies import running

CENTS = 100


@frozen(kw_only=True)
class Possible:
    """
    Other ways for goods that were refused.

    Attributes:
        at_once: How much of it may leave without anybody's signature.
        signed: How much of it may leave where *by* agrees; zero where nobody can.
        by: Role that would have to agree.
        prepaid: Whether all of it may leave where it is paid beforehand and a plan is on file.
    """

    at_once: Decimal
    signed: Decimal
    by: str
    prepaid: bool


def possible(request: ShipmentRequest, on: date) -> Possible | None:
    """
    What could leave on a day instead of the whole; ``None`` where the rules cannot tell.
    """
    policy = running(on).policy
    events = ledger_of(request.account)
    account = replay(policy, events)
    facts = evolve(shipment_fact(request, request.account, (), on), id="")

    def verdict(amount: Decimal) -> Verdict:
        return decide_on_account(account, evolve(facts, amount=amount)).verdict

    if verdict(request.amount) is Verdict.UNDETERMINED:
        return None
    at_once = _most(request.amount, lambda amount: verdict(amount) is Verdict.ALLOWED)
    signed = _most(request.amount, lambda amount: verdict(amount) in (Verdict.ALLOWED, Verdict.REFERRED))
    by = decide_on_account(account, evolve(facts, amount=signed)).outcome.next_by if signed > at_once else ""
    paid = LedgerEvent(on=on, kind="payment", amount=request.amount, for_="next")
    beforehand = decide_on_account(replay(policy, [*events, paid]), evolve(facts, plan=True))
    return Possible(
        at_once=at_once,
        signed=signed if by else Decimal(0),
        by=by,
        prepaid=beforehand.verdict is Verdict.ALLOWED,
    )


def _most(amount: Decimal, may: Callable[[Decimal], bool]) -> Decimal:
    """
    The greatest sum up to an amount that may, to the cent, where less always may too.
    """
    low, high = 0, int(amount * CENTS)
    while low < high:
        middle = (low + high + 1) // 2
        if may(Decimal(middle) / CENTS):
            low = middle
        else:
            high = middle - 1
    return Decimal(low) / CENTS
