"""
The month of call-backs: which matters make up the base of a share, and how each of them stands.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from attrs import evolve, frozen

from visitcore.blocks.quota import Quota
from visitcore.facts.callback import CallBack, Matter
from visitcore.ground.days import local_day
from visitcore.ground.errors import FactsError
from visitcore.ground.likeness import evened
from visitcore.ground.problem import Problem
from visitcore.ground.span import Span
from visitcore.ground.text import Text
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy, Rulebook
from visitcore.rules.callback_alike import unnamed
from visitcore.rules.callback_manner import strange_mode
from visitcore.rules.callback_records import is_valid, placed, why_not
from visitcore.rules.callback_rounds import clock, faults_of, precedes
from visitcore.rules.callback_terms import EXEMPTION, ask, is_exempt, judge_first, kinds_of, terms_of, unknown_kind

ONCE = "callbacks.once"
PARTICIPANTS = "participants"
_COUNTS, _STILL_OPEN = frozenset({"in_time", "done"}), frozenset({"open", "pending"})
_BEST_FIRST = ("in_time", "unproved", "late")


@frozen(kw_only=True)
class Unit:
    """
    One matter of the base, repetitions put together.

    Attributes:
        where: Where it stands in the facts.
        case: Its number.
        class_: Its class.
        size: How much of the base it makes up: 1, or as many as took part.
        in_time: How many were called back in time, validly.
        late: How many only late.
        open: How many can still be called back in time.
        unproved: How many call-backs may or may not be valid, or may or may not have been made.
        lacks: What is missing to tell.
        rejected: Call-backs that are not valid, each with why, where not everybody was called back in time.
        provisional: Whether its day leans on working days that are not announced yet.
    """

    where: str
    case: str | None
    class_: str | None
    size: int
    in_time: int = 0
    late: int = 0
    open: int = 0
    unproved: int = 0
    lacks: tuple[str, ...] = ()
    rejected: tuple[Text, ...] = ()
    provisional: bool = False


@frozen(kw_only=True)
class Month:
    """
    The base of a share.

    Attributes:
        cause: Kind of matter.
        units: The matters.
        exempt: How many needed no call-back.
        exempt_by: The rule that says so.
        repeated: How many of the month were the same as another, or as one before it.
        missing: What is missing to tell the base.
    """

    cause: str
    units: tuple[Unit, ...]
    exempt: int
    exempt_by: str
    repeated: int
    missing: tuple[str, ...]


@frozen(kw_only=True)
class _Counted:
    """
    One matter that is dealt with, in the month or, as it may be the same as one of the month, outside it.
    """

    where: str
    matter: Matter
    book: Rulebook
    held: Dated[Any]
    inside: bool
    lacks: tuple[str, ...] = ()

    def named(self, key: str) -> dict[str, Any]:
        """
        What has to be the same for two matters to be one, evened out; nothing where no two are.
        """
        held = self.book.find(key)
        names = held.value if held is not None and isinstance(held.value, tuple) else ()
        return {name: evened(getattr(self.matter, name, None)) for name in names}

    def calls(self) -> Iterator[tuple["_Counted", str, CallBack]]:
        """
        Its call-backs, each with the matter and its place in the facts.
        """
        for index, callback in enumerate(self.matter.callbacks or ()):
            yield self, f"{self.where}.callbacks[{index}]", callback


def gather(matters: Sequence[Matter], cause: str, policy: Policy, quota: Quota, span: Span[date], on: date) -> Month:
    """
    The matters of one kind that were dealt with in a month, as they stand on a day.

    Matters that are the same are one, however far apart; it belongs to the month of the oldest.

    Args:
        matters: The matters.
        cause: Kind of matter.
        policy: The policy; the term of each matter is that of its own day.
        quota: Says what the share is of: the matters, or the people who took part.
        span: The month.
        on: Day or instant asked about.

    Raises:
        FactsError: With everything that cannot have happened, and every kind of matter that nobody knows.
    """
    faults: list[Problem] = []
    counted: list[_Counted] = []
    exempt, exempt_by, kinds = 0, "", kinds_of(policy)
    for index, matter in enumerate(matters):
        where = f"matters[{index}]"
        if matter.cause != cause:
            faults += unknown_kind(kinds, matter.cause, where)
            continue
        book, held = terms_of(policy, cause, matter.closed or on)
        zone = policy.zone(held.pack)
        faults += faults_of(matter, zone, where)
        if matter.closed is None or precedes(on, matter.closed, zone):
            continue
        inside = local_day(matter.closed, zone) in span
        told = ask(book, EXEMPTION, matter.inputs(), where)
        needed = is_exempt(told)
        if told is not None and told.row is not None and needed:
            exempt, exempt_by = (exempt + 1, told.row.rule) if inside else (exempt, exempt_by)
            continue
        lacks = told.missing if told is not None and needed is None else ()
        counted.append(_Counted(where=where, matter=matter, book=book, held=held, inside=inside, lacks=lacks))
    if faults:
        raise FactsError("the facts", faults)
    key = f"{ONCE}.{cause}"
    every = [(one.named(key), one.inside, one.where, one.lacks) for one in counted]
    missing = list(unnamed(every))
    groups = _grouped(counted, key)
    missing += [lack for group in groups for one in group for lack in one.lacks]
    own = [group for group in groups if _oldest(group).inside]
    units = [_unit(group, quota, on, missing) for group in own]
    return Month(
        cause=cause,
        units=tuple(units),
        exempt=exempt,
        exempt_by=exempt_by,
        repeated=sum(one.inside for one in counted) - len(own),
        missing=tuple(dict.fromkeys(missing)),
    )


def _grouped(counted: Sequence[_Counted], key: str) -> list[list[_Counted]]:
    """
    Matters that are the same put together, where one of them is of the month.
    """
    groups: dict[Any, list[_Counted]] = {}
    for one in counted:
        groups.setdefault(tuple(one.named(key).items()) or one.where, []).append(one)
    return [group for group in groups.values() if any(one.inside for one in group)]


def _oldest(group: Sequence[_Counted]) -> _Counted:
    zone = group[0].book.policy.zone(group[0].held.pack)
    return min(group, key=lambda one: clock(one.matter.closed or date.max, zone))


def _unit(group: Sequence[_Counted], quota: Quota, on: date, missing: list[str]) -> Unit:
    """
    One matter, or several that are the same, as it stands; what is missing to judge it at all is added to *missing*.
    """
    zone = group[0].book.policy.zone(group[0].held.pack)
    oldest = _oldest(group)
    days = [one.matter.set_for for one in group if one.matter.set_for is not None]
    matter = evolve(oldest.matter, set_for=min(days, key=lambda day: clock(day, zone), default=None))
    by_people = quota.of == PARTICIPANTS
    if by_people and matter.participants is None:
        missing.append(f"{oldest.where}.participants")
    size = 1 if not by_people else matter.participants or 0
    class_ = next((one.matter.class_ for one in group if one.matter.class_ is not None), None)
    lacks = [f"{one.where}.callbacks" for one in group if one.matter.callbacks is None]
    seen: dict[Any, str] = {}
    rejected: list[Text] = []
    for its, where, callback in (call for one in group for call in one.calls()):
        if precedes(on, callback.made, zone):
            continue
        if by_people and quota.distinct and callback.person is None:
            missing.append(f"{where}.person")
        judged = judge_first(oldest.book, oldest.held, matter, callback.made, on, oldest.where)
        missing += judged.missing
        strange = strange_mode(oldest.book, callback)
        valid, unknown = (None, strange) if strange else is_valid(oldest.book, callback, its.matter.case)
        if valid is False:
            why = why_not(oldest.book, callback)
            rejected.append(Text(f"{where} – {why.en}", f"{where}——{why.zh}"))
        if judged.due is None or valid is False:
            continue
        state = "late" if judged.due.status not in _COUNTS else "in_time" if valid else "unproved"
        lacks += placed(unknown, where, its.where) if state == "unproved" else []
        who = None if not by_people else callback.person if quota.distinct else where
        seen[who] = min(state, seen.get(who, state), key=_BEST_FIRST.index)
    counts = {state: sum(one == state for one in seen.values()) for state in _BEST_FIRST}
    unkept = any(one.matter.callbacks is None for one in group)
    counts["unproved"] = size - counts["in_time"] if unkept else counts["unproved"]
    if by_people and matter.participants is not None and len(seen) > size:
        what = Text(f"{len(seen)} people were called back, {size} took part", f"回访{len(seen)}人，参加者只有{size}人")
        fix = Text("correct one of the two", "请更正其中之一")
        raise FactsError("the facts", [Problem(f"{oldest.where}.participants", what, fix)])
    owed = judge_first(oldest.book, oldest.held, matter, None, on, oldest.where)
    missing += owed.missing if owed.due is None else ()
    still = owed.due is not None and owed.due.status in _STILL_OPEN
    left = size - counts["in_time"] - counts["unproved"]
    return Unit(
        where=oldest.where,
        case=matter.case,
        class_=class_,
        size=size,
        open=left if still else 0,
        lacks=tuple(lacks),
        rejected=tuple(rejected) if counts["in_time"] < size else (),
        provisional=owed.provisional,
        **counts,
    )
