"""
One cell of a sheet as a day or an instant: ISO, slashes, 年月日, Excel serial numbers.
"""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from visitcore.codec.cells import Cell, CellError, read_text, refuse, shorten
from visitcore.ground.days import local_day
from visitcore.ground.text import Text

YEARS = range(1900, 2200)
"""Years a day in a sheet is believed to lie in."""

SERIALS = range(18264, 73051)
"""Excel serial numbers taken for days: 1950-01-01 to 2099-12-31."""

SHIFT_1904 = 1462
"""What to add to a serial number of a workbook that counts its days from 1904."""

_ORIGIN = datetime(1899, 12, 30)
_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?", re.ASCII)
_DAY = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})| ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号])")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_SERIAL = re.compile(r"\d{5}(\.\d+)?")
_TIME = re.compile(
    r"(上午|下午)? ?(\d{1,2})"
    r"(?::(\d\d)(?::(\d\d)(?:\.\d+)?)?|[时点](?:(\d{1,2})分(?:(\d{1,2})秒)?)?)"
    r"(?: ?(AM|PM))?",
    re.IGNORECASE,
)
_TURNED = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})\b|(\d{2})([-/.])(\d{1,2})\6(\d{1,2})\b")
_ZONE = re.compile(r"(?:时间|GMT|UTC|CST|BJT|[A-Za-z]+/[A-Za-z]+)", re.IGNORECASE)
_NO_YEAR = re.compile(r"(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]")
_NO_DAY = re.compile(r"\d{4}(?: ?年 ?(?:1[0-2]|0?[1-9]) ?月份?|[-/.](?:1[0-2]|0?[1-9]))")
_EXAMPLE = 6, 14
_EXAMPLE_YEAR = 2024


class DayError(CellError):
    """
    A cell that holds no day, told with an example of one.
    """

    def __init__(self, en: str, zh: str, month: int = _EXAMPLE[0], day: int = _EXAMPLE[1]) -> None:
        """
        Say what is wrong.

        Args:
            en: What is wrong with the cell.
            zh: The same in Chinese.
            month: Month of the example; the cell's own where it has one.
            day: Day of the example.
        """
        self._what, self._day = Text(en, zh), f"{month:02}-{day:02}"
        super().__init__(self.in_year(_EXAMPLE_YEAR))

    def in_year(self, year: int) -> Text:
        """
        What is wrong, and an example of that year.
        """
        day = f"{year}-{self._day}"
        return Text(f"{self._what.en}; write it like {day}", f"{self._what.zh}；请写成 {day}")


def read_moment(value: Cell, *, shift: int = 0) -> date | None:
    """
    The cell as a day, or as an instant where it has a time other than midnight; ``None`` where it is empty.

    >>> read_moment("2026年11月22日"), read_moment("2026/11/22 9:30"), read_moment(46348)
    (datetime.date(2026, 11, 22), datetime.datetime(2026, 11, 22, 9, 30), datetime.date(2026, 11, 22))

    Args:
        value: The cell. A serial number counts days from 1900 (46348 or ``"46348.5"``).
        shift: Days to add to a serial number, `SHIFT_1904` for a workbook that counts from 1904.

    Raises:
        CellError: If it is no day, can be read as two different days, or names a day that does not exist.
    """
    if isinstance(value, str) or value is None:
        text = value if value and _ISO.fullmatch(value) else read_text(value)
        return None if text is None else _from_text(text, shift)
    if isinstance(value, date):
        return _checked(value, value)
    if isinstance(value, bool | time | timedelta):
        raise _no_day(value)
    return _from_number(value, shift)


def read_day(value: Cell, zone: ZoneInfo | None = None, *, shift: int = 0) -> date | None:
    """
    The cell as a day; an instant with an offset is brought to *zone* first.

    Raises:
        CellError: As `read_moment`.
    """
    moment = read_moment(value, shift=shift)
    if isinstance(moment, datetime):
        return moment.date() if zone is None else local_day(moment, zone)
    return moment


def read_time(value: Cell) -> time | None:
    """
    The cell as a time of day with no day; ``None`` where it is anything else.
    """
    if isinstance(value, time):
        return value
    text = read_text(value) if isinstance(value, str) else None
    match = None if text is None else _TIME.fullmatch(text)
    if match is None or text is None:
        return None
    return _time_in(match, text)


