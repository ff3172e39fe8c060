"""
Reimbursing an expense for a customer.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from attrs import frozen

from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.verdict import Verdict
from visitcore.facts.expense import ExpenseClaim
from visitcore.ground.errors import FactsError
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text
from visitcore.policy.policy import Policy
from visitcore.rules.currency import same_currency
from visitcore.rules.filing_bar import BAR, filing_bar
from visitcore.rules.holding import book_on, lacking

NAME = "reimburse_expense"


@frozen(kw_only=True)
class Reimbursement:
    """
    What is reimbursed, and why not the rest.

    Attributes:
        claimed: What was claimed, in the currency of the pack; ``None`` where it is not known.
        reimbursed: What of it is reimbursed; ``None`` where that cannot be told.
        unpaid: What is not.
        why: Short codes of why not: ``not_held``, ``not_approved``, ``customer_not_filed``, ``over_cap``.
        ready: Whether it may be paid now.
        next_by: Roles that act next; empty where nobody has to.
    """

    claimed: Decimal | None
    reimbursed: Decimal | None
    unpaid: Decimal | None
    why: tuple[str, ...] = ()
    ready: bool = True
    next_by: tuple[str, ...] = ()


def reimburse_expense(facts: ExpenseClaim, policy: Policy) -> Decision[Any]:
    """
    Whether an expense for a customer is reimbursed.

    Args:
        facts: The expense, the claim and the filing of the customer.
        policy: The policy; the ``expenses.filing_bar`` keys of the day of the expense govern.

    Returns:
        A decision of `Reimbursement`: refused, with nothing reimbursed, where the customer was not filed as asked for;
        not applicable where the first contact came before the filing rules.

    Raises:
        FactsError: If it was claimed before it was spent, or in another currency.
    """
    claimed_before(facts.spent_on, facts.on, "spent_on")
    book = book_on(policy, BAR, facts.spent_on or facts.on)
    held = book.read(BAR)
    same_currency(facts.currency, held, policy)
    if facts.spent_on is None:
        return lacking(NAME, book, held, ["spent_on"])
    bar = filing_bar(facts.kind, facts.filing, facts.spent_on, facts.on, book)
    if not bar.applies:
        return conclude(NAME, book, bar.findings, verdict=Verdict.NOT_APPLICABLE)
    missing = [*bar.missing, *(["amount"] if facts.amount is None else [])]
    amount, reimbursed, unpaid = facts.amount, None, None
    if amount is not None and bar.barred is not None:
        reimbursed, unpaid = (Decimal(0), amount) if bar.barred else (amount, Decimal(0))
    outcome = Reimbursement(
        claimed=amount,
        reimbursed=reimbursed,
        unpaid=unpaid,
        why=("customer_not_filed",) if bar.barred else (),
        ready=not missing and not bar.barred,
    )
    return conclude(NAME, book, bar.findings, outcome=outcome, missing=missing, provisional=bar.provisional)


def claimed_before(spent_on: date | None, claimed_on: date, where: str) -> None:
    """
    Make sure that nothing is claimed before it was spent.

    Raises:
        FactsError: If it is.
    """
    if spent_on is None or _day(spent_on) <= _day(claimed_on):
        return
    what = Text(f"{spent_on} lies after the claim of {claimed_on}", f"{spent_on} 晚于报销日 {claimed_on}")
    fix = Text("claim it when it is spent, or correct the days", "请在费用发生后再报销，或更正日期")
    raise FactsError("the facts", [Problem(where, what, fix)])


def _day(moment: date) -> tuple[int, int, int]:
    """
    A day or an instant by its own calendar day; zones differ by less than what is caught here.
    """
    return moment.year, moment.month, moment.day
