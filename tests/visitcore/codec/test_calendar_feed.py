import sys
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from visitcore.codec.calendar_feed import Event, calendar_feed
from visitcore.codec.extras import MissingExtraError

STAMP = datetime(2024, 6, 14, 8, tzinfo=UTC)
MEETING = Event(
    uid="C1-2024-07-01",
    day=date(2024, 7, 1),
    start=time(9),
    end=time(10, 30),
    summary="拜访 上海，甲; 公司",
    description="ABC, 三.2 " * 20,
    location="上海市\n浦东新区",
)
WHOLE_DAY = Event(uid="C2-2024-07-02", day=date(2024, 7, 2), summary="Visit C2")


def entries(*events, **options):
    """
    The entries of the file written for some events, read again.
    """
    return Calendar.from_ical(calendar_feed(events, stamp=STAMP, **options)).walk("VEVENT")


def test_an_event_comes_back_as_it_went():
    """
    Words, place and times survive, in the zone of the event.
    """
    (entry,) = entries(MEETING)

    assert (MEETING.uid, MEETING.summary, MEETING.description, MEETING.location) == tuple(
        str(entry[key]) for key in ("uid", "summary", "description", "location")
    )
    assert datetime(2024, 7, 1, 9, tzinfo=ZoneInfo("Asia/Shanghai")) == entry.decoded("dtstart")
    assert datetime(2024, 7, 1, 10, 30, tzinfo=ZoneInfo("Asia/Shanghai")) == entry.decoded("dtend")
    assert STAMP == entry.decoded("dtstamp")


def test_without_a_time_it_is_the_whole_day():
    """
    The whole day ends before the next, and does not make anybody busy.
    """
    (entry,) = entries(WHOLE_DAY)

    assert (date(2024, 7, 2), date(2024, 7, 3)) == (entry.decoded("dtstart"), entry.decoded("dtend"))
    assert "TRANSPARENT" == entry["transp"]
    assert {"description", "location"}.isdisjoint(key.lower() for key in entry)


def test_an_event_may_have_no_length():
    """
    Without an end there is a start only.
    """
    (entry,) = entries(Event(uid="x", day=date(2024, 7, 1), start=time(9), summary="x"))

    assert "dtend" not in entry


def test_the_zone_is_in_the_file():
    """
    A program that does not know the zone's name finds its offset in the file.
    """
    text = calendar_feed([MEETING], stamp=STAMP).decode()

    assert "BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai" in text
    assert "TZOFFSETTO:+0800" in text
    assert "DTSTART;TZID=Asia/Shanghai:20240701T090000\r\n" in text


def test_the_same_input_gives_the_same_bytes():
    """
    Written twice, also with the stamp in another offset, the file is the same.
    """
    elsewhere = STAMP.astimezone(timezone(timedelta(hours=8)))

    assert calendar_feed([MEETING, WHOLE_DAY], stamp=STAMP) == calendar_feed(
        iter([MEETING, WHOLE_DAY]), stamp=elsewhere
    )


def test_lines_are_as_the_format_wants_them():
    """
    Lines end as the format says and are no longer than 75 bytes.
    """
    lines = calendar_feed([MEETING], stamp=STAMP, name="张伟").split(b"\r\n")

    assert "X-WR-CALNAME:张伟".encode() in lines
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line for line in lines)


def test_no_events_are_a_calendar_too():
    """
    An empty plan is an empty calendar.
    """
    assert [] == entries()


def test_a_stamp_without_offset_is_refused():
    """
    The instant of writing must be an instant.
    """
    with pytest.raises(ValueError, match="carries no offset"):
        calendar_feed([], stamp=datetime(2024, 6, 14, 8))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"uid": ""}, "needs a uid"),
        ({"start": time(10), "end": time(9)}, "cannot end at 09:00"),
        ({"end": time(9)}, "cannot end at 09:00"),
    ],
)
def test_an_event_that_cannot_be_is_refused(values, said):
    """
    An event has a name that stays and does not end before it starts.
    """
    with pytest.raises(ValueError, match=said):
        Event(**{"uid": "x", "day": date(2024, 7, 1), "summary": "x", **values})


def test_without_icalendar_the_command_that_brings_it_is_named(monkeypatch):
    """
    On the bare library a calendar is refused with one line that says what to install.
    """
    monkeypatch.setitem(sys.modules, "icalendar", None)

    with pytest.raises(MissingExtraError, match=r"writing \.ics needs the package icalendar"):
        calendar_feed([], stamp=STAMP)
