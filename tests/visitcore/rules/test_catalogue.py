"""
The list of decisions, and what holds for every one of them under every policy of the library.
"""

import types
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from attrs import fields, has
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from visitcore.codec.asking import decide
from visitcore.codec.facts import structure_facts
from visitcore.codec.library import library_packs, pack_files
from visitcore.codec.policy import load_policy
from visitcore.decisions.verdict import Verdict
from visitcore.facts.visit import Excuse
from visitcore.ground.errors import FactsError, UnknownNameError, VisitcoreError
from visitcore.ground.span import Span
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.catalogue import CATALOGUE, entry, is_read
from visitcore.testing.cases import load_cases, policy_of

POLICIES = {code: load_policy(code) for code in (*pack_files(), "standard")}
CASES = [
    (policy_of(cases), case)
    for cases in map(load_cases, sorted(Path(__file__).parents[2].glob("cases/*.toml")))
    for case in cases.case
]


def values_of(policy):
    """
    Every value of a policy with its key.
    """
    for key in policy.keys():  # noqa: SIM118  # a policy is no mapping
        for layer in policy.layers(key):
            for one in layer.entries:
                yield key, one


def test_every_name_is_unique_and_is_that_of_its_function():
    """
    A name stands for one decision.
    """
    names = [known.name for known in CATALOGUE]

    assert sorted(set(names)) == sorted(names)
    assert names == [known.function.__name__ for known in CATALOGUE]
    assert all(known is entry(known.name) for known in CATALOGUE)


def test_an_unknown_name_is_a_mistake():
    """
    The nearest decision is named.
    """
    with pytest.raises(UnknownNameError, match="'visit_due'"):
        entry("visits_due")


@pytest.mark.parametrize("known", CATALOGUE, ids=lambda known: known.name)
def test_everything_a_decision_takes_is_explained(known):
    """
    The class of its facts has a line for each of its fields, and the decision its words in both languages.
    """
    told = known.takes.__doc__
    assert known.text.en
    assert known.text.zh
    for field in fields(known.takes):
        assert f"    {field.name}: " in told, field.name


@pytest.mark.parametrize("pattern", sorted({key for known in CATALOGUE for key in known.keys if key != "*"}))
def test_every_key_a_chapter_reads_is_spoken_to(pattern):
    """
    Some pack of the library says something under it.
    """
    assert any(fnmatchcase(key, pattern) for pack in library_packs() for key in pack.parameters)


@pytest.mark.parametrize("code", sorted(POLICIES))
def test_every_value_of_the_library_is_read(code):
    """
    Nothing stands in a pack that no decision asks for.
    """
    assert [] == [key for key, one in values_of(POLICIES[code]) if not is_read(key, one.value)]


def test_a_value_of_a_shape_that_nobody_asks_for_is_not_read():
    """
    A half-open span is no value of a policy.
    """
    assert not is_read("deadlines.it", Span())
    assert is_read("deadlines.it", UNSPECIFIED)


# ---------------------------------------------------------------- whatever is asked


