"""
Terms, cadences, recurrences and quotas in words.
"""

from collections.abc import Iterator
from decimal import Decimal

from visitcore.blocks.cadence import Cadence, Every
from visitcore.blocks.quota import Quota
from visitcore.blocks.recurrence import Recurrence
from visitcore.blocks.term import Term
from visitcore.explain.names import word
from visitcore.explain.units import amount
from visitcore.ground.text import Text

_LENGTHS = {
    "minutes": Text("minutes", "分钟"),
    "hours": Text("hours", "小时"),
    "days": Text("days", "天"),
    "working_days": Text("working days", "个工作日"),
    "weeks": Text("weeks", "周"),
    "months": Text("months", "个月"),
}
_ENDS = {
    "same_day": Text("on the same day", "当日"),
    "month_end": Text("by the end of the month", "当月月底前"),
    "quarter_end": Text("by the end of the quarter", "当季季末前"),
    "year_end": Text("by the end of the year", "当年年底前"),
    "promptly": Text("promptly; the document gives no number", "及时；制度未规定期限"),
}
_ENDS_BEFORE = {
    "same_day": Text("on the same day, before the event", "当日事前"),
    "month_end": Text("by the end of the month before", "上月月底前"),
    "quarter_end": Text("by the end of the quarter before", "上季季末前"),
    "year_end": Text("by the end of the year before", "上年年底前"),
    "promptly": Text("before the event; the document gives no number", "事前；制度未规定提前多久"),
}
_FREQUENCIES = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
_PERIODS = {"day": "天", "week": "周", "month": "月", "year": "年"}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_WEEKDAYS = {
    "MO": Text("Monday", "周一"), "TU": Text("Tuesday", "周二"), "WE": Text("Wednesday", "周三"),
    "TH": Text("Thursday", "周四"), "FR": Text("Friday", "周五"), "SA": Text("Saturday", "周六"),
    "SU": Text("Sunday", "周日"),
}  # fmt: skip


def term_in_words(term: Term) -> Iterator[Text]:
    """
    By when something is due.
    """
    length = _length(term)
    if length is not None:
        yield _window(term, _within(length, before=term.before))
    elif term.day_of_next_month is not None:
        day = term.day_of_next_month
        yield Text(f"by day {day} of the next month", f"次月{day}日前")
    else:
        words = next((name for name in _ENDS if getattr(term, name)), "promptly")
        yield _window(term, (_ENDS_BEFORE if term.before else _ENDS)[words])


def _window(term: Term, by: Text) -> Text:
    if term.window_days is None:
        return by
    days = amount(str(term.window_days), "days")
    return Text(f"{by.en}, in the last {days.en} of that time", f"{by.zh}（限最后{days.zh}内）")


def _within(length: tuple[int, Text], *, before: bool) -> Text:
    number, unit = length
    if not number:
        return Text("by that moment itself", "不晚于该时刻")
    en = f"{number} {unit.en.removesuffix('s') if number == 1 else unit.en}"
    if before:
        return Text(f"at least {en} before", f"至少提前{number}{unit.zh}")
    return Text(f"within {en}", f"{number}{unit.zh}内")


def _length(block: Term | Every) -> tuple[int, Text] | None:
    for name, unit in _LENGTHS.items():
        number = getattr(block, name, None)
        if number is not None:
            return number, unit
    return None


def cadence_in_words(cadence: Cadence) -> Iterator[Text]:
    """
    How often something is done.
    """
    if cadence.per is not None:
        en = {1: "once", 2: "twice"}.get(cadence.times, f"{cadence.times} times")
        yield Text(f"{en} per {cadence.per.label.en}", f"每{cadence.per.label.zh}{cadence.times}次")
    elif cadence.every is not None:
        number, unit = _length(cadence.every) or (0, Text("", ""))
        one = number == 1
        yield Text(
            f"every {unit.en.removesuffix('s')}" if one else f"every {number} {unit.en}",
            f"每{number}{unit.zh}1次",
        )


