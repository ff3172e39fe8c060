from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from visitcore.blocks.checklist import Checklist, Item
from visitcore.blocks.formula import Formula
from visitcore.blocks.table import Row, Table
from visitcore.decisions.verdict import Verdict
from visitcore.ground.errors import FactsError, PolicyError, SilentPolicyError
from visitcore.ground.text import Text
from visitcore.policy import Settings
from visitcore.rules.holding import book_on, hold, kept, lacking, left_open, listed, put

SAYS = Text("so it is", "如此")
GRADES = Table(
    inputs={"score": "number [0..100]", "grade": ["A", "B"]},
    rows=(Row(when={"score": ">= 80"}, then="A", rule="DST-02"), Row(when={"score": "< 80"}, then="B", rule="DST-03")),
)


@pytest.fixture
def rules(make):
    """
    Three rules of one pack.
    """
    return tuple(make.rule(f"DST-0{number}") for number in (1, 2, 3))


def test_the_pack_that_speaks_first_gives_the_day(make):
    """
    16:00 in UTC is the next day where the company is at home, and still the same day where its pack is.
    """
    home = evolve(make.pack("acme", a__b=1), settings=Settings(zone=ZoneInfo("Asia/Shanghai")))
    abroad = evolve(make.pack("DST", a__b=2, a__c=2), settings=Settings(zone=ZoneInfo("Europe/London")))
    policy = make.policy(abroad, own=home)
    on = datetime(2024, 3, 31, 16, 0, tzinfo=UTC)

    assert date(2024, 4, 1) == book_on(policy, "a.b", on).on
    assert date(2024, 3, 31) == book_on(policy, "a.c", on).on
    with pytest.raises(SilentPolicyError):
        book_on(policy, "a.d", on)


def test_one_finding_for_the_rule_named_or_each_of_the_whole(make, rules):
    """
    The rule of an element is cited alone; without one, those that stand on no element.
    """
    against = make.dated(GRADES, key="grading.bands", rules=rules, unit="points")

    assert ["DST-03"] == [finding.rule.id for finding in hold(against, True, SAYS, rule="DST-03")]
    assert ["DST-01"] == [finding.rule.id for finding in hold(against, True, SAYS)]
    assert ["points", ""] == [hold(against, None, SAYS, unit=unit)[0].unit for unit in (None, "")]


def test_a_value_left_open_names_its_key(make, rules):
    """
    What the document leaves open is undetermined, whatever the rule.
    """
    policy = make.policy(make.pack(a__b=1))
    decision = left_open("look_up", policy.on(date(2024, 1, 1)), make.dated(GRADES, key="a.b", rules=rules), "DST-02")

    assert Verdict.UNDETERMINED is decision.verdict
    assert (("a.b",), "DST-02") == (decision.missing, decision.findings[0].rule.id)


def test_a_table_that_lacks_a_fact_cites_every_rule(make, rules):
    """
    Any row might have answered; one block rests on the rules of the whole.
    """
    book = make.policy(make.pack(a__b=1)).on(date(2024, 1, 1))
    table = lacking("look_up", book, make.dated(GRADES, rules=rules), ["case.score"])
    plain = lacking("check_deadline", book, make.dated(rules=rules), ["start"], rule="DST-02")

    assert ["DST-01", "DST-02", "DST-03"] == [finding.rule.id for finding in table.findings]
    assert ["DST-02"] == [finding.rule.id for finding in plain.findings]
    assert (Verdict.UNDETERMINED, ("case.score",)) == (table.verdict, table.missing)


def test_facts_of_the_wrong_kind_are_named_with_their_path(make):
    """
    A flag where a number is asked for is the asker's mistake; each such fact is told.
    """
    formula = Formula(expression="a + b", inputs=("a", "b"))

    with pytest.raises(FactsError) as told:
        put(make.dated(formula), formula.work_out, {"a": True, "b": "many"}, "values")

    assert ["values.a", "values.b"] == [problem.where for problem in told.value.problems]


def test_a_block_that_cannot_be_used_is_the_policys_mistake(make):
    """
    An unreadable table is told as such, not blamed on the facts.
    """
    table = Table(inputs={"score": "numbr"}, rows=(Row(when={}, then="A"),))

    with pytest.raises(PolicyError, match="numbr"):
        put(make.dated(table, key="grading.bands"), table.ask, {"score": Decimal(80)}, "case")


def test_a_fault_that_no_single_fact_shows_is_told_as_a_whole(make):
    """
    Lists that do not fit together are no fault of either of them.
    """
    formula = Formula(expression="sum(a * b)", inputs=("a", "b"))

    with pytest.raises(FactsError) as told:
        put(make.dated(formula), formula.work_out, {"a": [1, 2], "b": [1]}, "values")

    assert ["values"] == [problem.where for problem in told.value.problems]


def test_kept_cites_the_rules_whose_elements_are_all_in_order(make, rules):
    """
    A rule with one faulty element is not kept; an element without a rule of its own counts for none.
    """
    items = (
        Item(name="a", rule="DST-02"),
        Item(name="b", rule="DST-02"),
        Item(name="c", rule="DST-03"),
        Item(name="d"),
    )
    against = make.dated(Checklist(items=items), rules=rules)
    elements = {item.name: item.rule for item in items}

    assert ["DST-03"] == [finding.rule.id for finding in kept(against, elements, ["b", "d"], SAYS)]
    assert ["DST-02", "DST-03"] == [finding.rule.id for finding in kept(against, elements, [], SAYS)]


def test_names_in_a_row():
    """
    Names are set off in each language's own way; none is a dash.
    """
    assert Text("a, b", "a、b") == listed(("a", "b"))
    assert Text("–", "–") == listed(())
