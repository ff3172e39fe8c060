"""
What stands on the page of a complaint beside its form: its way, its clocks, why it was classed so, what happened.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore.blocks.flow import Flow, Move
from visitcore_django.admin.buttons import Panel
from visitcore_django.admin.complaint_words import (
    ANYBODY,
    LATE,
    clause_in,
    clock_in_words,
    ended_in_words,
    kind_in_words,
    moment_in_words,
    roles_named,
    state_in_words,
)
from visitcore_django.admin.why import why_recorded
from visitcore_django.admin.wording import named
from visitcore_django.desk.complaint_case import ABOUT, BEFORE, STANDS_IN
from visitcore_django.desk.complaint_clocks import clocks_of
from visitcore_django.desk.complaint_rules import RECEIVED, flow_of, under_of
from visitcore_django.desk.complaint_same import same_as
from visitcore_django.desk.complaint_steps import Way
from visitcore_django.desk.wording import say
from visitcore_django.facts.complaints import events_of
from visitcore_django.models import CallbackMatter, Complaint, ComplaintEvent, DecisionRecord
from visitcore_django.models.language import between
from visitcore_django.models.naming import person_name
from visitcore_django.people.acting import people_in
from visitcore_django.people.scope import sees, visible

NAMED = 3
"""People that are named beside a step."""
OWN = {
    ABOUT: gettext_lazy("not by you: the complaint is about you"),
    BEFORE: gettext_lazy("not by you: the step before was yours"),
    STANDS_IN: gettext_lazy("not by you: the step before was taken by the one for whom you stand in"),
}
UNFIT = gettext_lazy("the record so far does not fit the way that the policy lays down today")
WHY_NOT = {"order": UNFIT, "role": UNFIT, "own": UNFIT}


def way_of(row: Complaint, ways: tuple[Way, ...], now: datetime) -> dict[str, Any]:
    """
    Where a complaint stands in its way: the steps behind it, those that may come next, and what comes after them.
    """
    day = timezone.localdate(now)
    flow = flow_of(under_of(row).policy, day)
    events = events_of(row)
    if flow is None:
        return {"flow": False, "state": state_in_words(row), "done": [_event(event) for event in events]}
    done = [_event(event) for event in events if event.kind in flow.states or event.kind == RECEIVED]
    return {
        "flow": True,
        "state": state_in_words(row),
        "done": done,
        "over": row.state in flow.ends,
        "next": [_next(way) for way in ways],
        "later": [named(state) for state in _onward(flow, ways[0].move)] if ways else [],
    }


def asked_by(way: Way) -> str:
    """
    What whoever may take a step has to write down with it; empty where the policy asks for no words.
    """
    return say(way.move.asks) if way.open and way.move.asks is not None else ""


def clocks_in(row: Complaint, now: datetime) -> list[dict[str, Any]] | None:
    """
    The clocks of a complaint, those that are late first; ``None`` where the policy has none.
    """
    decision = clocks_of(row, now)
    if decision is None or decision.outcome is None:
        return None
    clocks = sorted(decision.outcome.clocks, key=lambda clock: (clock.status not in LATE, clock.due is None))
    closed = row.closed_at
    return [
        {
            "name": named(clock.name),
            "due": moment_in_words(clock.due),
            "stands": clock_in_words(clock, now) if closed is None else ended_in_words(clock, closed),
            "late": clock.status in LATE,
            "owes": roles_named(clock.owes) if clock.owes else "",
            "control": named(clock.control),
            "waits": [kind_in_words(kind) for kind in clock.waits_for if closed is None],
            "provisional": clock.provisional,
            "clause": clause_in(decision, clock.rule),
        }
        for clock in clocks
    ]


def panels_of(request: HttpRequest, row: Complaint, now: datetime) -> Iterator[Panel]:
    """
    The panels below the form.
    """
    classed = DecisionRecord.objects.filter(
        name="classify_complaint", subject_kind="complaint", subject_id=row.pk
    ).first()
    if classed is not None:
        yield Panel(_("Why it is classed so"), why_recorded(classed))
    events = [_event(event) for event in reversed(events_of(row))]
    yield Panel(_("What happened"), _shown("complaint_events", {"events": events}))
    same = [*same_as(row, now)]
    if row.same_as is not None and row.same_as not in same:
        same.append(row.same_as)
    if same:
        yield Panel(_("On the same matter"), _shown("complaint_same", {"rows": list(_linked(request, same))}))


def matter_of(request: HttpRequest, row: Complaint) -> dict[str, Any] | None:
    """
    The call-back on a complaint, where there is one that the person may see.
    """
    matter = CallbackMatter.objects.filter(complaint=row).first()
    if (
        matter is None
        or not request.user.has_perm("visitcore_django.view_callbackmatter")
        or not sees(request.user, matter)
    ):
        return None
    url = reverse("admin:visitcore_django_callbackmatter_change", args=[matter.pk])
    return {"url": url, "due": moment_in_words(matter.next_due), "by": roles_named(matter.next_by), "row": matter}


def _linked(request: HttpRequest, rows: list[Complaint]) -> Iterator[dict[str, Any]]:
    """
    Each with its address where the person sees it.
    """
    seen = set(visible(Complaint.objects.filter(pk__in=[row.pk for row in rows]), request.user).values_list("pk"))
    for row in rows:
        page = reverse("admin:visitcore_django_complaint_change", args=[row.pk]) if (row.pk,) in seen else ""
        yield {"row": row, "url": page, "state": state_in_words(row), "received": moment_in_words(row.received_at)}


def _event(event: ComplaintEvent) -> dict[str, Any]:
    return {
        "kind": kind_in_words(event.kind),
        "at": moment_in_words(event.at),
        "by": person_name(event.by),
        "for": person_name(event.on_behalf_of),
        "role": named(event.role),
        "note": event.note,
    }


def _next(way: Way) -> dict[str, Any]:
    move = way.move
    why = "" if way.decision.outcome is None else way.decision.outcome.why
    return {
        "button": f"take-{move.name}",
        "label": named(move.name),
        "to": named(move.to),
        "who": roles_named(move.by),
        "people": _people(move.by, way.out),
        "all": move.signatures == "all" and len(move.by) > 1,
        "asks": "" if move.asks is None else say(move.asks),
        "needs": [(need, named(need)) for need in move.needs],
        "open": way.open,
        "why": OWN[way.own] if way.own else WHY_NOT.get(why, ""),
    }


def _people(roles: tuple[str, ...], out: frozenset[str]) -> str:
    """
    Who acts in the roles and is not kept out: the first few by name.
    """
    if not roles or ANYBODY in roles:
        return ""
    found = people_in(roles, NAMED + 1, out)
    told = between().join(person_name(one) for one in found[:NAMED])
    if len(found) > NAMED:
        return _("%(names)s and others") % {"names": told}
    return told or (_("nobody else has this role yet") if out else _("nobody has this role yet"))


def _onward(flow: Flow, first: Move) -> list[str]:
    """
    The states after a step where each time the step is taken that the policy lists first.
    """
    states = [first.to]
    while states[-1] not in flow.ends:
        move = next((one for one in flow.moves if states[-1] in one.from_ and one.to not in states), None)
        if move is None:
            break
        states.append(move.to)
    return states[1:]


def _shown(name: str, told: dict[str, Any]) -> SafeString:
    return render_to_string(f"visitcore/{name}.html", told)
