from datetime import date
from decimal import Decimal

import pytest

from visitcore.facts.project_fee import FeeProject, ProjectMove


@pytest.mark.parametrize(
    ("amount", "told"), [("-1", "less than nothing"), ("0.001", "more than 2 digits"), ("NaN", "no amount")]
)
@pytest.mark.parametrize("name", ["fee", "paid", "refunded"])
def test_amounts_are_whole_cents_and_not_negative(name, amount, told):
    """
    A wrong amount is named with its attribute.
    """
    with pytest.raises(ValueError, match=f"{name}: .*{told}"):
        FeeProject(**{name: Decimal(amount)})


def test_what_nobody_said_is_not_known():
    """
    No fee is not a fee of nothing.
    """
    assert (None, None, None) == (FeeProject().fee, FeeProject().state, FeeProject().agreement)
    assert FeeProject() == ProjectMove(on=date(2024, 3, 5)).project
