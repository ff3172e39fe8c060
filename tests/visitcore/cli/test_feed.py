from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from visitcore.cli.feed import plan_feed
from visitcore.facts.customer import Customer
from visitcore.ground.period import Period
from visitcore.planner import Demand, Frame, Plan, PlannedVisit

icalendar = pytest.importorskip("icalendar")
SHANGHAI = ZoneInfo("Asia/Shanghai")


def plan(*, provisional=False, name="客来香食品", grade="A"):
    """
    One visit on the third of July at nine.
    """
    customer = Customer(code="C1", name=name, grade=grade, owner="Ann")
    wanted = Demand(
        customer=customer, opens=date(2024, 7, 1), due_by=date(2024, 7, 31), overdue=False, rule="ABC-03.2a"
    )
    visit = PlannedVisit(owner="Ann", day=date(2024, 7, 3), start=time(9), end=time(10), demand=wanted)
    frame = Frame(month=Period.MONTH.span(date(2024, 7, 1)), days=(), slots=(), provisional=provisional)
    return Plan(frame=frame, visits=(visit,), unfitted=(), waiting=0)


def read(made, lang="en"):
    """
    The calendar, and its only event.
    """
    calendar = icalendar.Calendar.from_ical(plan_feed(made, SHANGHAI, lang))
    [event] = calendar.walk("VEVENT")
    return calendar, event


@pytest.mark.parametrize(
    ("lang", "name", "told"),
    [
        ("en", "Visits 2024-07", "C1, grade A, due by 2024-07-31 [ABC-03.2a]"),
        ("zh", "2024年7月拜访计划", "C1，等级 A，最迟 2024-07-31〔ABC-03.2a〕"),
    ],
)
def test_a_visit_is_an_event_in_its_zone(lang, name, told):
    """
    Who, when, by when it was due and by which rule.
    """
    calendar, event = read(plan(), lang)

    assert name == str(calendar["x-wr-calname"])
    assert (datetime(2024, 7, 3, 9, tzinfo=SHANGHAI), datetime(2024, 7, 3, 10, tzinfo=SHANGHAI)) == (
        event.start,
        event.end,
    )
    assert ("客来香食品 (Ann)", told) == (str(event["summary"]), str(event["description"]))


def test_an_event_keeps_its_name():
    """
    The same plan gives the same bytes, so that a calendar takes an event in only once.
    """
    assert plan_feed(plan(), SHANGHAI, "en") == plan_feed(plan(), SHANGHAI, "en")
    assert "20240703-0900-C1@visitcore" == str(read(plan())[1]["uid"])


def test_what_is_not_known_is_not_made_up():
    """
    A customer without a name goes by its code, one without a grade by a dash; a provisional day is marked.
    """
    _, event = read(plan(name="", grade=None, provisional=True))

    assert "C1 (Ann)" == str(event["summary"])
    assert "C1, grade –, due by 2024-07-31 [ABC-03.2a]; provisional" == str(event["description"])
