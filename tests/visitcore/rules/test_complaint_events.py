from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from visitcore.facts.complaint import Complaint, ComplaintEvent
from visitcore.rules.complaint_events import disorder, ordered, out_of_order, reached, until
from visitcore.rules.complaint_runs import Run

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY, TEN = date(2024, 5, 6), datetime(2024, 5, 6, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)


def kept(at, on):
    """
    Whether an event is kept, asked about at a moment.
    """
    return bool(until(Complaint(events=(ComplaintEvent(kind="handled", at=at),)), on, SHANGHAI).events)


def test_what_happened_later_is_left_out():
    """
    By instants where both are known, else by days; a moment that nobody knows stays.
    """
    assert (True, False) == (kept(TEN, TEN), kept(TEN + HOUR, TEN))
    assert (True, True, False) == (kept(TEN, DAY), kept(DAY, TEN), kept(DAY + timedelta(days=1), TEN))
    assert kept(None, DAY)
    assert not kept(datetime(2024, 5, 6, 16, tzinfo=UTC), DAY)  # midnight has passed in Shanghai


def test_events_come_in_order_of_time():
    """
    By days, by instants within a day that has no other, and as told where that cannot be said.
    """

    def kinds(*moments):
        events = tuple(ComplaintEvent(kind=str(number), at=at) for number, at in enumerate(moments))
        return "".join(
            event.kind for event in until(Complaint(events=events), DAY + timedelta(days=9), SHANGHAI).events
        )

    assert "10" == kinds(DAY + timedelta(days=1), DAY)
    assert "10" == kinds(TEN + HOUR, TEN)
    assert ("01", "01") == (kinds(TEN, DAY), kinds(TEN + HOUR, None))


@given(days=st.lists(st.integers(0, 9), max_size=6), first=st.integers(0, 9), more=st.integers(0, 9))
def test_more_has_happened_the_later_one_asks(days, first, more):
    """
    No event that is there disappears again.
    """
    complaint = Complaint(events=tuple(ComplaintEvent(kind=str(day), at=DAY + timedelta(days=day)) for day in days))
    early, late = (until(complaint, DAY + timedelta(days=day), SHANGHAI).events for day in (first, first + more))

    assert early == late[: len(early)]


def test_a_day_comes_before_its_instants_and_ends_after_them():
    """
    In order a day stands first; as the end of something it stands last.
    """
    assert [DAY, TEN] == sorted([TEN, DAY], key=lambda moment: ordered(moment, SHANGHAI))
    assert (DAY, DAY) == (reached([TEN, DAY], SHANGHAI, last=True), reached([TEN, DAY], SHANGHAI, last=False))
    assert TEN + HOUR == reached([TEN + HOUR, TEN], SHANGHAI, last=True)


def test_an_event_follows_its_cause():
    """
    Told with what it follows, in words that name both.
    """
    run = Run(name="feedback", from_="handled", to=("fed_back",), owes="shop")
    handled, back = ComplaintEvent(kind="handled", at=TEN), ComplaintEvent(kind="fed_back", at=TEN - HOUR)

    assert [(back, handled)] == out_of_order(run, Complaint(events=(handled, back)), handled, [back], SHANGHAI)
    assert [] == out_of_order(run, Complaint(events=(handled,)), handled, [handled], SHANGHAI)
    assert "fed_back" in disorder(back, handled).en
    assert "handled" in disorder(back, handled).zh
