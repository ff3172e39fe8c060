"""
Consequences: what is proposed when something was done, or left undone.
"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Literal, get_args

from attrs import field, frozen
from attrs.converters import optional as if_given
from attrs.validators import in_, instance_of

from visitcore.blocks.number import as_decimal, exact
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text

Kind = Literal["fine", "reward", "points", "measure", "dismissal"]


@frozen(kw_only=True)
class Proposal:
    """
    A consequence proposed to a person, who decides; nothing is ever posted.

    Attributes:
        kind: Fine, reward, points, measure or dismissal.
        what: What is proposed, in words.
        amount: How much, in the unit of the parameter; ``None`` where the document gives no amount, or a number is
            missing.
        target: Who it falls on, as the document says.
        legal_review: Whether the law must be looked at first.
        missing: Names of the numbers that are not known: ``count``, ``base``.
    """

    kind: Kind
    what: Text
    amount: Decimal | None
    target: str
    legal_review: bool
    missing: tuple[str, ...] = ()


@frozen(kw_only=True)
class Consequence:
    """
    A fine, a reward, points, a measure or a dismissal.

    Attributes:
        kind: Which of them.
        what: What is proposed, in words.
        amount: How much for each time; never negative, the kind says which way it goes.
        per: What each time is, e.g. ``item``; empty where it is simply once.
        factor: A multiple of another amount, instead of *amount*.
        times_of: What *factor* multiplies, e.g. ``wage``.
        target: Who it falls on.
        legal_review: Whether the law must be looked at first.

    >>> skill = Consequence(kind="reward", what=Text("skill adopted", "技巧被采纳"), amount=Decimal(100), per="item")
    >>> skill.propose(2, None).amount
    Decimal('200')
    """

    kind: Kind = field(validator=in_(get_args(Kind)))
    what: Text = field(validator=instance_of(Text))
    amount: Decimal | None = field(default=None, converter=if_given(exact))
    per: str = ""
    factor: Decimal | None = field(default=None, converter=if_given(exact))
    times_of: str = ""
    target: str = ""
    legal_review: bool = True

    def propose(self, count: Decimal | int | None, base: Decimal | int | None) -> Proposal:
        """
        What to propose for so many times, or on such an amount.

        Args:
            count: How many times; ``None`` where unknown, which is once unless *per* says what to count.
            base: The amount that *factor* multiplies, in its own unit; ``None`` where unknown.

        Raises:
            TypeError: If a number is a float or a bool.
            ValueError: If a number is negative.
        """
        for name, number in (("count", count), ("base", base)):
            if number is not None and exact(number) < 0:
                raise ValueError(f"a {name} of {number} has no consequence; give 0 or more")
        amount, missing = None, ""
        if self.factor is not None:
            amount, missing = _product(self.factor, base), "base"
        elif self.amount is not None:
            amount, missing = _product(self.amount, 1 if count is None and not self.per else count), "count"
        return Proposal(
            kind=self.kind,
            what=self.what,
            amount=amount,
            target=self.target,
            legal_review=self.legal_review,
            missing=(missing,) if missing and amount is None else (),
        )

    def problems(self) -> tuple[Problem, ...]:
        """
        What is wrong with the consequence as written.
        """
        return tuple(self._problems())

    def cited(self) -> tuple[str, ...]:
        """
        No rule stands on a part of a consequence.
        """
        return ()

    def _problems(self) -> Iterator[Problem]:
        if not self.what.en.strip() or not self.what.zh.strip():
            yield Problem(
                "what", "a consequence without words proposes nothing", "say what is proposed, in both languages"
            )
        if self.amount is not None and self.factor is not None:
            yield Problem("", "a consequence has either an amount or a factor, not both", "leave one of them out")
        for name, number in (("amount", self.amount), ("factor", self.factor)):
            if number is not None and number < 0:
                yield Problem(
                    name, f"{number} is negative", "write it without the sign; the kind says which way it goes"
                )
        if self.factor is not None and not self.times_of:
            yield Problem("times_of", f"it is not said what is multiplied by {self.factor}", 'write times_of = "wage"')
        if self.times_of and self.factor is None:
            yield Problem(
                "factor", f"there is no factor for {self.times_of!r}", "write how many times, or leave it out"
            )
        if self.per and self.amount is None:
            yield Problem("per", f"there is no amount per {self.per}", "write an amount, or leave 'per' out")


def _product(amount: Decimal, times: Decimal | int | None) -> Decimal | None:
    return None if times is None else as_decimal(Fraction(amount) * Fraction(times))
