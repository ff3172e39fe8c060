"""
Policies that governed one after another, as whoever keeps the versions of a file knows them.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from attrs import frozen

from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy


@frozen
class Editions:
    """
    The policies that governed before the one at hand.

    Attributes:
        entries: Each policy with the first day on which it no longer governed, the oldest first; no policy where it
            cannot be read any more.
    """

    entries: tuple[tuple[date, Policy | None], ...] = ()

    def then(self, until: date, policy: Policy) -> "Editions":
        """
        These, and after them another one, which no longer governed on the day *until*.
        """
        return Editions((*self.entries, (until, policy)))

    def find(self, key: str, day: date, now: Policy) -> Dated[Any] | None:
        """
        The value that was in force on a day, by the policy that governed then; ``None`` where there was none.

        Args:
            key: Dotted name of the parameter.
            day: The day.
            now: The policy at hand, which has governed since the last of the others.
        """
        policy = next((policy for until, policy in self.entries if day < until), now)
        return None if policy is None else policy.on(day).find(key)

    def never_changed(self, held: Dated[Any], now: Policy) -> bool:
        """
        Whether a value of the policy at hand has held on every day up to its own.

        Args:
            held: The value.
            now: The policy at hand.
        """
        if not _from_the_start(held, now):
            return False
        return all(then is not None and held.says_as(then) for then in self._from_the_start(held.key))

    def _from_the_start(self, key: str) -> Iterator[Dated[Any] | None]:
        """
        What each policy said to the end of its days, where it had said nothing else before.
        """
        for until, policy in self.entries:
            held = None if policy is None else policy.on(until - timedelta(days=1)).find(key)
            yield held if held is not None and policy is not None and _from_the_start(held, policy) else None


ALWAYS = Editions()
"""One policy has always governed."""


def _from_the_start(held: Dated[Any], policy: Policy) -> bool:
    """
    Whether a value has been in force for ever, and nobody else in the policy could have spoken before.
    """
    first, *_ = policy.layers(held.key)
    return held.span.since is None and any(entry is held for entry in first.entries)
