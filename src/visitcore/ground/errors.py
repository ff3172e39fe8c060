"""
Every error the house raises.

A refusal is a value (a decision); an error is a mistake in the call, the policy or the input.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from difflib import get_close_matches

from visitcore.ground.problem import Problem

LISTED = 20  # known words that a message lists before it says "and so many more"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """
    A hint at the nearest known word, capitals aside, or the first few known words where none is near.
    """
    names = sorted(known)
    folded = {name.casefold(): name for name in reversed(names)}
    close = get_close_matches(word.casefold(), folded, n=1)
    if close:
        return f"did you mean {folded[close[0]]!r}?"
    more = f" and {len(names) - LISTED} more" if len(names) > LISTED else ""
    return f"known: {', '.join(names[:LISTED])}{more}" if names else "none is known"


class VisitcoreError(Exception):
    """
    The root of every error raised on purpose.
    """


class UnknownNameError(VisitcoreError, LookupError):
    """
    A name that nothing answers to: a policy, pack, key, decision, rule or column.

    Attributes:
        kind: What was looked for, e.g. ``"policy"``.
        name: The name that was asked for.
        known: The names that exist.
    """

    def __init__(self, kind: str, name: str, known: Iterable[str] = ()) -> None:
        self.kind, self.name, self.known = kind, name, tuple(known)
        super().__init__(kind, name, self.known)

    def __str__(self) -> str:
        return f"there is no {self.kind} {self.name!r}; {did_you_mean(self.name, self.known)}"


class SilentPolicyError(VisitcoreError, LookupError):
    """
    A policy says nothing at all under a key.

    Attributes:
        key: The key that was read.
        policy: Name of the policy.
        nearest: Keys that the policy does speak to.
        packs: Packs that speak to *key*.
    """

    def __init__(self, key: str, policy: str, nearest: Iterable[str] = (), packs: Iterable[str] = ()) -> None:
        self.key, self.policy, self.nearest, self.packs = key, policy, tuple(nearest), tuple(packs)
        super().__init__(key, policy, self.nearest, self.packs)

    def __str__(self) -> str:
        if self.packs:
            todo = f"packs that do: {', '.join(self.packs)}; extend one of them or set the key in the company file"
        else:
            todo = did_you_mean(self.key, self.nearest)
        return f"policy {self.policy!r} says nothing about {self.key!r}; {todo}"


class NotInForceError(VisitcoreError, LookupError):
    """
    A parameter exists but has no value on the day it was asked for.

    Attributes:
        key: Dotted name of the parameter.
        on: The day that was asked for.
        known: The spans for which the parameter is known, as text.
    """

    def __init__(self, key: str, on: date, known: Sequence[str]) -> None:
        self.key, self.on, self.known = key, on, tuple(known)
        super().__init__(key, on, self.known)

    def __str__(self) -> str:
        if not self.known:
            return f"{self.key!r} has no value on any day, nor on {self.on}; add an entry to its history"
        return (
            f"{self.key!r} has no value in force on {self.on}; it is known {', and '.join(self.known)}; "
            "ask for a day inside, or add an entry to its history"
        )


class WrongBlockError(VisitcoreError, TypeError):
    """
    A parameter holds another shape than the decision can use.

    Attributes:
        key: The key that was read.
        wanted: Name of the shape the decision needs.
        found: Name of the shape the policy holds.
    """

    def __init__(self, key: str, wanted: str, found: str) -> None:
        self.key, self.wanted, self.found = key, wanted, found
        super().__init__(key, wanted, found)

    def __str__(self) -> str:
        return f"{self.key!r} holds a {self.found}, this decision needs a {self.wanted}; name another key"


class ProblemsError(VisitcoreError, ValueError):
    """
    Something a person wrote has faults; all of them are collected.

    Attributes:
        subject: What was read, e.g. a file name.
        problems: Every fault found, each with its path.
    """

    def __init__(self, subject: str, problems: Iterable[Problem]) -> None:
        self.subject, self.problems = subject, tuple(problems)
        super().__init__(subject, self.problems)

    def __str__(self) -> str:
        count = len(self.problems)
        head = f"{self.subject} has {count} {'problem' if count == 1 else 'problems'}"
        return "\n".join([f"{head}:", *(f"  {problem}" for problem in self.problems)])


class PolicyError(ProblemsError):
    """
    A pack, composition or company file cannot be used.
    """


class FactsError(ProblemsError):
    """
    The facts handed to a decision cannot be read.
    """


class SheetError(ProblemsError):
    """
    A sheet of customers, visits or excuses cannot be read at all.
    """
