from datetime import date
from decimal import Decimal

import pytest

from visitcore.codec.policy import load_policy
from visitcore.facts.assessment import Invoice, RankedCustomer
from visitcore.rules.ranking_scores import METHODS, Scorer

BOOK = load_policy("RNK").on(date(2024, 3, 25))
COHORT = [
    RankedCustomer(code="X", credit=Decimal(100), order=Decimal(1), profit=Decimal(-5)),
    RankedCustomer(code="Y", credit=Decimal(70), order=Decimal(5), profit=Decimal(2)),
    RankedCustomer(code="Z", order=Decimal(2), invoices=(Invoice(amount=Decimal(3), days_late=101),)),
]


def test_every_method_has_its_key():
    """
    The pack names the same five methods, and speaks to each of their keys.
    """
    assert set(METHODS) == set(BOOK.read("ranking.methods").value)
    assert all(BOOK.find(key) is not None for key in METHODS.values())


@pytest.mark.parametrize(
    ("method", "scores"),
    [("credit", [100, 70, 0]), ("order", [1, 5, 2])],
)
def test_one_figure_is_the_score(method, scores):
    """
    Ranked by one figure, the figure itself is shown; credit never falls below nothing.
    """
    scorer = Scorer.open(BOOK, method, COHORT)

    assert scores == [scorer.score(one) for one in COHORT]


def test_amounts_are_taken_beside_the_largest_of_the_cohort():
    """
    An order of 1 beside one of 5 earns 20 points, of which 30 per cent count; a loss earns none.
    """
    scorer = Scorer.open(BOOK, "combined", COHORT)

    assert {"order": Decimal(5), "profit": Decimal(2)} == scorer.largest
    assert 10 + 6 + 0 == scorer.score(COHORT[0])
    assert 7 + 30 + 60 == scorer.score(COHORT[1])


def test_what_is_missing_is_told_by_name():
    """
    The last one made no profit that anybody knows.
    """
    assert ("Z.profit",) == Scorer.open(BOOK, "combined", COHORT).lacks(COHORT[2])
    assert () == Scorer.open(BOOK, "credit", COHORT).lacks(COHORT[2])


def test_a_figure_nobody_knows_is_none():
    """
    A tie break by another name breaks no tie.
    """
    assert Scorer.open(BOOK, "order", COHORT).figure(COHORT[0], "charm") is None
