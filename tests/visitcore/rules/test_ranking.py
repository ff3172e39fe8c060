"""
Customers put in order by the model of the rulebook: its worked examples, ties and classes, and what always holds.
"""

from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from visitcore.codec.policy import load_policy
from visitcore.decisions.verdict import Verdict
from visitcore.facts.assessment import Cohort, Invoice, RankedCustomer
from visitcore.ground.errors import FactsError
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy import History
from visitcore.rules.ranking import rank_customers

RNK = load_policy("RNK")
ON = date(2024, 3, 25)


def customer(code, credit=100, order=100, profit=100, **more):
    """
    A customer with its figures.
    """
    numbers = {"credit": credit, "order": order, "profit": profit}
    known = {name: None if number is None else Decimal(number) for name, number in numbers.items()}
    return RankedCustomer(code=code, **known, **more)


def ranked(*customers, method="combined", policy=RNK):
    """
    The decision on a cohort.
    """
    return rank_customers(Cohort(on=ON, method=method, customers=customers), policy)


def places(decision):
    """
    Rank and code in order.
    """
    return [(place.rank, place.code) for place in decision.outcome.ranking]


def without(key, *, value=UNSPECIFIED):
    """
    The policy with another value, or none, under one key.
    """
    (pack,) = RNK.packs
    if value is None:
        parameters = {name: history for name, history in pack.parameters.items() if name != key}
    else:
        entries = tuple(evolve(entry, value=value) for entry in pack.parameters[key].entries)
        parameters = {**pack.parameters, key: History(key=key, entries=entries)}
    return evolve(RNK, packs=(evolve(pack, parameters=parameters),))


X = customer("X", 100, 1_000_000, 100_000)
Y = customer("Y", 70, 5_000_000, 250_000)
Z = customer("Z", 88, 2_000_000, 500_000)


@pytest.mark.parametrize(
    ("method", "order"), [("combined", "ZYX"), ("order", "YZX"), ("profit", "ZYX"), ("credit", "XZY")]
)
def test_the_first_two_worked_examples(method, order):
    """
    The best payer comes last when everything is taken together.
    """
    assert [(rank, code) for rank, code in enumerate(order, 1)] == places(ranked(X, Y, Z, method=method))


def test_the_combined_scores_and_classes():
    """
    28, 67 and 80.8 points; of three customers one is A, one B and one C.
    """
    outcome = ranked(X, Y, Z).outcome

    assert [("A", Decimal("80.8")), ("B", Decimal(67)), ("C", Decimal(28))] == [
        (place.class_, place.score) for place in outcome.ranking
    ]


@pytest.mark.parametrize(("excused", "credit"), [(False, 88), (True, 100)])
def test_credit_falls_by_the_mean_delay(excused, credit):
    """
    60,000 on time and 40,000 thirty days late make twelve days; our own fault counts nothing.
    """
    invoices = (
        Invoice(amount=Decimal(60000), days_late=0),
        Invoice(amount=Decimal(40000), days_late=30, excused=excused),
    )

    assert credit == ranked(customer("D", None, invoices=invoices), method="credit").outcome.ranking[0].score


def test_paying_early_earns_nothing():
    """
    Days before the due day make up for no day after it.
    """
    invoices = (Invoice(amount=Decimal(50), days_late=-30), Invoice(amount=Decimal(50), days_late=10))

    assert 95 == ranked(customer("D", None, invoices=invoices), method="credit").outcome.ranking[0].score


def test_equals_share_the_better_rank_and_class():
    """
    Two at rank 2 of ten are both A, and the next rank is 4.
    """
    cohort = [customer(f"C{n:02}", credit) for n, credit in enumerate((100, 90, 90, 70, 60, 50, 40, 30, 20, 10))]
    ranking = ranked(*cohort, method="credit").outcome.ranking

    assert [1, 2, 2, 4, 5, 6, 7, 8, 9, 10] == [place.rank for place in ranking]
    assert "AAABBCCCCC" == "".join(place.class_ for place in ranking)


@pytest.mark.parametrize(("count", "classes"), [(1, "A"), (2, "AC"), (5, "ABBCC"), (10, "AABBBCCCCC"), (0, "")])
def test_classes_are_cumulative_shares_rounded_up(count, classes):
    """
    The first 20 per cent are A, those up to 50 per cent B, the rest C.
    """
    cohort = [customer(f"C{n:02}", order=100 - n) for n in range(count)]

    assert classes == "".join(place.class_ for place in ranked(*cohort, method="order").outcome.ranking)


