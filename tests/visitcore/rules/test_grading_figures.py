from datetime import date
from decimal import Decimal

import pytest

from visitcore.facts.assessment import Assessment
from visitcore.facts.customer import Customer
from visitcore.rules.grading_figures import Figures

COHORT = tuple(map(Decimal, (10, 20, 20, 50, 100)))


def figures(*, reference=None, cohort=None, annualise=1, **known):
    """
    The factors of a customer with these figures.
    """
    facts = Assessment(on=date(2024, 3, 25), customer=Customer(code="C1", figures=known), cohort_sales=cohort)
    letters = ("order_planning", "communication")
    return Figures(facts, None if reference is None else Decimal(reference), letters, Decimal(annualise))


@pytest.mark.parametrize(
    ("known", "more", "points"),
    [
        ({"sales_points": Decimal(70), "sales": Decimal(5)}, {"cohort": COHORT}, 70),
        ({"sales": Decimal(20)}, {"cohort": COHORT}, 60),
        ({"sales": Decimal(10)}, {"cohort": COHORT, "annualise": 2}, 60),
        ({"sales": Decimal(5)}, {"cohort": COHORT}, 0),
        ({"sales": Decimal(50)}, {"reference": 200}, 25),
        ({"sales": Decimal(500)}, {"reference": 200}, 100),
        ({"sales": Decimal(-5)}, {"reference": 200}, 0),
        ({"sales": "50"}, {"reference": 200}, 25),
    ],
)
def test_sales_become_points(known, more, points):
    """
    As given, against the reference, or by the place in the cohort; never below nothing or above a hundred.
    """
    assert points == figures(**known, **more).factor("sales")


@pytest.mark.parametrize(
    ("factor", "known", "raw"),
    [
        ("price", {"price_index": Decimal("0.95")}, Decimal("0.95")),
        ("price", {"actual_amount": Decimal(190), "standard_amount": Decimal(200)}, Decimal("0.95")),
        ("price", {"actual_amount": Decimal(190), "standard_amount": Decimal(0)}, None),
        ("price", {"actual_amount": Decimal(190)}, None),
        ("collection", {"collected_on_time": Decimal(3), "falling_due": Decimal(4)}, Decimal("0.75")),
        ("collection", {"collection_rate": Decimal(1), "falling_due": Decimal(4)}, Decimal(1)),
        ("collection", {"collection_rate": "n/a", "collected_on_time": Decimal(3), "falling_due": Decimal(4)}, None),
        ("cooperation", {"order_planning": "A", "communication": "B"}, ("A", "B")),
        ("cooperation", {"communication": "B"}, ("B",)),
        ("cooperation", {}, None),
        ("trend", {"trend": "A"}, "A"),
        ("trend", {}, None),
    ],
)
def test_other_factors_are_read_by_their_figures(factor, known, raw):
    """
    A ratio that is given goes before one that could be worked out; nothing is divided by nothing.
    """
    assert raw == figures(**known).factor(factor)


@pytest.mark.parametrize(
    ("factor", "known", "needed"),
    [
        ("sales", {}, ("sales",)),
        ("sales", {"sales": Decimal(5)}, ("cohort_sales",)),
        ("sales", {"sales": "plenty"}, ("sales = plenty",)),
        ("sales", {"sales": True}, ("sales = True",)),
        ("sales", {"sales_points": Decimal(101)}, ("sales_points = 101",)),
        ("sales", {"sales_points": Decimal(-1), "sales": Decimal(5)}, ("sales_points = -1",)),
        ("price", {}, ("price_index",)),
        ("price", {"price_index": date(2024, 1, 1)}, ("price_index = 2024-01-01",)),
        ("price", {"actual_amount": "x", "standard_amount": Decimal(1)}, ("actual_amount = x",)),
        ("collection", {"collected_on_time": Decimal(1)}, ("collection_rate",)),
        ("cooperation", {}, ("order_planning", "communication")),
        ("trend", {}, ("trend",)),
    ],
)
def test_what_a_factor_needs_is_named(factor, known, needed):
    """
    A figure that is there and cannot be read is shown with its value.
    """
    assert figures(**known).factor(factor) is None
    assert needed == figures(**known).needed(factor)
