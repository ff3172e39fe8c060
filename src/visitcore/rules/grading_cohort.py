"""
The cohort of a grading: whose sales a customer's own are held against.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from attrs import evolve

from visitcore.facts.assessment import Assessment
from visitcore.ground.errors import FactsError
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.policy import Policy
from visitcore.rules.grading import REFERENCE, SCORE, figures_of, grade_customer
from visitcore.rules.holding import book_on

SALES = "sales"


def needs_cohort(policy: Policy, on: date) -> bool:
    """
    Whether the points for sales are the place among all customers, because the policy sets no reference.
    """
    held = book_on(policy, SCORE, on).find(REFERENCE)
    return held is None or held.value is UNSPECIFIED


def cohort_of(candidates: Iterable[Assessment], policy: Policy) -> Iterator[Decimal]:
    """
    The sales of the rateable customers among some, as their own gradings count them.

    A customer without a required figure is not rateable, and one that is too new for its sales to count has none to be
    held against.

    Args:
        candidates: Everything known of each customer; their cohorts do not matter.
        policy: The policy; the grading keys of each one's day govern.
    """
    for facts in candidates:
        sales = figures_of(facts, book_on(policy, SCORE, facts.on)).sales()
        if sales is None:
            continue
        try:
            grade = grade_customer(evolve(facts, cohort_sales=(sales,)), policy).outcome
        except FactsError:
            continue  # its own grading tells
        if grade is not None and any(part.name == SALES for part in grade.parts):
            yield sales
