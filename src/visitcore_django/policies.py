"""
The policy that runs: the version in force on a day, with the company's own days laid over its calendar.
"""

import tomllib
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from attrs import frozen

from visitcore import DayOverride, Policy, load_policy
from visitcore.codec.amount import exact_amount
from visitcore.codec.policy import evolve_policy, structure_policy
from visitcore_django.conf import conf
from visitcore_django.models import CalendarDay, PolicyVersion


@frozen
class Running:
    """
    A policy with the row that holds it.

    Attributes:
        policy: The policy.
        version: The published version; ``None`` where the one named in the settings runs.
        calendar: The company's own days, such as they are kept with a decision.
    """

    policy: Policy
    version: PolicyVersion | None
    calendar: tuple[tuple[str, bool, str], ...] = ()


def running(day: date) -> Running:
    """
    The policy in force on a day.

    Of several published versions the one that came into force last governs; of two for the same day, the one published
    later.
    """
    version = (
        PolicyVersion.objects.filter(state=PolicyVersion.State.PUBLISHED, in_force_from__lte=day)
        .order_by("-in_force_from", "-published_at")
        .first()
    )
    calendar = company_days()
    if version is None:
        return Running(_named(conf().POLICY, calendar), None, calendar)
    return Running(_written(version.toml, version.name, calendar), version, calendar)


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
        tomllib.TOMLDecodeError: If it is no TOML.
    """
    data: dict[str, Any] = tomllib.loads(toml, parse_float=exact_amount)
    return structure_policy(data, name=name)


def with_days(policy: Policy, calendar: Iterable[Iterable[Any]]) -> Policy:
    """
    The same policy with the company's own days as they are kept with a decision.
    """
    days = [DayOverride(date.fromisoformat(day), works=works, reason=reason) for day, works, reason in calendar]
    return evolve_policy(policy, (*policy.overrides, *days)) if days else policy


@lru_cache(maxsize=16)
def _named(name: str, calendar: tuple[tuple[str, bool, str], ...]) -> Policy:
    return with_days(load_policy(name), calendar)


@lru_cache(maxsize=64)
def _written(toml: str, name: str, calendar: tuple[tuple[str, bool, str], ...]) -> Policy:
    return with_days(read_policy(toml, name), calendar)