def _from_text(text: str, shift: int) -> date:
    if _ISO.fullmatch(text):
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise _not_there(text) from None
        return _checked(moment, text)
    match = _DAY.match(text) or (_COMPACT.match(text) if len(text) == 8 else None)
    if match is None:
        if _SERIAL.fullmatch(text):
            return _from_number(Decimal(text), shift)
        raise _turned(text) if _TURNED.match(text) else _incomplete(text)
    year, month, day = (int(part) for part in match.groups() if part and part.isdigit())
    rest = text[match.end() :]
    clock = None
    if rest:
        apart = rest[0] in " T" or text[match.end() - 1] in "日号"
        clock = _TIME.fullmatch(rest.removeprefix("T").lstrip()) if apart else None
        if clock is None:
            raise _zone_in_words(text) if apart and _ZONE.search(rest) else _no_day(text)
    try:
        found = date(year, month, day)
    except ValueError:
        raise _not_there(text) from None
    return _checked(datetime.combine(found, _time_in(clock, text)) if clock else found, text)


def _time_in(match: re.Match[str], text: str) -> time:
    half, hour, minute, second, minute_zh, second_zh, half_en = match.groups()
    hours = int(hour)
    late = half == "下午" or (half_en or "").upper() == "PM"
    early = half == "上午" or (half_en or "").upper() == "AM"
    if late and hours < 12:
        hours += 12
    elif early and hours == 12:
        hours = 0
    try:
        return time(hours, int(minute or minute_zh or 0), int(second or second_zh or 0))
    except ValueError:
        raise refuse(
            f"{shorten(text)!r} names a time that does not exist; write it like 09:30",
            f"“{shorten(text)}”的时间不存在；请写成 09:30",
        ) from None


def _from_number(number: float | Decimal, shift: int) -> date:
    exact = Decimal(repr(number)) if isinstance(number, float) else Decimal(number)
    if not exact.is_finite():
        raise _no_day(number)
    whole = int(exact)
    if whole == exact and 10**7 <= whole < 10**8:
        return _from_text(str(whole), shift)
    if whole not in SERIALS:
        raise _no_day(exact.to_integral_value() if whole == exact else exact)
    seconds = int(((exact - whole) * 86400).to_integral_value())
    return _checked(_ORIGIN + timedelta(days=whole + shift, seconds=seconds), number)


def _checked(moment: date, shown: object) -> date:
    if moment.year not in YEARS:
        raise refuse(
            f"{shorten(shown)!r} lies in the year {moment.year}; give a day from {YEARS[0]} to {YEARS[-1]}",
            f"“{shorten(shown)}”的年份为 {moment.year}；请填写 {YEARS[0]} 至 {YEARS[-1]} 年之间的日期",
        )
    if not isinstance(moment, datetime):
        return moment
    moment = moment.replace(microsecond=0)
    return moment.date() if moment.tzinfo is None and moment.time() == time() else moment


def _no_day(value: object) -> CellError:
    shown = shorten(value)
    return DayError(f"{shown!r} is not a day", f"“{shown}”不是日期")


def _zone_in_words(text: str) -> CellError:
    shown = shorten(text)
    return refuse(
        f"{shown!r} names its time zone in words; write the time alone, or with its offset as 2024-06-14T09:30+08:00",
        f"“{shown}”用文字写了时区；请只写时刻，或写成带时差的 2024-06-14T09:30+08:00",
    )


def _incomplete(text: str) -> CellError:
    shown = shorten(text)
    found = _NO_YEAR.match(text)
    if found is not None:
        month, day = int(found[1]), int(found[2])
        example = (month, day) if _exists(month, day) else _EXAMPLE
        return DayError(f"{shown!r} lacks the year", f"“{shown}”缺少年份", *example)
    if _NO_DAY.fullmatch(text):
        return DayError(f"{shown!r} lacks the day", f"“{shown}”只有年月，缺少日")
    return _no_day(text)


def _exists(month: int, day: int) -> bool:
    try:
        return bool(date(_EXAMPLE_YEAR, month, day))
    except ValueError:
        return False


def _turned(text: str) -> CellError:
    shown = shorten(text)
    return DayError(
        f"{shown!r} does not say which number is the day and which the month or year", f"“{shown}”分不清年、月、日"
    )


def _not_there(text: str) -> CellError:
    shown = shorten(text)
    return refuse(
        f"{shown!r} names a day or time that does not exist; check it",
        f"“{shown}”是不存在的日期或时间；请核对",
    )
