"""
Trade credit: whether goods may leave on account, in which class, and by whose signature.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from attrs import frozen

from visitcore.blocks.table import Table
from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.verdict import Verdict
from visitcore.facts.credit import Shipment
from visitcore.ground.errors import FactsError
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy, Rulebook
from visitcore.rules.credit_account import CreditAccount
from visitcore.rules.credit_findings import on_limit, on_plan, plan_for
from visitcore.rules.credit_ladder import SIGNER, NextStep, next_step
from visitcore.rules.credit_ledger import not_past, replay
from visitcore.rules.credit_papers import Papers, look_at
from visitcore.rules.credit_says import says_row
from visitcore.rules.credit_standing import Standing, same_number
from visitcore.rules.currency import same_currency
from visitcore.rules.holding import hold, lacking, left_open

NAME = "decide_shipment"
RELEASE, CASH_PLAN, PLAN_NEEDED = "credit.release", "credit.cash_plan_blocks", "credit.plan_needed"


@frozen(kw_only=True)
class Release:
    """
    How goods leave, or why they do not; sums in the currency of the pack, as they stand just before the shipment.

    Attributes:
        class_: Class of the shipment, ``refuse`` or ``hold`` where it does not leave.
        basis: Goods, or money, of the window before the day.
        past_term: Open parts of invoices past their payment term.
        limit: What may be owed in all.
        outstanding: What is owed.
        headroom: What may still leave within the limit; less than nothing where it is passed.
        excess: What the shipment would owe beyond the limit; zero within it.
        step: Steps over the limit made and still counting.
        earmarked: Money paid towards the next shipment.
        next_by: Who decides next; empty where nobody has to.
        plan_needed: Whether a plan for bringing the money in belongs to it.
    """

    class_: str
    basis: Decimal
    past_term: Decimal
    limit: Decimal
    outstanding: Decimal
    headroom: Decimal
    excess: Decimal
    step: int
    earmarked: Decimal
    next_by: str
    plan_needed: bool


def decide_shipment(facts: Shipment, policy: Policy) -> Decision[Any]:
    """
    Whether goods may leave on account.

    Args:
        facts: The shipment, with the ledger of everything that happened on the account before it.
        policy: The policy; the credit keys of the day *on* govern.

    Returns:
        A decision of `Release`: allowed in a class, referred to whoever has to sign or decide, refused with what would
        still be possible, undetermined where a paper, the plan, the ledger or a value of the policy is not known.

    Raises:
        FactsError: If the ledger holds something that cannot have happened, goes on past the day, or holds the
            shipment already.
    """
    book = policy.on(CreditAccount(policy).day_of(facts.on))
    held: Dated[Any] = book.read_as(RELEASE, Table)
    same_currency(facts.currency, held, policy)
    lacks = [name for name in ("amount", "ledger") if getattr(facts, name) is None]
    if held.value is UNSPECIFIED:
        return left_open(NAME, book, held)
    if facts.ledger is None or facts.amount is None:
        return lacking(NAME, book, held, lacks)
    return decide_on_account(replay(policy, facts.ledger), facts)


def decide_on_account(account: CreditAccount, facts: Shipment) -> Decision[Any]:
    """
    The same for an account that has been told its events already; the ledger of the facts is not looked at.

    One more decision costs the same however long the account has run.
    """
    book = account.policy.on(account.day_of(facts.on))
    held: Dated[Any] = book.read_as(RELEASE, Table)
    same_currency(facts.currency, held, account.policy)
    _check(account, facts)
    standing = account.standing(book.on)
    if not isinstance(standing, Standing):
        return left_open(NAME, book, standing)
    if held.value is UNSPECIFIED:
        return left_open(NAME, book, held)
    if facts.amount is None:
        return lacking(NAME, book, held, ["amount"])
    return _answer(book, held, facts, facts.amount, standing, look_at(book, facts.papers, account))


def _check(account: CreditAccount, facts: Shipment) -> None:
    problems = not_past(account, facts.on)
    if facts.id and ("invoice", same_number(facts.id)) in account.seen:
        what = Text(f"{facts.id!r} has left already", f"“{facts.id}”已经发货")
        problems.append(Problem("id", what, Text("a copy is no second shipment", "重复的单据不能再次发货")))
    if facts.amount is not None and not facts.amount:
        problems.append(
            Problem(
                "amount", Text("nothing is shipped", "金额为零"), Text("give the value of the goods", "请填写货款金额")
            )
        )
    if problems:
        raise FactsError("the facts", problems)


def _answer(
    book: Rulebook, held: Dated[Any], facts: Shipment, amount: Decimal, standing: Standing, papers: Papers
) -> Decision[Any]:
    step = next_step(book, standing, amount, facts.signer)
    if not isinstance(step, NextStep):
        return left_open(NAME, book, step)
    plan_blocks: Dated[Any] = book.read_as(CASH_PLAN, bool)
    plans: Dated[Any] = book.read_as(PLAN_NEEDED, Table)
    for one in (plan_blocks, plans):
        if one.value is UNSPECIFIED:
            return left_open(NAME, book, one)
    case = _case(facts, amount, standing, papers, step, plan_blocks=plan_blocks.value)
    findings = [*papers.findings, *on_limit(book, held, standing, amount, papers)]
    answer = held.value.ask(case)
    if answer.missing or not answer.rows:
        missing = list(dict.fromkeys(lack for name in answer.missing for lack in _lacks(name, papers)))
        return conclude(NAME, book, [*findings, *lacking(NAME, book, held, missing).findings], missing=missing)
    row, verdict = answer.rows[0], Verdict(answer.rows[0].verdict)
    next_by = _next_by(book, row.then, verdict)
    if isinstance(next_by, Dated):
        return left_open(NAME, book, next_by)
    says = says_row(row.then, facts, amount, standing, step, next_by, eligible=bool(papers.eligible))
    findings += on_plan(plans, case, verdict)
    findings += hold(held, _HOLDS.get(verdict), says, rule=row.rule, unit="")
    outcome = Release(
        class_=row.then,
        basis=standing.basis,
        past_term=standing.past_term,
        limit=standing.limit,
        outstanding=standing.outstanding,
        headroom=standing.headroom,
        excess=max(amount - standing.headroom, Decimal(0)),
        step=standing.step,
        earmarked=standing.earmarked,
        next_by=next_by,
        plan_needed=bool(plan_for(plans, row.then).then),
    )
    return conclude(NAME, book, findings, outcome=outcome, verdict=verdict)


def _case(
    facts: Shipment, amount: Decimal, standing: Standing, papers: Papers, step: NextStep, *, plan_blocks: bool
) -> dict[str, Any]:
    """
    The inputs of the table; ``None`` where they are not known.
    """
    cash_covers = None if facts.cash is None else facts.cash >= amount
    beyond: bool | None = amount > standing.headroom
    if papers.eligible is not True:
        beyond = None if papers.eligible is None else not cash_covers if cash_covers is not None else None
    return {
        "ticket": facts.ticket,
        "eligible": papers.eligible,
        "cash_covers": cash_covers,
        "cash_plan": facts.plan if plan_blocks else True,
        "over_limit": beyond,
        "remitted": standing.earmarked + (facts.cash or 0) >= amount,
        "plan": facts.plan,
        "suspended": standing.hold,
        "step": step.name,
        "small_enough": step.small_enough,
        "signature": step.signature,
    }


def _lacks(name: str, papers: Papers) -> Sequence[str]:
    """
    The facts behind an input of the table that is not known.
    """
    if name == "eligible":
        return papers.missing
    if name == "over_limit":
        return papers.missing or ("cash",)
    return (_FACTS.get(name, name),)


_FACTS = {"cash_covers": "cash", "cash_plan": "plan"}


def _next_by(book: Rulebook, class_: str, verdict: Verdict) -> str | Dated[Any]:
    if verdict is not Verdict.REFERRED:
        return ""
    signer = book.read_as(f"{SIGNER}.{class_}", str)
    return signer if signer.value is UNSPECIFIED else str(signer.value)


_HOLDS = {Verdict.ALLOWED: True, Verdict.REFUSED: False}
