from datetime import date, time
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.formula import Formula
from visitcore.blocks.scale import Band, Scale
from visitcore.blocks.table import Row, Table
from visitcore.decisions.verdict import Verdict
from visitcore.facts.question import Amounts, Case, ValueQuestion
from visitcore.ground.errors import FactsError, WrongBlockError
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.tables import calculate, look_up, read_value, shown

ON = date(2024, 3, 5)
PRICES = Table(
    inputs={"grade": ["A", "B"], "score": "number [0..100]", "new": "flag", "at": "time"},
    rows=(
        Row(when={"grade": "A"}, then="high", rule="DST-01"),
        Row(when={"grade": "B", "score": ">= 60", "new": False, "at": "< 12:00"}, then="low", rule="DST-02"),
        Row(when={"grade": "B", "score": ">= 60", "new": False, "at": ">= 12:00"}, then=UNSPECIFIED, rule="DST-03"),
        Row(when={"grade": "B", "score": ">= 60", "new": True}, then="no", rule="DST-02", verdict="refused"),
        Row(when={"grade": "B", "score": "< 60"}, then="ask", rule="DST-03", verdict="referred"),
    ),
)
BANDS = Scale(
    bands=(
        Band(when=">= 80", then="A", rule="DST-01"),
        Band(when="[60..80)", then="B", rule="DST-02"),
        Band(when="< 60", then=UNSPECIFIED, rule="DST-03"),
    )
)
SHARE = Formula(expression="part / whole", inputs=("part", "whole"))


def policy_of(make, value):
    """
    A policy with one value that rests on three rules.
    """
    rules = [make.rule(f"DST-0{number}", kind="decision-table") for number in (1, 2, 3)]
    return make.policy(make.pack(rules=rules, a__it=(make.dated(value, key="a.it", rules=tuple(rules), unit="CNY"),)))


def looked_up(make, held, /, **case):
    """
    What a table or scale says.
    """
    return look_up(Case(key="a.it", on=ON, case=case), policy_of(make, held))


def calculated(make, held, /, **values):
    """
    What a formula gives.
    """
    return calculate(Amounts(key="a.it", on=ON, values=values), policy_of(make, held))


@pytest.mark.parametrize(
    ("case", "verdict", "answer", "rule"),
    [
        ({"grade": "A"}, Verdict.ALLOWED, "high", "DST-01"),
        (
            {"grade": "B", "score": Decimal(60), "new": False, "at": "11:59"},
            Verdict.ALLOWED,
            "low",
            "DST-02",
        ),
        ({"grade": "B", "score": 60, "new": True}, Verdict.REFUSED, "no", "DST-02"),
        ({"grade": "B", "score": Decimal("59.99")}, Verdict.REFERRED, "ask", "DST-03"),
        ({"grade": "B", "score": "59.99"}, Verdict.REFERRED, "ask", "DST-03"),
    ],
)
def test_a_table_answers_with_its_row(make, case, verdict, answer, rule):
    """
    The row that fits gives the answer, the verdict it carries and the rule it rests on.
    """
    decision = looked_up(make, PRICES, **case)

    assert (verdict, answer, rule) == (decision.verdict, decision.outcome.answer, decision.findings[0].rule.id)


@pytest.mark.parametrize(
    ("case", "missing"),
    [
        ({}, ("case.grade", "case.score", "case.new", "case.at")),
        ({"grade": "B", "score": 70}, ("case.new", "case.at")),
        ({"grade": "D"}, ("a.it[grade = D]", "case.score", "case.new", "case.at")),
        ({"grade": "D", "score": 70, "new": True}, ("a.it[grade = D]",)),
        ({"grade": "B", "score": 101, "new": True}, ("a.it[score = 101]",)),
        ({"grade": "B", "score": 70, "new": "yes", "at": "08:00"}, ("a.it[new = yes]",)),
        ({"grade": "B", "score": 60, "new": False, "at": time(12)}, ("a.it",)),
    ],
)
def test_what_a_table_cannot_tell_is_named(make, case, missing):
    """
    Missing inputs, values outside the domain, a row the document leaves open.
    """
    decision = looked_up(make, PRICES, **case)

    assert Verdict.UNDETERMINED is decision.verdict
    assert missing == decision.missing
    assert decision.outcome is None


@pytest.mark.parametrize(
    ("case", "where"),
    [
        ({"grade": "B", "score": True}, ["case.score"]),
        ({"grade": "B", "score": 59.5}, ["case.score"]),
        ({"grade": "B", "score": 59.5, "at": 1.5, "new": 1}, ["case.score"]),
    ],
)
def test_a_value_of_the_wrong_kind_is_a_mistake(make, case, where):
    """
    A flag or a float for a number is told with its path.
    """
    with pytest.raises(FactsError) as told:
        looked_up(make, PRICES, **case)

    assert where == [problem.where for problem in told.value.problems]


def test_what_a_table_says_is_told_as_a_rule_in_chinese(make):
    """
    People read what the rules say, and nothing of tables that are looked up.
    """
    [finding] = looked_up(make, PRICES, grade="A", score=1, new=True, at=time(9)).findings

    assert "按规定为：high" == finding.says.zh


def test_a_table_may_collect(make):
    """
    All rows that match answer, none included, each by its own rule.
    """
    extras = Table(
        inputs={"km": "integer >= 0", "night": "flag"},
        rows=(
            Row(when={"km": ">= 100"}, then="hotel", rule="DST-01"),
            Row(when={"night": True}, then="taxi", rule="DST-02"),
        ),
        hit="collect",
    )
    both, none = looked_up(make, extras, km=100, night=True), looked_up(make, extras, km=99, night=False)

    assert (("hotel", "taxi"), ["DST-01", "DST-02"]) == (
        both.outcome.answer,
        [finding.rule.id for finding in both.findings],
    )
    assert (Verdict.ALLOWED, ()) == (none.verdict, none.outcome.answer)


