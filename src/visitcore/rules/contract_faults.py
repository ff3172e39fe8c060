"""
What contradicts itself in the facts on a loan contract.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

from visitcore.blocks.flow import Flow
from visitcore.facts.contract import Instalment, LoanContract
from visitcore.ground.days import local_day
from visitcore.ground.errors import FactsError
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text
from visitcore.policy.policy import Rulebook

_CORRECT = Text("correct one of the two", "请更正其中之一")
_NOT_APPROVED = Text(
    "a contract beyond its application, and the application was not approved", "申请未批准，却已有合同"
)
_FLOW = "contracts.loan.flow"
_EVENTS = ("opened_on", "disbursed_on", "ended_on")


def refuse_faults(contracts: Mapping[str, LoanContract], book: Rulebook, key: str, *, numbered: bool = False) -> None:
    """
    Make sure that no contract contradicts itself.

    Args:
        contracts: The contracts by where they stand in the facts.
        book: The rulebook of the governing day.
        key: Key whose pack says currency and time zone.
        numbered: Whether each must have a number that no other has.

    Raises:
        FactsError: With every fault of every contract.
    """
    flow = book.find(_FLOW)
    start = flow.value.start if flow is not None and isinstance(flow.value, Flow) else None
    zone, currency = book.policy.home(key), book.policy.pack(book.read(key).pack).settings.currency
    faults = [
        fault.inside(where)
        for where, contract in contracts.items()
        for fault in contract_faults(contract, book.on, zone, currency)
    ]
    faults += [
        Problem(f"{where}.application_approved", _NOT_APPROVED, _CORRECT)
        for where, contract in contracts.items()
        if contract.application_approved is False and contract.state not in (None, start)
    ]
    if numbered:
        faults += _unnumbered(contracts)
    if faults:
        raise FactsError("the facts", faults)


def contract_faults(contract: LoanContract, on: date, zone: ZoneInfo, currency: str) -> Iterator[Problem]:
    """
    Every contradiction in a contract.

    Another currency, more owed than was paid out, more paid out than agreed, an event before its cause or after the day
    asked about, more paid on an instalment than it comes to.

    Args:
        contract: The contract.
        on: The governing day.
        zone: Where days begin and end.
        currency: Currency of the pack.
    """
    if contract.currency is not None and contract.currency.upper() != currency:
        what = Text(f"{contract.currency!r} is not {currency}", f"“{contract.currency}”不是 {currency}")
        yield Problem("currency", what, Text(f"give the amounts in {currency}", f"请按 {currency} 填写金额"))
    yield from _too_much(contract, "principal_outstanding", "disbursed")
    yield from _too_much(contract, "disbursed", "amount")
    yield from _out_of_turn(contract, on, zone)
    for at, instalment in enumerate(contract.plan or ()):
        yield from (fault.inside(f"plan[{at}]") for fault in _overpaid(instalment))


def _unnumbered(contracts: Mapping[str, LoanContract]) -> Iterator[Problem]:
    times = Counter(contract.number for contract in contracts.values())
    for where, contract in contracts.items():
        number = contract.number
        if not number:
            what = Text(
                "a contract without a number cannot be told from the others", "没有编号的合同无法与其他合同区分"
            )
            yield Problem(f"{where}.number", what, Text("give its number", "请填写合同编号"))
        elif times[number] > 1:
            what = Text(
                f"{number!r} is the number of {times[number]} contracts", f"编号“{number}”用于{times[number]}份合同"
            )
            yield Problem(f"{where}.number", what, Text("leave one of them", "请只保留一份"))


def _too_much(contract: LoanContract, part: str, whole: str) -> Iterator[Problem]:
    less, more = getattr(contract, part), getattr(contract, whole)
    if less is not None and more is not None and less > more:
        what = Text(f"{less} is more than {whole}, which is {more}", f"{less} 大于 {whole}（{more}）")
        yield Problem(part, what, _CORRECT)


def _out_of_turn(contract: LoanContract, on: date, zone: ZoneInfo) -> Iterator[Problem]:
    days = [(name, getattr(contract, name)) for name in _EVENTS]
    told = [(name, local_day(day, zone)) for name, day in days if day is not None]
    for (before, first), (after, then) in pairwise(told):
        if then < first:
            what = Text(f"{then} is before {before}, which is {first}", f"{then} 早于 {before}（{first}）")
            yield Problem(after, what, _CORRECT)
    for name, day in told:
        if day > on:
            what = Text(f"{day} is after the day asked about, {on}", f"{day} 晚于所问日期 {on}")
            yield Problem(name, what, Text("ask about that day or a later one", "请改问该日或之后的日期"))


def _overpaid(instalment: Instalment) -> Iterator[Problem]:
    paid = sum((payment.amount for payment in instalment.payments or ()), Decimal(0))
    if paid > instalment.amount:
        what = Text(
            f"{paid} was paid, more than the {instalment.amount} due", f"已付 {paid}，大于应付的 {instalment.amount}"
        )
        yield Problem("payments", what, _CORRECT)
