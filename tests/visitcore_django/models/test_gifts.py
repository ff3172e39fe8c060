from decimal import Decimal

import pytest

from visitcore_django.models import Gift, GiftItem, StockMovement


def test_a_store_is_never_below_empty(row, refused):
    """
    The last one may go; one more may not.
    """
    row(GiftItem, stock=0)

    with refused("visitcore_gif_stock_not_below"):
        row(GiftItem, stock=-1)


def test_a_gift_is_worth_something_or_nothing(row, refused):
    """
    A calendar may be worth nothing, and nothing is worth less.
    """
    row(GiftItem, value=Decimal(0))

    with refused("visitcore_gif_value_not_below"):
        row(GiftItem, value=Decimal("-0.01"))


def test_a_kind_of_gift_has_one_code(row, refused):
    """
    A code stands once.
    """
    row(GiftItem, code="G")

    with refused("code"):
        row(GiftItem, code="G")


def test_at_least_one_is_given(row, refused):
    """
    One is a gift, none is not.
    """
    assert "Tea × 1" == str(row(Gift, quantity=1))

    with refused("visitcore_gft_some"):
        row(Gift, quantity=0)


@pytest.mark.parametrize(("quantity", "told"), [(1, "Tea +1"), (-1, "Tea -1")])
def test_a_movement_moves_something(row, refused, quantity, told):
    """
    One more and one less are movements, none is not.
    """
    assert told == str(row(StockMovement, quantity=quantity))

    with refused("visitcore_mov_moves_something"):
        row(StockMovement, quantity=0)
