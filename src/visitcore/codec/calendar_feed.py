"""
Writes events as an iCalendar file that every calendar program can take in.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from attrs import field, frozen

from visitcore.codec.extras import MissingExtraError

_PRODUCT = "-//visitcore//visit plan//EN"


@frozen(kw_only=True)
class Event:
    """
    One entry of a calendar: a whole day, or a stretch of a day.

    Attributes:
        uid: Name of the event for ever; the same one replaces the earlier event in the reader's calendar.
        day: The day it lies on.
        start: When it begins, local time in *zone*; left out, it is the whole day.
        end: When it ends, on the same day; left out, it has no length.
        zone: Time zone of the times, e.g. ``Asia/Shanghai``.
        summary: What it is, in a few words.
        description: More about it.
        location: Where it is.
    """

    uid: str = field()
    day: date
    start: time | None = None
    end: time | None = field(default=None)
    zone: str = "Asia/Shanghai"
    summary: str
    description: str = ""
    location: str = ""

    @uid.validator
    def _not_empty(self, _attribute: object, uid: str) -> None:
        if not uid:
            raise ValueError("an event needs a uid; give it one that stays the same")

    @end.validator
    def _after_start(self, _attribute: object, end: time | None) -> None:
        if end is not None and (self.start is None or end < self.start):
            raise ValueError(f"an event cannot end at {end} when it starts at {self.start}; check both")


def calendar_feed(events: Iterable[Event], *, stamp: datetime, name: str = "") -> bytes:
    """
    The events as an iCalendar file; the same events and stamp give the same bytes.

    Args:
        events: The events, in the order they are written.
        stamp: The instant the file is made; it must carry its offset.
        name: What a calendar program shows as the name of the calendar.

    Raises:
        ValueError: If *stamp* carries no offset.
        MissingExtraError: If icalendar is not installed.
    """
    if stamp.tzinfo is None:
        raise ValueError(f"the stamp {stamp} carries no offset; give one, such as +08:00")
    try:
        from icalendar import Calendar
        from icalendar import Event as Entry
    except ImportError:
        raise MissingExtraError("writing .ics", "icalendar") from None
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("x-wr-calname", name)
    days: list[date] = []
    for event in events:
        entry = Entry()
        entry.add("uid", event.uid)
        entry.add("dtstamp", stamp.astimezone(ZoneInfo("UTC")))
        entry.add("summary", event.summary)
        for key, words in (("description", event.description), ("location", event.location)):
            if words:
                entry.add(key, words)
        _add_times(entry, event)
        calendar.add_component(entry)
        days.append(event.day)
    if days:
        first, last = min(days).replace(month=1, day=1), max(days).replace(month=12, day=31)
        calendar.add_missing_timezones(first_date=first, last_date=last + timedelta(days=1))
    return bytes(calendar.to_ical())


def _add_times(entry: Any, event: Event) -> None:
    if event.start is None:
        entry.add("dtstart", event.day)
        entry.add("dtend", event.day + timedelta(days=1))  # the first day no longer inside
        entry.add("transp", "TRANSPARENT")
        return
    zone = ZoneInfo(event.zone)
    entry.add("dtstart", datetime.combine(event.day, event.start, zone))
    if event.end is not None:
        entry.add("dtend", datetime.combine(event.day, event.end, zone))
