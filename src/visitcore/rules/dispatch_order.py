"""
By what designers are put in order: principles, and the figures that measure them.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from attrs import frozen

from visitcore.facts.dispatch import DecorationCustomer, Designer
from visitcore.ground.days import as_local
from visitcore.ground.errors import PolicyError, hint_at
from visitcore.ground.likeness import evened
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text
from visitcore.policy.dated import Dated

_MINUTE = timedelta(minutes=1)


@frozen(kw_only=True)
class Candidate:
    """
    The figures of one designer who has a full profile.

    Attributes:
        name: Name.
        hits: How many of style and type of customer suit him, however they are typed.
        rate: Signed of received, exactly.
        minutes: Whole minutes, rounded up, until he can start.
        received: Customers received in the days counted.
        last: When he was last given a customer; the beginning of time where he never was.
    """

    name: str
    hits: int
    rate: Fraction
    minutes: int
    received: int
    last: datetime

    @classmethod
    def of(
        cls, one: Designer, when: datetime, customer: DecorationCustomer, team: Fraction, zone: ZoneInfo
    ) -> "Candidate":
        """
        The figures of a designer whose counts and free time are known.

        Args:
            one: The designer.
            when: Instant at which the customer wants to be served.
            customer: The customer, with style and kind.
            team: Rate of the team, taken where he received nobody.
            zone: Where days begin and end.
        """
        assert isinstance(one.free, datetime) and one.received is not None and one.signed is not None
        wait = max(one.free.astimezone(UTC) - when.astimezone(UTC), timedelta())
        return cls(
            name=one.name,
            hits=_suits(customer.style, one.works) + _suits(customer.kind, one.easiest),
            rate=Fraction(one.signed, one.received) if one.received else team,
            minutes=-(-wait // _MINUTE),
            received=one.received,
            last=_instant(one.last_dispatch, zone),
        )


def _suits(wanted: str | None, words: tuple[str, ...]) -> bool:
    return evened(wanted) in [evened(word) for word in words]


MEASURES: Mapping[str, Callable[[Candidate], Any]] = {
    "hits": lambda one: -one.hits,
    "signing_rate": lambda one: -one.rate,
    "minutes": lambda one: one.minutes,
    "customers_received": lambda one: one.received,
    "last_dispatch": lambda one: one.last,
}
"""The figures a principle can be measured by; of two designers the one with the smaller value comes first."""


@frozen(kw_only=True)
class Criterion:
    """
    One principle with its measures.

    Attributes:
        principle: Name of the principle.
        measures: Names of the figures, compared one after the other.
    """

    principle: str
    measures: tuple[str, ...]

    def key(self, one: Candidate) -> tuple[Any, ...]:
        """
        What a designer is compared by.
        """
        return tuple(MEASURES[name](one) for name in self.measures)


def criteria(order: Dated[Any], measures: Dated[Any]) -> tuple[Criterion, ...]:
    """
    The principles in their order, each with its measures.

    Raises:
        PolicyError: If a principle has no measure, or one that is not known.
    """
    problems = [*_problems(order, measures)]
    if problems:
        raise PolicyError(measures.key, problems)
    return tuple(Criterion(principle=name, measures=measures.value[name]) for name in order.value)


def _problems(order: Dated[Any], measures: Dated[Any]) -> Iterator[Problem]:
    for principle in order.value:
        if principle not in measures.value:
            what = Text(f"there is no measure for {principle!r}", f"“{principle}”没有衡量指标")
            yield Problem(str(principle), what, hint_at(str(principle), measures.value))
            continue
        for name in measures.value[principle]:
            if name not in MEASURES:
                what = Text(f"{name!r} is no measure", f"“{name}”不是衡量指标")
                yield Problem(str(principle), what, hint_at(str(name), MEASURES))


def told_apart(before: Candidate, after: Candidate, by: tuple[Criterion, ...]) -> str:
    """
    The first principle in which two designers differ; ``name`` where they differ in nothing else.
    """
    return next((one.principle for one in by if one.key(before) != one.key(after)), "name")


def is_exact(moment: date) -> bool:
    """
    Whether a moment is an instant with its time zone.
    """
    return isinstance(moment, datetime) and moment.tzinfo is not None


def _instant(moment: date | None, zone: ZoneInfo) -> datetime:
    """
    An instant; of a day its beginning, of never the beginning of time.
    """
    if moment is None:
        return datetime.min.replace(tzinfo=UTC)
    start = moment if isinstance(moment, datetime) else datetime.combine(moment, time())
    return as_local(start, zone).astimezone(UTC)
