from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.codec.policy import load_policy
from visitcore.ground.errors import PolicyError
from visitcore.ground.span import Span
from visitcore.policy.dated import Dated
from visitcore.rules.credit_charges import cents, charge, fraction_of, listed_charges, refund, split

RULE = load_policy("CR").rule("CR-03.1")


def held(shares):
    """
    Shares as a value of the policy.
    """
    return Dated(key="credit.within_limit_shares", value=shares, span=Span(), rules=(RULE,), pack="CR")


@given(
    amount=st.decimals(0, 1000, places=2),
    cuts=st.lists(st.decimals(0, 1, places=2), min_size=1, max_size=4),
)
def test_shares_that_come_to_the_whole_leave_nothing(amount, cuts):
    """
    Parts never come to more than the loss, and the whole of it is borne where the shares are the whole.
    """
    ends = [Decimal(0), *sorted(cuts), Decimal(1)]
    shares = {f"p{at}": end - begin for at, (begin, end) in enumerate(pairwise(ends))}
    parts = split(held(shares), amount)

    assert amount == sum(parts.values())
    assert all(part >= 0 for part in parts.values())


@given(amount=st.decimals(0, 1000, places=2), count=st.integers(1, 7))
def test_equal_parts_come_to_the_whole(amount, count):
    """
    The odd cents fall on the last named.
    """
    *others, last = split(held(tuple(f"p{at}" for at in range(count))), amount).values()

    assert amount == sum(others) + last
    assert len(set(others)) <= 1
    assert all(other <= last for other in others)


@pytest.mark.parametrize(("amount", "rounded"), [("0.005", "0.01"), ("0.0049", "0.00"), ("2900", "2900.00")])
def test_half_a_cent_is_rounded_up(amount, rounded):
    """
    Both sides of half a cent.
    """
    assert Decimal(rounded) == cents(Decimal(amount))


@pytest.mark.parametrize("share", ["1.01", "-0.01", "much", None])
def test_a_share_lies_between_nought_and_one(share):
    """
    Anything else is an error of the policy, which names the key.
    """
    assert Decimal("0.5") == fraction_of(held({}), "0.5")
    with pytest.raises(PolicyError, match=r"credit.within_limit_shares"):
        fraction_of(held({}), share)


def test_charge_and_refund_are_proposals():
    """
    Both want the law looked at first, and say which way the money goes.
    """
    there, back = charge("clerk", Decimal(3)), refund("clerk", Decimal(3))

    assert there.legal_review
    assert back.legal_review
    assert there.what != back.what
    assert "clerk 3" in listed_charges([there]).en
    assert "clerk 3" in listed_charges([there]).zh


def test_somebody_must_bear_it():
    """
    A list of nobody is an error of the policy, not of the sum.
    """
    with pytest.raises(PolicyError, match="nobody is named"):
        split(held(()), Decimal(1))
