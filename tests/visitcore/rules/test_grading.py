"""
Grades proposed by the model of the rulebook: its worked examples, its boundaries, and what always holds.
"""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.table import Row, Table
from visitcore.codec.policy import load_policy
from visitcore.decisions.verdict import Verdict
from visitcore.facts.assessment import Assessment
from visitcore.facts.customer import Customer
from visitcore.ground.errors import WrongBlockError
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy import History
from visitcore.rules.grading import figures_graded, grade_customer

CGR = load_policy("CGR")
ON = date(2024, 3, 25)
LETTERS = ("order_planning", "product_fit", "communication", "loyalty")
EXAMPLE_1 = {
    "sales_points": Decimal(90),
    "price_index": Decimal("0.95"),
    "collection_rate": Decimal("0.95"),
    "order_planning": "A",
    "product_fit": "A",
    "communication": "B",
    "trend": "A",
}


def graded(figures, *, policy=CGR, on=ON, since=date(2020, 1, 1), **more):
    """
    The grade of a customer with these figures.
    """
    customer = Customer(code="C1", since=since, figures={**figures, **more.pop("extra", {})})
    return grade_customer(Assessment(on=on, customer=customer, **more), policy)


def with_value(key, value):
    """
    The policy with another value under one key.
    """
    (pack,) = CGR.packs
    history = pack.parameters[key]
    entries = tuple(evolve(entry, value=value) for entry in history.entries)
    changed = {**pack.parameters, key: History(key=key, entries=entries)}
    return evolve(CGR, packs=(evolve(pack, parameters=changed),))


def points(sales, price, collection, cooperation=None, trend=None):
    """
    Figures that earn so many points each.
    """
    figures = {
        "sales_points": Decimal(sales),
        "price_index": Decimal("0.80") + Decimal(price) / 500,
        "collection_rate": Decimal("0.60") + Decimal(collection) / 250,
        "order_planning": cooperation,
        "trend": trend,
    }
    return {name: value for name, value in figures.items() if value is not None}


def test_the_first_worked_example():
    """
    90, 75, 87.5, 90 and 100 points weigh to 87.375: an A, as every main factor reaches 60.
    """
    outcome = graded(EXAMPLE_1).outcome

    assert ("A", Decimal("87.375"), "A", False) == (outcome.grade, outcome.score, outcome.band, outcome.capped)
    assert [Decimal(90), Decimal(75), Decimal("87.5"), Decimal(90), Decimal(100)] == [
        part.points for part in outcome.parts
    ]


def test_without_cooperation_the_other_weights_are_taken():
    """
    7387.5 points over a weight of 85.
    """
    figures = {name: value for name, value in EXAMPLE_1.items() if name not in LETTERS}

    assert Decimal("7387.5") / 85 == graded(figures).outcome.score


@pytest.mark.parametrize(
    ("figures", "grade", "score"),
    [
        (points(80, 80, 80), "A", Decimal(80)),
        (points("79.99", 80, 80), "B", None),
        (points(60, 60, 60), "B", Decimal(60)),
        (points("59.99", 60, 60), "C", None),
        (points(0, 0, 0), "C", Decimal(0)),
        (points(100, 100, 100, "A", "A"), "A", Decimal(100)),
    ],
)
def test_both_sides_of_each_band(figures, grade, score):
    """
    80 is an A and 60 is a B; a hundredth of a point below is not, and nothing is rounded first.
    """
    outcome = graded(figures).outcome

    assert grade == outcome.grade
    assert score in (None, outcome.score)


@pytest.mark.parametrize(
    ("figures", "grade", "capped"),
    [
        (points(100, 50, 100, "A", "A"), "B", True),
        (points(100, 60, 100, "A", "A"), "A", False),
        (points(100, "59.99", 100, "A", "A"), "B", True),
        (points(60, 100, 100, "A", "A"), "A", False),
        (points("59.9", 100, 100, "A", "A"), "B", True),
        (points(100, 100, "59.9", "A", "A"), "B", True),
        (points(100, 100, 100, "C", "C"), "A", False),
        (points(50, 60, 60), "C", False),
    ],
)
def test_an_a_needs_sixty_points_on_each_main_factor(figures, grade, capped):
    """
    Exactly 60 passes the gate; cooperation and trend do not stand at it; lower grades never meet it.
    """
    outcome = graded(figures).outcome

    assert (grade, capped) == (outcome.grade, outcome.capped)


