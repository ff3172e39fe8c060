from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from visitcore.codec.policy import load_policy
from visitcore.facts.reception import Reception
from visitcore.ground.errors import FactsError
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.reception_cost import hold_cost

DAY = date(2024, 3, 1)
RCP = load_policy("RCP")
CLASSES = ("A", "B", "C", "D")


def with_(**values):
    """
    The pack with other values under `expenses.reception`.
    """
    pack = RCP.packs[0]
    changed = dict(pack.parameters)
    for name, value in values.items():
        key = f"expenses.reception.{name}"
        changed[key] = evolve(changed[key], entries=(evolve(changed[key].entries[0], value=value),))
    return evolve(RCP, packs=(evolve(pack, parameters=changed),))


def asked(class_="B", policy=RCP, **facts):
    """
    The bill of a reception held against its class.
    """
    return hold_cost(Reception(on=DAY, **facts), class_, policy.on(DAY))


@pytest.mark.parametrize(
    ("class_", "guests", "total", "excess", "used"),
    [
        ("A", 4, "2000.00", "0", "0"),
        ("A", 4, "2000.01", "0.01", "0"),
        ("B", 1, "300", "0", "0"),
        ("B", 1, "330.00", "0", "30"),
        ("B", 1, "330.01", "0.01", "30"),
        ("C", 3, "660", "0", "60"),
        ("C", 3, "660.01", "0.01", "60"),
        ("D", 1, "150.01", "0.01", "0"),
    ],
)
def test_both_sides_of_each_ceiling(class_, guests, total, excess, used):
    """
    A strict ceiling ends at itself, an "about" at its tolerance; the excess begins with the next cent.
    """
    cost = asked(class_, guests=guests, total=Decimal(total))

    assert (Decimal(excess), Decimal(used)) == (cost.excess, cost.tolerance_used)
    assert (not cost.excess) is cost.findings[0].holds


def test_what_lies_above_the_ceiling_is_flagged():
    """
    Within the tolerance the rule is kept, and a second finding points the bill out; at the ceiling nothing is said.
    """
    flagged = asked(guests=1, total=Decimal("300.01"))

    assert [True, None] == [finding.holds for finding in flagged.findings]
    assert "expenses.reception.tolerance" == flagged.findings[1].against.key
    assert [True] == [finding.holds for finding in asked(guests=1, total=Decimal(300)).findings]


def test_without_tolerance_about_is_strict():
    """
    A company that sets it to nothing has ceilings like any other.
    """
    strict = with_(tolerance=0)

    assert 0 == asked(policy=strict, guests=1, total=Decimal("300.00")).excess
    assert Decimal("0.01") == asked(policy=strict, guests=1, total=Decimal("300.01")).excess


def test_escorts_count_only_where_the_policy_says_so():
    """
    4 guests and 1 escort of class D share 600; counted in, they share 750 and have to be known.
    """
    counted = with_(count_escorts=True)
    bill = {"guests": 4, "total": Decimal("600.01")}

    assert Decimal("0.01") == asked("D", escorts=1, **bill).excess
    assert (0, 750) == (asked("D", counted, escorts=1, **bill).excess, asked("D", counted, escorts=1, **bill).allowed)
    assert ("escorts",) == asked("D", counted, **bill).missing


def test_whoever_may_allow_more_is_named_where_it_is_over():
    """
    The document names nobody; a company may, and is told only of bills over the ceiling.
    """
    named = with_(exception_by=("general_manager",))

    assert ("general_manager",) == asked("D", named, guests=1, total=Decimal(151)).exception_by
    assert () == asked("D", named, guests=1, total=Decimal(150)).exception_by
    assert () == asked("D", guests=1, total=Decimal(151)).exception_by


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({"guests": 2}, ("total",)),
        ({"total": Decimal(1)}, ("guests",)),
        ({}, ("guests", "total")),
    ],
)
def test_what_has_to_be_known(facts, missing):
    """
    A bill and a number of guests; the ceiling per person is told all the same.
    """
    cost = asked(**facts)

    assert (missing, 300, None) == (cost.missing, cost.ceiling, cost.excess)
    assert [None] == [finding.holds for finding in cost.findings]


