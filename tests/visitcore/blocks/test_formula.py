import copy
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.formula import Formula, Result

BOXES = Formula(expression="ceil(shortage / box)", inputs=("shortage", "box"), unit="boxes")
CREDIT = Formula(expression="max(0, 100 - d)", inputs=("d",), unit="points")
DELAY = Formula(expression="sum(amount * days) / sum(amount)", inputs=("amount", "days"), unit="days")
PROFIT = Formula(expression="sum(amount * margin)", inputs=("amount", "margin"), unit="CNY")
COMBINED = Formula(
    expression="0.10 * credit + 0.30 * order_points + 0.60 * profit", inputs=("credit", "order_points", "profit")
)


@pytest.mark.parametrize(
    ("shortage", "boxes"), [(0, 0), (1, 1), (10, 1), (20, 2), (21, 3), (Decimal("20.01"), 3), ("21", 3)]
)
def test_restocking_in_full_boxes(shortage, boxes):
    """
    A shortage is filled in full boxes of ten.
    """
    assert Result(value=Decimal(boxes)) == BOXES.work_out({"shortage": shortage, "box": 10})


@pytest.mark.parametrize(("days", "points"), [(0, 100), (12, 88), (30, 70), (100, 0), (101, 0)])
def test_credit_falls_by_a_point_a_day_and_stops_at_nought(days, points):
    """
    The credit way of ranking: 100 less the weighted days of delay.
    """
    assert points == CREDIT.work_out({"d": days}).value


def test_invoices_weigh_by_their_amount():
    """
    60,000 on time and 40,000 paid 30 days late are 12 days late on average.
    """
    assert 12 == DELAY.work_out({"amount": [60000, 40000], "days": [0, 30]}).value


def test_a_smaller_order_can_earn_more():
    """
    2 million at 25 % beat 5 million at 5 %.
    """
    small = PROFIT.work_out({"amount": [2_000_000], "margin": [Decimal("0.25")]}).value
    large = PROFIT.work_out({"amount": [5_000_000], "margin": [Decimal("0.05")]}).value

    assert (500_000, 250_000) == (small, large)


@pytest.mark.parametrize(
    ("credit", "order", "profit", "combined"), [(100, 20, 20, "28"), (70, 100, 50, "67"), (88, 40, 100, "80.8")]
)
def test_the_combined_way_of_ranking(credit, order, profit, combined):
    """
    Customers X, Y and Z of the worked example.
    """
    result = COMBINED.work_out({"credit": credit, "order_points": order, "profit": profit})

    assert Decimal(combined) == result.value


def test_unknown_inputs_are_missing():
    """
    Neither an unknown number nor a list with an unknown item is guessed.
    """
    assert Result(missing=("shortage", "box")) == BOXES.work_out({})
    assert Result(missing=("box",)) == BOXES.work_out({"shortage": 21, "box": None})
    assert Result(missing=("days",)) == DELAY.work_out({"amount": [1, 2], "days": [0, None]})


def test_a_division_by_nought_is_undefined():
    """
    Without any amount there is no average delay; that is no error.
    """
    assert Result(undefined=True) == DELAY.work_out({"amount": [], "days": []})
    assert Result(undefined=True) == BOXES.work_out({"shortage": 1, "box": 0})


@given(st.integers(0, 10**6), st.integers(1, 1000))
def test_full_boxes_are_just_enough(shortage, box):
    """
    The boxes cover the shortage, and one box fewer would not.
    """
    boxes = BOXES.work_out({"shortage": shortage, "box": box}).value

    assert boxes * box >= shortage
    assert (boxes - 1) * box < shortage


@given(st.lists(st.decimals(-(10**9), 10**9, places=4), max_size=20))
def test_sums_are_exact(amounts):
    """
    No digit is lost on the way.
    """
    assert sum(amounts) == Formula(expression="sum(x)", inputs=["x"]).work_out({"x": amounts}).value


@pytest.mark.parametrize(
    ("formula", "where"),
    [
        (Formula(expression="a +", inputs=["a"]), ["expression"]),
        (Formula(expression="a + b", inputs=["a"]), ["expression"]),
        (Formula(expression="a ** 2", inputs=["a"]), ["expression"]),
        (Formula(expression="a", inputs=["a", "b"]), ["inputs[1]"]),
        (Formula(expression="a", inputs=["a", "a"]), ["inputs[1]"]),
        (Formula(expression="max", inputs=["max"]), ["inputs[0]"]),
        (Formula(expression="a.b ** c", inputs=["a b"]), ["inputs[0]", "expression", "inputs[0]"]),
    ],
)
def test_a_faulty_formula_names_its_faults(formula, where):
    """
    All faults are listed; working it out anyway is an error that names the first.
    """
    assert where == [problem.where for problem in formula.problems()]
    with pytest.raises(ValueError, match="this formula cannot be worked out"):
        formula.work_out({"a": 1})


def test_a_sound_formula_has_no_problems_and_cites_nothing():
    """
    Its rules stand on the parameter that holds it.
    """
    assert ((), ()) == (BOXES.problems(), BOXES.cited())


def test_a_formula_must_come_to_one_number():
    """
    A list is not an answer.
    """
    with pytest.raises(ValueError, match="comes to a list"):
        BOXES.work_out({"shortage": [1, 2], "box": 10})


@pytest.mark.parametrize("value", [0.5, True, [0.5]])
def test_inexact_numbers_are_refused(value):
    """
    A float would not be worked out exactly.
    """
    with pytest.raises(TypeError, match="Decimal"):
        CREDIT.work_out({"d": value})


def test_what_is_no_number_is_named():
    """
    The error names the input and shows the value.
    """
    with pytest.raises(ValueError, match="d = 'twelve' is not a number"):
        CREDIT.work_out({"d": "twelve"})


def test_a_formula_once_worked_out_is_still_a_plain_value():
    """
    What is read on first use is neither compared nor carried along.
    """
    assert BOXES == copy.deepcopy(BOXES)