def recurrence_in_words(recurrence: Recurrence) -> Iterator[Text]:
    """
    When something comes round.
    """
    when = _comes_round(recurrence)
    times = recurrence.times
    often = Text(f", {times} times", f"，{times}次") if times > 1 else Text("", "")
    days = recurrence.days
    stretch = Text(f", within {days} days", f"，共{days}天") if days > 1 else Text("", "")
    items = [word(item) for item in recurrence.items]
    each = Text(f": {', '.join(item.en for item in items)}", f"：{'、'.join(item.zh for item in items)}")
    more = each if items else Text("", "")
    yield Text(when.en + stretch.en + often.en + more.en, when.zh + stretch.zh + often.zh + more.zh)


def _comes_round(recurrence: Recurrence) -> Text:
    """
    The calendar rule in words where it is a plain one, as it is written where it is not.
    """
    parts = dict(part.partition("=")[::2] for part in recurrence.rrule.upper().split(";"))
    period = _FREQUENCIES.get(parts.pop("FREQ", ""))
    month, day, weekdays = (parts.pop(name, "") for name in ("BYMONTH", "BYMONTHDAY", "BYDAY"))
    if (period, month, day, weekdays) == ("month", "", "-1", "") and not parts:
        return Text("on the last day of every month", "每月最后一天")
    known = all(name in _WEEKDAYS for name in weekdays.split(",")) if weekdays else True
    numbers = all(not number or number.isdecimal() for number in (month, day))
    if parts or period is None or not known or not numbers:
        return Text(f"as {recurrence.rrule}", f"按 {recurrence.rrule}")
    if recurrence.working_days and period == "day":
        return Text("every working day", "每个工作日")
    names = [_WEEKDAYS[name] for name in weekdays.split(",")] if weekdays else []
    en, zh = f"every {period}", f"每{_PERIODS[period]}"
    if names:
        en, zh = f"{en} on {', '.join(name.en for name in names)}", f"{zh}{'、'.join(name.zh for name in names)}"
    if day:
        en = f"{en} from {day} {_MONTHS[int(month) - 1]}" if month else f"{en} from day {day}"
    zh = f"{zh}{f'{month}月' if month else ''}{f'{day}日起' if day else ''}"
    working = Text(", working days only", "（限工作日）") if recurrence.working_days else Text("", "")
    return Text(en + working.en, zh + working.zh)


def quota_in_words(quota: Quota, unit: str = "") -> Iterator[Text]:
    """
    How many are asked for, or allowed.

    Args:
        quota: The quota.
        unit: Unit of the counts; what is counted stands in for it where it is empty.
    """
    per = Text(f" per {quota.per.label.en}", f"每{quota.per.label.zh}") if quota.per is not None else Text("", "")
    once = Text(", each counted once", "（同一个只计一次）") if quota.distinct else Text("", "")
    of = word(quota.of)
    for count, en, zh in ((quota.at_least, "at least", "至少"), (quota.at_most, "at most", "最多")):
        if count is not None:
            told = amount(_plain(count), unit.partition("/")[0] or quota.of)
            if not unit and quota.of and not _is_counted(told):
                told = Text(f"{count:f} {of.en}", f"{count:f}（{of.zh}）")
            yield Text(f"{en} {told.en}{per.en}{once.en}", f"{per.zh}{zh}{told.zh}{once.zh}")
    for share, en, zh in ((quota.share_at_least, "at least", "至少"), (quota.share_at_most, "at most", "最多")):
        if share is not None:
            percent = f"{_plain(share * 100)}%"
            yield Text(
                f"{en} {percent}{f' of {of.en}' if of.en else ''}{per.en}",
                f"{per.zh}{zh}{percent}{f'（{of.zh}）' if of.zh else ''}",
            )


def _is_counted(told: Text) -> bool:
    """
    Whether a number got a Chinese measure word.
    """
    return not any(letter.isascii() and letter.isalpha() for letter in told.zh)


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
