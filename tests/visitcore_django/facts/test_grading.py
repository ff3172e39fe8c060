from datetime import date
from decimal import Decimal

from visitcore_site.days import TODAY

from visitcore import load_policy
from visitcore_django.facts.grading import assessments, cohort_on
from visitcore_django.models import Customer, CustomerFigure


def figure(customer, name, value, on=TODAY):
    """
    Write one figure down.
    """
    CustomerFigure.objects.create(customer=customer, name=name, value=value, as_of=on)


def test_everybody_rateable_is_in_the_cohort(office):
    """
    CGR-02.2: sales, price and collection must be known; the latest figure of the day counts, nobody's who left.
    """

    def known(code, **more):
        return office.customer(code, since=date(2020, 1, 1), **more)

    first, gone = known("C1"), known("C2", active=False)
    for customer in (first, gone, known("C3"), known("C4")):
        figure(customer, "price_index", "1")
        figure(customer, "collection_rate", "1")
    figure(first, "sales", "5", on=date(2024, 1, 1))
    figure(first, "sales", "7.50")
    figure(first, "sales", "9", on=date(2024, 6, 15))
    figure(gone, "sales", "100")
    figure(known("C5"), "sales", "10")
    for code, words in (("C3", "many"), ("C4", "NaN")):
        figure(Customer.objects.get(code=code), "sales", words)

    assert [Decimal("7.50")] == list(cohort_on(TODAY, load_policy("CGR")))


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
