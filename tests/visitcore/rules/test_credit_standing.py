from datetime import date
from decimal import Decimal

import pytest

from visitcore.rules.credit_standing import OpenInvoice


@pytest.mark.parametrize(
    ("class_", "over_limit", "is_step"),
    [("normal", False, False), ("first", True, True), ("last", True, True), ("unapproved", True, False)],
)
def test_the_class_says_how_goods_left(class_, over_limit, is_step):
    """
    Goods without approval went over the limit too, but nobody signed for them as a step.
    """
    invoice = OpenInvoice("I1", date(2024, 3, 1), Decimal(1), Decimal(1), class_, None)

    assert (over_limit, is_step) == (invoice.over_limit, invoice.is_step)