def test_equals_are_shown_by_profit_orders_credit_and_code():
    """
    The tie break decides where one stands, not which rank one has.
    """
    cohort = [
        customer("E", 50, 10, 10),
        customer("D", 50, 10, 10),
        customer("C", 50, 10, 20),
        customer("B", 50, 20, 10),
    ]

    assert [(1, "C"), (1, "B"), (1, "D"), (1, "E")] == places(ranked(*cohort, method="credit"))


def test_a_loss_counts_as_no_profit():
    """
    Where nobody makes a profit, it brings nobody points.
    """
    losers = ranked(customer("G", order=200, profit=0), customer("H", order=100, profit=-500)).outcome.ranking

    assert [Decimal(40), Decimal(25)] == [place.score for place in losers]


def test_where_nobody_orders_nobody_earns_points_by_it():
    """
    Nothing can be taken a share of nothing.
    """
    (place,) = ranked(customer("G", order=0, profit=0)).outcome.ranking

    assert 10 == place.score


def test_new_customers_are_listed_apart_by_their_potential():
    """
    They have no rank among the others; by prospects only they are put in order, and no class is made of that.
    """
    new = [RankedCustomer(code=code, new=True, potential=Decimal(n)) for code, n in (("V", 2), ("W", 4), ("U", 4))]
    combined, prospects = ranked(X, *new), ranked(X, *new, method="prospects")

    assert ([(1, "X")], ("U", "W", "V")) == (places(combined), combined.outcome.new)
    assert [(1, "U"), (1, "W"), (3, "V")] == places(prospects)
    assert {None} == {place.class_ for place in prospects.outcome.ranking}


@pytest.mark.parametrize(
    ("one", "method", "missing"),
    [
        (customer("X", profit=None), "combined", ("X.profit",)),
        (customer("X", None, None), "combined", ("X.credit", "X.order")),
        (customer("X", None), "credit", ("X.credit",)),
        (customer("X", None, invoices=(Invoice(amount=Decimal(0), days_late=3),)), "credit", ("X.credit",)),
        (customer("X", order=None), "order", ("X.order",)),
        (RankedCustomer(code="X", new=True), "prospects", ("X.potential",)),
        (RankedCustomer(code="X", new=True, potential=Decimal(6)), "prospects", ("X.potential = 6",)),
    ],
)
def test_what_a_customer_lacks_is_named(one, method, missing):
    """
    Nobody is ranked on a guess, nor on a potential that does not exist.
    """
    decision = ranked(one, method=method)

    assert (Verdict.UNDETERMINED, missing) == (decision.verdict, decision.missing)


def test_figures_the_method_does_not_read_may_be_unknown():
    """
    By orders only orders are needed.
    """
    assert [(1, "Y"), (2, "X")] == places(
        ranked(customer("X", None, 5, None), customer("Y", None, 6, None), method="order")
    )


@pytest.mark.parametrize(
    ("method", "key"),
    [
        ("combined", "ranking.score"),
        ("combined", "ranking.order"),
        ("combined", "ranking.credit"),
        ("credit", "ranking.credit"),
    ],
)
def test_a_formula_left_open_names_its_key(method, key):
    """
    Without weights or formulas there is no ranking.
    """
    assert (key,) == ranked(X, Y, method=method, policy=without(key)).missing


def test_a_policy_may_give_no_classes():
    """
    Then there is an order and nothing more.
    """
    policy = without("ranking.classes", value=None)

    assert [None, None, None] == [place.class_ for place in ranked(X, Y, Z, policy=policy).outcome.ranking]


OWN = """
extends = ["RNK"]

[[rule]]
id = "OWN-1"
clause = "1"
kind = "score"
strength = "note"
text = {{ en = "We rank by our own numbers.", zh = "按本公司数值排名。" }}

[[parameter]]
key = "ranking.{key}"
  [[parameter.history]]
  cites = ["OWN-1"]
  {value}
"""
WEIGHTS = '{ name = "credit", weight = 3, required = true }, { name = "order", weight = 1, required = true }'
LATE = (Invoice(amount=Decimal(60000), days_late=0), Invoice(amount=Decimal(40000), days_late=30))
W = customer("W", None, invoices=LATE)


def own(tmp_path, key, value):
    """
    The policy of a company that says one thing of its own.
    """
    path = tmp_path / "own.toml"
    path.write_text(OWN.format(key=key, value=value), encoding="utf-8")
    return load_policy(path)