@pytest.mark.parametrize(("price", "earned"), [("0.79", 0), ("0.80", 0), ("0.92", 60), ("1.00", 100), ("1.01", 100)])
def test_the_price_index_earns_points_on_a_ramp(price, earned):
    """
    0.80 earns nothing, 1.00 everything, and nothing beyond.
    """
    parts = graded({**EXAMPLE_1, "price_index": Decimal(price)}).outcome.parts

    assert earned == {part.name: part.points for part in parts}["price"]


@pytest.mark.parametrize(("sales", "earned"), [(10, 20), (20, 60), (50, 80), (100, 100)])
def test_sales_earn_their_place_in_the_cohort(sales, earned):
    """
    Of 10, 20, 20, 50 and 100 the two equal ones share the better place.
    """
    figures = {name: value for name, value in EXAMPLE_1.items() if name != "sales_points"}
    cohort = tuple(map(Decimal, (10, 20, 20, 50, 100)))
    parts = graded({**figures, "sales": Decimal(sales)}, cohort_sales=cohort).outcome.parts

    assert earned == {part.name: part.points for part in parts}["sales"]


@pytest.mark.parametrize(
    ("left_out", "missing"),
    [
        ("sales_points", ("sales",)),
        ("price_index", ("price_index",)),
        ("collection_rate", ("collection_rate",)),
    ],
)
def test_no_grade_while_a_main_factor_is_missing(left_out, missing):
    """
    Sales, price and collection must be known.
    """
    decision = graded({name: value for name, value in EXAMPLE_1.items() if name != left_out})

    assert (Verdict.UNDETERMINED, missing, None) == (decision.verdict, decision.missing, decision.outcome)


@pytest.mark.parametrize(
    ("first", "on", "provisional", "review_from"),
    [
        (date(2023, 8, 31), date(2024, 2, 28), True, date(2024, 2, 29)),
        (date(2023, 8, 31), date(2024, 2, 29), False, date(2024, 2, 29)),
        (date(2023, 10, 1), date(2024, 3, 31), True, date(2024, 4, 1)),
        (date(2023, 10, 1), date(2024, 4, 1), False, date(2024, 4, 1)),
        (date(2023, 9, 28), date(2024, 3, 25), False, date(2024, 3, 28)),
        (date(2023, 9, 30), date(2024, 3, 25), False, date(2024, 3, 30)),
        (date(2023, 9, 30), date(2024, 3, 24), True, date(2024, 3, 30)),
        (date(2023, 10, 1), date(2024, 3, 30), True, date(2024, 4, 1)),
    ],
)
def test_a_new_customer_has_a_provisional_grade_for_six_months(first, on, provisional, review_from):
    """
    The day before six months are full it is provisional, that day no longer; within the round its last day counts.
    """
    outcome = graded(EXAMPLE_1, on=on, since=first).outcome

    assert (provisional, review_from) == (outcome.provisional, outcome.review_from)


def test_sales_are_left_out_of_a_provisional_grade():
    """
    A new customer needs no sales, and its sales do not count.
    """
    figures = {name: value for name, value in EXAMPLE_1.items() if name != "sales_points"}
    new = date(2024, 1, 1)
    without, with_sales = graded(figures, since=new).outcome, graded(EXAMPLE_1, since=new).outcome

    assert without == with_sales
    assert Decimal("6037.5") / 70 == without.score
    assert "sales" not in {part.name for part in without.parts}


def test_the_first_cooperation_goes_before_the_first_day_as_a_customer():
    """
    A customer since long ago, with a first order last month, is new; an instant counts by its local day.
    """
    first = datetime(2023, 9, 30, 16, 0, tzinfo=UTC)
    outcome = graded(EXAMPLE_1, on=date(2024, 3, 31), extra={"first_cooperation": first}).outcome

    assert (True, date(2024, 4, 1)) == (outcome.provisional, outcome.review_from)


def test_a_first_cooperation_that_is_no_day_is_named():
    """
    An unreadable day is not passed over as long ago.
    """
    decision = graded(EXAMPLE_1, extra={"first_cooperation": "last spring"})

    assert ("first_cooperation = last spring",) == decision.missing


