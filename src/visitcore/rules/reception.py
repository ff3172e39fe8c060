"""
Receptions: the class of the guests, who receives them, and what it may cost.
"""

from collections.abc import Mapping
from typing import Any

from attrs import define, field, frozen

from visitcore.blocks.table import Row, Table
from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.finding import Finding
from visitcore.facts.money import Money
from visitcore.facts.reception import Reception
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy, Rulebook
from visitcore.rules.holding import book_on, hold, listed, no_value, put
from visitcore.rules.reception_cost import Cost, hold_cost
from visitcore.rules.reception_escorts import escorts_for
from visitcore.rules.unknown_values import as_given, as_they_are_written, values_known

NAME = "decide_reception"
CLASS, ORDER = "expenses.reception.class", "expenses.reception.classes"
HOST, HOST_WITHOUT_CLASS = "expenses.reception.host", "expenses.reception.host_without_class"
BEARER = "expenses.reception.bearer"


@frozen(kw_only=True)
class Received:
    """
    What a reception comes to; ``None`` for what cannot be told.

    Attributes:
        guest_class: Class of the guests.
        hosts: Roles of which one receives them.
        ceiling: Most per person, in the pack's currency, before any tolerance.
        allowed_total: Most for all persons who count, tolerance included.
        excess: How much the bill is over *allowed_total*; zero where it is within.
        tolerance_used: How much of the tolerance the bill takes up; zero where it is within the ceiling.
        escorts_least: How many escorts are proposed.
        escorts_most: How many at most; ``None`` where there is no most, too.
        cost_bearer: Who bears the cost.
        decides_next: Roles that act next: the host asked for where another or none was named, and whoever may allow a
            bill over the ceiling; empty where nothing is open, or the document names nobody.
    """

    guest_class: str | None
    hosts: tuple[str, ...] | None
    ceiling: Money | None
    allowed_total: Money | None
    excess: Money | None
    tolerance_used: Money | None
    escorts_least: int | None
    escorts_most: int | None
    cost_bearer: str | None
    decides_next: tuple[str, ...]


def decide_reception(facts: Reception, policy: Policy) -> Decision[Any]:
    """
    Whether a reception keeps to the rules, and who receives, how many go along and what it may cost.

    Args:
        facts: The guests, the host and the bill, planned or paid.
        policy: The policy; the reception keys of the day *on* govern.

    Returns:
        A decision of `Received`: refused for the wrong host, a wrong class or a bill over the ceiling; undetermined
        while the class, the host, the number of guests or the bill is not known.

    Raises:
        FactsError: If the bill is in another currency than the pack's.
    """
    book = book_on(policy, CLASS, facts.on)
    answers = _Answers(book)
    class_ = _class_of(facts, answers)
    hosts = _hosts_of(facts, class_, answers)
    cost = hold_cost(facts, class_, book)
    escorts = escorts_for(facts, book)
    outcome = Received(
        guest_class=class_,
        hosts=hosts,
        ceiling=cost.ceiling,
        allowed_total=cost.allowed,
        excess=cost.excess,
        tolerance_used=cost.tolerance_used,
        escorts_least=escorts.least,
        escorts_most=escorts.most,
        cost_bearer=_bearer_of(facts, answers),
        decides_next=_next(facts, hosts, cost),
    )
    findings = [*answers.findings, *cost.findings, *escorts.findings]
    missing = dict.fromkeys((*answers.missing, *cost.missing, *escorts.missing))
    return conclude(NAME, book, findings, outcome=outcome, missing=tuple(missing))


@define
class _Answers:
    """
    What was found so far.
    """

    book: Rulebook
    findings: list[Finding] = field(factory=list)
    missing: list[str] = field(factory=list)

    def row(self, held: Dated[Any], case: Mapping[str, Any]) -> Row | None:
        """
        The row that answers, with a value; what is missing is noted otherwise.
        """
        if held.value is UNSPECIFIED:
            self.open(held, [held.key])
            return None
        row: Row | None = put(held, held.value.ask, case).row
        if row is not None and row.then is not UNSPECIFIED:
            return row
        self.open(held, [f"{held.key}[{name} = {value}]" for name, value in case.items()])
        return None

    def open(self, held: Dated[Any], missing: list[str]) -> None:
        """
        Note that a value cannot be held against anything until this is known.
        """
        self.missing.extend(missing)
        names = listed(missing)
        known = values_known(held, missing)
        says = Text(f"cannot be told without: {names.en}{known.en}", f"缺少以下信息，无法判定：{names.zh}{known.zh}")
        self.findings.extend(hold(held, None, says, unit=""))


