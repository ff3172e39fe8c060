from datetime import date
from decimal import Decimal

import pytest
from visitcore_site.days import TODAY

from visitcore import load_policy
from visitcore_django.facts.grading import assessments, cohort_on, needs_cohort
from visitcore_django.models import CustomerFigure
from visitcore_django.policies import read_policy

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


def figure(customer, name, value, on=TODAY):
    """
    Write one figure down.
    """
    CustomerFigure.objects.create(customer=customer, name=name, value=value, as_of=on)


@pytest.mark.parametrize(("day", "needed"), [(date(2024, 6, 13), True), (date(2024, 6, 14), False)])
def test_the_others_are_looked_at_until_the_policy_sets_a_reference(day, needed):
    """
    On the day before the reference is in force the place among all counts, from the day on it does not.
    """
    assert needed is needs_cohort(read_policy(REFERENCE, "own"), day)


def test_the_document_sets_no_reference():
    """
    CGR-03.1: the table is missing.
    """
    assert needs_cohort(load_policy("standard"), TODAY)


def test_everybody_with_sales_is_in_the_cohort(office):
    """
    The latest figure of the day counts; those who left, odd words and later figures do not.
    """
    first, gone = office.customer("C1"), office.customer("C2", active=False)
    figure(first, "sales", "5", on=date(2024, 1, 1))
    figure(first, "sales", "7.50")
    figure(first, "sales", "9", on=date(2024, 6, 15))
    figure(gone, "sales", "100")
    figure(office.customer("C3"), "sales", "many")
    figure(office.customer("C4"), "sales", "NaN")

    assert (Decimal("7.50"),) == cohort_on(TODAY)


def test_an_assessment_holds_the_figures_of_the_day(office):
    """
    Figures, the others' sales where they are asked for, and whether the sales are the first months'.
    """
    customer = office.customer("C1")
    figure(customer, "sales", "5")
    figure(customer, "first_months", "是")
    [facts] = assessments([customer], TODAY, (Decimal(5),))

    assert (TODAY, {"sales": Decimal(5)}, (Decimal(5),), True) == (
        facts.on, dict(facts.customer.figures), facts.cohort_sales, facts.first_months,
    )  # fmt: skip


def test_who_comes_with_points_is_not_ranked(office):
    """
    The others do not matter where the points are given.
    """
    customer = office.customer("C1")
    figure(customer, "sales", "5")
    figure(customer, "sales_points", "80")
    [facts] = assessments([customer], TODAY, (Decimal(5),))

    assert (None, False) == (facts.cohort_sales, facts.first_months)
