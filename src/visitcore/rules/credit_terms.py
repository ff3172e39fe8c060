"""
How a policy grants credit on one day: what counts towards the limit, and for how long.
"""

from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from attrs import frozen

from visitcore.blocks.term import Term
from visitcore.ground.errors import PolicyError, did_you_mean
from visitcore.ground.problem import Problem
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy, Rulebook

WINDOW, BASIS, IN_BASIS = "credit.window_days", "credit.basis", "credit.over_limit_in_basis"
TERM, EPISODE = "credit.term", "credit.episode"

SWITCHES = {
    BASIS: ("invoiced", "collected"),
    IN_BASIS: ("when_paid", "always"),
    EPISODE: ("until_paid", "calendar_month"),
}
"""The positions of each switch."""


@frozen(kw_only=True)
class CreditTerms:
    """
    How credit is granted on one day.

    Attributes:
        window: The days that count towards the limit, the earliest first; the day itself is not among them.
        collected: Whether money that came in makes the limit, not goods that were invoiced.
        always: Whether goods sent over the limit count at once, not only when they are paid in full.
        by_month: Whether the steps over the limit begin anew each calendar month, not when all made are paid.
        in_term_since: Day of the oldest invoice whose payment is not past its term yet.
    """

    window: tuple[date, ...]
    collected: bool
    always: bool
    by_month: bool
    in_term_since: date


@lru_cache(maxsize=4096)
def open_terms(policy: Policy, day: date) -> CreditTerms | Dated[Any]:
    """
    The terms of a day, or the value they need and the policy leaves open.

    Raises:
        SilentPolicyError, NotInForceError, WrongBlockError: If the policy has no such value that day.
        PolicyError: If a switch has a position that is not known, or the window holds no day.
    """
    book = policy.on(day)
    window = book.read_as(WINDOW, int, Decimal)
    term = book.read_as(TERM, Term)
    switches = {key: book.read_as(key, str) for key in SWITCHES}
    for held in (window, term, *switches.values()):
        if held.value is UNSPECIFIED:
            return held
    for held in switches.values():
        check_switch(held)
    return CreditTerms(
        window=tuple(day - timedelta(days=age) for age in range(window_length(window), 0, -1)),
        collected=switches[BASIS].value == "collected",
        always=switches[IN_BASIS].value == "always",
        by_month=switches[EPISODE].value == "calendar_month",
        in_term_since=_in_term_since(book, term),
    )


def due_day(policy: Policy, on: date, invoiced: date) -> date | None:
    """
    The last day on which an invoice is paid in time, by the payment term of a day.

    Args:
        policy: The policy.
        on: The day whose term governs.
        invoiced: Day of the invoice.

    Returns:
        The day; ``None`` where the policy leaves the term open.

    Raises:
        SilentPolicyError, NotInForceError, PolicyError: As `open_terms`.
    """
    book = policy.on(on)
    term = book.read_as(TERM, Term)
    if term.value is UNSPECIFIED:
        return None
    check_term(term)
    due: date | None = term.value.due(invoiced, policy.calendar(term.pack), policy.pack(term.pack).settings.roll)
    return due


def check_switch(held: Dated[Any]) -> None:
    """
    Make sure that a switch stands in one of its positions.

    Raises:
        PolicyError: If it does not.
    """
    if held.value not in SWITCHES[held.key]:
        fix = did_you_mean(str(held.value), SWITCHES[held.key])
        raise PolicyError(held.key, [Problem("", f"there is no {held.key} {held.value!r}", fix)])


def check_term(held: Dated[Any]) -> None:
    """
    Make sure that a payment term has an end.

    Raises:
        PolicyError: If it has none.
    """
    if held.value.promptly or held.value.before:
        raise PolicyError(held.key, [Problem("", "the payment term has no end", "give it a length, e.g. days = 1")])


def window_length(window: Dated[Any]) -> int:
    """
    How many days count towards the limit.

    Raises:
        PolicyError: If that is no number of days.
    """
    days = window.value
    if days < 1 or days != int(days):
        raise PolicyError(
            window.key, [Problem("", f"{days} is no number of days", "write 1 or more, without a fraction")]
        )
    return int(days)


def _in_term_since(book: Rulebook, term: Dated[Any]) -> date:
    """
    The earliest day whose payment is still in time on the day of the book.
    """
    calendar, roll = book.policy.calendar(term.pack), book.policy.pack(term.pack).settings.roll
    since = book.on
    check_term(term)
    while since > date.min and term.value.due(since - timedelta(days=1), calendar, roll) >= book.on:
        since -= timedelta(days=1)
    return since
