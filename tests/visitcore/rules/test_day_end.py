from datetime import date
from decimal import Decimal
from random import Random

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from visitcore.codec.policy import load_policy
from visitcore.decisions.verdict import Verdict
from visitcore.facts.contract import LoanContract
from visitcore.facts.contract_question import DayEnd
from visitcore.ground.errors import FactsError, SilentPolicyError
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.day_end import day_end_run, day_end_warnings

GUARDED = load_policy("LNS")
DAY = date(2024, 6, 14)
HUNDRED = Decimal("100.00")
AMOUNTS = st.sampled_from([None, Decimal(0), Decimal("0.01"), HUNDRED])


@pytest.fixture(scope="module")
def source(make):
    """
    The policy of a company that ends contracts as the manual says.
    """
    return evolve(GUARDED, own=make.pack("OWN", contracts__loan__day_end_mode="source"))


def loan(principal, interest, number="1", **more):
    """
    A contract paid out in full.
    """
    told = {"state": "disbursed", "amount": HUNDRED, "disbursed": HUNDRED, **more}
    owed = {"principal_outstanding": Decimal(principal), "interest_outstanding": Decimal(interest)}
    return LoanContract(number=number, **{**owed, **told})


def run(*contracts, policy=GUARDED):
    """
    The outcome of one run.
    """
    return day_end_run(DayEnd(on=DAY, contracts=contracts), policy).outcome


@pytest.mark.parametrize(
    ("principal", "interest", "more", "by_source", "by_guarded"),
    [
        ("0.00", "0.00", {}, "ended", "ended"),
        ("0.00", "125.40", {}, "ended", "held"),
        ("0.00", "0.01", {}, "ended", "held"),
        ("0.01", "0.00", {}, "", ""),
        ("0.01", "0.01", {}, "", ""),
        ("0.00", "0.00", {"disbursed": Decimal("99.99")}, "", ""),
        ("0.00", "0.00", {"disbursed": Decimal("99.99"), "rest_cancelled": True}, "ended", "ended"),
        ("0.00", "0.00", {"state": "opened", "disbursed": Decimal(0)}, "", ""),
        ("0.00", "0.00", {"state": "ended"}, "", ""),
    ],
)
def test_which_contracts_end(source, principal, interest, more, by_source, by_guarded):
    """
    Both modes on both sides of each cent; nothing drawn is not repaid, and what is left to draw keeps it.
    """
    for policy, expected in ((source, by_source), (GUARDED, by_guarded)):
        outcome = run(loan(principal, interest, **more), policy=policy)
        assert (("1",) if expected == "ended" else ()) == outcome.ended
        assert (("1",) if expected == "held" else ()) == outcome.held


def test_what_is_told_of_interest_owed(source):
    """
    Ended with it by the manual, held for it by ours; nothing is told where none is owed.
    """
    owing, even = loan("0.00", "125.40"), loan("0.00", "0.00", "2")
    by_source, by_guarded = (run(even, owing, policy=policy).events for policy in (source, GUARDED))

    assert [("1", "ended_with_interest_owed", Decimal("125.40"))] == [
        (one.number, one.event, one.interest) for one in by_source
    ]
    assert [("1", "interest_hold", Decimal("125.40"))] == [(one.number, one.event, one.interest) for one in by_guarded]


contracts = st.lists(
    st.builds(
        LoanContract,
        number=st.sampled_from("abcdef"),
        state=st.sampled_from(["opened", "disbursed", "ended", None]),
        amount=st.just(HUNDRED),
        disbursed=st.just(HUNDRED),
        rest_cancelled=st.booleans(),
        principal_outstanding=AMOUNTS,
        interest_outstanding=AMOUNTS,
    ),
    unique_by=lambda one: one.number,
)


@given(contracts=contracts, seed=st.integers(), guarded=st.booleans())
def test_neither_order_nor_a_second_run_changes_anything(source, contracts, seed, guarded):
    """
    Shuffled contracts give the same outcome, and what a run leaves the next run leaves too.
    """
    policy = GUARDED if guarded else source
    shuffled = Random(seed).sample(contracts, len(contracts))
    first, other = (run(*some, policy=policy) for some in (contracts, shuffled))
    second = run(*first.contracts, policy=policy)

    assert first == other
    assert ((), first.contracts) == (second.ended, second.contracts)


