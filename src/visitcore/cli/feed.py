"""
The plan as a calendar that every calendar program can take in.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from visitcore.codec.calendar_feed import Event, calendar_feed
from visitcore.ground.text import Lang, Text
from visitcore.planner import Plan, PlannedVisit


def plan_feed(plan: Plan, zone: ZoneInfo, lang: Lang) -> bytes:
    """
    The visits of a plan as an iCalendar file; the same plan gives the same bytes.

    Args:
        plan: The plan.
        zone: The time zone of its hours.
        lang: The language of what a calendar shows.
    """
    first = plan.frame.month.since
    assert first is not None  # a month always has both ends
    return calendar_feed(
        [_event(visit, zone, lang, provisional=plan.frame.provisional) for visit in plan.visits],
        stamp=datetime(first.year, first.month, 1, tzinfo=zone),
        name=Text(f"Visits {first:%Y-%m}", f"{first.year}年{first.month}月拜访计划").in_(lang),
    )


def _event(visit: PlannedVisit, zone: ZoneInfo, lang: Lang, *, provisional: bool) -> Event:
    demand, customer = visit.demand, visit.demand.customer
    told = Text(
        f"{customer.code}, grade {customer.grade or '–'}, due by {demand.due_by} [{demand.rule}]",
        f"{customer.code}，等级 {customer.grade or '–'}，最迟 {demand.due_by}〔{demand.rule}〕",
    )
    if provisional:
        told = Text(f"{told.en}; provisional", f"{told.zh}；暂定")
    return Event(
        uid=f"{visit.day:%Y%m%d}-{visit.start:%H%M}-{customer.code}@visitcore",
        day=visit.day,
        start=visit.start,
        end=visit.end,
        zone=zone.key,
        summary=f"{customer.name or customer.code} ({visit.owner})",
        description=told.in_(lang),
    )
