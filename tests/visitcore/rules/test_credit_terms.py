from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.term import Term
from visitcore.codec.policy import load_policy
from visitcore.ground.errors import PolicyError
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.credit_terms import due_day, open_terms

DAY = date(2024, 3, 31)
KEYS = {
    "credit__window_days": 30,
    "credit__basis": "invoiced",
    "credit__over_limit_in_basis": "when_paid",
    "credit__episode": "until_paid",
    "credit__term": Term(days=30),
}


def terms_with(make, **values):
    """
    The terms of the day with some values changed.
    """
    return open_terms(make.policy(make.pack("DST", **{**KEYS, **values})), DAY)


def test_the_window_ends_the_day_before():
    """
    On 31 March it runs from 1 to 30 March; an invoice of 1 March is still in term.
    """
    terms = open_terms(load_policy("CR"), DAY)

    assert (date(2024, 3, 1), date(2024, 3, 30), 30) == (terms.window[0], terms.window[-1], len(terms.window))
    assert date(2024, 3, 1) == terms.in_term_since
    assert (False, False, False) == (terms.collected, terms.always, terms.by_month)


@pytest.mark.parametrize("key", KEYS)
def test_a_value_left_open_is_handed_back(make, key):
    """
    Nobody guesses a term, a window or a switch.
    """
    assert key.replace("__", ".") == terms_with(make, **{key: UNSPECIFIED}).key


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("credit__window_days", 0),
        ("credit__window_days", Decimal("1.5")),
        ("credit__basis", "shipped"),
        ("credit__over_limit_in_basis", "never"),
        ("credit__episode", "weekly"),
        ("credit__term", Term(promptly=True)),
        ("credit__term", Term(days=3, before=True)),
    ],
)
def test_terms_that_make_no_sense_are_an_error_of_the_policy(make, key, value):
    """
    The key is named.
    """
    with pytest.raises(PolicyError, match=key.replace("__", ".")):
        terms_with(make, **{key: value})


@pytest.mark.parametrize("months", [1, 2])
def test_a_term_in_months_is_counted_by_its_due_day(make, months):
    """
    The first day in term is the earliest whose payment is due on the day or later.
    """
    since = terms_with(make, credit__term=Term(months=months)).in_term_since
    due = [Term(months=months).due(since + timedelta(days=shift), None, roll=False) for shift in (-1, 0)]

    assert due[0] < DAY <= due[1]


def test_the_switches_are_read(make):
    """
    Each has two positions.
    """
    terms = terms_with(
        make, credit__basis="collected", credit__over_limit_in_basis="always", credit__episode="calendar_month"
    )

    assert (True, True, True) == (terms.collected, terms.always, terms.by_month)


@given(age=st.integers(0, 60))
def test_an_invoice_is_in_time_until_it_is_due(age):
    """
    CR-01.8: what is told to be in term is what is not due before the day.
    """
    invoiced = DAY - timedelta(days=age)
    policy = load_policy("CR")

    assert (open_terms(policy, DAY).in_term_since <= invoiced) is (due_day(policy, DAY, invoiced) >= DAY)


def test_nothing_is_due_where_the_term_is_left_open(make):
    """
    A term without an end is an error, one that is open is none.
    """
    assert None is due_day(make.policy(make.pack("DST", **{**KEYS, "credit__term": UNSPECIFIED})), DAY, DAY)
    with pytest.raises(PolicyError):
        due_day(make.policy(make.pack("DST", **{**KEYS, "credit__term": Term(promptly=True)})), DAY, DAY)