@pytest.mark.parametrize(
    ("credit", "grade", "missing"), [("D", "B", ()), ("A", "A", ()), (None, None, ("credit_grade",))]
)
def test_a_credit_grade_may_shut_out_an_a(credit, grade, missing):
    """
    Where the company names credit grades, a customer with one of them is no A, and one without any cannot be told.
    """
    policy = with_value("grading.credit_gate", {"excluded": ("C", "D"), "capped_at": "B"})
    decision = graded(EXAMPLE_1, policy=policy, extra={} if credit is None else {"credit_grade": credit})

    assert missing == decision.missing
    assert grade == (None if decision.outcome is None else decision.outcome.grade)


def test_a_credit_grade_does_not_matter_below_an_a():
    """
    A B needs no credit grade.
    """
    policy = with_value("grading.credit_gate", {"excluded": ("D",), "capped_at": "B"})

    assert "B" == graded(points(60, 60, 60), policy=policy).outcome.grade


@pytest.mark.parametrize("key", ["grading.score", "grading.bands"])
def test_a_model_left_open_names_its_key(key):
    """
    Without weights or bands there is no grade.
    """
    assert (key,) == graded(EXAMPLE_1, policy=with_value(key, UNSPECIFIED)).missing


def test_a_score_beyond_the_bands_is_named():
    """
    Bands that do not reach far enough leave the grade open.
    """
    (held,) = CGR.packs[0].parameters["grading.bands"].entries
    narrow = evolve(held.value, domain="number [0..80]")

    assert ("grading.bands[87.375]",) == graded(EXAMPLE_1, policy=with_value("grading.bands", narrow)).missing


def test_a_score_that_is_none_is_a_mistake():
    """
    A table is no score.
    """
    table = Table(inputs={"a": "flag"}, rows=(Row(when={}, then="A"),))

    with pytest.raises(WrongBlockError):
        graded(EXAMPLE_1, policy=with_value("grading.score", table))


ranges = {
    "sales_points": (0, 100),
    "price_index": (Decimal("0.5"), Decimal("1.2")),
    "collection_rate": (Decimal("0.3"), Decimal("1.1")),
}
figures = st.fixed_dictionaries(
    {name: st.decimals(*ends, places=3) for name, ends in ranges.items()},
    optional={name: st.sampled_from("ABC") for name in (*LETTERS, "trend")},
)


@given(figures=figures, name=st.sampled_from([*ranges, *LETTERS, "trend"]), data=st.data())
def test_a_better_figure_never_lowers_the_grade(figures, name, data):
    """
    Raising any one figure of a customer leaves the score and the grade as good or better.
    """
    if name in ranges:
        better = data.draw(st.decimals(figures[name], ranges[name][1], places=3))
    else:
        better = data.draw(st.sampled_from("ABC"[: "ABC".index(figures[name]) + 1])) if name in figures else None
    raised = figures if better is None else {**figures, name: better}
    before, after = graded(figures).outcome, graded(raised).outcome

    assert before.score <= after.score
    assert after.grade <= before.grade


@given(sales=st.lists(st.integers(0, 200).map(Decimal), min_size=1, max_size=12), more=st.integers(0, 200))
def test_selling_more_never_lowers_the_place_in_the_cohort(sales, more):
    """
    A customer that sells more among the same others earns as many points or more.
    """
    figures = {name: value for name, value in EXAMPLE_1.items() if name != "sales_points"}
    before, after = (
        graded({**figures, "sales": own}, cohort_sales=(own, *sales[1:])).outcome for own in (sales[0], sales[0] + more)
    )

    assert before.score <= after.score
    assert after.grade <= before.grade


@given(figures=figures)
def test_the_shares_make_up_the_score(figures):
    """
    What the parts add is the score, and every part stands between nothing and a hundred.
    """
    outcome = graded(figures).outcome

    assert abs(sum(part.share for part in outcome.parts) - outcome.score) < Decimal("1e-20")
    assert all(0 <= part.points <= 100 for part in outcome.parts)
    assert 0 <= outcome.score <= 100


def test_the_figures_of_a_grading_are_named():
    """
    CGR-02.2 names sales, price and collection; CGR-05.2 adds cooperation, made of letters, and trend.
    """
    ratios = ("price_index", "actual_amount", "standard_amount", "collection_rate", "collected_on_time", "falling_due")

    assert ("sales", "sales_points", *ratios, *LETTERS, "trend") == figures_graded(CGR, ON)
    assert () == figures_graded(load_policy("ABC"), ON)
