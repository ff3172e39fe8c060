"""
What is publicly known of one year in one place; the only file that meets the `holidays` package.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from inspect import signature
from typing import TYPE_CHECKING, Any

from attrs import frozen

from visitcore.ground.errors import UnknownNameError
from visitcore.ground.text import Text

if TYPE_CHECKING:
    from holidays import HolidayBase

AMERICAN_DAY = re.compile(r"\b(\d\d)/(\d\d)/(\d{4})\b")


@frozen(kw_only=True, eq=False)
class PublicYear:
    """
    The days off and the worked weekends of one year.

    Attributes:
        off: Public days off with their names, days off in lieu included, plain weekends not.
        in_lieu: Weekend days that are officially worked to make up for a longer holiday.
        provisional: Whether the year is guessed rather than announced.
    """

    off: Mapping[date, Text]
    in_lieu: frozenset[date]
    provisional: bool


@lru_cache(maxsize=512)
def public_year(country: str, subdivision: str, year: int) -> PublicYear:
    """
    Look up one year of a country.

    A year is provisional where it lies outside the years the data speaks to, where a country that moves
    working days by decree has no decree for it (before the first or after the last one known), or where the
    date of one of its holidays is only estimated.

    Args:
        country: ISO 3166-1 code, e.g. ``CN``.
        subdivision: Part of the country as ``holidays`` names it, e.g. ``BY``; empty for the whole country.
        year: The calendar year.

    Raises:
        UnknownNameError: If there is no such country or no such subdivision in it.

    >>> public_year("CN", "", 2026).off[date(2026, 10, 1)].zh
    '国庆节'
    """
    blank = _blank(country, subdivision)
    english = _populated(country, subdivision, year, _language(blank, "en"))
    chinese = _populated(country, subdivision, year, _language(blank, "zh"))
    return PublicYear(
        off={day: Text(_tidy(english[day]), _tidy(chinese[day]).replace("; ", "、")) for day in english},
        in_lieu=frozenset(day for day in english.weekend_workdays if day.year == year),
        provisional=_outside(blank, year) or _undecreed(blank, year) or _estimated(english),
    )


@lru_cache(maxsize=64)
def _blank(country: str, subdivision: str) -> "HolidayBase":
    """
    The country's data with no year filled in.
    """
    from holidays import country_holidays
    from holidays.registry import COUNTRIES

    known = [code for names in COUNTRIES.values() for code in names]
    if country not in known:
        raise UnknownNameError("country", country, known)
    blank = country_holidays(country, expand=False)
    if subdivision and subdivision not in (parts := (*blank.subdivisions, *blank.subdivisions_aliases)):
        raise UnknownNameError(f"subdivision of {country}", subdivision, parts)
    return blank


def _populated(country: str, subdivision: str, year: int, language: str | None) -> "HolidayBase":
    kind = type(_blank(country, subdivision))
    # some countries hide that a date is estimated unless asked
    asked: dict[str, Any] = {name: True for name in signature(kind).parameters if name.endswith("_show_estimated")}
    return kind(subdiv=subdivision or None, years=year, expand=False, language=language, **asked)


def _language(blank: "HolidayBase", wanted: str) -> str | None:
    """
    The locale nearest to a language; English stands in for Chinese, the country's own for English.

    Always one that exists where any does: `holidays` falls back on the machine's own locale otherwise.
    """
    offered = sorted(blank.supported_languages)
    for start in (["zh_CN", "zh"] if wanted == "zh" else []) + ["en_US", "en"]:
        for locale in offered:
            if locale.startswith(start):
                return locale
    return blank.default_language


def _outside(blank: "HolidayBase", year: int) -> bool:
    return not blank.start_year <= year <= blank.end_year


def _undecreed(blank: "HolidayBase", year: int) -> bool:
    """
    Whether working days are moved by decree here, and no decree is known as early or as late as *year*.
    """
    special: Mapping[int, Any] = getattr(blank, "special_public_holidays", {})
    decreed = [decreed for decreed, entries in special.items() if any(len(entry) > 3 for entry in _each(entries))]
    return bool(decreed) and not min(decreed) <= year <= max(decreed)


def _each(entries: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """
    The entries of a year: (month, day, name), or (month, day, in lieu of month, day[, year]).
    """
    if entries and isinstance(entries[0], tuple):
        yield from entries
    elif entries:
        yield entries


def _estimated(year: "HolidayBase") -> bool:
    label = getattr(year, "estimated_label", None)
    mark = year.tr(label).replace("%s", "").strip(" ()（）") if label else ""
    return bool(mark) and any(mark in name for name in year.values())


def _tidy(name: str) -> str:
    """
    The name with its dates in ISO order.
    """
    return AMERICAN_DAY.sub(r"\3-\1-\2", name)
