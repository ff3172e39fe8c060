"""
Day-end job: which loan contracts end in the night, which are held, and what to look at before.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from attrs import evolve, frozen

from visitcore.blocks.flow import Flow, Move
from visitcore.blocks.table import Row, Table
from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.finding import Finding
from visitcore.facts.contract import LoanContract
from visitcore.facts.contract_question import DayEnd
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy, Rulebook
from visitcore.rules.contract_faults import refuse_faults
from visitcore.rules.currency import after_amounts
from visitcore.rules.holding import book_on, hold, lacking, left_open

FLOW, MODE, TABLES = "contracts.loan.flow", "contracts.loan.day_end_mode", "contracts.loan.day_end"
WARNINGS = "contracts.loan.day_end_warnings"
MOVE = "day_end"
ENDS, OWED, HELD = "ends", "ends_with_interest_owed", "held"


@frozen(kw_only=True)
class InterestOwed:
    """
    What the job tells of a contract that ended with interest owed, or is held for it.

    Attributes:
        number: Number of the contract.
        event: ``ended_with_interest_owed`` or ``interest_hold``.
        interest: Interest owed.
    """

    number: str
    event: str
    interest: Decimal | None


@frozen(kw_only=True)
class DayEndRun:
    """
    What one run comes to; everything in the order of the numbers.

    Attributes:
        mode: ``source`` or ``guarded``.
        ended: Numbers of the contracts that end in this run.
        held: Numbers of those held for their interest.
        events: What is told of interest owed.
        contracts: All contracts after the run.
    """

    mode: str
    ended: tuple[str, ...]
    held: tuple[str, ...]
    events: tuple[InterestOwed, ...]
    contracts: tuple[LoanContract, ...]


@frozen(kw_only=True)
class DayEndWarning:
    """
    A contract to look at before the run.

    Attributes:
        number: Number of the contract.
        manager: Its account manager.
        warning: ``interest_owed`` or ``left_to_draw``.
        amount: Interest owed, or what is left to draw.
        by: Day in whose night the run comes.
    """

    number: str
    manager: str | None
    warning: str
    amount: Decimal | None
    by: date


@frozen(kw_only=True)
class DayEndWarnings:
    """
    Contracts to look at before the run, in the order of their numbers.

    Attributes:
        warnings: The warnings.
    """

    warnings: tuple[DayEndWarning, ...]


@frozen(kw_only=True)
class Night:
    """
    What the job does with one contract.

    Attributes:
        answer: What the table of the mode says; empty where that cannot be told.
        held: The dated value that says so.
        rule: Id of the rule on its row.
        missing: What is missing, by name in the contract or key.
    """

    answer: str
    held: Dated[Any]
    rule: str = ""
    missing: tuple[str, ...] = ()


def day_end_run(facts: DayEnd, policy: Policy) -> Decision[Any]:
    """
    What the day-end job does with each contract.

    Neither the order of the contracts nor a second run changes anything; a contract of which too little is known is
    left as it is and named, the others go on.

    Args:
        facts: The contracts.
        policy: The policy; the mode and the table of the day *on* govern.

    Returns:
        A decision of `DayEndRun`.

    Raises:
        FactsError: If a contract has no number, shares it or contradicts itself; every fault at once.
    """
    name = "day_end_run"
    book, held, contracts = _opened(facts, policy)
    if held.value is UNSPECIFIED:
        return left_open(name, book, held)
    if contracts is None:
        return lacking(name, book, held, ["contracts"])
    findings: list[Finding] = []
    missing: list[str] = []
    nights = {number: night(contract, book) for number, contract in contracts.items()}
    for number, one in nights.items():
        missing += _named(number, one.missing)
        kept = None if one.missing else one.answer != HELD
        findings += hold(one.held, kept, _says(number, one.answer), rule=one.rule, unit="")
    ended = tuple(number for number, one in nights.items() if one.answer in (ENDS, OWED))
    outcome = DayEndRun(
        mode=str(book.read(MODE).value),
        ended=ended,
        held=tuple(number for number, one in nights.items() if one.answer == HELD),
        events=tuple(
            InterestOwed(number=number, event=_EVENTS[one.answer], interest=contracts[number].interest_outstanding)
            for number, one in nights.items()
            if one.answer in _EVENTS
        ),
        contracts=tuple(
            evolve(contract, state=_moves(book)[0].to, ended_on=book.on) if number in ended else contract
            for number, contract in contracts.items()
        ),
    )
    return conclude(name, book, findings or _nothing(book.read(FLOW)), outcome=outcome, missing=missing)


def day_end_warnings(facts: DayEnd, policy: Policy) -> Decision[Any]:
    """
    Which contracts to look at before the run, because nothing can be done once they have ended.

    Args:
        facts: The contracts.
        policy: The policy; the table of the day *on* governs.

    Returns:
        A decision of `DayEndWarnings`: advice, never a refusal.

    Raises:
        FactsError: As `day_end_run`.
    """
    name = "day_end_warnings"
    book, held, contracts = _opened(facts, policy, WARNINGS)
    if held.value is UNSPECIFIED:
        return left_open(name, book, held)
    if contracts is None:
        return lacking(name, book, held, ["contracts"])
    findings: list[Finding] = []
    missing: list[str] = []
    warnings: list[DayEndWarning] = []
    for number, contract in contracts.items():
        if contract.state is None:
            missing.append(f"contracts[{number}].state")
        if contract.state not in _states(book):
            continue
        answer = held.value.ask(flags(contract))
        missing += _named(number, [_FACTS[name_] for name_ in answer.missing])
        for row in answer.rows:
            warnings.append(_warning(number, contract, row, book.on))
            much, unit = warnings[-1].amount, _unit(book, held)
            says = Text(
                f"{number}: {row.then}, {unit} {much}, before the day-end job",
                f"{number}：日结前 {row.then}，{much}{after_amounts(held, policy)}",
            )
            findings += hold(held, False, says, rule=row.rule, seen=much, unit=unit)
    findings = findings or list(_nothing(held) if not missing else lacking(name, book, held, missing).findings)
    outcome = DayEndWarnings(warnings=tuple(warnings))
    return conclude(name, book, findings, outcome=outcome, missing=missing)


def night(contract: LoanContract, book: Rulebook) -> Night:
    """
    What the day-end job does with a contract on the day of the rulebook.
    """
    flow = book.read_as(FLOW, Flow)
    if contract.state is None:
        return Night(answer="", held=flow, rule=_rule(book), missing=("state",))
    if contract.state not in _states(book):
        return Night(answer=_LEFT, held=flow, rule=_rule(book))
    mode = book.read_as(MODE, str)
    if mode.value is UNSPECIFIED:
        return Night(answer="", held=mode, missing=(MODE,))
    held = book.read_as(f"{TABLES}.{mode.value}", Table)
    if held.value is UNSPECIFIED:
        return Night(answer="", held=held, missing=(held.key,))
    answer = held.value.ask(flags(contract))
    if answer.row is None:
        return Night(answer="", held=held, missing=tuple(_FACTS[name] for name in answer.missing) or (held.key,))
    return Night(answer=str(answer.row.then), held=held, rule=answer.row.rule)


def flags(contract: LoanContract) -> Mapping[str, bool | None]:
    """
    Whether anything was drawn, principal and interest are owed, and anything is left to draw; ``None`` where unknown.
    """
    left = _left(contract)
    return {
        "drawn": None if contract.disbursed is None else contract.disbursed > 0,
        "principal_owed": None if contract.principal_outstanding is None else contract.principal_outstanding > 0,
        "interest_owed": None if contract.interest_outstanding is None else contract.interest_outstanding > 0,
        "left_to_draw": None if left is None else left > 0,
    }


_FACTS = {
    "drawn": "disbursed",
    "principal_owed": "principal_outstanding",
    "interest_owed": "interest_outstanding",
    "left_to_draw": "amount",
}
_EVENTS = {OWED: "ended_with_interest_owed", HELD: "interest_hold"}
_LEFT = "left_alone"


def _left(contract: LoanContract) -> Decimal | None:
    """
    What can still be drawn.
    """
    if contract.rest_cancelled:
        return Decimal(0)
    if contract.amount is None or contract.disbursed is None:
        return None
    return contract.amount - contract.disbursed


def _opened(
    facts: DayEnd, policy: Policy, key: str = MODE
) -> tuple[Rulebook, Dated[Any], Mapping[str, LoanContract] | None]:
    """
    The rulebook, the value under *key*, and the contracts by number, free of faults.
    """
    book = book_on(policy, FLOW, facts.on)
    held = book.read_as(key, str) if key == MODE else book.read_as(key, Table)
    if facts.contracts is None:
        return book, held, None
    refuse_faults({f"contracts[{at}]": one for at, one in enumerate(facts.contracts)}, book, FLOW, numbered=True)
    by_number = {str(contract.number): contract for contract in facts.contracts}
    return book, held, dict(sorted(by_number.items()))


def _moves(book: Rulebook) -> tuple[Move, ...]:
    """
    The moves of the flow that the job makes.
    """
    flow = book.read_as(FLOW, Flow).value
    return () if flow is UNSPECIFIED else tuple(move for move in flow.moves if move.name == MOVE)


def _states(book: Rulebook) -> tuple[str, ...]:
    """
    The states in which the job looks at a contract.
    """
    return tuple(state for move in _moves(book) for state in move.from_)


def _rule(book: Rulebook) -> str:
    return next((move.rule for move in _moves(book)), "")


def _named(number: str, missing: tuple[str, ...] | list[str]) -> list[str]:
    return [name if name.startswith("contracts.") else f"contracts[{number}].{name}" for name in missing]


def _nothing(held: Dated[Any]) -> tuple[Finding, ...]:
    return hold(held, True, Text("no contract to look at", "没有需要处理的合同"), unit="")


def _unit(book: Rulebook, held: Dated[Any]) -> str:
    return book.policy.pack(held.pack).settings.currency


def _warning(number: str, contract: LoanContract, row: Row, by: date) -> DayEndWarning:
    amount = contract.interest_outstanding if row.then == "interest_owed" else _left(contract)
    return DayEndWarning(number=number, manager=contract.manager, warning=str(row.then), amount=amount, by=by)


def _says(number: str, answer: str) -> Text:
    en, zh = {
        "": ("cannot be told", "无法判定"),
        _LEFT: ("the day-end job leaves it alone", "不属于日结处理范围"),
        "stays": ("stays as it is", "保持原状态"),
        ENDS: ("ends", "自动结束"),
        OWED: ("ends with interest owed, which can no longer be booked", "自动结束，未清利息无法再入账"),
        HELD: ("does not end, interest is owed", "利息未清，暂不结束"),
    }.get(answer, (answer, answer))
    return Text(f"{number}: {en}", f"{number}：{zh}")
