from datetime import date
from decimal import Decimal

import pytest
from attrs import fields

from visitcore.facts.contract_question import BlacklistCheck, CardNumber, ContractMove, DayEnd

DAY = date(2024, 6, 14)


@pytest.mark.parametrize("kind", [ContractMove, DayEnd, BlacklistCheck, CardNumber])
def test_what_is_not_known_is_none(kind):
    """
    Only the day asked about must be known; where a list is empty, nobody named anything.
    """
    facts = kind(on=DAY)

    assert {None, ()} >= {getattr(facts, one.name) for one in fields(kind) if one.name != "on"}


@pytest.mark.parametrize("name", ["drawn", "principal_paid", "interest_paid"])
def test_what_a_move_brings_is_whole_cents(name):
    """
    A negative payment is no payment.
    """
    with pytest.raises(ValueError, match=name):
        ContractMove(on=DAY, **{name: Decimal("-0.01")})


def test_who_acts_is_known_by_one_name():
    """
    A blank before a name makes no other person.
    """
    with pytest.raises(ValueError, match="actor"):
        ContractMove(on=DAY, actor=" Wang")