def _class_of(facts: Reception, answers: _Answers) -> str | None:
    """
    The highest class that the guests fit; the one fixed by somebody where nobody says what they are.
    """
    held, order = answers.book.read_as(CLASS, Table), answers.book.read_as(ORDER, tuple)
    if order.value is UNSPECIFIED:
        answers.open(order, [ORDER])
        return None
    ranks = {name: rank for rank, name in enumerate(order.value)}
    if not facts.guest_kinds:
        return _class_as_fixed(facts, ranks, held, order, answers)
    rows = [answers.row(held, {"guest": kind}) for kind in facts.guest_kinds]
    found = [row for row in rows if row is not None]
    if len(found) < len(rows):
        return None
    unknown = [f"{ORDER}[class = {row.then}]" for row in found if row.then not in ranks]
    if unknown:
        answers.open(order, unknown)
        return None
    best = min(found, key=lambda row: ranks[row.then])
    class_: str = best.then
    fixed = facts.guest_class
    if fixed is not None and fixed not in ranks:
        answers.open(order, [f"{ORDER}[class = {fixed}]"])
        return class_
    says = Text(f"the guests are of class {class_}", f"客户属于{class_}类")
    if fixed not in (None, class_):
        says = Text(f"{says.en}, not {fixed}", f"{says.zh}，不是{fixed}类")
    seen, kinds = fixed or class_, listed(facts.guest_kinds)
    says = Text(f"{kinds.en}: {says.en}", f"{kinds.zh}：{says.zh}")
    answers.findings.extend(hold(held, seen == class_, says, rule=best.rule, seen=seen, limit=class_))
    return class_


def _class_as_fixed(
    facts: Reception, ranks: Mapping[str, int], held: Dated[Any], order: Dated[Any], answers: _Answers
) -> str | None:
    fixed = facts.guest_class
    if fixed is None:
        answers.open(held, ["guest_kinds"])
        return None
    if fixed not in ranks:
        answers.open(order, [f"{ORDER}[class = {fixed}]"])
        return None
    says = Text(f"class {fixed}, as it was fixed", f"{fixed}类，按已定类别")
    answers.findings.extend(hold(order, True, says, seen=fixed))
    return fixed


def _hosts_of(facts: Reception, class_: str | None, answers: _Answers) -> tuple[str, ...] | None:
    """
    The roles of which one receives: by the class, or by the general rule where there is none.
    """
    by_class = class_ is not None
    held = answers.book.read(HOST) if by_class else answers.book.find(HOST_WITHOUT_CLASS)
    if held is None or not (by_class or facts.supervisor_or_above is not None):
        return None
    case = {"class": class_} if by_class else {"supervisor_or_above": facts.supervisor_or_above}
    row = answers.row(held, case)
    if row is None:
        return None
    hosts: tuple[str, ...] = row.then
    who = listed(hosts)
    if facts.host is None:
        answers.missing.append("host")
        says = Text(f"to be received by {who.en}", f"应由{who.zh}接待")
        answers.findings.extend(hold(held, None, says, rule=row.rule, limit=hosts))
        return hosts
    right = facts.host in hosts
    says = Text(f"received by {facts.host}", f"由{facts.host}接待")
    if not right:
        by, codes = as_given(facts.host), as_they_are_written(facts.host, hosts)
        says = Text(
            f"received by {by.en}, the rule asks for {who.en}{codes.en}", f"由{by.zh}接待，规定由{who.zh}接待{codes.zh}"
        )
    answers.findings.extend(hold(held, right, says, rule=row.rule, seen=facts.host, limit=hosts))
    return hosts


def _bearer_of(facts: Reception, answers: _Answers) -> str | None:
    """
    Who bears the cost; the verdict does not hang on it.
    """
    held = answers.book.find(BEARER)
    if held is None or held.value is UNSPECIFIED or facts.sales_customer is None:
        return None
    row = held.value.ask({"sales_customer": facts.sales_customer}).row
    if row is None or row.then is UNSPECIFIED:
        answers.findings.extend(hold(held, None, no_value(held), rule=row.rule if row else ""))
        return None
    bearer: str = row.then
    says = Text(f"the cost is borne by {bearer}", f"费用由{bearer}承担")
    answers.findings.extend(hold(held, True, says, rule=row.rule))
    return bearer


def _next(facts: Reception, hosts: tuple[str, ...] | None, cost: Cost) -> tuple[str, ...]:
    """
    Who acts next, the host first.
    """
    asked = () if hosts is None or facts.host in hosts else hosts
    return tuple(dict.fromkeys((*asked, *cost.exception_by)))
