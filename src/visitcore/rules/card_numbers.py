"""
Loan card numbers: real ones, and what may stand for one.
"""

from typing import Any

from attrs import frozen

from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.finding import Finding
from visitcore.facts.contract_question import CardNumber
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy
from visitcore.rules.holding import book_on, hold, lacking, left_open

NAME = "check_card_number"
LENGTH, PLACEHOLDERS, CHARACTERS = (
    "contracts.card_number.length",
    "contracts.card_number.placeholders",
    "contracts.card_number.characters",
)


@frozen(kw_only=True)
class CardChecked:
    """
    What a number is.

    Attributes:
        placeholder: Whether it only stands for a number that the customer does not have.
        why: Short codes of everything against it; empty where nothing is.
    """

    placeholder: bool
    why: tuple[str, ...]


def check_card_number(facts: CardNumber, policy: Policy) -> Decision[Any]:
    """
    Whether a loan card number may be filled in.

    A placeholder need not differ from those of other customers.

    Args:
        facts: The number as filled in, and the numbers it is not to be.
        policy: The policy; length, characters and placeholders of the day *on* govern.

    Returns:
        A decision of `CardChecked`; a blank number is refused, an unknown one undetermined.
    """
    book = book_on(policy, LENGTH, facts.on)
    length: Dated[Any] = book.read_as(LENGTH, int)
    characters: Dated[Any] = book.read_as(CHARACTERS, str)
    placeholders: Dated[Any] = book.read_as(PLACEHOLDERS, tuple)
    for held in (length, characters, placeholders):
        if held.value is UNSPECIFIED:
            return left_open(NAME, book, held)
    if facts.number is None:
        return lacking(NAME, book, length, ["number"])
    number = facts.number
    stands_for = number in placeholders.value
    strange = [one for one in number if one not in characters.value]
    checks = [
        (length, "wrong_length", len(number) == length.value, len(number), length.value),
        (characters, "strange_character", not strange, "".join(strange) or None, None),
        (length, "bank_account", not number or number != facts.bank_account, None, None),
        (length, "already_used", stands_for or number not in facts.others, None, None),
    ]
    findings: list[Finding] = []
    for held, code, holds, seen, limit in checks:
        findings += hold(held, holds, _SAID[code][holds], seen=seen, limit=limit, unit=None if limit else "")
    if stands_for:
        findings += hold(placeholders, True, Text("stands for a number that is not there", "代替没有的卡号"))
    why = tuple(code for _, code, holds, _, _ in checks if not holds)
    return conclude(NAME, book, findings, outcome=CardChecked(placeholder=stands_for, why=why))


_SAID = {
    "wrong_length": (Text("has another length", "位数不符"), Text("has the right length", "位数正确")),
    "strange_character": (Text("has other characters", "含有其他字符"), Text("has the right characters", "字符正确")),
    "bank_account": (Text("is the bank account number", "填的是银行账号"), Text("is no bank account", "不是银行账号")),
    "already_used": (Text("is the number of another customer", "与其他客户重复"), Text("is used once", "没有重复")),
}
