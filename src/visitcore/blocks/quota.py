"""
Quotas: at least, or at most, so many or such a share.
"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from math import ceil

from attrs import field, frozen
from attrs.converters import optional as if_given
from attrs.validators import instance_of, optional

from visitcore.blocks.number import as_decimal, exact
from visitcore.ground.period import Period
from visitcore.ground.problem import Problem

_BOUNDS = ("at_least", "at_most", "share_at_least", "share_at_most")


@frozen(kw_only=True)
class Tally:
    """
    A count held against a quota.

    Attributes:
        holds: Whether the quota is kept; ``None`` where it cannot be told, or the base of a share is zero.
        needed: The smallest count that passes; ``None`` where the quota asks for no least.
        short: How much is missing; zero where nothing is.
        excess: How much is too much; zero where nothing is.
        share: The count as a share of the base; ``None`` without a base, or with a base of zero.
        missing: Names of the numbers that are not known: ``count``, ``base``.
    """

    holds: bool | None
    needed: Decimal | None = None
    short: Decimal = Decimal(0)
    excess: Decimal = Decimal(0)
    share: Decimal | None = None
    missing: tuple[str, ...] = ()


@frozen(kw_only=True)
class Quota:
    """
    Bounds for a count or an amount; both ends of each bound are in.

    Attributes:
        at_least: The least that is asked for.
        at_most: The most that is allowed.
        share_at_least: The least share of a base, ``1`` being all of it.
        share_at_most: The greatest share of a base that is allowed.
        per: The calendar period counted in; ``None`` where there is none.
        distinct: Whether the same thing counts only once.
        of: What is counted, or what the share is of.

    >>> Quota(share_at_least=Decimal("0.90")).check(17, base=19)
    Tally(holds=False, needed=Decimal('18'), short=Decimal('1'), excess=Decimal('0'), \
share=Decimal('0.8947368421052631578947368421'), missing=())
    """

    at_least: Decimal | None = field(default=None, converter=if_given(exact))
    at_most: Decimal | None = field(default=None, converter=if_given(exact))
    share_at_least: Decimal | None = field(default=None, converter=if_given(exact))
    share_at_most: Decimal | None = field(default=None, converter=if_given(exact))
    per: Period | None = field(default=None, validator=optional(instance_of(Period)))
    distinct: bool = field(default=False, validator=instance_of(bool))
    of: str = field(default="", validator=instance_of(str))

    def check(self, count: Decimal | int | None, base: Decimal | int | None = None) -> Tally:
        """
        Hold a count against the quota.

        Args:
            count: How many or how much; ``None`` where unknown.
            base: What a share is taken of, in the unit of *count*; ``None`` where unknown.

        Returns:
            A tally. A share of a whole base needs a whole count, rounded up; a base of zero leaves it open.

        Raises:
            TypeError: If a number is a float or a bool.
            ValueError: If the base is negative.
        """
        asks_share = self.share_at_least is not None or self.share_at_most is not None
        missing = tuple(
            name for name, asked in (("count", count is None), ("base", asks_share and base is None)) if asked
        )
        if missing:
            return Tally(holds=None, missing=missing)
        assert count is not None  # told above
        seen, whole = Fraction(exact(count)), None if base is None else Fraction(exact(base))
        if whole is not None and whole < 0:
            raise ValueError(f"{base} cannot be the base of a share; give 0 or more")
        if asks_share and not whole:
            return Tally(holds=None)
        least, most = self._least(seen, whole), self._most(whole)
        short = max(least - seen, Fraction()) if least is not None else Fraction()
        excess = max(seen - most, Fraction()) if most is not None else Fraction()
        return Tally(
            holds=not short and not excess,
            needed=None if least is None else as_decimal(least),
            short=as_decimal(short),
            excess=as_decimal(excess),
            share=as_decimal(seen / whole) if whole else None,
        )

    def problems(self) -> tuple[Problem, ...]:
        """
        What is wrong with the quota as written.
        """
        return tuple(self._problems())

    def cited(self) -> tuple[str, ...]:
        """
        No rule stands on a part of a quota.
        """
        return ()

    def _least(self, seen: Fraction, whole: Fraction | None) -> Fraction | None:
        least = [] if self.at_least is None else [Fraction(self.at_least)]
        if self.share_at_least is not None and whole is not None:
            share = Fraction(self.share_at_least) * whole
            counted = whole.denominator == 1 and seen.denominator == 1
            least.append(Fraction(ceil(share)) if counted else share)
        return max(least, default=None)

    def _most(self, whole: Fraction | None) -> Fraction | None:
        most = [] if self.at_most is None else [Fraction(self.at_most)]
        if self.share_at_most is not None and whole is not None:
            most.append(Fraction(self.share_at_most) * whole)
        return min(most, default=None)

    def _problems(self) -> Iterator[Problem]:
        bounds = {name: getattr(self, name) for name in _BOUNDS}
        if all(bound is None for bound in bounds.values()):
            yield Problem("", "a quota needs a bound, found none", f"set one of {', '.join(_BOUNDS)}")
        for name, bound in bounds.items():
            if bound is not None and bound < 0:
                yield Problem(name, f"{bound} is a negative bound", "write 0 or more")
        for name in ("at_least", "share_at_least"):
            if bounds[name] == 0:
                yield Problem(name, "at least 0 asks for nothing", "write more than 0, or leave it out")
        for low, high in (("at_least", "at_most"), ("share_at_least", "share_at_most")):
            least, most = bounds[low], bounds[high]
            if least is not None and most is not None and least > most:
                yield Problem(low, f"no count is at least {least} and at most {most}", f"exchange {low} and {high}")