def words_in(value):
    """
    Every word that stands somewhere in a value.
    """
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, part in value.items():
            yield from words_in(name)
            yield from words_in(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from words_in(part)
    elif has(type(value)):
        for field in fields(type(value)):
            if not field.name.startswith("_"):
                yield from words_in(getattr(value, field.name))


FIGURES = [
    *("sales", "sales_points", "price_index", "collection_rate", "trend", "order_planning", "first_cooperation"),
    *("credit_grade", "value", "flagged"),
]
READABLE = {
    (known.name, code): keys
    for known in CATALOGUE
    for code, policy in POLICIES.items()
    if (keys := sorted(key for key, one in values_of(policy) if known.reads(key, one.value)))
}


days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
instants = st.datetimes(datetime(2020, 1, 1), datetime(2026, 12, 31), timezones=st.none() | st.just(UTC))
moments = st.one_of(days, days.map(str), instants, instants.map(datetime.isoformat))
numbers = st.integers(-5, 200) | st.decimals(-5, 200, places=2)
odd = st.one_of(
    st.none(),
    st.booleans(),
    numbers,
    st.floats(0, 1),
    st.sampled_from(["", " ", "A", "D", "80", "-1", "08:30", "25:00", "yes", "没有"]),
    st.lists(numbers | st.sampled_from(["A", "x"]), max_size=3),
    st.dictionaries(st.sampled_from(["a", "score"]), numbers, max_size=2),
    moments,
)


def plausible(kind, words, names):
    """
    Plain data for a field of this kind, some of it odd.
    """
    arguments = get_args(kind)
    if get_origin(kind) in (Union, types.UnionType):
        return st.one_of([plausible(part, words, names) for part in arguments])
    if get_origin(kind) is Literal:
        return st.sampled_from(arguments)
    if get_origin(kind) is tuple:
        return st.lists(plausible(arguments[0], words, names), max_size=4)
    if arguments:
        return st.dictionaries(names, plausible(arguments[1], words, names), max_size=5)
    if kind is type(None):
        return st.none()
    if kind is Any:
        return words | words | odd
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from([member.value for member in kind])
    if kind is Excuse:
        ends = st.none() | moments
        return st.fixed_dictionaries({"from": ends, "to": ends, "reason": st.just("closed")})
    if has(kind):
        return record_of(kind, words, names)
    return {str: words, int: st.integers(-5, 20), Decimal: numbers, bool: st.booleans(), date: moments}[kind]


def record_of(kind, words, names):
    """
    Plain data for a class of facts; what may be left out sometimes is.
    """
    hints = get_type_hints(kind)
    known = {field.name.rstrip("_"): plausible(hints[field.name], words, names) for field in fields(kind)}
    must = {"on", "key", "code", "customer", "case", "values", "start", "amount", "days_late"} & set(known)
    return st.fixed_dictionaries(
        {name: known[name] for name in sorted(must)},
        optional={name: strategy for name, strategy in known.items() if name not in must},
    )


@st.composite
def questions(draw):
    """
    A decision, a policy, and facts that fit more or less.
    """
    name, code = draw(st.sampled_from(sorted(READABLE)))
    known, policy = entry(name), POLICIES[code]
    any_key = draw(st.integers(0, 9)) == 0
    key = draw(st.sampled_from(list(policy.keys()) if any_key else READABLE[name, code]))
    values = [one.value for layer in policy.layers(key) for one in layer.entries]
    inputs = [input_ for value in values for input_ in getattr(value, "inputs", ())]
    words = [word for value in values for word in words_in(value) if len(word) < 40]
    facts = draw(record_of(known.takes, st.sampled_from([*words, "A"]), st.sampled_from([*inputs, *words, *FIGURES])))
    taken = {field.name for field in fields(known.takes)}
    if "key" in taken or ("cadence" in taken and draw(st.booleans())):
        facts["key" if "key" in taken else "cadence"] = key
    if "method" in taken:
        facts["method"] = draw(st.sampled_from(["credit", "order", "prospects", "profit", "combined"]))
    for field in ("case", "values") if inputs else ():
        if field in taken:
            facts[field] = draw(st.fixed_dictionaries({one: st.sampled_from(words) | odd for one in inputs}))
    return known, policy, facts


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], max_examples=300)
@given(question=questions())
def test_no_question_ends_in_a_crash(question):
    """
    Facts that can be read get a decision or an error of the house, whatever stands in them.
    """
    known, policy, data = question
    try:
        facts = structure_facts(data, known.takes)
    except FactsError:
        return
    try:
        decision = decide(known.name, facts, policy)
    except VisitcoreError:
        return

    assert decision.findings
    assert (decision.verdict is Verdict.UNDETERMINED) <= bool(decision.missing)
    for finding in decision.findings:
        assert decision.on in finding.against.span
        assert finding.rule in finding.against.rules


@pytest.mark.parametrize(("policy", "case"), CASES, ids=lambda part: part.name[:60])
def test_every_finding_cites_a_rule_in_force_that_day(policy, case):
    """
    No worked example rests on a rule that did not bind on its governing day, and no soft rule is a reason to refuse.
    """
    decision = decide(case.decision, case.facts, policy)

    for finding in decision.findings:
        assert decision.on in finding.against.span
        assert finding.rule in finding.against.rules
    if decision.verdict is Verdict.REFUSED and case.decision not in ("make_move", "look_up"):
        assert any(finding.breaks for finding in decision.findings)
