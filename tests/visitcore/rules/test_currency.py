from datetime import date

import pytest
from attrs import evolve

from visitcore.codec.policy import load_policy
from visitcore.ground.errors import FactsError
from visitcore.rules.currency import after_amounts, same_currency

POLICY = load_policy("DST")
HELD = POLICY.on(date(2024, 6, 14)).read("visits.cadence")


@pytest.mark.parametrize("named", [None, "CNY", "cny"])
def test_the_currency_of_the_pack_passes(named):
    """
    Named or taken for granted, it is the pack's.
    """
    assert same_currency(named, HELD, POLICY) is None


@pytest.mark.parametrize("named", ["USD", "", "元"])
def test_another_currency_is_an_error(named):
    """
    Nothing is converted; the message names the pack and its currency.
    """
    with pytest.raises(FactsError, match=r"currency: .* DST; give the amounts in CNY"):
        same_currency(named, HELD, POLICY)


def test_amounts_are_in_yuan_in_chinese(make):
    """
    Another currency is told by its code.
    """
    pack = make.pack(visits__x=1)
    dollars = make.policy(evolve(pack, settings=evolve(pack.settings, currency="USD")))

    assert "元" == after_amounts(HELD, POLICY)
    assert " USD" == after_amounts(dollars.on(date(2024, 6, 14)).read("visits.x"), dollars)
