from decimal import Decimal

import pytest

from visitcore.codec.facts import structure_facts
from visitcore.facts.contract import CollateralAsset, ContractChange, Instalment, InstalmentPayment, LoanContract
from visitcore.ground.errors import FactsError


def test_nothing_is_assumed_of_a_contract():
    """
    Guarantees, records and amounts that nobody told are unknown, not none.
    """
    contract = LoanContract()

    assert (None, None, None) == (contract.guarantees, contract.assets, contract.principal_outstanding)
    assert (None, None) == (CollateralAsset().valuation, ContractChange().kind)


@pytest.mark.parametrize("name", ["", " ", "Wang ", "\tWang"])
@pytest.mark.parametrize("who", ["manager", "submitted_by", "assets_submitted_by", "reviewed_by"])
def test_one_person_does_not_pass_for_two(who, name):
    """
    A name with blanks around it, or of blanks alone, is a fault.
    """
    with pytest.raises(ValueError, match=rf"^the facts: {who}: .*leave out the blanks"):
        LoanContract(**{who: name})


@pytest.mark.parametrize("amount", ["-0.01", "0.001", "NaN"])
@pytest.mark.parametrize("name", ["amount", "disbursed", "principal_outstanding", "interest_outstanding"])
def test_amounts_are_whole_cents(name, amount):
    """
    Nothing negative, no fraction of a cent, in whole contracts as in instalments and payments.
    """
    with pytest.raises(ValueError, match=name):
        LoanContract(**{name: Decimal(amount)})
    with pytest.raises(ValueError, match="amount"):
        Instalment(due=None, amount=Decimal(amount))
    with pytest.raises(ValueError, match="amount"):
        InstalmentPayment(on=None, amount=Decimal(amount))


def test_every_fault_has_its_path():
    """
    Faults of plain data are found all at once, in the words of both languages.
    """
    plan = [{"due": "2024-05-20", "amount": "10.005", "payments": [{"on": "2024-05-20", "amount": "-1"}]}]
    with pytest.raises(FactsError) as caught:
        structure_facts({"disbursed": "-5.00", "plan": plan, "colour": "red"}, LoanContract)

    assert {"disbursed", "plan[0].amount", "plan[0].payments[0].amount", "colour"} == {
        problem.where for problem in caught.value.problems
    }
    assert "负数" in caught.value.in_("zh")


def test_a_person_with_blanks_is_told_in_chinese():
    """
    The fault out of plain data says what to do in both languages.
    """
    with pytest.raises(FactsError) as caught:
        structure_facts({"manager": "Wang "}, LoanContract)

    assert "请去掉空格" in caught.value.in_("zh")