@pytest.mark.parametrize(
    ("open_", "class_", "missing"),
    [
        ({"ceiling": UNSPECIFIED}, "B", "expenses.reception.ceiling"),
        ({}, "E", "expenses.reception.ceiling[class = E]"),
        ({"tolerance": UNSPECIFIED}, "B", "expenses.reception.tolerance"),
        ({"about": UNSPECIFIED}, "B", "expenses.reception.about"),
        ({"count_escorts": UNSPECIFIED}, "B", "expenses.reception.count_escorts"),
    ],
)
def test_what_the_policy_leaves_open_is_named(open_, class_, missing):
    """
    A key without a value is asked for, never filled in.
    """
    cost = asked(class_, with_(**open_), guests=1, total=Decimal("300.01"))

    assert ((missing,), None) == (cost.missing, cost.excess)


def test_within_the_ceiling_the_tolerance_does_not_matter():
    """
    A bill that no tolerance is needed for is within, though nobody has set one.
    """
    cost = asked(policy=with_(tolerance=UNSPECIFIED), guests=2, total=Decimal(600))

    assert ((), 0, None) == (cost.missing, cost.excess, cost.allowed)


def test_no_bill_is_converted():
    """
    The currency of the pack, in any case of letters, or none.
    """
    assert 0 == asked(guests=1, total=Decimal(300), currency="cny").excess
    with pytest.raises(FactsError, match="'EUR' is not the currency of RCP"):
        asked(guests=1, total=Decimal(300), currency="EUR")


def test_without_a_class_there_is_no_ceiling():
    """
    Only what else is missing is told.
    """
    cost = asked(None, guests=1)

    assert (None, (), ("total",)) == (cost.ceiling, cost.findings, cost.missing)


cents = st.integers(0, 10**9).map(lambda cents: Decimal(cents).scaleb(-2))
parties = st.integers(1, 300)


@given(total=cents, more=cents, guests=parties, class_=st.sampled_from(CLASSES))
def test_a_dearer_bill_is_never_more_allowed(total, more, guests, class_):
    """
    What is over stays over when more is spent, by at least as much.
    """
    assert asked(class_, guests=guests, total=total).excess <= asked(class_, guests=guests, total=total + more).excess


@given(total=cents, guests=parties, classes=st.tuples(st.sampled_from(CLASSES), st.sampled_from(CLASSES)))
def test_a_better_class_never_has_a_lower_ceiling(total, guests, classes):
    """
    Neither before the tolerance nor with it, so that a bill over it is over for every lesser class.
    """
    better, lesser = (asked(class_, guests=guests, total=total) for class_ in sorted(classes))

    assert better.ceiling >= lesser.ceiling
    assert better.allowed >= lesser.allowed
    assert better.excess <= lesser.excess


@given(total=cents, guests=parties, class_=st.sampled_from(CLASSES))
def test_the_parts_make_up_the_bill(total, guests, class_):
    """
    What is over the ceiling is the tolerance used and the excess, and nothing is lost to rounding.
    """
    cost = asked(class_, guests=guests, total=total)

    assert max(total - cost.ceiling * guests, 0) == cost.tolerance_used + cost.excess


def test_what_is_refused_is_not_flagged_too():
    """
    Within the tolerance the bill is allowed and flagged; beyond it the refusal says it all.
    """
    within, beyond = (asked(guests=1, total=Decimal(total)) for total in ("330.00", "330.01"))
    keys = [[one.against.key for one in told.findings] for told in (within, beyond)]

    assert ["expenses.reception.tolerance" in one for one in keys] == [True, False]
