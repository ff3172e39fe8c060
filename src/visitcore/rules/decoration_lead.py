"""
Call-backs to a customer whose home has not been measured yet.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from attrs import frozen

from visitcore.blocks.quota import Quota
from visitcore.blocks.table import Table
from visitcore.blocks.term import Term
from visitcore.facts.project import DecorationProject, ProjectCall
from visitcore.ground.days import local_day
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Rulebook
from visitcore.rules.decoration_duty import HOLDS, CallDuty, DutyStatus, Standing, by_term, follows, in_order, told
from visitcore.rules.holding import hold, no_value

FIRST, RESULTS, FURTHER = "callbacks.lead.first", "callbacks.lead.results", "callbacks.lead.further"
GAP, EVENT_SOFT, EVENT_MUST = "callbacks.lead.gap", "callbacks.lead.event_soft", "callbacks.lead.event_must"


@frozen(kw_only=True)
class Lead:
    """
    A customer up to the day on which measuring, the work or giving up ended that stage.

    Attributes:
        facts: Everything known.
        book: The rulebook of the governing day.
        calls: The recorded calls up to that day, by time, each with its place in the facts.
        asked: The day asked about, or the end of the stage where that came first.
        over: Whether the stage has ended.
    """

    facts: DecorationProject
    book: Rulebook
    calls: tuple[tuple[int, ProjectCall], ...]
    asked: date
    over: bool

    @classmethod
    def of(cls, facts: DecorationProject, book: Rulebook) -> "Lead":
        """
        The lead of a project whose calls are known.
        """
        zone = book.policy.home(FIRST)
        ends = [local_day(day, zone) for day in (facts.measured, facts.work_start, facts.lost) if day is not None]
        asked = min([book.on, *ends])
        places = {id(call): place for place, call in enumerate(facts.calls or ())}
        calls = [call for call in facts.calls or () if call.recorded and local_day(call.at, zone) <= asked]
        return cls(
            facts=facts,
            book=book,
            calls=tuple((places[id(call)], call) for call in in_order(calls, zone)),
            asked=asked,
            over=any(end <= book.on for end in ends),
        )

    @property
    def given_up(self) -> bool:
        """
        Whether the stage ended with the customer given up.
        """
        return self.facts.lost is not None and self.day(self.facts.lost) <= self.asked

    def day(self, moment: date) -> date:
        """
        The local day of a moment.
        """
        return local_day(moment, self.book.policy.home(FIRST))


def lead_standing(lead: Lead) -> Standing:
    """
    The first call, further calls, and calls with an event.
    """
    return Standing.together([_first(lead), *_further(lead), *_event_soft(lead), *_event_must(lead)])


def _first(lead: Lead) -> Standing:
    held = lead.book.read_as(FIRST, Term)
    assert lead.facts.enquired is not None  # the caller makes sure
    if held.value is UNSPECIFIED:
        return open_(held)
    done = lead.calls[0][1].at if lead.calls else None
    return by_term(
        "first_call", held, lead.book.policy, ("enquired", lead.facts.enquired), done, lead.asked, ends=lead.over
    )


def _further(lead: Lead) -> Iterator[Standing]:
    """
    The further calls owed when the first one ended without a talk, and again when an agreed visit fell through.
    """
    results, gap = lead.book.read_as(RESULTS, Table), lead.book.read_as(GAP, Term)
    further = lead.book.read_as(FURTHER, Quota)
    if results.value is UNSPECIFIED or further.value is UNSPECIFIED:
        yield open_(results if results.value is UNSPECIFIED else further)
        return
    needed = int(further.value.at_least or 0)
    owed, since = 0, None
    last_stop = max((n for n, (_, call) in enumerate(lead.calls) if _meaning(results, call) == _STOP), default=None)
    for number, (place, call) in enumerate(lead.calls):
        meaning = _meaning(results, call)
        if meaning is None and (owed or not number):
            lack = f"calls[{place}].result" if call.result is None else f"{RESULTS}[result = {call.result}]"
            yield Standing(missing=(lack,), findings=hold(results, None, _no_result(call)))
            return
        if owed and since is not None and lead.day(call.at) >= lead.day(since):
            yield _attempt(lead, gap, since, call.at)
            owed, since = owed - 1, call.at
        if meaning == _STOP:
            lacks = _visit(lead, place, call) if number == last_stop else ()
            if lacks:
                yield Standing(missing=lacks, findings=hold(results, None, _no_result(call)))
            owed, since = (needed, call.visit_on) if call.turned_up is False else (0, None)
        elif meaning == _FURTHER and not number:
            owed, since = needed, call.at
    for number in range(owed):
        yield _attempt(lead, gap, None if number else since, None)


_STOP, _FURTHER = "further_calls_stop", "further_calls"


def _meaning(results: Dated[Any], call: ProjectCall) -> Any:
    row = None if call.result is None else results.value.ask({"result": call.result}).row
    return None if row is None or row.then is UNSPECIFIED else row.then


def _visit(lead: Lead, place: int, call: ProjectCall) -> tuple[str, ...]:
    """
    What has to be known of an agreed visit, once its day has passed.
    """
    if lead.over:
        return ()
    if call.visit_on is None:
        return (f"calls[{place}].visit_on",)
    return (f"calls[{place}].turned_up",) if call.turned_up is None and lead.day(call.visit_on) < lead.asked else ()


def _no_result(call: ProjectCall) -> Text:
    return Text(f"call of {call.at}: what came of it is not known", f"{call.at} 的回访：结果不明")


def _attempt(lead: Lead, gap: Dated[Any], since: date | None, done: date | None) -> Standing:
    if since is not None and gap.value is not UNSPECIFIED:
        return by_term("further_call", gap, lead.book.policy, ("calls", since), done, lead.asked, ends=lead.over)
    status: DutyStatus = "open" if since is None else "unspecified"
    if done is not None or lead.over:
        status = "ended" if done is None else "done"
    duty = CallDuty(name="further_call", due=None, status=status, done=done)
    findings = hold(gap, HOLDS[status], told("further_call", _SAYS[status]), unit="")
    return Standing(duties=(duty,), findings=findings, missing=(gap.key,) if status == "unspecified" else ())


def _event_soft(lead: Lead) -> Iterator[Standing]:
    mark = lead.facts.maybe_lost
    if mark is None or lead.day(mark) > lead.asked:
        return
    held = lead.book.read_as(EVENT_SOFT, Term)
    if held.value is UNSPECIFIED:
        yield Standing(findings=hold(held, None, no_value(held)))
        return
    judged = lead.facts.judged_lost
    over = lead.over or (judged is not None and lead.day(judged) <= lead.asked)
    asked = lead.asked if judged is None else min(lead.asked, lead.day(judged))
    done = [call.at for _, call in lead.calls if call.event and lead.day(mark) <= lead.day(call.at) <= asked]
    yield by_term(
        "event_call", held, lead.book.policy, ("maybe_lost", mark), done[0] if done else None, asked, ends=over
    )


def _event_must(lead: Lead) -> Iterator[Standing]:
    mark = lead.facts.judged_lost
    judged = mark is not None and lead.day(mark) <= lead.asked
    if not judged and not lead.given_up:
        return
    held = lead.book.read_as(EVENT_MUST, Quota)
    if held.value is UNSPECIFIED:
        yield open_(held)
        return
    if mark is None or not judged:
        says = Text("given up without being judged lost", "未认定谈不成即已放弃")
        duty = CallDuty(name="event_call_lost", due=None, status="missed")
        yield Standing(duties=(duty,), findings=hold(held, False, says, seen=0, limit=held.value.at_least))
        return
    done, lacks = events_after([call for _, call in lead.calls], mark, lead)
    status: DutyStatus = "open"
    if len(done) >= (held.value.at_least or 0):
        status, lacks = "done", ()
    elif lead.given_up and not lacks:
        status = "missed"
    elif lead.over and not lead.given_up:
        status, lacks = "ended", ()
    says = told("event_call_lost", _SAYS[status])
    findings = hold(held, HOLDS[status], says, seen=len(done), limit=held.value.at_least)
    duty = CallDuty(name="event_call_lost", due=None, status=status, done=done[-1].at if status == "done" else None)
    yield Standing(duties=(duty,), findings=findings, missing=lacks)


def events_after(
    calls: Sequence[ProjectCall], mark: date, lead: Lead
) -> tuple[tuple[ProjectCall, ...], tuple[str, ...]]:
    """
    The event calls after a customer was judged lost, and what has to be known more exactly to tell.
    """
    told_ = [(call, follows(call.at, mark, lead.book.policy.home(FIRST))) for call in calls if call.event]
    vague = ("judged_lost (an instant)",) if any(after is None for _, after in told_) else ()
    return tuple(call for call, after in told_ if after), vague


def open_(held: Dated[Any]) -> Standing:
    """
    A value that the document leaves open.
    """
    return Standing(findings=hold(held, None, no_value(held)), missing=(held.key,))


_SAYS: dict[DutyStatus, Text] = {
    "done": Text("done", "已完成"),
    "missed": Text("given up without it", "未完成即已放弃"),
    "open": Text("still owed", "尚欠"),
    "ended": Text("no longer owed", "已不需要"),
    "unspecified": Text("still owed, no day is set", "尚欠，未定日期"),
}
