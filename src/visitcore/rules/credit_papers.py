"""
What a customer must have handed in, and paid, to qualify for credit.
"""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from attrs import frozen

from visitcore.blocks.register import Register
from visitcore.blocks.table import Table
from visitcore.decisions.finding import Finding
from visitcore.facts.credit import CreditPapers
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Rulebook
from visitcore.rules.credit_account import CreditAccount
from visitcore.rules.holding import hold, listed, no_value

ELIGIBILITY, FILE, CONTRACT = "credit.eligibility", "credit.file", "credit.contract"
GRACE = "credit.prior_year_grace_days"
ELIGIBLE = "eligible"


@frozen(kw_only=True)
class Papers:
    """
    Whether a customer qualifies for credit.

    Attributes:
        eligible: Whether it does; ``None`` where that cannot be told.
        findings: What each condition was held against.
        missing: Names of the facts, and keys of the policy, that are not known.
    """

    eligible: bool | None
    findings: tuple[Finding, ...]
    missing: tuple[str, ...]


def look_at(book: Rulebook, papers: CreditPapers, account: CreditAccount) -> Papers:
    """
    Whether a customer qualifies on the day of the book: file, contract, and nothing open from earlier years.
    """
    table, grace = _read(book, ELIGIBILITY, Table), _read(book, GRACE, int, Decimal)
    registers = {"file": _read(book, FILE, Register), "contract": _read(book, CONTRACT, Register)}
    held: Dated[Any]
    for held in (table, grace, *registers.values()):
        if held.value is UNSPECIFIED:
            return Papers(eligible=None, findings=hold(held, None, no_value(held)), missing=(held.key,))
    case: dict[str, bool | None] = {}
    findings: list[Finding] = []
    missing: list[str] = []
    for name, held in registers.items():
        case[name], lacking, unknown = _filled(held.value, papers)
        findings += hold(held, case[name], _says_papers(name, lacking, unknown), unit="")
        missing += [f"papers.{field}" for field in unknown] if case[name] is None else []
    clear, says = _prior_years(book, account, int(grace.value))
    case["prior_year_clear"] = clear
    findings += hold(grace, clear, says, unit="")
    row = table.value.ask(case).row
    eligible = None if row is None else bool(row.then == ELIGIBLE)
    told = _ELIGIBLE[eligible]
    findings += hold(table, eligible, told, rule="" if row is None else row.rule, unit="")
    return Papers(eligible=eligible, findings=tuple(findings), missing=tuple(missing) if eligible is None else ())


def _read(book: Rulebook, key: str, *shapes: type) -> Dated[Any]:
    return book.read_as(key, *shapes)


def _filled(register: Register, papers: CreditPapers) -> tuple[bool | None, list[str], list[str]]:
    """
    Whether every field of a register is there, with those that are not and those not known.
    """
    lacking, unknown = [], []
    for field in register.fields:
        given: Any = getattr(papers, field.name, None)
        if given is None:
            unknown.append(field.name)
        elif not given or (field.one_of and given not in field.one_of):
            lacking.append(field.name)
    return (False if lacking else None if unknown else True), lacking, unknown


def _says_papers(name: str, lacking: list[str], unknown: list[str]) -> Text:
    what = _NAMES[name]
    if lacking or unknown:
        names, fault = listed(lacking or unknown), _LACKS if lacking else _UNKNOWN
        return Text(f"{what.en}: {fault.en} {names.en}", f"{what.zh}：{fault.zh}{names.zh}")
    return Text(f"{what.en} complete", f"{what.zh}齐全")


def _prior_years(book: Rulebook, account: CreditAccount, grace: int) -> tuple[bool, Text]:
    """
    Whether nothing is open from before the year; in the first days of grace, from before the year before.
    """
    year = (book.on - timedelta(days=grace)).year
    open_ = account.prior_years_open(year)
    if open_:
        return False, Text(f"{open_} still open from before {year}", f"{year} 年以前的货款尚有 {open_} 未结清")
    return True, Text(f"nothing open from before {year}", f"{year} 年以前的货款已清零")


_NAMES = {"file": Text("customer file", "客户档案"), "contract": Text("business contract", "业务合同")}
_LACKS, _UNKNOWN = Text("lacks", "缺少"), Text("not known", "未知：")
_ELIGIBLE = {
    True: Text("the customer qualifies for credit", "客户具备授信资格"),
    False: Text("the customer does not qualify for credit", "客户不具备授信资格"),
    None: Text("whether the customer qualifies for credit cannot be told", "无法判定客户是否具备授信资格"),
}
