from datetime import date

import pytest

from visitcore.codec.policy import load_policy
from visitcore.ground.errors import FactsError
from visitcore.rules.currency import same_currency

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
