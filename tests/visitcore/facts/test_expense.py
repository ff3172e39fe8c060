from datetime import date
from decimal import Decimal

import pytest

from visitcore.codec.facts import facts_to_dict, structure_facts
from visitcore.facts.expense import ExpenseClaim, Filing

ON = date(2024, 3, 5)


def test_nothing_is_known_of_a_filing_unless_it_is_said():
    """
    Neither that a customer is filed nor that it is not.
    """
    assert Filing(filed=None, filed_on=None, contacted_on=None) == ExpenseClaim(on=ON).filing


@pytest.mark.parametrize("amount", [Decimal(-1), Decimal("0.001"), Decimal("Infinity"), 5])
def test_an_expense_is_a_sound_amount(amount):
    """
    Whole cents, not negative, exact.
    """
    with pytest.raises(ValueError, match=r"^the facts: amount: "):
        ExpenseClaim(on=ON, amount=amount)


def test_a_claim_comes_back_from_plain_data():
    """
    What was written is read again as it was.
    """
    claim = ExpenseClaim(on=ON, spent_on=ON, kind="gift", amount=Decimal("80.00"), filing=Filing(contacted_on=ON))

    assert claim == structure_facts(facts_to_dict(claim), ExpenseClaim)
