"""
What is due on matters that a customer is called back on: worked out, and stored for lists.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Any

from attrs import evolve
from django.db.models import QuerySet
from django.utils import timezone

from visitcore import CallBackQuestion, Decision, callback_due
from visitcore.ground.errors import FactsError
from visitcore_django.desk.callback_review import waits_for_opinion
from visitcore_django.desk.complaint_rules import last_instant, within
from visitcore_django.facts.callbacks import callbacks_of, matter_fact
from visitcore_django.models import CallbackMatter
from visitcore_django.policies import SILENT, Running, running

COLUMNS = ("settled", "next_due", "next_by")
BATCH = 500
CLASS = "matter.class"


def due_of(matter: CallbackMatter, on: date, *, under: Callable[[date], Running] = running) -> Decision[Any] | None:
    """
    How the call-backs of a matter stand, and what is wrong with those made.

    ``None`` where the policy asks for none after such a thing.

    Args:
        matter: The matter.
        on: The day or instant asked about.
        under: Gives the policy of a day.
    """
    try:
        return callback_due(question_of(matter, on), under(governing_day(matter, on)).policy)
    except SILENT:
        return None


def owed_of(matter: CallbackMatter, on: date, *, under: Callable[[date], Running] = running) -> Decision[Any] | None:
    """
    The same as though only those call-backs had been made that count: what is still owed, by whom and how.

    One that its sheet does not prove, or that was made by somebody or in a way that is refused, is owed as before.
    """
    decision = due_of(matter, on, under=under)
    rounds = () if decision is None or decision.outcome is None else decision.outcome.rounds
    void = {one.made for one in rounds if not one.counts}
    void |= {one.made for one in callbacks_of(matter) if one.valid is False}
    if decision is None or not void:
        return decision
    asked = question_of(matter, on)
    calls = asked.matter.callbacks or ()
    counting = tuple(one for one in calls if one.made not in void)
    if matter.participants is not None and {one.person for one in calls} - {one.person for one in counting}:
        counting = ()  # somebody was called back in vain
    asked = evolve(asked, matter=evolve(asked.matter, callbacks=counting))
    return callback_due(asked, under(governing_day(matter, on)).policy)


def lacks_class(matter: CallbackMatter, on: date) -> bool:
    """
    Whether it cannot be told who calls back, or how, because nobody has said of which class a matter is.
    """
    decision = due_of(matter, on)
    return decision is not None and CLASS in decision.missing


def put_due(matter: CallbackMatter, decision: Decision[Any] | None, *, waits: bool = False) -> None:
    """
    Put into a matter's columns what is due on it; writing it is left to the caller.

    Args:
        matter: The matter.
        decision: What is owed of its call-backs.
        waits: Whether one of them waits for a superior's opinion: nothing is due then, and it is not settled.
    """
    due: Any = None if decision is None else decision.outcome
    if due is None:
        matter.settled, matter.next_due, matter.next_by = False, None, ""
        return
    made = all_made(decision)
    matter.settled = due.status == "exempt" or (made and not waits)
    matter.next_due = None if matter.settled or made else last_instant(due.due)
    matter.next_by = "" if made else within(due.callers)


def all_made(decision: Decision[Any] | None) -> bool:
    """
    Whether every call-back that was owed has been made.
    """
    due: Any = None if decision is None else decision.outcome
    return due is not None and due.number == 0 and bool(due.rounds) and due.status != "undetermined"


def waits(matter: CallbackMatter, *, under: Callable[[date], Running] = running) -> bool:
    """
    Whether a superior's opinion is missing on one of the call-backs of a matter; one that is not proved needs none.

    Args:
        matter: The matter.
        under: Gives the policy of a day.
    """
    made = [(one, timezone.localdate(one.made)) for one in callbacks_of(matter) if one.valid is not False]
    return any(waits_for_opinion(one, under(day).policy, day) for one, day in made)


def refresh_due(rows: QuerySet[CallbackMatter], on: date) -> int:
    """
    Work out anew what is due on matters, and store it; their versions stay as they are.

    Args:
        rows: The matters.
        on: The day or instant asked about.

    Returns:
        How many stood otherwise before.
    """
    under = cache(running)
    changed, batch = 0, []
    for row in rows.prefetch_related("callbacks").order_by("pk").iterator(chunk_size=BATCH):
        before = [getattr(row, name) for name in COLUMNS]
        try:
            put_due(row, owed_of(row, on, under=under), waits=waits(row, under=under))
        except FactsError:
            continue  # its page says what does not fit
        if before != [getattr(row, name) for name in COLUMNS]:
            batch.append(row)
        if len(batch) == BATCH:
            changed += _write(batch)
            batch = []
    return changed + _write(batch)


def question_of(matter: CallbackMatter, on: date) -> CallBackQuestion:
    """
    The question how the call-backs of a matter stand.
    """
    return CallBackQuestion(on=on, matter=matter_fact(matter))


def governing_day(matter: CallbackMatter, on: date) -> date:
    """
    The day whose policy governs: that on which the matter was dealt with, while it is not the day asked about.
    """
    if matter.closed_at is not None:
        return timezone.localdate(matter.closed_at)
    return timezone.localdate(on) if isinstance(on, datetime) else on


def _write(rows: list[CallbackMatter]) -> int:
    if rows:
        CallbackMatter.objects.bulk_update(rows, COLUMNS)
    return len(rows)
