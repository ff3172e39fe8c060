from datetime import date

import pytest

import visitcore
from visitcore_django.facts.customer import customer_fact, figures_on, owner_name
from visitcore_django.models import Customer, CustomerFigure

DAY = date(2024, 6, 14)


def test_every_column_is_told(office):
    """
    What stands in the row stands in the fact.
    """
    row = office.customer("C1", grade="B", region="out_of_town", category="dealer")

    assert visitcore.Customer(
        code="C1",
        name="Customer C1",
        grade="B",
        owner="li",
        region="out_of_town",
        since=date(2024, 1, 1),
        category="dealer",
        figures={},
    ) == customer_fact(row)


@pytest.mark.django_db
def test_what_is_empty_stays_unknown():
    """
    An empty column is an unknown fact and never a value.
    """
    fact = customer_fact(Customer.objects.create(code="C1"))

    assert (None,) * 5 == (fact.grade, fact.owner, fact.region, fact.since, fact.category)


def test_figures_are_told_by_name(office):
    """
    A figure keeps the amount to the cent.
    """
    fact = customer_fact(office.customer(), {"sales": "1234.50"})

    assert "1234.50" == str(fact.figures["sales"])


def test_the_owner_is_told_by_the_log_in_name(office):
    """
    A person is named as in every sheet; nobody is nobody.
    """
    assert "li" == owner_name(office.customer())
    assert owner_name(Customer(code="X")) is None


def test_the_latest_figure_up_to_the_day_counts(office):
    """
    A figure of the day itself counts, one of the day after does not, and an older one is replaced by name.
    """
    row, other = office.customer(), office.customer("C2")
    for day, value in [(date(2024, 1, 1), "1"), (DAY, "2"), (date(2024, 6, 15), "3")]:
        CustomerFigure.objects.create(customer=row, name="sales", value=value, as_of=day)
    CustomerFigure.objects.create(customer=row, name="visits", value="9", as_of=date(2024, 1, 1))

    assert {row.pk: {"sales": "2", "visits": "9"}} == figures_on([row.pk, other.pk], DAY)
    assert {} == figures_on([row.pk], date(2023, 12, 31))
