"""
Terms of call-backs: whether a matter needs one, and by when the first is due.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import frozen

from visitcore.blocks.table import Row, Table
from visitcore.blocks.term import Term
from visitcore.decisions.finding import Finding
from visitcore.decisions.verdict import Verdict
from visitcore.facts.callback import Matter
from visitcore.ground.days import days_between, local_day
from visitcore.ground.errors import hint_at
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy, Rulebook
from visitcore.rules.deadlines import DueBy, hold_term, renamed
from visitcore.rules.holding import book_on, hold, no_value, put

TERMS, SET_DAY, EXEMPTION = "callbacks.terms", "callbacks.set_day", "callbacks.exemption"


@frozen(kw_only=True)
class Told:
    """
    What a table says of one matter.

    Attributes:
        held: The table with its days.
        row: The row that answers; ``None`` where it cannot be told.
        missing: What is missing to tell.
    """

    held: Dated[Any]
    row: Row | None = None
    missing: tuple[str, ...] = ()

    @property
    def verdict(self) -> str:
        """
        The verdict that the row carries, empty for none.
        """
        return "" if self.row is None else self.row.verdict


@frozen(kw_only=True)
class Judged:
    """
    How one call-back, made or owed, stands against its day.

    Attributes:
        due: How it stands; ``None`` where it cannot be told.
        findings: What it was held against.
        missing: What is missing to tell.
    """

    due: DueBy | None = None
    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def provisional(self) -> bool:
        """
        Whether it leans on working days that are not announced yet.
        """
        return self.due is not None and self.due.provisional


def terms_of(policy: Policy, cause: str, day: date) -> tuple[Rulebook, Dated[Any]]:
    """
    The rulebook of the day of a matter, and the term for matters of its kind.

    Raises:
        SilentPolicyError: If the policy knows no such kind.
        WrongBlockError: If it holds something else than a term.
    """
    key = f"{TERMS}.{cause}"
    book = book_on(policy, key, day)
    return book, book.read_as(key, Term)


def ask(book: Rulebook, key: str, case: Mapping[str, Any], where: str = "matter") -> Told | None:
    """
    What a table says; ``None`` where the policy has no such table on that day.

    Args:
        book: The rulebook.
        key: Key of the table.
        case: Its inputs by name; others are not looked at.
        where: Where the inputs stand in the facts.
    """
    if book.find(key) is None:
        return None
    held = book.read_as(key, Table)
    if held.value is UNSPECIFIED:
        return Told(held=held, missing=(key,))
    inputs = {name: value for name, value in case.items() if name in held.value.inputs}
    answer = put(held, held.value.ask, inputs, where)
    row = answer.row
    if row is None:
        outside = [f"{key}[{name} = {value}]" for name, value in answer.outside]
        missing = [f"{where}.{name}" for name in answer.missing]
        return Told(held=held, missing=(*missing, *outside) or (key,))
    return Told(held=held, row=row, missing=(key,) if row.then is UNSPECIFIED else ())


def kinds_of(policy: Policy) -> tuple[str, ...]:
    """
    The kinds of matter that the policy has a term for.
    """
    asked = f"{TERMS}."
    return tuple(key.removeprefix(asked) for key in policy.keys() if key.startswith(asked))  # noqa: SIM118


def unknown_kind(known: Sequence[str], cause: str, where: str) -> Iterator[Problem]:
    """
    The fault where a kind of matter is none of those known.
    """
    if cause not in known:
        what = Text(f"{cause!r} is no kind of matter", f"没有“{cause}”这类事项")
        yield Problem(f"{where}.cause", what, hint_at(cause, known))


def is_exempt(told: Told | None) -> bool | None:
    """
    Whether a matter needs no call-back; ``None`` where it cannot be told.
    """
    if told is None:
        return False
    return None if told.missing else told.verdict == Verdict.NOT_APPLICABLE.value


def judge_first(
    book: Rulebook, held: Dated[Any], matter: Matter, done: date | None, on: date, where: str = "matter"
) -> Judged:
    """
    Hold a call-back on a matter that is dealt with against its term, or against an earlier day set for it.

    Args:
        book: The rulebook of the matter's day.
        held: The term.
        matter: The matter; it is closed.
        done: Day or instant of the call-back; ``None`` where none was made.
        on: Day or instant asked about.
        where: Where the matter stands in the facts.
    """
    if held.value is UNSPECIFIED:
        return Judged(findings=hold(held, None, no_value(held)), missing=(held.key,))
    assert matter.closed is not None  # told by the caller
    due, findings, lacks = hold_term(held, book.policy, matter.closed, done, on)
    if due is None:
        return Judged(missing=_named(lacks, where))
    if matter.set_for is None:
        return Judged(due=due, findings=findings, missing=lacks)
    zone = book.policy.zone(held.pack)
    day = local_day(matter.set_for, zone)
    within = due.due is None or day < local_day(due.due, zone)
    told = ask(book, SET_DAY, {"within_term": within}, where)
    if told is None or told.missing:
        return Judged(due=due, findings=findings, missing=(*lacks, *(told.missing if told else (SET_DAY,))))
    assert told.row is not None  # nothing is missing
    if told.verdict != Verdict.ALLOWED.value:
        says = Text(f"{day} was set, but the term is the limit", f"指定日期为 {day}，但以期限为准")
        noted = hold(told.held, None, says, rule=told.row.rule, seen=day, limit=due.due, unit="")
        return Judged(due=due, findings=(*findings, *noted), missing=lacks)
    by_day = judge_day(day, None if done is None else local_day(done, zone), local_day(on, zone))
    found = hold(told.held, HOLDS[by_day.status], says_of(by_day), rule=told.row.rule, limit=day, unit="")
    return Judged(due=by_day, findings=found)


def judge_day(due: date, done: date | None, on: date) -> DueBy:
    """
    How something stands against a day that was appointed; that day itself is in time.
    """
    late_by = max(days_between(due, on if done is None else done), 0)
    late, kept = ("overdue", "open") if done is None else ("late", "in_time")
    return DueBy(due=due, opens=None, status=late if late_by else kept, late_by=late_by)


HOLDS = {"in_time": True, "late": False, "overdue": False, "open": None}
"""Whether an appointed day is kept, by status."""


def says_of(due: DueBy) -> Text:
    """
    How something stands against a day that was appointed, in a sentence.
    """
    by, days = due.due, f"{due.late_by} day{'' if due.late_by == 1 else 's'}"
    return {
        "in_time": Text(f"called back in time, it was due by {by}", f"按时回访，期限为 {by}"),
        "late": Text(f"called back {days} late, it was due by {by}", f"逾期{due.late_by}天回访，期限为 {by}"),
        "overdue": Text(f"not called back, due by {by}, {days} ago", f"尚未回访，期限为 {by}，已逾期{due.late_by}天"),
        "open": Text(f"to be called back by {by}", f"应于 {by} 或之前回访"),
    }[due.status]


def _named(lacks: Sequence[str], where: str) -> tuple[str, ...]:
    return tuple(renamed(lack, {"start": f"{where}.closed", "done": f"{where}.callbacks.made"}) for lack in lacks)
