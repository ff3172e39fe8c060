"""
Call-backs while a design is made and while work goes on.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import count, pairwise
from typing import Any

from visitcore.blocks.cadence import Cadence
from visitcore.blocks.permission import ANYBODY, Permission
from visitcore.facts.project import DecorationProject
from visitcore.ground.days import days_between, local_day
from visitcore.ground.span import Span, last_day
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Rulebook
from visitcore.rules.decoration_duty import CallDuty, Standing, by_day, told
from visitcore.rules.decoration_lead import open_
from visitcore.rules.holding import hold, no_value

INTERVAL = "callbacks.design.interval"
CHECK, CHECK_GAP = "callbacks.work.check", "callbacks.work.check_gap"
OWN_CALL, OWN_CALL_BY, OWN_CALL_GAP = (
    "callbacks.work.own_call",
    "callbacks.work.own_call_by",
    "callbacks.work.own_call_gap",
)
SUMMARY = "callbacks.work.summary"
_DAY = timedelta(days=1)


def design_standing(facts: DecorationProject, book: Rulebook) -> Standing:
    """
    Calls while the design is made, on the days that the designer asks for.
    """
    held = book.read_as(INTERVAL, int)
    zone = book.policy.home(INTERVAL)
    if facts.measured is None or local_day(facts.measured, zone) > book.on:
        return Standing()
    since = local_day(facts.measured, zone)
    start = None if facts.work_start is None else local_day(facts.work_start, zone)
    over = start is not None and start <= book.on
    asked = book.on if start is None else min(book.on, start)
    days = sorted(local_day(call.at, zone) for call in facts.calls or () if call.recorded)
    days = [day for day in days if since <= day <= asked]
    parts = []
    for request in sorted(facts.requests, key=lambda one: local_day(one.wanted, zone)):
        made, wanted = local_day(request.made, zone), local_day(request.wanted, zone)
        if made <= asked:
            done = next((day for day in days if day >= made), None)
            parts.append(by_day("design_call", held, wanted, done, asked, ends=over))
    if parts or over:
        return Standing.together(parts)
    if isinstance(held.value, int):
        due = max([since, *days]) + timedelta(days=held.value)
        return by_day("design_call", held, due, None, asked)
    duty = CallDuty(name="design_call", due=None, status="unspecified")
    findings = hold(held, None, told("design_call", no_value(held)))
    return Standing(duties=(duty,), findings=findings, missing=(held.key,))


def work_standing(facts: DecorationProject, book: Rulebook) -> Standing:
    """
    The weekly check, the call in person and the weekly summary; each once in its period.
    """
    zone = book.policy.home(CHECK)
    if facts.work_start is None or local_day(facts.work_start, zone) > book.on:
        return Standing()
    lacks = [name for name in ("checks", "summaries") if getattr(facts, name) is None]
    checks = [(place, check) for place, check in enumerate(facts.checks or ()) if local_day(check.at, zone) <= book.on]
    lacks += [f"checks[{place}].recorded" for place, check in checks if check.recorded is None]
    by = book.read_as(OWN_CALL_BY, Permission)
    if by.value is UNSPECIFIED:
        return open_(by)
    roles = by.value.roles
    start = local_day(facts.work_start, zone)
    calls = [(place, call) for place, call in enumerate(facts.calls or ()) if call.recorded]
    during = [(place, call) for place, call in calls if start <= local_day(call.at, zone) <= book.on]
    if ANYBODY not in roles:
        lacks += [f"calls[{place}].by" for place, call in during if call.by is None]
    if lacks:
        says = Text("the records of the work are not all known", "施工期间的记录不全")
        return Standing(findings=hold(by, None, says), missing=tuple(lacks))
    checked = [local_day(check.at, zone) for _, check in checks if check.recorded]
    called = [local_day(call.at, zone) for _, call in during if call.by in roles or ANYBODY in roles]
    summed = [local_day(day, zone) for day in facts.summaries or ()]
    work = Span(start, None if facts.work_end is None else local_day(facts.work_end, zone) + _DAY)
    return Standing.together(
        [
            *_periods("weekly_check", book, CHECK, checked, work, whole=True),
            *_gaps("check_gap", book, CHECK_GAP, checked, work),
            *_periods("own_call", book, OWN_CALL, called, work, whole=True),
            *_gaps("own_call_gap", book, OWN_CALL_GAP, called, work),
            *_periods("weekly_summary", book, SUMMARY, summed, work, whole=False),
        ]
    )


def _periods(
    name: str, book: Rulebook, key: str, days: Sequence[date], work: Span[date], *, whole: bool
) -> Iterator[Standing]:
    """
    One duty for each period that has begun; with *whole* only for those that the work fills.
    """
    held: Dated[Any] = book.read_as(key, Cadence)
    if held.value is UNSPECIFIED:
        yield open_(held)
        return
    for window in _windows(held.value, book, held, work, whole=whole):
        due = last_day(window)
        assert due is not None  # windows have both ends
        inside = sorted(day for day in days if day in window and day <= book.on)
        done = inside[held.value.times - 1] if len(inside) >= held.value.times else None
        yield by_day(name, held, due, done, book.on)


def _windows(
    cadence: Cadence, book: Rulebook, held: Dated[Any], work: Span[date], *, whole: bool
) -> Iterator[Span[date]]:
    start, end = work.since, work.until
    assert start is not None  # the work has begun
    calendar = book.policy.calendar(held.pack)
    window = cadence.span(start) if cadence.every is None else None
    for number in count():
        if cadence.every is not None:
            window = Span(cadence.next_after(start, calendar, number), cadence.next_after(start, calendar, number + 1))
        elif number:
            assert window is not None and window.until is not None  # periods have both ends
            window = cadence.span(window.until)
        assert window is not None and window.since is not None and window.until is not None
        begun = window.since <= book.on and (end is None or window.since < end)
        if not begun or (whole and end is not None and window.until > end):
            return
        if not whole or window.since >= start:
            yield window


def _gaps(name: str, book: Rulebook, key: str, days: Sequence[date], work: Span[date]) -> Iterator[Standing]:
    """
    Every gap longer than the company allows, the time before the first and after the last one included.
    """
    held = book.find(key)
    start, last = work.since, last_day(work)
    if held is None or held.value is UNSPECIFIED or start is None:
        return
    asked = book.on if last is None else min(book.on, last)
    known = sorted(day for day in days if start <= day <= asked)
    for before, after in pairwise([start, *known, None]):
        assert before is not None  # only the last one is open
        if days_between(before, after or asked) > held.value:
            due = before + timedelta(days=held.value)
            yield by_day(name, held, due, after, asked)
