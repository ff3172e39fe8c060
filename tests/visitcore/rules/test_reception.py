from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from visitcore.codec.policy import load_policy
from visitcore.decisions.verdict import Verdict
from visitcore.facts.reception import Reception
from visitcore.ground.errors import FactsError, SilentPolicyError
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.reception import decide_reception

DAY = date(2024, 3, 1)
RCP = load_policy("RCP")
KINDS = ("top_management_guest", "important_customer", "foreign_guest", "marketing_customer", "ordinary_visitor")
HOSTS = ("top_management", "department_director", "department_manager", "department_supervisor", "business_owner")
BUYER = {"guest_kinds": ("foreign_guest",), "host": "department_director", "guests": 4, "total": Decimal(1200)}


def with_(policy=RCP, **values):
    """
    The pack with other values under `expenses.reception`; `None` takes the key away.
    """
    pack = policy.packs[0]
    changed = dict(pack.parameters)
    for name, value in values.items():
        history = changed.pop(f"expenses.reception.{name}")
        if value is not None:
            changed[history.key] = evolve(history, entries=(evolve(history.entries[0], value=value),))
    return evolve(policy, packs=(evolve(pack, parameters=changed),))


def asked(policy=RCP, *, on=DAY, **facts):
    """
    The decision on one reception.
    """
    return decide_reception(Reception(on=on, **facts), policy)


def test_everything_is_told_at_once():
    """
    Class, host, ceiling, escorts and bearer, each by its own rule, kept ones too.
    """
    decision = asked(**BUYER, escorts=1, sales_customer=True)
    outcome = decision.outcome

    assert Verdict.ALLOWED is decision.verdict
    assert ("B", ("department_director",), "sales_department") == (
        outcome.guest_class,
        outcome.hosts,
        outcome.cost_bearer,
    )
    assert (300, 1320, 0, 0) == (outcome.ceiling, outcome.allowed_total, outcome.excess, outcome.tolerance_used)
    assert (1, 1, ()) == (outcome.escorts_least, outcome.escorts_most, outcome.decides_next)
    assert [("RCP-01.1", True), ("RCP-03.2", True), ("RCP-03.5", True), ("RCP-03.3", True), ("RCP-03.6", True)] == [
        (finding.rule.id, finding.holds) for finding in decision.findings
    ]


def test_nothing_known_is_not_refused():
    """
    Without facts every question is open, and what is missing is listed.
    """
    decision = asked()

    assert Verdict.UNDETERMINED is decision.verdict
    assert ("guest_kinds", "guests", "total") == decision.missing
    assert [None] == [finding.holds for finding in decision.findings]


@pytest.mark.parametrize(
    ("kinds", "class_"),
    [
        (("marketing_customer", "foreign_guest"), "B"),
        (("foreign_guest", "marketing_customer"), "B"),
        (("ordinary_visitor", "top_management_guest", "marketing_customer"), "A"),
        (("ordinary_visitor", "ordinary_visitor"), "D"),
    ],
)
def test_a_guest_who_fits_two_classes_has_the_higher(kinds, class_):
    """
    In whatever order the kinds are named.
    """
    assert class_ == asked(**{**BUYER, "guest_kinds": kinds}).outcome.guest_class


def test_a_class_cannot_be_talked_up():
    """
    The class fixed is held against what the guests are; the ceiling is that of what they are.
    """
    decision = asked(**{**BUYER, "guest_class": "A"})

    assert (Verdict.REFUSED, "B", 300) == (decision.verdict, decision.outcome.guest_class, decision.outcome.ceiling)
    assert Text("foreign_guest: the guests are of class B, not A", "foreign_guest：客户属于B类，不是A类") == (
        decision.findings[0].says
    )


@pytest.mark.parametrize(
    ("guest", "missing"),
    [
        ({"guest_kinds": ("journalist",)}, "expenses.reception.class[guest = journalist]"),
        ({"guest_kinds": ("foreign_guest", "journalist")}, "expenses.reception.class[guest = journalist]"),
        ({"guest_kinds": (), "guest_class": "E"}, "expenses.reception.classes[class = E]"),
        ({"guest_kinds": ()}, "guest_kinds"),
    ],
)
def test_a_guest_the_policy_does_not_know_leaves_the_class_open(guest, missing):
    """
    An unknown kind or class is asked back; it never becomes the lowest.
    """
    decision = asked(**{**BUYER, **guest})

    assert (Verdict.UNDETERMINED, (missing,)) == (decision.verdict, decision.missing)
    assert (None, None) == (decision.outcome.guest_class, decision.outcome.ceiling)


def test_a_class_nobody_knows_is_no_wrong_class():
    """
    Beside the kinds of guests, too: a slip of the pen is told with the classes there are, and is no breach.
    """
    decision = asked(**{**BUYER, "guest_class": "E"})
    said = [one.says.en for one in decision.findings if one.holds is None]

    assert (Verdict.UNDETERMINED, ("expenses.reception.classes[class = E]",)) == (decision.verdict, decision.missing)
    assert any("; `E` is not known, known: `A`, `B`" in one for one in said)


def test_a_wrong_host_is_told_as_it_was_written():
    """
    A role in other words than those of the policy must not read as the right one.
    """
    said = [one.says for one in asked(**{**BUYER, "host": "部门总监"}).findings if one.holds is False]

    en = "received by `部门总监`, the rule asks for department_director (written `department_director`)"
    assert [en] == [one.en for one in said]
    zh = "由 `部门总监` 接待，规定由department_director接待（填写 `department_director`）"
    assert [zh] == [one.zh for one in said]


