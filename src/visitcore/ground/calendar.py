"""
Working days: public holidays, worked weekends and what the company says on top.
"""

from calendar import isleap
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache

from attrs import field, frozen
from attrs.validators import instance_of

from visitcore.ground.public_year import public_year
from visitcore.ground.span import Span
from visitcore.ground.text import Text

ONE_DAY = timedelta(days=1)


@frozen
class DayOverride:
    """
    One day on which the company's own calendar decides.

    Attributes:
        day: The day it speaks of.
        works: Whether the company works on it.
        reason: Why, in the company's words; never empty.

    Raises:
        ValueError: If the reason is empty.
        TypeError: If the day is an instant, or *works* is no plain yes or no.
    """

    day: date = field()
    works: bool = field(validator=instance_of(bool))
    reason: str = field()

    @day.validator
    def _is_a_day(self, _attribute: object, day: date) -> None:
        _whole(day)

    @reason.validator
    def _has_words(self, _attribute: object, reason: str) -> None:
        if not reason.strip():
            raise ValueError(f"the override of {self.day} has no reason; say why the day differs")


def _weekdays(days: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(set(days)))


def _by_day(overrides: Iterable[DayOverride]) -> tuple[DayOverride, ...]:
    return tuple(sorted(overrides, key=lambda override: override.day))


@frozen(kw_only=True)
class WorkCalendar:
    """
    Which days are worked: company overrides first, then public holidays and worked weekends, then the weekend.

    The days are looked up when first asked for; making a calendar costs nothing.

    Attributes:
        country: ISO 3166-1 code of the country whose public holidays count.
        subdivision: Part of the country with holidays of its own, e.g. ``BY``; empty for none.
        weekend: Weekdays not worked, Monday = 0; empty where every weekday is worked.
        overrides: Days on which the company itself decides, in any order.

    Raises:
        ValueError: If every weekday is a weekend, a weekday is not 0 to 6, or two overrides contradict each other.

    >>> WorkCalendar().is_workday(date(2026, 2, 14))  # a Saturday, worked for the Spring Festival
    True
    >>> WorkCalendar().add_workdays(date(2024, 4, 30), 5)
    datetime.date(2024, 5, 10)
    """

    country: str = "CN"
    subdivision: str = ""
    weekend: tuple[int, ...] = field(default=(5, 6), converter=_weekdays)
    overrides: tuple[DayOverride, ...] = field(default=(), converter=_by_day)
    _told: dict[date, DayOverride] = field(init=False, eq=False, repr=False)

    @weekend.validator
    def _leaves_a_day(self, _attribute: object, weekend: tuple[int, ...]) -> None:
        wrong = [day for day in weekend if day not in range(7)]
        if wrong:
            raise ValueError(f"there is no weekday {wrong[0]}; count from Monday = 0 to Sunday = 6")
        if len(weekend) == 7:
            raise ValueError("a weekend of seven days leaves no working day; leave one out")

    @_told.default
    def _tell(self) -> dict[date, DayOverride]:
        told: dict[date, DayOverride] = {}
        for override in self.overrides:
            first = told.setdefault(override.day, override)
            if first.works != override.works:
                raise ValueError(
                    f"{override.day} is overridden twice with different answers: {first.reason!r} and "
                    f"{override.reason!r}; keep one of them"
                )
        return told

    def is_workday(self, day: date) -> bool:
        """
        Whether *day* is worked.

        Raises:
            TypeError: If an instant is given instead of a day.
            UnknownNameError: If the country or subdivision does not exist; so in every question below.
        """
        override = self._told.get(_whole(day))
        if override is not None:
            return override.works
        return day in _workdays(self.country, self.subdivision, self.weekend, day.year)

    def is_provisional(self, day: date) -> bool:
        """
        Whether the year of *day* is guessed, because its official schedule is not known.

        It is asked by year, whatever the overrides say: a deadline counts the days before it as well. The notice
        for a year not announced yet can still move a day in the last week of the year before.
        """
        return public_year(self.country, self.subdivision, _whole(day).year).provisional

    def why(self, day: date) -> Text:
        """
        Why *day* is worked or not.
        """
        override = self._told.get(_whole(day))
        if override is not None:
            en, zh = ("worked", "公司安排上班") if override.works else ("not worked", "公司安排休息")
            return Text(f"{en} by the company's calendar: {override.reason}", f"{zh}：{override.reason}")
        reason = self._public_reason(day)
        if self.is_provisional(day):
            return Text(
                f"{reason.en} (provisional: no official schedule for {day.year} is known)",
                f"{reason.zh}（暂定：{day.year}年的官方安排未知）",
            )
        return reason

    def roll(self, day: date) -> date:
        """
        *day* itself where it is worked, else the next working day.
        """
        while not self.is_workday(day):
            day += ONE_DAY
        return day

    def roll_back(self, day: date) -> date:
        """
        *day* itself where it is worked, else the working day before it.
        """
        while not self.is_workday(day):
            day -= ONE_DAY
        return day

    def add_workdays(self, day: date, days: int) -> date:
        """
        The working day so many working days after *day*, which itself does not count.

        Args:
            day: The day counted from, worked or not.
            days: Working days to count; negative counts back, 0 gives *day* itself, worked or not.
        """
        step = ONE_DAY if days > 0 else -ONE_DAY
        left = abs(days)
        while left:
            day += step
            left -= self.is_workday(day)
        return day

    def workdays(self, span: Span[date]) -> tuple[date, ...]:
        """
        The working days inside *span*, in order.

        Raises:
            ValueError: If the span has no beginning or no end.
        """
        if span.since is None or span.until is None:
            raise ValueError(f"the working days {span} cannot be listed; give the span both ends")
        length = (span.until - span.since).days
        every = (span.since + timedelta(days=n) for n in range(length))
        return tuple(day for day in every if self.is_workday(day))

    def _public_reason(self, day: date) -> Text:
        known = public_year(self.country, self.subdivision, day.year)
        name = _NAMES[day.weekday()]
        if day in known.off:
            return known.off[day]
        if day.weekday() not in self.weekend:
            return Text("working day", "工作日")
        if day in known.in_lieu:
            return Text(f"{name.en} worked in lieu of a day off", f"{name.zh}调休上班")
        return Text(f"weekend ({name.en})", f"周末（{name.zh}）")


def _whole(day: date) -> date:
    if isinstance(day, datetime):
        raise TypeError(f"a calendar knows days, not instants like {day}; bring it to its local day first")
    return day


@lru_cache(maxsize=512)
def _workdays(country: str, subdivision: str, weekend: tuple[int, ...], year: int) -> frozenset[date]:
    """
    Every day of *year* that is worked where the company says nothing.
    """
    known = public_year(country, subdivision, year)
    first = date(year, 1, 1)
    every = (first + timedelta(days=n) for n in range(366 if isleap(year) else 365))
    return frozenset(
        day for day in every if day not in known.off and (day.weekday() not in weekend or day in known.in_lieu)
    )


_NAMES = (
    Text("Monday", "周一"),
    Text("Tuesday", "周二"),
    Text("Wednesday", "周三"),
    Text("Thursday", "周四"),
    Text("Friday", "周五"),
    Text("Saturday", "周六"),
    Text("Sunday", "周日"),
)
