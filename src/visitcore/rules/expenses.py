"""
Meals with customers: whether one may take place, and what it may cost.
"""

from decimal import Decimal
from typing import Any

from attrs import frozen

from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.verdict import Verdict
from visitcore.facts.meal import Meal
from visitcore.policy.policy import Policy
from visitcore.rules.holding import book_on
from visitcore.rules.meal_approval import meal_approval
from visitcore.rules.meal_caps import CAP, meal_cost
from visitcore.rules.meal_diners import meal_diners
from visitcore.rules.meal_manners import meal_company, meal_drinks, meal_place

NAME = "decide_meal"


@frozen(kw_only=True)
class MealAllowance:
    """
    What a meal may cost, and who decides next.

    Amounts are in the currency of the pack.

    Attributes:
        cap: The most per person, itself still good; ``None`` where the rules name none.
        limit: The most in all: the cap times the people who share it.
        spent_per_person: The bill divided by those people, to 28 digits; the comparison itself never divides.
        excess: What the bill is above the limit; zero within it.
        below_band: Whether the bill stays below the band of the cap, which is noted only.
        clause: Clause of the cap.
        covered: Whether the rules speak of such a meal.
        vouchers: Whether it is eaten on vouchers and not on a bill.
        company_diners_allowed: How many company diners there may be, advice included.
        self_approved: Whether who hosts it approved it.
        formalities_open: Whether papers are still to be made up.
        next_by: Roles that decide next; empty where nobody has to.
    """

    cap: Decimal | None
    limit: Decimal | None
    spent_per_person: Decimal | None
    excess: Decimal | None
    below_band: bool | None
    clause: str
    covered: bool
    vouchers: bool
    company_diners_allowed: int | None
    self_approved: bool
    formalities_open: bool
    next_by: tuple[str, ...]


def decide_meal(facts: Meal, policy: Policy) -> Decision[Any]:
    """
    Whether a meal may take place, and what it may cost.

    Args:
        facts: The meal, planned or held.
        policy: The policy; the ``expenses.meal`` keys of the day of the meal govern.

    Returns:
        A decision of `MealAllowance` with every rule that was looked at, kept ones included: refused where a binding
        one is broken, referred where somebody has to approve the meal first.  Advice that is not kept is told and
        refuses nothing.

    Raises:
        FactsError: If the amounts are in another currency.
    """
    book = book_on(policy, CAP, facts.on)
    approval = meal_approval(facts, book)
    open_yet = bool(approval.unknown) or approval.by_word
    cost = meal_cost(facts, book, approved=None if open_yet else approval.given is not False)
    diners = meal_diners(facts, book)
    findings = [*cost.findings]
    missing = [*cost.missing]
    for found, lacks in (
        ((), ()) if cost.vouchers else meal_drinks(facts, book),
        (diners.findings, diners.missing),
        ((), ()) if cost.vouchers else meal_place(facts, book),
        meal_company(facts, book),
        (approval.findings, approval.missing),
    ):
        findings += found
        missing += lacks
    outcome = MealAllowance(
        cap=cost.cap,
        limit=cost.limit,
        spent_per_person=cost.per_person,
        excess=cost.excess,
        below_band=cost.below_band,
        clause=cost.clause,
        covered=cost.covered,
        vouchers=cost.vouchers,
        company_diners_allowed=diners.allowed,
        self_approved=approval.self_approved,
        formalities_open=approval.formalities_open,
        next_by=approval.next_by,
    )
    to_decide = bool(approval.next_by) or (not cost.covered and approval.given is None)
    open_ = to_decide and not missing and not any(finding.breaks for finding in findings)
    verdict = Verdict.REFERRED if open_ else None
    return conclude(NAME, book, findings, outcome=outcome, missing=tuple(dict.fromkeys(missing)), verdict=verdict)