@pytest.mark.parametrize(
    ("key", "value", "scores"),
    [
        ("score", f"score = {{ factors = [{WEIGHTS}] }}", [("X", "80"), ("Y", "77.5"), ("Z", "76")]),
        (
            "order",
            'formula = { expression = "50 * value / largest", inputs = ["value", "largest"] }',
            [("Z", "74.8"), ("Y", "52"), ("X", "25")],
        ),
        (
            "profit",
            'formula = { expression = "10 * value / largest", inputs = ["value", "largest"] }',
            [("Y", "40"), ("Z", "26.8"), ("X", "17.2")],
        ),
    ],
)
def test_a_company_weighs_by_its_own_numbers(tmp_path, key, value, scores):
    """
    Weights and points are the policy's: others under the same key give another ranking.
    """
    found = ranked(X, Y, Z, policy=own(tmp_path, key, value)).outcome.ranking

    assert [(code, Decimal(score)) for code, score in scores] == [(place.code, place.score) for place in found]


@pytest.mark.parametrize(
    ("key", "formula", "credit"),
    [
        ("credit", 'expression = "max(0, 100 - 2 * delay)", inputs = ["delay"]', 76),
        ("delay", 'expression = "sum(days_late)", inputs = ["days_late"]', 70),
    ],
)
def test_a_company_reads_delays_in_its_own_way(tmp_path, key, formula, credit):
    """
    Two points for each of the 12 days of mean delay, or one for each of the 30 days whatever the amount.
    """
    policy = own(tmp_path, key, f"formula = {{ {formula} }}")

    assert credit == ranked(W, method="credit", policy=policy).outcome.ranking[0].score


def test_a_company_makes_its_own_classes(tmp_path):
    """
    The first half, rounded up, is the best; the others have a name of their own too.
    """
    policy = own(tmp_path, "classes", 'value = { best = 0.5, rest = "others" }')

    assert ["best", "best", "others"] == [place.class_ for place in ranked(X, Y, Z, policy=policy).outcome.ranking]


@pytest.mark.parametrize(("ties", "order"), [('["order", "code"]', "CABD"), ('["code"]', "ABCD"), ("[]", "ABCD")])
def test_a_company_shows_equals_in_its_own_order(tmp_path, ties, order):
    """
    By profit, as the pack has it, the last one would stand first.
    """
    cohort = [customer("D", 50, 10, 30), customer("B", 50, 10, 10), customer("A", 50, 10, 20), customer("C", 50, 20, 0)]
    found = places(ranked(*cohort, method="credit", policy=own(tmp_path, "tie_break", f"value = {ties}")))

    assert [(1, code) for code in "DABC"] == places(ranked(*cohort, method="credit"))
    assert [(1, code) for code in order] == found


def test_mistakes_in_the_cohort_are_named():
    """
    An unknown method, and a customer that stands there twice.
    """
    with pytest.raises(FactsError, match=r"did you mean 'order'"):
        ranked(X, method="orders")
    with pytest.raises(FactsError) as told:
        ranked(X, Y, X)

    assert ["customers[2].code"] == [problem.where for problem in told.value.problems]


amounts = st.integers(-50, 200).map(Decimal)
cohorts = st.lists(
    st.builds(
        RankedCustomer, code=st.text("ABC", min_size=1, max_size=3), credit=amounts, order=amounts, profit=amounts
    ),
    max_size=12,
    unique_by=lambda one: one.code,
)
methods = st.sampled_from(["credit", "order", "profit", "combined"])


@given(cohort=cohorts, method=methods, seed=st.randoms(use_true_random=False))
def test_the_order_of_the_sheet_never_matters(cohort, method, seed):
    """
    However the customers come in, the ranking is the same.
    """
    shuffled = list(cohort)
    seed.shuffle(shuffled)

    assert ranked(*cohort, method=method).outcome == ranked(*shuffled, method=method).outcome


@given(cohort=cohorts, method=methods)
def test_a_rank_counts_those_who_are_better(cohort, method):
    """
    One more than the number of better ones, and never a worse class for a better score.
    """
    ranking = ranked(*cohort, method=method).outcome.ranking

    assert [1 + sum(other.score > place.score for other in ranking) for place in ranking] == [
        place.rank for place in ranking
    ]
    assert sorted(place.class_ for place in ranking) == [place.class_ for place in ranking]


@given(cohort=cohorts.filter(len), method=methods, more=st.integers(0, 100), data=st.data())
def test_more_of_everything_never_lowers_a_rank(cohort, method, more, data):
    """
    A customer that pays better, orders more and brings more is ranked as well or better.
    """
    at = data.draw(st.integers(0, len(cohort) - 1))
    one = cohort[at]
    better = evolve(one, credit=one.credit + more, order=one.order + more, profit=one.profit + more)
    before = dict(map(reversed, places(ranked(*cohort, method=method))))
    after = dict(map(reversed, places(ranked(*cohort[:at], better, *cohort[at + 1 :], method=method))))

    assert after[one.code] <= before[one.code]
