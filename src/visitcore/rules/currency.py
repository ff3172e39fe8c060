"""
The currency that amounts are in.
"""

from visitcore.ground.errors import FactsError
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy


def same_currency(named: str | None, against: Dated[object], policy: Policy, where: str = "currency") -> None:
    """
    Make sure that amounts are in the currency of the pack that they are held against; one not named is.

    Args:
        named: ISO code out of the facts, in any case of letters.
        against: The dated value.
        policy: The policy.
        where: Where the currency stands in the facts.

    Raises:
        FactsError: If it is another one; nothing is ever converted.
    """
    asked = policy.pack(against.pack).settings.currency
    if named is None or named.upper() == asked:
        return
    what = Text(f"{named!r} is not the currency of {against.pack}", f"“{named}”不是 {against.pack} 所用的货币")
    fix = Text(f"give the amounts in {asked}", f"请按 {asked} 填写金额")
    raise FactsError("the facts", [Problem(where, what, fix)])


def after_amounts(against: Dated[object], policy: Policy) -> str:
    """
    What stands after an amount in a Chinese sentence: 元, or the code of another currency than the yuan.

    Args:
        against: The dated value whose pack says the currency.
        policy: The policy.
    """
    currency = policy.pack(against.pack).settings.currency
    return _YUAN if currency == "CNY" else f" {currency}"


_YUAN = "元"
