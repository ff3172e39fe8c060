from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.table import Row, Table
from visitcore.codec.policy import load_policy
from visitcore.facts.contract import ContractChange, Instalment, LoanContract
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.contract_changes import CHANGES, change_valid, changed, kind_known, unknown_instalments

LNS = load_policy("LNS")
DAY = date(2024, 1, 9)
BOOK = LNS.on(DAY)
CONTRACT = LoanContract(
    rate=Decimal("5.00"),
    principal_outstanding=Decimal("100.00"),
    end=date(2025, 1, 9),
    grade="normal",
    purpose="machines",
    batch_deduction=True,
)


def plan(*amounts):
    """
    Instalments of these amounts.
    """
    return tuple(Instalment(due=DAY, amount=Decimal(amount)) for amount in amounts)


@pytest.mark.parametrize(
    ("kind", "new", "holds"),
    [
        ("interest_rate", {"rate": Decimal("4.50")}, True),
        ("interest_rate", {"rate": Decimal("5.0")}, False),
        ("interest_rate", {"rate": Decimal(0)}, True),
        ("interest_rate", {"rate": Decimal("-0.01")}, False),
        ("repayment_plan", {"plan": plan("60.00", "40.00")}, True),
        ("repayment_plan", {"plan": plan("60.00", "39.99")}, False),
        ("repayment_plan", {"plan": plan("60.00", "40.01")}, False),
        ("repayment_plan", {"plan": ()}, False),
        ("repayment_plan", {"plan": (Instalment(due=date(2024, 1, 8), amount=Decimal("100.00")),)}, False),
        ("repayment_plan", {"plan": (*plan("100.00"), Instalment(due=DAY, amount=Decimal(5), interest=True))}, True),
        ("extension", {"end": date(2025, 1, 10)}, True),
        ("extension", {"end": date(2025, 1, 9)}, False),
        ("extension", {"end": date(2025, 1, 8)}, False),
        ("extension", {"end": datetime(2025, 1, 9, 16, 0, tzinfo=UTC)}, True),
        ("extension", {"end": datetime(2025, 1, 9, 15, 59, tzinfo=UTC)}, False),
        ("contract_grade", {"grade": "watched"}, True),
        ("contract_grade", {"grade": "normal"}, False),
        ("loan_purpose", {"purpose": "stock"}, True),
        ("loan_purpose", {"purpose": "machines"}, False),
        ("batch_deduction", {"batch_deduction": False}, True),
        ("batch_deduction", {"batch_deduction": True}, False),
    ],
)
def test_what_makes_a_change_valid(kind, new, holds):
    """
    Both sides of each limit of each kind; days are counted where the pack is at home.
    """
    change = ContractChange(kind=kind, **new)

    assert holds is change_valid(change, CONTRACT, BOOK).holds


@pytest.mark.parametrize(
    ("change", "contract", "missing"),
    [
        (None, CONTRACT, ("change.kind",)),
        (ContractChange(), CONTRACT, ("change.kind",)),
        (ContractChange(kind="interest_rate"), CONTRACT, ("change.rate",)),
        (ContractChange(kind="repayment_plan", plan=()), LoanContract(), ("contract.principal_outstanding",)),
        (ContractChange(kind="contract_grade"), LoanContract(), ("change.grade", "contract.grade")),
        (ContractChange(kind="borrower_name"), CONTRACT, ()),
    ],
)
def test_what_is_not_known_of_a_change(change, contract, missing):
    """
    The new term and the old one are named; of a kind that is none nothing is asked.
    """
    told = change_valid(change, contract, BOOK)

    assert (None, missing) == (told.holds, told.missing)


def test_the_kinds_are_those_of_the_policy(make):
    """
    Six by the pack; a company may have others, or leave the list open.
    """
    table = Table(inputs={"kind": ["new_colour"]}, rows=(Row(when={"kind": "new_colour"}, then="grade"),))
    own = evolve(LNS, own=make.pack("OWN", contracts__loan__changes=table)).on(DAY)
    unset = evolve(LNS, own=make.pack("OWN", contracts__loan__changes=UNSPECIFIED)).on(DAY)
    colour, rate = ContractChange(kind="new_colour", grade="red"), ContractChange(kind="interest_rate")

    assert [False, True] == [kind_known(change, BOOK).holds for change in (colour, rate)]
    assert [True, False] == [kind_known(change, own).holds for change in (colour, rate)]
    assert (None, (CHANGES,)) == (kind_known(rate, unset).holds, kind_known(rate, unset).missing)
    assert ("change.kind",) == kind_known(None, BOOK).missing


@given(rate=st.decimals(0, 20, places=2))
def test_a_change_carried_out_changes_one_term(rate):
    """
    The term of its kind is new, everything else is as it was, and nothing is pending.
    """
    pending = evolve(CONTRACT, change=ContractChange(kind="interest_rate", rate=rate, grade="watched"))

    assert evolve(CONTRACT, rate=rate) == changed(pending, BOOK)
    assert CONTRACT == changed(CONTRACT, BOOK)


def test_a_new_plan_leaves_what_is_overdue_and_the_interest(make):
    """
    Only the principal to come is laid out anew; what is due today is not overdue yet, nor is it within a grace.
    """
    yesterday, today, later = (
        Instalment(due=date(2024, 1, day), amount=Decimal(10), payments=(), interest=False) for day in (8, 9, 10)
    )
    interest, new = evolve(later, interest=True), plan("100.00")
    change = ContractChange(kind="repayment_plan", plan=new)
    pending = evolve(CONTRACT, plan=(yesterday, today, later, interest), change=change)
    mild = evolve(LNS, own=make.pack("OWN", contracts__blacklist__grace=1)).on(DAY)

    assert (yesterday, interest, *new) == changed(pending, BOOK).plan
    assert (interest, *new) == changed(pending, mild).plan


def test_whether_an_instalment_to_come_is_of_interest_must_be_known():
    """
    Of one that is overdue nobody asks, nor for any other change.
    """
    change = ContractChange(kind="repayment_plan", plan=plan("100.00"))
    overdue = Instalment(due=date(2024, 1, 8), amount=Decimal(10))
    pending = evolve(CONTRACT, plan=(overdue, evolve(overdue, due=DAY)), change=change)

    assert ("contract.plan[1].interest",) == unknown_instalments(pending, BOOK)
    assert ("contract.plan",) == unknown_instalments(evolve(pending, plan=None), BOOK)
    assert () == unknown_instalments(evolve(pending, change=ContractChange(kind="interest_rate")), BOOK)
    assert () == unknown_instalments(CONTRACT, BOOK)