def test_a_case_no_row_fits_is_shown(make):
    """
    A hole in the table is told with the case that fell into it.
    """
    holed = evolve(PRICES, rows=PRICES.rows[:1])
    decision = looked_up(make, holed, grade="B", score=1, new=False, at="08:00")

    assert Verdict.UNDETERMINED is decision.verdict
    assert "a.it[grade = B]" in decision.missing


@pytest.mark.parametrize(
    ("value", "answer"), [(80, "A"), (Decimal("79.99"), "B"), (60, "B"), ("60", "B"), (Decimal(1000), "A")]
)
def test_a_scale_answers_with_its_band(make, value, answer):
    """
    80 stands in the upper band, 79.99 in the lower one.
    """
    assert answer == looked_up(make, BANDS, value=value).outcome.answer


@pytest.mark.parametrize(
    ("case", "missing"),
    [
        ({}, ("case.value",)),
        ({"value": None}, ("case.value",)),
        ({"value": -1}, ("a.it[value = -1]",)),
        ({"value": "many"}, ("a.it[value = many]",)),
        ({"value": 59}, ("a.it",)),
    ],
)
def test_what_a_scale_cannot_tell_is_named(make, case, missing):
    """
    A missing value, one outside the scale, and a band the document leaves open.
    """
    decision = looked_up(make, BANDS, **case)

    assert Verdict.UNDETERMINED is decision.verdict
    assert missing == decision.missing


def test_a_flag_is_no_value_of_a_scale(make):
    """
    True is not one.
    """
    with pytest.raises(FactsError, match=r"case\.value"):
        looked_up(make, BANDS, value=True)


def test_a_formula_gives_its_value_with_the_unit(make):
    """
    One of three parts is worked out exactly, to 28 digits.
    """
    decision = calculated(make, SHARE, part=1, whole=3)

    assert (Decimal("0.3333333333333333333333333333"), "CNY") == (decision.outcome.value, decision.outcome.unit)


def test_a_formula_over_nothing_is_not_applicable(make):
    """
    A share of zero is not zero, and no breach.
    """
    assert Verdict.NOT_APPLICABLE is calculated(make, SHARE, part=1, whole=0).verdict


@pytest.mark.parametrize(("values", "missing"), [({}, ("part", "whole")), ({"part": 1, "whole": None}, ("whole",))])
def test_what_a_formula_lacks_is_named(make, values, missing):
    """
    Every unknown input is told.
    """
    assert tuple(f"values.{name}" for name in missing) == calculated(make, SHARE, **values).missing


@pytest.mark.parametrize(
    ("values", "where"), [({"part": "x", "whole": 1}, "values.part"), ({"whole": 0.5}, "values.whole")]
)
def test_what_is_no_number_is_a_mistake(make, values, where):
    """
    Words and floats are told with their path.
    """
    with pytest.raises(FactsError) as told:
        calculated(make, SHARE, **values)

    assert [where] == [problem.where for problem in told.value.problems]


@pytest.mark.parametrize("value", [6, Decimal("0.80"), "previous_year", False, date(2024, 1, 1), ("a", "b"), {"a": 1}])
def test_a_plain_value_is_read_as_it_is(make, value):
    """
    A number, word, flag, day, list or set of names, with its unit.
    """
    decision = read_value(ValueQuestion(key="a.it", on=ON), policy_of(make, value))

    assert (value, "CNY", Verdict.ALLOWED) == (decision.outcome.value, decision.outcome.unit, decision.verdict)


def test_a_value_left_open_or_of_another_shape_is_told(make):
    """
    An open value is undetermined whoever asks; a table is no plain value.
    """
    policy = policy_of(make, UNSPECIFIED)
    asked = (
        look_up(Case(key="a.it", on=ON), policy),
        calculate(Amounts(key="a.it", on=ON), policy),
        read_value(ValueQuestion(key="a.it", on=ON), policy),
    )

    assert {("a.it",)} == {decision.missing for decision in asked}
    with pytest.raises(WrongBlockError):
        read_value(ValueQuestion(key="a.it", on=ON), policy_of(make, PRICES))


@pytest.mark.parametrize(
    ("value", "en", "zh"),
    [
        (Decimal("0.80"), "0.80", "0.80"),
        (True, "yes", "是"),
        (False, "no", "否"),
        (("a", 2), "a, 2", "a、2"),
        ((), "–", "–"),
        ({"A": Decimal("0.20"), "rest": "C"}, "A = 0.20, rest = C", "A = 0.20、rest = C"),
    ],
)
def test_values_are_told_in_words(value, en, zh):
    """
    No Python notation in a sentence.
    """
    assert (en, zh) == (shown(value, "en"), shown(value, "zh"))


@given(
    grade=st.sampled_from(["A", "B"]),
    score=st.decimals(0, 100, places=2),
    new=st.booleans(),
    at=st.times().map(lambda at: at.replace(microsecond=0)),
)
def test_every_case_of_the_domain_is_answered_once(make, grade, score, new, at):
    """
    Inside the domain a sound table always answers, by one row.
    """
    decision = looked_up(make, PRICES, grade=grade, score=score, new=new, at=at)

    assert 1 == len(decision.findings)
    assert decision.missing in ((), ("a.it",))
