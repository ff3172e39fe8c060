from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from visitcore.codec.policy import load_policy
from visitcore.decisions.verdict import Verdict
from visitcore.facts.contract_question import CardNumber
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.card_numbers import check_card_number

LNS = load_policy("LNS")
ASKED = CardNumber(on=date(2024, 3, 1), number="4403010000012345")


def why(**told):
    """
    What stands against a number.
    """
    return check_card_number(evolve(ASKED, **told), LNS).outcome.why


@pytest.mark.parametrize(
    ("number", "against"),
    [
        ("9" * 16, ()),
        ("0" * 16, ()),
        ("9" * 15, ("wrong_length",)),
        ("9" * 17, ("wrong_length",)),
        ("", ("wrong_length",)),
        (" " * 16, ("strange_character",)),
        ("９" * 16, ("strange_character",)),
        ("44030100-0001234", ("strange_character",)),
        ("1 2", ("wrong_length", "strange_character")),
    ],
)
def test_length_and_characters(number, against):
    """
    Sixteen letters or digits, no blanks, no full-width digits; every reason is told.
    """
    assert against == why(number=number)


def test_a_number_used_twice():
    """
    A real number belongs to one customer; a placeholder to any number of them.
    """
    assert ("already_used",) == why(others=("4403010000012345",))
    assert () == why(number="0" * 16, others=("0" * 16,))


def test_the_bank_account_is_not_the_card():
    """
    The number of the account is refused, another one is not.
    """
    assert ("bank_account",) == why(bank_account="4403010000012345")
    assert () == why(bank_account="4403010000012346")


@given(st.text(alphabet="0123456789", min_size=16, max_size=16))
def test_only_two_fillers_are_placeholders(number):
    """
    Any other sixteen digits are a real number.
    """
    decision = check_card_number(evolve(ASKED, number=number), LNS)

    assert Verdict.ALLOWED is decision.verdict
    assert decision.outcome.placeholder is (number in ("9" * 16, "0" * 16))


@pytest.mark.parametrize("key", ["length", "placeholders", "characters"])
def test_a_value_left_open(make, key):
    """
    A company that leaves a value open is told which.
    """
    policy = evolve(LNS, own=make.pack("OWN", **{f"contracts__card_number__{key}": UNSPECIFIED}))
    decision = check_card_number(ASKED, policy)

    assert Verdict.UNDETERMINED is decision.verdict
    assert (f"contracts.card_number.{key}",) == decision.missing