@given(contracts=contracts)
def test_one_by_one_is_as_all_at_once(contracts):
    """
    No contract's end hangs on another.
    """
    alone = [run(one) for one in sorted(contracts, key=lambda one: one.number)]

    assert tuple(after for one in alone for after in one.contracts) == run(*contracts).contracts


@given(contracts=contracts)
def test_whoever_is_held_was_warned_of(contracts):
    """
    The warnings before the run name every contract that ends with interest owed, or is held for it.
    """
    warned = day_end_warnings(DayEnd(on=DAY, contracts=contracts), GUARDED).outcome.warnings

    assert set(run(*contracts).held) <= {one.number for one in warned if one.warning == "interest_owed"}


def test_what_is_shown_before_the_run():
    """
    Interest owed and what is left to draw, with the manager and the night.
    """
    both = loan("0.00", "1.00", "2", disbursed=Decimal("60.00"), manager="Wang")
    decision = day_end_warnings(DayEnd(on=DAY, contracts=(both, loan("0.01", "5.00"))), GUARDED)

    assert [
        ("2", "Wang", "interest_owed", Decimal("1.00"), DAY),
        ("2", "Wang", "left_to_draw", Decimal("40.00"), DAY),
    ] == [(one.number, one.manager, one.warning, one.amount, one.by) for one in decision.outcome.warnings]
    assert Verdict.ALLOWED is decision.verdict
    assert {"LNS-04.6"} == {one.rule.id for one in decision.findings}


def test_what_is_not_known_hides_nobody_else():
    """
    The contract is named and stays; the others end.
    """
    unknown = evolve(loan("0.00", "0.00", "2"), interest_outstanding=None)
    decision = day_end_run(DayEnd(on=DAY, contracts=(unknown, loan("0.00", "0.00"), LoanContract(number="3"))), GUARDED)

    assert Verdict.UNDETERMINED is decision.verdict
    assert ("contracts[2].interest_outstanding", "contracts[3].state") == decision.missing
    assert (("1",), unknown) == (decision.outcome.ended, decision.outcome.contracts[1])
    assert ("contracts[2].interest_outstanding", "contracts[3].state") == day_end_warnings(
        DayEnd(on=DAY, contracts=(unknown, LoanContract(number="3"))), GUARDED
    ).missing


@pytest.mark.parametrize("ask", [day_end_run, day_end_warnings])
def test_no_list_is_not_an_empty_one(ask):
    """
    Contracts that nobody named are missing; of none, none ends.
    """
    assert ("contracts",) == ask(DayEnd(on=DAY), GUARDED).missing
    assert Verdict.ALLOWED is ask(DayEnd(on=DAY, contracts=()), GUARDED).verdict


@pytest.mark.parametrize("ask", [day_end_run, day_end_warnings])
def test_contracts_are_told_apart_by_their_numbers(ask):
    """
    One without, and two with the same, are faults.
    """
    with pytest.raises(FactsError) as caught:
        ask(DayEnd(on=DAY, contracts=(loan(0, 0), loan(0, 0), LoanContract())), GUARDED)

    assert [f"contracts[{at}].number" for at in range(3)] == [one.where for one in caught.value.problems]


def test_the_mode_is_the_companys(make):
    """
    Left open, it has to be set, also its table; a mode that nobody wrote down is no mode.
    """
    unset = evolve(GUARDED, own=make.pack("OWN", contracts__loan__day_end_mode=UNSPECIFIED))
    no_table = evolve(GUARDED, own=make.pack("OWN", contracts__loan__day_end__guarded=UNSPECIFIED))
    warnings = evolve(GUARDED, own=make.pack("OWN", contracts__loan__day_end_warnings=UNSPECIFIED))
    strange = evolve(GUARDED, own=make.pack("OWN", contracts__loan__day_end_mode="strict"))
    facts = DayEnd(on=DAY, contracts=(loan(0, 0),))

    assert ("contracts.loan.day_end_mode",) == day_end_run(facts, unset).missing
    assert ("contracts.loan.day_end.guarded",) == day_end_run(facts, no_table).missing
    assert ("contracts.loan.day_end_warnings",) == day_end_warnings(facts, warnings).missing
    with pytest.raises(SilentPolicyError, match="strict"):
        day_end_run(facts, strange)