def test_who_receives_without_a_class():
    """
    The general rule, which is advice: another host is pointed out and not refused.
    """
    decision = asked(supervisor_or_above=False, host="department_director", guests=1, total=Decimal(1))

    assert (Verdict.UNDETERMINED, ("guest_kinds",)) == (decision.verdict, decision.missing)
    assert (("business_owner",), ("business_owner",)) == (decision.outcome.hosts, decision.outcome.decides_next)
    assert ("RCP-02.3", False) == (decision.findings[1].rule.id, decision.findings[1].holds)


def test_whoever_is_asked_for_decides_next():
    """
    The host where another or none was named, then whoever may allow more.
    """
    named = with_(exception_by=("general_manager",))
    over = {**BUYER, "total": Decimal(1400)}

    assert ("department_director",) == asked(**{**BUYER, "host": None}).outcome.decides_next
    assert ("host",) == asked(**{**BUYER, "host": None}).missing
    assert ("general_manager",) == asked(named, **over).outcome.decides_next
    assert ("department_director", "general_manager") == (
        asked(named, **{**over, "host": "clerk"}).outcome.decides_next
    )


def test_a_wrong_host_is_refused_whatever_else_is_missing():
    """
    A broken rule is not hidden by a bill that is not there yet.
    """
    decision = asked(guest_kinds=("marketing_customer",), host="department_supervisor")

    assert (Verdict.REFUSED, ("guests", "total")) == (decision.verdict, decision.missing)


@pytest.mark.parametrize(
    ("open_", "missing"),
    [
        ({"class": UNSPECIFIED}, "expenses.reception.class"),
        ({"classes": UNSPECIFIED}, "expenses.reception.classes"),
        ({"classes": ("A", "C")}, "expenses.reception.classes[class = B]"),
        ({"host": UNSPECIFIED}, "expenses.reception.host"),
    ],
)
def test_what_the_policy_leaves_open_is_named(open_, missing):
    """
    A key without a value, or a list without the class, makes it undetermined.
    """
    decision = asked(with_(**open_), **BUYER)

    assert (Verdict.UNDETERMINED, (missing,)) == (decision.verdict, decision.missing)


def test_what_a_company_leaves_out_is_not_asked():
    """
    Without a rule for hosts without class, bearer, escorts or exceptions the rest is decided all the same.
    """
    lean = with_(host_without_class=None, bearer=None, escorts=None, exception_by=None)
    decision = asked(lean, **BUYER, escorts=3, sales_customer=True, supervisor_or_above=True)

    assert (Verdict.ALLOWED, None, None) == (
        decision.verdict,
        decision.outcome.cost_bearer,
        decision.outcome.escorts_least,
    )
    assert Verdict.REFUSED is asked(lean, **{**BUYER, "total": Decimal(1321)}).verdict
    assert None is asked(lean, supervisor_or_above=True).outcome.hosts


def test_no_number_of_escorts_is_refused():
    """
    The number is advice, so it is pointed out and never missing.
    """
    assert [Verdict.ALLOWED] * 3 == [asked(**BUYER, escorts=sent).verdict for sent in (None, 0, 9)]


def test_the_governing_day_is_the_local_one():
    """
    An evening in another zone is brought to the pack's day.
    """
    assert date(2024, 3, 2) == asked(on=datetime(2024, 3, 1, 17, 0, tzinfo=UTC), **BUYER).on


def test_another_currency_is_a_mistake():
    """
    Nothing is converted, and a policy without receptions says so.
    """
    with pytest.raises(FactsError, match="'USD' is not the currency of RCP"):
        asked(**BUYER, currency="USD")
    with pytest.raises(SilentPolicyError):
        asked(load_policy("SVM"), **BUYER)


cents = st.integers(0, 10**7).map(lambda cents: Decimal(cents).scaleb(-2))
receptions = st.fixed_dictionaries(
    {},
    optional={
        "guest_kinds": st.lists(st.sampled_from((*KINDS, "journalist")), max_size=3).map(tuple),
        "guest_class": st.sampled_from("ABCDE"),
        "supervisor_or_above": st.booleans(),
        "host": st.sampled_from((*HOSTS, "clerk")),
        "guests": st.integers(1, 40),
        "escorts": st.integers(0, 12),
        "total": cents,
        "sales_customer": st.booleans(),
    },
)


@given(facts=receptions)
def test_every_finding_cites_a_rule_in_force(facts):
    """
    Whatever is known or not, each finding rests on a value of the day; what is open is named.
    """
    decision = asked(**facts)

    assert all(DAY in finding.against.span and finding.against.rests_on(finding.rule) for finding in decision.findings)
    assert (decision.verdict is Verdict.UNDETERMINED) <= bool(decision.missing)
    assert (decision.verdict is Verdict.ALLOWED) <= (not decision.missing)


@given(facts=receptions, more=cents)
def test_a_dearer_bill_is_never_more_allowed(facts, more):
    """
    What is not allowed stays so when more is spent.
    """
    cheap, dear = asked(**facts), asked(**{**facts, "total": facts.get("total", Decimal(0)) + more})

    if "total" in facts:
        assert cheap.verdict is Verdict.ALLOWED or dear.verdict is not Verdict.ALLOWED


@given(facts=receptions, kind=st.sampled_from(KINDS))
def test_one_more_quality_never_lowers_the_ceiling(facts, kind):
    """
    A guest who is something more besides is of the same or a higher class.
    """
    kinds = tuple(name for name in facts.get("guest_kinds", ()) if name in KINDS) or ("ordinary_visitor",)
    before, after = (asked(**{**facts, "guest_kinds": each}) for each in (kinds, (*kinds, kind)))

    assert before.outcome.guest_class >= after.outcome.guest_class
    assert before.outcome.ceiling <= after.outcome.ceiling
