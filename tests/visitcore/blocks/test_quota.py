from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.quota import Quota, Tally
from visitcore.ground.period import Period

counts = st.integers(0, 1000)
bases = st.integers(1, 1000)
shares = st.decimals(Decimal("0.01"), 1, places=2)
amounts = st.decimals(0, 1000, places=2)


@pytest.mark.parametrize(("count", "holds", "short"), [(3, True, 0), (2, False, 1), (0, False, 3), (4, True, 0)])
def test_at_least_three_kinds(count, holds, short):
    """
    At least three includes three; two are one short.
    """
    tally = Quota(at_least=3).check(count)

    assert holds == tally.holds
    assert short == tally.short


@pytest.mark.parametrize(("count", "holds", "excess"), [(3, True, 0), (4, False, 1)])
def test_at_most_three(count, holds, excess):
    """
    Not more than three includes three; four are one too many.
    """
    tally = Quota(at_most=3).check(count)

    assert holds == tally.holds
    assert excess == tally.excess
    assert tally.needed is None


@pytest.mark.parametrize(("count", "holds"), [("149.99", False), ("150", True), ("200", True), ("200.01", False)])
def test_a_range_has_both_ends_in(count, holds):
    """
    From 150 to 200, both 150 and 200 pass and nothing is rounded.
    """
    assert holds == Quota(at_least=150, at_most=200).check(Decimal(count)).holds


@pytest.mark.parametrize(
    ("share", "base", "needed"),
    [("0.90", 10, 9), ("0.90", 11, 10), ("0.90", 19, 18), ("1", 7, 7), ("0.8", 5, 4), ("0.85", 1, 1)],
)
def test_a_share_needs_a_whole_count_rounded_up(share, base, needed):
    """
    The smallest passing count is the share of the base rounded up; one less fails.
    """
    quota = Quota(share_at_least=Decimal(share))
    expected = Tally(holds=True, needed=Decimal(needed), share=quota.check(needed, base).share)

    assert expected == quota.check(needed, base)
    assert not quota.check(needed - 1, base).holds
    assert Decimal(1) == quota.check(needed - 1, base).short


def test_a_share_of_money_is_not_rounded_up():
    """
    Of 101.00 yuan and a half, ninety per cent is exactly 91.35, not 92.
    """
    quota = Quota(share_at_least=Decimal("0.9"))

    assert Decimal("91.35") == quota.check(Decimal("91.35"), Decimal("101.50")).needed
    assert quota.check(Decimal("91.35"), Decimal("101.50")).holds
    assert Decimal("0.01") == quota.check(Decimal("91.34"), Decimal("101.50")).short


def test_a_greatest_share():
    """
    At most a fifth of nine is one and eight tenths.
    """
    quota = Quota(share_at_most=Decimal("0.2"))

    assert quota.check(1, 9).holds
    assert Decimal("0.2") == quota.check(2, 9).excess


def test_a_base_of_zero_leaves_it_open():
    """
    Where there was nothing to do, a share is neither kept nor missed.
    """
    assert Tally(holds=None) == Quota(share_at_least=Decimal("0.9")).check(0, base=0)
    assert Quota(at_least=1).check(1, base=0).holds


def test_what_is_not_known_is_named():
    """
    A missing count or base is reported, never taken for zero.
    """
    quota = Quota(share_at_least=Decimal("0.9"))

    assert ("count", "base") == quota.check(None).missing
    assert ("base",) == quota.check(3).missing
    assert ("count",) == quota.check(None, 3).missing
    assert ("count",) == Quota(at_least=1).check(None).missing
    assert quota.check(3).holds is None


def test_numbers_must_be_exact():
    """
    A float or a bool is a mistake in the program, and so is a negative base.
    """
    with pytest.raises(TypeError, match="use an int or a Decimal"):
        Quota(at_least=1.5)
    with pytest.raises(TypeError, match="use an int or a Decimal"):
        Quota(at_least=1).check(True)
    with pytest.raises(ValueError, match="-1 cannot be the base"):
        Quota(share_at_least=1).check(1, base=-1)


@pytest.mark.parametrize(
    ("quota", "where", "what"),
    [
        (Quota(), "", "found none"),
        (Quota(at_most=-1), "at_most", "-1 is a negative bound"),
        (Quota(at_least=0), "at_least", "asks for nothing"),
        (Quota(share_at_least=0), "share_at_least", "asks for nothing"),
        (Quota(at_least=5, at_most=4), "at_least", "no count is at least 5 and at most 4"),
        (Quota(share_at_least=1, share_at_most=0), "share_at_least", "no count is at least 1 and at most 0"),
    ],
)
def test_a_faulty_quota_says_where_and_how_to_mend_it(quota, where, what):
    """
    Each fault is one problem with its place and its cure.
    """
    (problem,) = quota.problems()

    assert where == problem.where
    assert what in problem.what
    assert problem.fix


def test_a_sound_quota_has_no_problems_and_cites_nothing():
    """
    None allowed at all is a sound quota.
    """
    for quota in (Quota(at_least=2, per=Period.MONTH, distinct=True, of="customers"), Quota(at_most=0)):
        assert not quota.problems()
        assert not quota.cited()


@given(count=counts, more=counts, base=bases, share=shares, least=counts)
def test_more_never_misses_a_least(count, more, base, share, least):
    """
    A quota with a least that holds still holds with more, and the shortfall never grows.
    """
    quota = Quota(at_least=least, share_at_least=share)
    fewer, greater = quota.check(count, base), quota.check(count + more, base)

    assert fewer.holds <= greater.holds
    assert fewer.short >= greater.short


@given(amount=amounts, less=amounts, base=bases, share=shares, most=amounts)
def test_less_never_breaks_a_most(amount, less, base, share, most):
    """
    A quota with a most that holds still holds with less, and the excess never grows.
    """
    quota = Quota(at_most=most, share_at_most=share)
    greater, smaller = quota.check(amount, base), quota.check(max(amount - less, Decimal(0)), base)

    assert greater.holds <= smaller.holds
    assert greater.excess >= smaller.excess


@given(count=counts, base=bases, share=shares)
def test_a_share_holds_exactly_when_the_quotient_reaches_it(count, base, share):
    """
    Rounding the needed count up says the same as comparing the quotient.
    """
    tally = Quota(share_at_least=share).check(count, base)

    assert (count * 100 >= int(share * 100) * base) == tally.holds
    assert tally.holds == (count >= tally.needed)
