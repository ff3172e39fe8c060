from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from visitcore.codec.policy import load_policy, structure_policy
from visitcore.codec.toml import parse_toml
from visitcore.facts.assessment import Assessment
from visitcore.facts.customer import Customer
from visitcore.rules.grading import grade_customer
from visitcore.rules.grading_cohort import cohort_of, needs_cohort

CGR = load_policy("CGR")
ON = date(2024, 3, 25)
SOUND = {"price_index": Decimal(1), "collection_rate": Decimal(1)}

REFERENCE = """
extends = ["CGR"]

[[rule]]
id = "OWN-1"
clause = "1"
kind = "scale"
strength = "required"
text = { en = "A million earns full points.", zh = "一百万满分。" }

[[parameter]]
key = "grading.sales_reference"
unit = "CNY"
  [[parameter.history]]
  since = 2024-06-14
  cites = ["OWN-1"]
  value = 1000000
"""


def seller(sales, code="C1", since=date(2020, 1, 1), first_months=None, **figures):
    """
    A customer with sales, sound in everything else unless said otherwise.
    """
    told = {name: value for name, value in {**SOUND, "sales": sales, **figures}.items() if value is not None}
    customer = Customer(code=code, since=since, figures=told)
    return Assessment(on=ON, customer=customer, first_months=bool(first_months))


def sales_points(decision):
    """
    The points that a grading gives for sales.
    """
    [points] = [part.points for part in decision.outcome.parts if part.name == "sales"]
    return points


@pytest.mark.parametrize(("day", "needed"), [(date(2024, 6, 13), True), (date(2024, 6, 14), False)])
def test_the_others_are_looked_at_until_the_policy_sets_a_reference(day, needed):
    """
    On the day before the reference is in force the place among all counts, from the day on it does not.
    """
    assert needed is needs_cohort(structure_policy(parse_toml(REFERENCE, file="own.toml"), name="own"), day)


def test_the_document_sets_no_reference():
    """
    CGR-03.1: the table is missing.
    """
    assert needs_cohort(load_policy("standard"), ON)


def test_the_worked_example_of_five_sellers():
    """
    CGR-M, example 7: the five earn 20, 60, 60, 80 and 100 points.

    A sixth whose collection is unknown is not rateable (CGR-02.2) and changes nothing.
    """
    five = [seller(sales) for sales in (10, 20, 20, 50, 100)]
    cohort = tuple(cohort_of([*five, seller(5, collection_rate=None)], CGR))
    graded = [grade_customer(Assessment(on=ON, customer=one.customer, cohort_sales=cohort), CGR) for one in five]

    assert [20, 60, 60, 80, 100] == [
        part.points for one in graded for part in one.outcome.parts if part.name == "sales"
    ]
    assert ("B", Decimal(68)) == (graded[0].outcome.grade, graded[0].outcome.score)


@pytest.mark.parametrize(
    "left_out",
    [
        {"sales": None},
        {"sales": "many"},
        {"sales": 5, "price_index": None},
        {"sales": 5, "price_index": "n/a"},
        {"sales": 5, "collection_rate": None},
        {"sales": 5, "trend": "Z"},
        {"sales": 5, "since": date(2024, 3, 1)},
    ],
)
def test_who_is_not_rateable_is_left_out(left_out):
    """
    A required figure is missing or unreadable (CGR-02.2), or the customer is too new for its sales to count (CGR-05.7).
    """
    assert [] == list(cohort_of([seller(**left_out)], CGR))


def test_sales_count_as_in_their_own_grading():
    """
    The first months of a customer are made a year's in the cohort too, and a loss is nothing.
    """
    half = seller(30, since=date(2023, 9, 25), first_months=True)

    assert [Decimal(60), Decimal(0)] == list(cohort_of([half, seller(-5)], CGR))


@given(st.lists(st.integers(0, 100), min_size=1, max_size=6))
def test_the_best_seller_has_full_points(sales):
    """
    Whoever sells most stands at the hundredth percentile of the cohort.
    """
    all_of_them = [seller(one) for one in sales]
    best = max(all_of_them, key=lambda one: one.customer.figures["sales"])
    cohort = tuple(cohort_of(all_of_them, CGR))
    graded = grade_customer(evolve(best, cohort_sales=cohort), CGR)

    assert (len(sales), 100) == (len(cohort), sales_points(graded))
