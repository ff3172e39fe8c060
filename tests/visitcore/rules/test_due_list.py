from datetime import date

import pytest

from visitcore.codec.policy import load_policy
from visitcore.facts.customer import Customer
from visitcore.facts.visit import Excuse
from visitcore.ground.span import Span
from visitcore.rules.due_list import Tally, Total, due_lines
from visitcore.rules.visiting import DueReader

ON = date(2024, 4, 10)
CUSTOMERS = (
    Customer(code="C1", grade="A", owner="Li", region="local", since=date(2024, 4, 1)),
    Customer(code="C2", grade="A", owner="Wang", since=date(2024, 1, 1)),
    Customer(code="C3", grade="B", owner="Li", since=date(2024, 1, 1)),
    Customer(code="C4", grade="D", owner="Li"),
    Customer(code="C5", grade="A", since=date(2024, 5, 1)),
    Customer(code="C6", grade="A", owner="Wang", since=date(2024, 4, 1)),
    Customer(code="C7", grade="A", owner="Wang", since=date(2024, 4, 1)),
)
DAYS = {"C1": [date(2024, 4, 2), date(2024, 4, 3)], "C3": [date(2024, 2, 1)], "C7": [date(2024, 4, 30)]}
CLOSED = {"C6": [Excuse(customer="C6", span=Span(date(2024, 3, 1), date(2024, 5, 1)), reason="closed")]}


@pytest.fixture
def lines():
    """
    The due list of the customers above under the ABC rules.
    """
    return list(due_lines(DueReader.open(load_policy("ABC"), ON), CUSTOMERS, DAYS, CLOSED))


def test_every_customer_has_a_line_in_order(lines):
    """
    Nobody is left out, not even where nothing can be said.
    """
    assert [one.code for one in CUSTOMERS] == [line.customer.code for line in lines]
    assert ["met", "overdue", "due", "undetermined", "not_applicable", "excused", "due"] == [
        line.due.status for line in lines
    ]


def test_totals_by_grade(lines):
    """
    Visits beyond what is owed do not make up for another customer; excused ones owe nothing.
    """
    by_grade = Tally("grade", lines).totals()

    assert ["A", "B", "D"] == list(by_grade)
    assert by_grade["A"] == Total(customers=5, owed=3, done=1, met=1, due=1, overdue=1, excused=1, not_applicable=1)
    assert 33 == by_grade["A"].coverage_pct
    assert Total(customers=1, owed=1, due=1) == by_grade["B"]
    assert by_grade["D"].coverage_pct is None


def test_customers_without_an_owner_come_last(lines):
    """
    The empty name stands behind every other.
    """
    by_owner = Tally("owner", lines).totals()

    assert ["Li", "Wang", ""] == list(by_owner)
    assert (3, 3, 1) == tuple(total.customers for total in by_owner.values())


def test_a_list_of_nobody_has_no_totals():
    """
    No customer, no line.
    """
    assert {} == Tally("grade").totals()
