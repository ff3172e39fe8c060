from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.score import Factor, Ramp, Score
from visitcore.ground.text import Text

LETTERS = {"A": 100, "B": 70, "C": 40}
#: The factors of the grading model, with the ramps of its price index and collection rate.
MODEL = Score(
    factors=(
        Factor(name="sales", weight=30, required=True, rule="CGR-03.1"),
        Factor(
            name="price",
            weight=20,
            required=True,
            ramp=Ramp(zero_at=Decimal("0.80"), full_at=Decimal("1.00")),
            rule="CGR-02.2",
        ),
        Factor(
            name="collection",
            weight=25,
            required=True,
            ramp=Ramp(zero_at=Decimal("0.60"), full_at=Decimal("1.00")),
            rule="CGR-02.2",
        ),
        Factor(name="cooperation", weight=15, letters=LETTERS, label=Text("Cooperation", "合作状况")),
        Factor(name="trend", weight=10, letters=LETTERS),
    ),
)
FIRST = {
    "sales": 90,
    "price": Decimal("0.95"),
    "collection": Decimal("0.95"),
    "cooperation": ["A", "A", "B"],
    "trend": "A",
}
#: The same model where the five factors come as points.
PLAIN = Score(factors=[Factor(name=factor.name, weight=factor.weight) for factor in MODEL.factors])

ratios = st.decimals(0, 2, places=4)
letters = st.lists(st.sampled_from("ABC"), min_size=1, max_size=4)
cases = st.fixed_dictionaries(
    {"sales": st.decimals(0, 100, places=3), "price": ratios, "collection": ratios},
    optional={"cooperation": letters, "trend": st.sampled_from("ABC")},
)


def test_worked_example_1():
    """
    Points 90, 75, 87.5, 90 and 100 make 27 + 15 + 21.875 + 13.5 + 10 = 87.375.
    """
    rating = MODEL.rate(FIRST)

    assert Decimal("87.375") == rating.total
    assert [Decimal(points) for points in ("90", "75", "87.5", "90", "100")] == [part.points for part in rating.parts]
    assert [Decimal(share) for share in ("27", "15", "21.875", "13.5", "10")] == [part.share for part in rating.parts]
    assert ((), (), ()) == (rating.missing, rating.needed, rating.outside)


def test_worked_example_2():
    """
    Points 100, 50, 100, 100 and 100 make 90.
    """
    rating = MODEL.rate({"sales": 100, "price": Decimal("0.90"), "collection": 1, "cooperation": "A", "trend": "A"})

    assert Decimal(90) == rating.total
    assert Decimal(50) == rating.parts[1].points


@pytest.mark.parametrize("points", ["80", "79.99", "60", "59.99"])
def test_worked_example_3(points):
    """
    Five equal factors make exactly that score, whatever the weights.
    """
    assert Decimal(points) == PLAIN.rate(dict.fromkeys(FIRST, Decimal(points))).total


def test_worked_example_4():
    """
    Without the collection there is no score, and its name is given.
    """
    rating = MODEL.rate({**FIRST, "collection": None})

    assert rating.total is None
    assert ("collection",) == rating.missing == rating.needed
    assert 4 == len(rating.parts)


@pytest.mark.parametrize(("points", "share"), [(20, 6), (60, 18), (80, 24), (100, 30)])
def test_worked_example_7(points, share):
    """
    The percentiles 20, 60, 80 and 100 of the sales are points as they stand.
    """
    part = MODEL.rate({**FIRST, "sales": points}).parts[0]

    assert (points, share) == (part.points, part.share)


def test_worked_example_8():
    """
    Without the cooperation the other weights, 85 together, are used: 7387.5 / 85.
    """
    rating = MODEL.rate({**FIRST, "cooperation": None})

    assert Decimal("7387.5") / Decimal(85) == rating.total
    assert Decimal("86.9") == round(rating.total, 1)
    assert (("cooperation",), ()) == (rating.missing, rating.needed)


@pytest.mark.parametrize(
    ("price", "points"),
    [("0.79", "0"), ("0.80", "0"), ("0.81", "5"), ("0.90", "50"), ("0.99", "95"), ("1.00", "100"), ("1.01", "100")],
)
def test_a_ramp_is_level_beyond_both_ends(price, points):
    """
    Between its ends a ramp rises evenly.
    """
    assert Decimal(points) == MODEL.rate({**FIRST, "price": Decimal(price)}).parts[1].points


def test_a_ramp_may_fall():
    """
    One point less per day of delay: 12 days leave 88, 100 and more leave none.
    """
    score = Score(factors=[Factor(name="delay", weight=1, ramp=Ramp(zero_at=100, full_at=0))])

    assert [100, 88, 0] == [score.rate({"delay": days}).total for days in (0, 12, 130)]


