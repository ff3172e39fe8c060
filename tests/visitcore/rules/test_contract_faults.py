from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from visitcore.codec.policy import load_policy
from visitcore.facts.contract import Instalment, InstalmentPayment, LoanContract
from visitcore.ground.errors import FactsError
from visitcore.rules.contract_faults import contract_faults, refuse_faults

LNS = load_policy("LNS")
DAY = date(2024, 6, 14)
MONEY = {name: Decimal("100.00") for name in ("amount", "disbursed", "principal_outstanding")}
DAYS = {"opened_on": date(2024, 1, 9), "disbursed_on": date(2024, 1, 9), "ended_on": DAY}


def where(**told):
    """
    Where the faults of a contract stand.
    """
    contract = LoanContract(**{**MONEY, **DAYS, **told})
    return [fault.where for fault in contract_faults(contract, DAY, ZoneInfo("Asia/Shanghai"), "CNY")]


@pytest.mark.parametrize(
    ("told", "faults"),
    [
        ({}, []),
        ({"currency": "cny"}, []),
        ({"currency": "USD"}, ["currency"]),
        ({"principal_outstanding": Decimal("100.01")}, ["principal_outstanding"]),
        ({"disbursed": Decimal("100.01")}, ["disbursed"]),
        ({"disbursed": None}, []),
        ({"opened_on": date(2024, 1, 10)}, ["disbursed_on"]),
        ({"opened_on": None}, []),
        ({"ended_on": date(2024, 1, 8)}, ["ended_on"]),
        ({"ended_on": date(2024, 6, 15)}, ["ended_on"]),
        ({"ended_on": datetime(2024, 6, 14, 15, 59, tzinfo=UTC)}, []),
        ({"ended_on": datetime(2024, 6, 14, 16, 0, tzinfo=UTC)}, ["ended_on"]),
        ({"opened_on": date(2024, 6, 15), "disbursed_on": None, "ended_on": None}, ["opened_on"]),
        ({"opened_on": date(2024, 6, 14), "disbursed_on": None, "ended_on": date(2024, 6, 13)}, ["ended_on"]),
    ],
)
def test_what_contradicts_itself(told, faults):
    """
    Both sides of each limit: a cent, a day, an hour.
    """
    assert faults == where(**told)


def test_more_paid_than_due():
    """
    The instalment is named; paid to the cent is no fault, and payments that nobody knows are none.
    """
    paid = InstalmentPayment(on=DAY, amount=Decimal("10.00"))
    plan = [Instalment(due=DAY, amount=Decimal(amount), payments=(paid,)) for amount in ("10.00", "9.99")]

    assert ["plan[1].payments"] == where(plan=(*plan, Instalment(due=DAY, amount=Decimal(1))))


def test_every_fault_of_every_contract_at_once():
    """
    Each with its path, in both languages.
    """
    contracts = {
        "contracts[0]": LoanContract(number="1", currency="USD", disbursed=Decimal(2), amount=Decimal(1)),
        "contracts[1]": LoanContract(number="1"),
        "contracts[2]": LoanContract(),
    }
    with pytest.raises(FactsError) as caught:
        refuse_faults(contracts, LNS.on(DAY), "contracts.loan.flow", numbered=True)

    assert [
        "contracts[0].currency",
        "contracts[0].disbursed",
        "contracts[0].number",
        "contracts[1].number",
        "contracts[2].number",
    ] == [problem.where for problem in caught.value.problems]
    assert "请按 CNY 填写金额" in caught.value.in_("zh")


def test_sound_contracts_pass():
    """
    Without contradictions nothing is raised, numbers or not.
    """
    assert None is refuse_faults({"contract": LoanContract(**MONEY)}, LNS.on(DAY), "contracts.loan.flow")


def test_a_contract_goes_no_further_than_its_application():
    """
    One that was not approved may still be asked about; a draft of it contradicts itself.
    """
    book, key = LNS.on(DAY), "contracts.loan.flow"
    draft = LoanContract(application_approved=False, state="draft")

    with pytest.raises(FactsError, match=r"contract\.application_approved: a contract beyond its application"):
        refuse_faults({"contract": draft}, book, key)
    assert None is refuse_faults({"contract": evolve(draft, state="application")}, book, key)
    assert None is refuse_faults({"contract": evolve(draft, application_approved=True)}, book, key)
