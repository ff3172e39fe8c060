from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from visitcore.codec.policy import load_policy
from visitcore.ground.errors import PolicyError
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.credit_ladder import next_step
from visitcore.rules.credit_standing import Standing

DAY = date(2024, 3, 26)
BOOK = load_policy("CR").on(DAY)
FULL = Standing(
    day=DAY,
    basis=Decimal(90000),
    past_term=Decimal(0),
    special=None,
    limit=Decimal(90000),
    outstanding=Decimal(90000),
    headroom=Decimal(0),
    step=0,
    hold=False,
    earmarked=Decimal(0),
)
money = st.decimals(0, 100_000, places=2)


@pytest.mark.parametrize(("step", "name"), [(0, "first"), (1, "last"), (2, "none"), (3, "none")])
def test_two_steps_and_no_third(step, name):
    """
    The first, the last, and then none.
    """
    assert name == next_step(BOOK, evolve(FULL, step=step), Decimal(1), None).name


@pytest.mark.parametrize(("amount", "small"), [("29999.99", True), ("30000.00", False), ("30000.01", False)])
def test_exactly_the_share_is_not_below_it(amount, small):
    """
    Both sides of one third of 90,000.
    """
    assert small is next_step(BOOK, FULL, Decimal(amount), None).small_enough


@given(limit=money, amount=money)
def test_the_share_is_exact(limit, amount):
    """
    No rounding of a third ever decides.
    """
    step = next_step(BOOK, evolve(FULL, limit=limit), amount, None)

    assert step.small_enough is (Fraction(amount) < Fraction(limit) * Fraction(step.parts) / Fraction(step.of))


@pytest.mark.parametrize(
    ("signed_by", "signature"), [(None, "none"), ("regional_manager", "signer"), ("clerk", "other")]
)
def test_only_the_signer_of_the_step_counts(signed_by, signature):
    """
    Nobody, the regional manager, somebody else.
    """
    step = next_step(BOOK, FULL, Decimal(1), signed_by)

    assert ("regional_manager", signature) == (step.signer, step.signature)


def book_with(make, **values):
    """
    A rulebook with the keys of the ladder, some of them changed.
    """
    keys = {
        "credit__steps": (make.dated(("first", "last"), key="credit.steps"),),
        "credit__fraction": {"parts": 1, "of": 3},
        "credit__fraction_test": "whole",
        "credit__signer__first": "manager",
        **values,
    }
    return make.policy(make.pack("DST", **keys)).on(DAY)


@pytest.mark.parametrize("key", ["credit__steps", "credit__fraction", "credit__fraction_test", "credit__signer__first"])
def test_a_value_left_open_is_handed_back(make, key):
    """
    Nobody guesses steps, share, test or signer.
    """
    held = next_step(book_with(make, **{key: UNSPECIFIED}), FULL, Decimal(1), None)

    assert key.replace("__", ".") == held.key


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("credit__fraction", {"parts": 4, "of": 3}),
        ("credit__fraction", {"parts": 0, "of": 3}),
        ("credit__fraction", {"share": 1}),
        ("credit__fraction_test", "half"),
    ],
)
def test_a_share_that_is_none_is_an_error_of_the_policy(make, key, value):
    """
    More than the whole, nothing, something else, and a test that nobody knows.
    """
    with pytest.raises(PolicyError, match=key.replace("__", ".")):
        next_step(book_with(make, **{key: value}), FULL, Decimal(1), None)


def test_only_what_goes_beyond_the_limit_may_be_tested(make):
    """
    With the switch the head-room is taken off first.
    """
    book = book_with(make, credit__fraction_test="excess")
    step = next_step(book, evolve(FULL, headroom=Decimal(30000)), Decimal("59999.99"), None)

    assert (Decimal("29999.99"), True) == (step.tested, step.small_enough)
