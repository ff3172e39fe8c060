"""
The policy that runs: the version in force on a day, with the company's own days laid over its calendar.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from attrs import evolve, frozen
from django.db.models import QuerySet

from visitcore import DayOverride, NotInForceError, Policy, SilentPolicyError, load_policy
from visitcore.blocks.register import Register
from visitcore.blocks.table import Table
from visitcore.codec.inspection import inspect_policy, inspect_refused
from visitcore.codec.policy import evolve_policy, structure_policy
from visitcore.codec.toml import parse_toml
from visitcore.ground.errors import PolicyError, VisitcoreError
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text
from visitcore.policy.editions import Editions
from visitcore.policy.policy import Rulebook
from visitcore_django.conf import conf
from visitcore_django.models import CalendarDay, DecisionRecord, PolicyVersion

SILENT = (SilentPolicyError, NotInForceError)
"""What a policy raises where it says nothing on a matter, or nothing on its day."""


@frozen
class Running:
    """
    A policy with the row that holds it.

    Attributes:
        policy: The policy.
        version: The published version; ``None`` where the one named in the settings runs.
        calendar: The company's own days, such as they are kept with a decision.
        earlier: The policies that ran before, where they were asked for.
        before: The published version of each of those; ``None`` for the one named in the settings.
    """

    policy: Policy
    version: PolicyVersion | None
    calendar: tuple[tuple[str, bool, str], ...] = ()
    earlier: Editions = Editions()
    before: tuple[PolicyVersion | None, ...] = ()


@frozen
class Examined:
    """
    A policy file that was looked over.

    Attributes:
        policy: The policy; ``None`` where the file cannot be read as one.
        problems: Everything that is wrong; empty for a sound policy.
    """

    policy: Policy | None
    problems: tuple[Problem, ...]


def running(day: date) -> Running:
    """
    The policy in force on a day, as it is known now.

    Of several published versions the one that came into force last governs; of two for the same day, the one published
    later.
    """
    return running_of(published().filter(in_force_from__lte=day).first(), company_days())


def running_with_past(day: date) -> Running:
    """
    The policy in force on a day together with those before it, for questions that look back on elapsed days.
    """
    return last_of(published().filter(in_force_from__lte=day), company_days())


def last_of(versions: Iterable[PolicyVersion], calendar: tuple[tuple[str, bool, str], ...]) -> Running:
    """
    The policy of the last version, with those of the others before it.

    Args:
        versions: Versions such as `published` orders them.
        calendar: The company's own days to lay over each.
    """
    governed: dict[date, PolicyVersion] = {}
    for version in versions:
        governed.setdefault(version.in_force_from, version)
    each = list(governed.values())
    last, *before = (*each, None)
    return evolve(running_of(last, calendar), earlier=_before(each, calendar), before=tuple(reversed(before)))


def listed(key: str, name: str, day: date) -> tuple[str, ...]:
    """
    What an input of a table may be under the policy that runs on a day.

    Args:
        key: Key of the table, e.g. ``expenses.meal.cap``.
        name: Name of the input.
        day: The day.

    Returns:
        Each value; empty where the policy has no such table, or the input is no list of words.
    """
    return words_of(running(day).policy.on(day), key, name)


def words_of(book: Rulebook, key: str, name: str) -> tuple[str, ...]:
    """
    The same under a policy such as it stands on a day.
    """
    held = book.find(key)
    if held is None or not isinstance(held.value, Table):
        return ()
    domain: Any = held.value.inputs.get(name)
    if isinstance(domain, str) or domain is None:
        return ()
    return tuple(str(value) for value in getattr(domain, "words", domain))


def one_of(key: str, name: str, day: date) -> tuple[str, ...]:
    """
    What a field of a register may be under the policy that runs on a day; empty where it may be anything.
    """
    held = running(day).policy.on(day).find(key)
    if held is None or not isinstance(held.value, Register):
        return ()
    return next((field.one_of for field in held.value.fields if field.name == name), ())


def running_of(version: PolicyVersion | None, calendar: tuple[tuple[str, bool, str], ...]) -> Running:
    """
    The policy of a version, or the one that the settings name where there is none.

    Args:
        version: The version.
        calendar: The company's own days to lay over it.
    """
    if version is None:
        return Running(_named(conf().POLICY, calendar), None, calendar)
    return Running(policy_of(version, calendar), version, calendar)


def published() -> QuerySet[PolicyVersion]:
    """
    The published versions; of two that hold for a day, the one that governs stands first.
    """
    rows = PolicyVersion.objects.filter(state=PolicyVersion.State.PUBLISHED)
    return rows.order_by("-in_force_from", "-published_at", "-pk")


def until(version: PolicyVersion) -> date | None:
    """
    The first day on which a later version governs instead; ``None`` where none is published.
    """
    return published().filter(in_force_from__gt=version.in_force_from).values_list("in_force_from", flat=True).last()


def policy_of(version: PolicyVersion, calendar: tuple[tuple[str, bool, str], ...] = ()) -> Policy:
    """
    The policy that a version holds.

    Args:
        version: The version.
        calendar: The company's own days to lay over it.

    Raises:
        PolicyError: If it cannot be read any more.
    """
    return _written(version.toml, version.name, calendar)


def company_days() -> tuple[tuple[str, bool, str], ...]:
    """
    The company's own days in plain data.
    """
    rows = CalendarDay.objects.order_by("day").values_list("day", "works", "reason")
    return tuple((day.isoformat(), works, reason) for day, works, reason in rows)


def read_policy(toml: str, name: str) -> Policy:
    """
    The policy in a file's content.

    Raises:
        PolicyError: With every fault of it.
    """
    return structure_policy(parse_toml(toml, file=name), name=name)


def examined(toml: str, name: str) -> Examined:
    """
    A file's content looked over as ``visitcore check`` does.
    """
    try:
        policy = read_policy(toml, name)
    except PolicyError as error:
        return Examined(None, tuple(evolve(problem, file="") for problem in inspect_refused(error)))
    return Examined(policy, (*_too_long(policy), *inspect_policy(policy)))


def with_days(policy: Policy, calendar: Iterable[Iterable[Any]]) -> Policy:
    """
    The same policy with the company's own days as they are kept with a decision; they come before those of the file.
    """
    said = ((date.fromisoformat(day), works, why.strip() or "–") for day, works, why in calendar)
    days = [DayOverride(day, works=works, reason=why) for day, works, why in said]
    ours = {day.day for day in days}
    kept = [day for day in policy.overrides if day.day not in ours]
    return evolve_policy(policy, (*kept, *days)) if days else policy


def _before(versions: Sequence[PolicyVersion], calendar: tuple[tuple[str, bool, str], ...]) -> Editions:
    """
    The policies before that of the first of some versions; the one that the settings name came before them all.
    """
    found: list[tuple[date, Policy | None]] = []
    for version, before in zip(versions, (*versions, None)[1:], strict=True):
        try:
            found.append((version.in_force_from, running_of(before, calendar).policy))
        except VisitcoreError:
            found.append((version.in_force_from, None))
    return Editions(tuple(reversed(found)))


def _too_long(policy: Policy) -> Iterator[Problem]:
    room = DecisionRecord._meta.get_field("policy_name").max_length or 0
    if len(policy.name) > room:
        what = Text(f"is longer than {room} letters", f"超过 {room} 个字")
        yield Problem("name", what, Text("choose a shorter name", "请改用较短的名称"))


@lru_cache(maxsize=16)
def _named(name: str, calendar: tuple[tuple[str, bool, str], ...]) -> Policy:
    return with_days(load_policy(name), calendar)


@lru_cache(maxsize=64)
def _written(toml: str, name: str, calendar: tuple[tuple[str, bool, str], ...]) -> Policy:
    return with_days(read_policy(toml, name), calendar)