def test_letters_not_entered_are_left_out_of_the_mean():
    """
    One A of two letters asked for counts as an A; none at all is missing.
    """
    assert 100 == MODEL.rate({**FIRST, "cooperation": ["A", None]}).parts[3].points
    assert ("cooperation",) == MODEL.rate({**FIRST, "cooperation": []}).missing
    assert ("cooperation",) == MODEL.rate({**FIRST, "cooperation": [None]}).missing


@pytest.mark.parametrize(
    ("name", "value"), [("trend", "D"), ("trend", 5), ("cooperation", ["A", "X"]), ("sales", "many"), ("price", "A")]
)
def test_what_cannot_be_rated_is_shown(name, value):
    """
    An unknown letter is neither missing nor worth nothing.
    """
    rating = MODEL.rate({**FIRST, name: value})

    assert rating.total is None
    assert ((name, value),) == rating.outside


def test_nothing_known_makes_no_score():
    """
    A mean of nothing does not exist, even where nothing is required.
    """
    rating = PLAIN.rate({})

    assert rating.total is None
    assert tuple(FIRST) == rating.missing == rating.needed


@given(cases)
def test_a_score_lies_between_its_points(case):
    """
    A mean is never below its lowest nor above its highest part.
    """
    rating = MODEL.rate(case)
    points = [part.points for part in rating.parts]

    assert min(points) <= rating.total <= max(points)


@given(cases, ratios)
def test_more_never_scores_less(case, more):
    """
    A higher price never lowers the score.
    """
    better = {**case, "price": case["price"] + more}

    assert MODEL.rate(case).total <= MODEL.rate(better).total


@given(cases, st.integers(1, 1000))
def test_only_the_proportion_of_weights_counts(case, times):
    """
    Multiplying all weights by one number changes nothing.
    """
    factors = [evolve(factor, weight=factor.weight * times) for factor in MODEL.factors]

    assert MODEL.rate(case).total == Score(factors=factors).rate(case).total


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(0, 100)), min_size=1, max_size=6))
def test_the_total_is_the_weighted_mean(drawn):
    """
    The total is the quotient of two exact sums, rounded once.
    """
    score = Score(factors=[Factor(name=str(at), weight=weight) for at, (weight, _) in enumerate(drawn)])
    mean = Fraction(sum(weight * points for weight, points in drawn), sum(weight for weight, _ in drawn))
    total = score.rate({str(at): points for at, (_, points) in enumerate(drawn)}).total

    assert abs(mean - Fraction(total)) < Fraction(1, 10**24)


@given(cases, st.permutations(range(5)))
def test_the_order_of_factors_does_not_matter(case, order):
    """
    A total is the same whichever factor comes first.
    """
    assert MODEL.rate(case).total == Score(factors=[MODEL.factors[at] for at in order]).rate(case).total


@pytest.mark.parametrize(
    ("factors", "where"),
    [
        ([], "factors"),
        ([Factor(name="a", weight=1), Factor(name="a", weight=1)], "factors[1].name"),
        ([Factor(name="a", weight=0)], "factors[0].weight"),
        ([Factor(name="a", weight=-1)], "factors[0].weight"),
        ([Factor(name="a", weight=1, ramp=Ramp(zero_at=1, full_at=1))], "factors[0].ramp"),
        ([Factor(name="a", weight=1, letters={})], "factors[0].letters"),
        ([Factor(name="a", weight=1, letters=LETTERS, ramp=Ramp(zero_at=0, full_at=1))], "factors[0]"),
    ],
)
def test_a_faulty_score_names_its_fault(factors, where):
    """
    The problem is listed; rating anyway is an error that names it.
    """
    score = Score(factors=factors)

    assert [where] == [problem.where for problem in score.problems()]
    with pytest.raises(ValueError, match="this score cannot be worked out"):
        score.rate({"a": 1})


def test_a_sound_score_has_no_problems():
    """
    The grading model is sound.
    """
    assert () == MODEL.problems()


@pytest.mark.parametrize("value", [0.95, True])
def test_inexact_numbers_are_refused(value):
    """
    Neither a raw value nor a weight may be a float or a bool.
    """
    with pytest.raises(TypeError, match="Decimal"):
        MODEL.rate({**FIRST, "price": value})
    with pytest.raises(TypeError, match="Decimal"):
        Factor(name="a", weight=value)


def test_rules_are_cited_once_each_in_order():
    """
    A score rests on the rules of its factors.
    """
    assert ("CGR-03.1", "CGR-02.2") == MODEL.cited()
