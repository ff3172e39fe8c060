"""
A policy in readable tables: each value of a day in words, with its clause, its origin and its history.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import field, frozen
from django.utils.translation import gettext_lazy

from visitcore import Policy
from visitcore.explain.changes import days_in_words
from visitcore.explain.clauses import clause_in_words
from visitcore.explain.words import in_words
from visitcore.ground.text import Text
from visitcore.policy.dated import Dated
from visitcore.policy.pack import Pack
from visitcore_django.models.language import lang

CHAPTERS = {
    "visits": gettext_lazy("Visits"),
    "plans": gettext_lazy("Plans"),
    "reports": gettext_lazy("Reports"),
    "followups": gettext_lazy("Promises and follow-ups"),
    "checklists": gettext_lazy("Checklists"),
    "grading": gettext_lazy("Grading"),
    "ranking": gettext_lazy("Ranking"),
    "expenses": gettext_lazy("Meals, gifts and expenses"),
    "credit": gettext_lazy("Credit"),
    "complaints": gettext_lazy("Complaints"),
    "callbacks": gettext_lazy("Call-backs"),
    "contracts": gettext_lazy("Contracts"),
    "reminders": gettext_lazy("Reminders"),
    "files": gettext_lazy("Customer files"),
    "conduct": gettext_lazy("Conduct"),
    "duties": gettext_lazy("Duties"),
    "deadlines": gettext_lazy("Deadlines"),
    "flows": gettext_lazy("Ways of approval"),
    "quotas": gettext_lazy("Quotas"),
    "formulas": gettext_lazy("Formulas"),
    "tables": gettext_lazy("Further tables"),
}
"""What the first word of a key is called; a chapter of the company's own keeps its word."""

ORIGINS = {
    "document": gettext_lazy("the document"),
    "visitcore": gettext_lazy("a default of visitcore"),
    "company": gettext_lazy("the company's own"),
}


@frozen(kw_only=True)
class Source:
    """
    A rule that a value rests on.

    Attributes:
        id: Its id.
        clause: Where it stands, with the name of the document.
        text: What it says.
    """

    id: str
    clause: str
    text: str


@frozen(kw_only=True)
class Said:
    """
    One value in words.

    Attributes:
        days: The days in force; empty where it is always.
        lines: What it says, a line for each of its elements.
        origin: Who says so.
        pack: Code of the pack, or name of the company file.
        sources: The rules it rests on.
        note: How a vague document is read.
        now: Whether it is the value of the day.
    """

    days: str
    lines: tuple[str, ...]
    origin: str
    pack: str
    sources: tuple[Source, ...]
    note: str
    now: bool


@frozen(kw_only=True)
class Parameter:
    """
    One key with its value of the day and every other that was ever said.

    Attributes:
        key: The key.
        label: What people call it.
        today: The value of the day; ``None`` where none is in force.
        others: Earlier and later values, and those of the layers below.
        haystack: Every word of it in both languages, small, to search in.
    """

    key: str
    label: str
    today: Said | None
    others: tuple[Said, ...]
    haystack: str = field(repr=False)

    @property
    def chapter(self) -> str:
        """
        The first word of the key.
        """
        return self.key.partition(".")[0]


def parameters(policy: Policy, on: date) -> Iterator[Parameter]:
    """
    Every key of a policy as it stands on a day.
    """
    book = policy.on(on)
    for key in policy.keys():  # noqa: SIM118 (a policy is no mapping)
        layers = policy.layers(key)
        entries = [entry for history in layers for entry in history.entries]
        now = book.find(key)
        label = next((history.label for history in layers if history.label is not None), Text(key, key))
        yield Parameter(
            key=key,
            label=label.in_(lang()),
            today=None if now is None else _said(now, now=True),
            others=tuple(_said(entry, now=False) for entry in entries if entry is not now),
            haystack=_words(key, label, entries),
        )


def found(rows: Iterable[Parameter], asked: str) -> list[Parameter]:
    """
    The parameters in which every word asked for occurs.
    """
    words = asked.casefold().split()
    return [row for row in rows if all(word in row.haystack for word in words)]


def chapters(rows: Iterable[Parameter]) -> list[tuple[str, str, int]]:
    """
    The chapters that a policy speaks to: key, name, and how many parameters; in the order of the work.
    """
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.chapter] = counts.get(row.chapter, 0) + 1
    order = [*(one for one in CHAPTERS if one in counts), *sorted(counts.keys() - CHAPTERS.keys())]
    return [(one, str(CHAPTERS.get(one, one)), counts[one]) for one in order]


def packs(policy: Policy) -> list[dict[str, str | int]]:
    """
    The packs that a policy rests on, the strongest first.
    """
    order = [pack for pack in (policy.own, *policy.packs, policy.base) if pack is not None]
    return [_pack(policy, pack) for pack in order]


def _pack(policy: Policy, pack: Pack) -> dict[str, str | int]:
    kind = "company" if pack is policy.own else "visitcore" if pack is policy.base else "document"
    taken = sum(policy.takes(pack.code, key) for key in pack.parameters)
    return {
        "code": pack.code,
        "name": pack.name.in_(lang()),
        "source": pack.source,
        "origin": str(ORIGINS[kind]),
        "rules": len(pack.rules),
        "parameters": taken,
        "left": len(pack.parameters) - taken,
    }


def _said(entry: Dated[object], *, now: bool) -> Said:
    return Said(
        days=days_in_words(entry.span).in_(lang()).strip(),
        lines=tuple(line.in_(lang()) for line in in_words(entry.value, entry.unit)),
        origin=str(ORIGINS[entry.origin.value]),
        pack=entry.pack,
        sources=tuple(
            Source(
                id=rule.id,
                clause=f"{rule.document.in_(lang())} {clause_in_words(rule.clause).in_(lang())}",
                text=rule.text.in_(lang()),
            )
            for rule in entry.rules
        ),
        note="" if entry.note is None else entry.note.in_(lang()),
        now=now,
    )


def _words(key: str, label: Text, entries: Iterable[Dated[object]]) -> str:
    texts = [label]
    told = [key]
    for entry in entries:
        texts += in_words(entry.value, entry.unit)
        texts += [rule.text for rule in entry.rules] + [rule.document for rule in entry.rules]
        told += [entry.pack, *(rule.id for rule in entry.rules)]
    return " ".join([*told, *(part for text in texts for part in (text.en, text.zh))]).casefold()
