"""
What the policy says of a round of grading: on which days it is held, and what becomes of those who are left out.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore.blocks.recurrence import Recurrence
from visitcore.blocks.table import Table
from visitcore.ground.span import last_day
from visitcore_django.desk.errors import DeskError
from visitcore_django.desk.grades import GIVEN, write_grades
from visitcore_django.models import Customer, GradeAssessment, GradingRound
from visitcore_django.people.scope import visible
from visitcore_django.policies import running

ROUND, VALIDITY = "grading.round", "grading.validity"
UNRATED = "unrated"
NAMED, BATCH = 5, 500


def round_warning(on: date) -> str:
    """
    That a day lies outside those on which the policy has customers graded; empty where it does not, or names none.
    """
    policy = running(on).policy
    held = policy.on(on).find(ROUND)
    if held is None or not isinstance(held.value, Recurrence):
        return ""
    window = held.value.current_or_next(on, policy.calendar(held.pack))
    if on in window:
        return ""
    said = {"rule": held.rules[0].id, "day": on, "first": window.since, "last": last_day(window)}
    return _("%(day)s lies outside the days of the rating (%(rule)s); the next are %(first)s to %(last)s.") % said


def unrated_by(held: GradingRound) -> str:
    """
    The rule by which a customer who is left out of a round loses its grade; empty where the policy has none.
    """
    found = running(held.on).policy.on(held.on).find(VALIDITY)
    if found is None or not isinstance(found.value, Table):
        return ""
    row = found.value.ask({"next_round_published": True, "rated_in_next_round": False}).row
    return "" if row is None or row.then != UNRATED else found.cite(row.rule).id


def left_out(held: GradingRound) -> QuerySet[Customer]:
    """
    The active customers with a grade on whom nothing was decided in a round.

    Those who came after its day, or have their grade from a later round, are none of its customers.
    """
    decided = held.assessments.exclude(state=GradeAssessment.State.PROPOSED)
    later = GradeAssessment.objects.filter(on__gt=held.on, state__in=GIVEN)
    rows = Customer.objects.filter(active=True).exclude(grade="").exclude(since__gt=held.on)
    return rows.exclude(pk__in=decided.values("customer")).exclude(pk__in=later.values("customer")).order_by("code")


def names_of(rows: QuerySet[Customer]) -> str:
    """
    The first few customers by their codes, and dots where there are more.
    """
    codes = list(rows.values_list("code", flat=True)[: NAMED + 1])
    return ", ".join(codes[:NAMED]) + (" …" if len(codes) > NAMED else "")


def leave_out(held: GradingRound, *, by: Any, said: bool) -> None:
    """
    Take the grades of those who are left out of a round, where it is said and *by* looks after all of them.

    Raises:
        DeskError: If not; it names how many there are, and some of them.  Also if no grade was worked out in the round
            yet, or it is said and the policy has no such rule.
    """
    rule, out = unrated_by(held), left_out(held)
    if not rule and said:
        raise DeskError(_("The policy takes no grade from those who are left out of a round; close it without that."))
    if not rule:
        return
    if (said or out.exists()) and not held.assessments.exists():
        what = _("No grade is worked out in this round yet, so nobody is left out of it; work out the grades first.")
        raise DeskError(what)
    mine = out if by is None else visible(out, by)
    others = out.count() - mine.count()
    if others:
        what = _(
            "%(count)d customers with a grade whom you do not look after are not rated yet (%(rule)s); have that done"
            " first by those who do, or have the round closed by somebody who sees everybody."
        )
        raise DeskError(what % {"count": others, "rule": rule})
    if mine.exists() and not said:
        what = _(
            "%(count)d customers with a grade were left out and become unrated by %(rule)s: %(names)s. Grade them, or"
            " close the round with their grades taken."
        )
        raise DeskError(what % {"count": mine.count(), "rule": rule, "names": names_of(mine)})
    unrate(held, rule, by=by)


def unrate(held: GradingRound, rule: str, *, by: Any, at: datetime | None = None) -> int:
    """
    Take the grades of those who are left out of a round, and put down why; the transaction is the caller's.

    Args:
        held: The round.
        rule: The rule by which they lose it.
        by: The person.
        at: The instant; now where left out.

    Returns:
        How many lost their grade.
    """
    reason = _("left out of the round (%(rule)s)") % {"rule": rule}
    done = 0
    for batch in _batches(list(left_out(held).values_list("pk", "grade"))):
        there = {row.customer_id: row for row in GradeAssessment.objects.filter(on=held.on, customer__in=dict(batch))}
        for key, grade in batch:
            row = there.get(key) or GradeAssessment(round=held, customer_id=key, on=held.on)
            row.before, row.given, row.reason, row.state = grade, "", reason, GradeAssessment.State.OVERRIDDEN
            row.decided_by, row.decided_at = by, at or timezone.now()
            row.save()
        write_grades(dict.fromkeys(dict(batch), ""), at)
        done += len(batch)
    return done


def _batches(rows: Sequence[tuple[int, str]]) -> Iterator[Sequence[tuple[int, str]]]:
    yield from (rows[place : place + BATCH] for place in range(0, len(rows), BATCH))
