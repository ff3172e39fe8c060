"""
How a pack reads money and time, by the head of its file.
"""

from typing import Any
from zoneinfo import ZoneInfo

from attrs import evolve

from visitcore.codec.faults import halves
from visitcore.codec.written import Head
from visitcore.ground.errors import UnknownNameError, hint_at
from visitcore.ground.problem import Problem
from visitcore.ground.public_year import public_year
from visitcore.ground.text import Text
from visitcore.policy.pack import Settings

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DEFAULTS = Settings()
_SOME_YEAR = 2024


def settings_of(head: Head, otherwise: Settings, problems: list[Problem]) -> Settings:
    """
    The settings that a head gives.

    Args:
        head: The ``[pack]`` table.
        otherwise: Settings for what it leaves out.
        problems: Takes what no calendar knows, with its path.
    """
    named: dict[str, Any] = {
        "currency": head.currency,
        "country": head.calendar,
        "subdivision": head.subdivision,
        "roll": head.roll,
        "zone": None if head.zone is None else _zone(head.zone, problems),
        "weekend": None if head.weekend is None else _weekend(head.weekend, problems),
    }
    if head.calendar is not None and head.subdivision is None:
        named["subdivision"] = ""  # the part of another country does not lie in this one
    settings = evolve(otherwise, **{name: value for name, value in named.items() if value is not None})
    if (settings.country, settings.subdivision) != (_DEFAULTS.country, _DEFAULTS.subdivision):
        try:
            public_year(settings.country, settings.subdivision, _SOME_YEAR)
        except UnknownNameError as error:
            wrong = "calendar" if error.kind == "country" else "subdivision"
            problems.append(Problem(f"pack.{wrong}", *halves(error)))
    return settings


def _zone(name: str, problems: list[Problem]) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        what = Text(f"{name!r} is no time zone", f"没有时区“{name}”")
        fix = Text("use a name such as Asia/Shanghai", "请用 Asia/Shanghai 这样的名称")
        problems.append(Problem("pack.zone", what, fix))
    return None


def _weekend(names: tuple[str, ...], problems: list[Problem]) -> tuple[int, ...]:
    for name in names:
        if name not in _WEEKDAYS:
            what = Text(f"{name!r} is no day of the week", f"“{name}”不是星期几")
            problems.append(Problem("pack.weekend", what, hint_at(name, _WEEKDAYS)))
    days = tuple(_WEEKDAYS.index(name) for name in names if name in _WEEKDAYS)
    try:
        Settings(weekend=days).calendar()
    except ValueError as error:
        problems.append(Problem("pack.weekend", *halves(error)))
    return days
