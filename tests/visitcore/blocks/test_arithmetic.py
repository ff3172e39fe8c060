from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.arithmetic import Arithmetic

fractions = st.fractions(-100, 100, max_denominator=20)


def value(expression, **known):
    """
    What an expression comes to.
    """
    return Arithmetic.read(expression).value(known)


@given(fractions, fractions, fractions)
def test_signs_and_brackets_mean_what_they_mean(a, b, c):
    """
    Products come before sums, brackets before both.
    """
    known = {"a": a, "b": b, "c": c}

    assert a + b * c == value("a + b * c", **known)
    assert (a + b) * -c == value("(a + b) * -c", **known)
    assert a - b + c == value("a - b + +c", **known)


@given(fractions, fractions.filter(bool))
def test_a_quotient_is_exact(a, b):
    """
    Dividing and multiplying again loses nothing.
    """
    assert a == value("a / b * b", a=a, b=b)


@pytest.mark.parametrize(
    ("expression", "number"),
    [
        ("ceil(2.1)", 3),
        ("ceil(2)", 2),
        ("ceil(-0.5)", 0),
        ("floor(2.9)", 2),
        ("floor(-0.5)", -1),
        ("floor(1 / 3 * 3)", 1),
        ("round2(2.345)", "2.35"),
        ("round2(2.3449)", "2.34"),
        ("round2(-2.345)", "-2.35"),
        ("min(3, 1, 2)", 1),
        ("max(0, 100 - 130)", 0),
        ("0.10 * 3", "0.3"),
        ("1_000 + 1", 1001),
    ],
)
def test_functions_and_numbers(expression, number):
    """
    Numbers keep their digits; halves are rounded away from zero.
    """
    assert Fraction(number) == value(expression)


@given(st.lists(st.tuples(fractions, fractions), min_size=1, max_size=5))
def test_arithmetic_runs_along_lists(pairs):
    """
    Item stands by item, a plain number by each of them.
    """
    a, b = (tuple(column) for column in zip(*pairs, strict=True))

    assert sum(x * y for x, y in pairs) == value("sum(a * b)", a=a, b=b)
    assert sum(max(Fraction(0), x - 1) for x in a) == value("sum(max(0, a - 1))", a=a)
    assert max(a) - min(b) == value("max(a) - min(b)", a=a, b=b)


def test_lists_of_different_lengths_do_not_meet():
    """
    Two amounts and three margins cannot be paired.
    """
    with pytest.raises(ValueError, match="lists of 2 and 3 items"):
        value("sum(a * b)", a=(Fraction(1),) * 2, b=(Fraction(1),) * 3)


@pytest.mark.parametrize("expression", ["1 / (a - a)", "max(none)", "min(none)"])
def test_some_expressions_have_no_value(expression):
    """
    Nothing divided by nothing and the greatest of nothing are undefined.
    """
    with pytest.raises(ArithmeticError):
        value(expression, a=Fraction(1), none=())


def test_the_sum_of_nothing_is_nought():
    """
    An empty list adds up to 0.
    """
    assert 0 == value("sum(none)", none=())


def test_names_come_in_order_and_without_functions():
    """
    The inputs of an expression can be read off it.
    """
    assert ("b", "a") == Arithmetic.read("max(b, a) + b").names()


@pytest.mark.parametrize("expression", ["", "3 +", "a b", "a = 1", "import os", "((", "a\0"])
def test_what_is_no_expression_is_not_read(expression):
    """
    The error shows what may be used.
    """
    with pytest.raises(ValueError, match="is not a formula; use"):
        Arithmetic.read(expression)


@pytest.mark.parametrize(
    ("expression", "what"),
    [
        ("b + 1", "unknown input 'b'"),
        ("power(a)", "unknown function 'power'"),
        ("ceil(a, 1)", "ceil(a, 1) has 2 values"),
        ("max()", "max() has 0 values"),
        ("sum(a, start=1)", "sum(a, start=1) is not allowed"),
        ("a ** 9", "a ** 9 is not allowed"),
        ("a // 2", "a // 2 is not allowed"),
        ("a % 2", "a % 2 is not allowed"),
        ("a > 2", "a > 2 is not allowed"),
        ("not a", "not a is not allowed"),
        ("a if a else 1", "a if a else 1 is not allowed"),
        ("a.real", "a.real is not allowed"),
        ("a[0]", "a[0] is not allowed"),
        ("[a]", "[a] is not allowed"),
        ("max(*a)", "*a is not allowed"),
        ("(lambda: a)()", "(lambda: a)() is not allowed"),
        ("__import__('os')", "unknown function '__import__'"),
        ("'1' + a", "'1' is not a plain number"),
        ("1e3 + a", "1e3 is not a plain number"),
        ("1j + a", "1j is not a plain number"),
        ("0x10 + a", "0x10 is not a plain number"),
        ("True + a", "True is not a plain number"),
    ],
)
def test_anything_but_arithmetic_is_refused(expression, what):
    """
    Only plain arithmetic is worked out; the rest is named.
    """
    assert what in [refused for refused, _ in Arithmetic.read(expression).refusals(["a"])]


def test_arithmetic_alone_is_not_refused():
    """
    Every allowed piece passes.
    """
    everything = "round2(-a + 1.5 * (a - 2) / 3) + max(0, ceil(a), floor(a)) - min(a) + sum(a)"

    assert [] == list(Arithmetic.read(everything).refusals(["a"]))


def test_a_refused_expression_is_not_worked_out():
    """
    Working out what was refused ends in an error, not in a guess.
    """
    with pytest.raises(ValueError, match="is not allowed"):
        value("a if a else 1", a=Fraction(1))
