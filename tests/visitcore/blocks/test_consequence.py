from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.consequence import Consequence, Proposal
from visitcore.ground.text import Text

WORDS = Text("late file", "资料迟交")
amounts = st.decimals(0, 10_000, places=2)
counts = st.integers(0, 1000)


def fine(**fields):
    """
    A fine with the fields given.
    """
    return Consequence(kind="fine", what=WORDS, **fields)


@pytest.mark.parametrize(("count", "amount"), [(2, 200), (1, 100), (0, 0)])
def test_an_amount_is_multiplied_by_the_count(count, amount):
    """
    Two skills adopted at 100 each are rewarded with 200, none with nothing.
    """
    reward = Consequence(kind="reward", what=WORDS, amount=100, per="item", legal_review=False)
    expected = Proposal(kind="reward", what=WORDS, amount=Decimal(amount), target="", legal_review=False)

    assert expected == reward.propose(count, None)


def test_an_amount_per_item_needs_a_count():
    """
    Where something is counted and nobody knows how often, nothing is guessed.
    """
    proposal = fine(amount=20, per="item").propose(None, None)

    assert proposal.amount is None
    assert ("count",) == proposal.missing


def test_a_plain_amount_is_due_once():
    """
    A fine that counts nothing needs no count.
    """
    proposal = fine(amount=20, target="owner").propose(None, None)

    assert Decimal(20) == proposal.amount
    assert proposal.target == "owner"
    assert not proposal.missing


@pytest.mark.parametrize(
    ("base", "amount", "missing"), [(Decimal("123.45"), "24.690", ()), (0, "0", ()), (None, None, ("base",))]
)
def test_a_factor_multiplies_a_base(base, amount, missing):
    """
    A fifth of 123.45 is 24.69 exactly; without the base the amount stays open.
    """
    proposal = fine(factor=Decimal("0.2"), times_of="wage").propose(None, base)

    assert (amount and Decimal(amount)) == proposal.amount
    assert missing == proposal.missing


def test_a_document_without_an_amount_leaves_it_open():
    """
    A fine whose amount the document does not give is still proposed.
    """
    proposal = fine().propose(3, None)

    assert proposal.amount is None
    assert not proposal.missing


def test_the_law_is_looked_at_unless_the_pack_says_no():
    """
    A legal review is the default.
    """
    assert fine().propose(1, None).legal_review
    assert not fine(legal_review=False).propose(1, None).legal_review


def test_numbers_must_be_exact_and_not_negative():
    """
    A float, a bool or a negative number is a mistake in the program.
    """
    with pytest.raises(TypeError, match="use an int or a Decimal"):
        fine(amount=0.5)
    with pytest.raises(TypeError, match="use an int or a Decimal"):
        fine(amount=1).propose(True, None)
    with pytest.raises(ValueError, match="a count of -1"):
        fine(amount=1).propose(-1, None)
    with pytest.raises(ValueError, match="a base of -5"):
        fine(factor=1, times_of="wage").propose(1, -5)
    with pytest.raises(ValueError, match="kind"):
        Consequence(kind="prize", what=WORDS)


@pytest.mark.parametrize(
    ("consequence", "where", "what"),
    [
        (Consequence(kind="measure", what=Text("talk", " ")), "what", "without words"),
        (fine(amount=1, factor=2, times_of="wage"), "", "either an amount or a factor"),
        (fine(amount=-20), "amount", "-20 is negative"),
        (fine(factor=-2, times_of="wage"), "factor", "-2 is negative"),
        (fine(factor=2), "times_of", "multiplied by 2"),
        (fine(times_of="wage"), "factor", "no factor for 'wage'"),
        (fine(per="item"), "per", "no amount per item"),
    ],
)
def test_a_faulty_consequence_says_where_and_how_to_mend_it(consequence, where, what):
    """
    Each fault is one problem with its place and its cure.
    """
    (problem,) = consequence.problems()

    assert where == problem.where
    assert what in problem.what
    assert problem.fix


def test_a_sound_consequence_has_no_problems_and_cites_nothing():
    """
    An amount that the document leaves open is sound.
    """
    for consequence in (fine(), fine(amount=20, per="item"), fine(factor=2, times_of="wage")):
        assert not consequence.problems()
        assert not consequence.cited()


@given(amount=amounts, first=counts, second=counts)
def test_amounts_add_up_over_counts(amount, first, second):
    """
    Proposing for both counts together is the same as proposing for each.
    """
    each = fine(amount=amount, per="item")

    assert (
        each.propose(first + second, None).amount
        == each.propose(first, None).amount + each.propose(second, None).amount
    )


@given(factor=amounts, base=amounts, times=counts)
def test_a_base_so_many_times_as_big_gives_an_amount_so_many_times_as_big(factor, base, times):
    """
    A factor scales with its base, exactly.
    """
    share = fine(factor=factor, times_of="wage")

    assert share.propose(None, base * times).amount == share.propose(None, base).amount * times
