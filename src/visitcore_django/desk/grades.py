"""
Grades at the desk: a proposed one is taken, replaced with a reason, or turned down; none is overwritten.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore.blocks.scale import Scale
from visitcore.rules.grading import BANDS
from visitcore_django.desk.door import door
from visitcore_django.desk.due import refresh_many
from visitcore_django.desk.errors import DeskError, WrongStateError
from visitcore_django.desk.rights import demand
from visitcore_django.models import Customer, GradeAssessment, GradingRound
from visitcore_django.people.scope import visible
from visitcore_django.policies import running

RIGHT = "confirm_gradeassessment"
BATCH = 200
GIVEN = (GradeAssessment.State.CONFIRMED, GradeAssessment.State.OVERRIDDEN)


def grades_on(day: date) -> tuple[str, ...]:
    """
    The grades that the policy of a day knows, the best first.
    """
    held = running(day).policy.on(day).find(BANDS)
    bands = held.value.bands if held is not None and isinstance(held.value, Scale) else ()
    return tuple(dict.fromkeys(str(band.then) for band in bands))


@door()
def confirm_grade(row: GradeAssessment, *, by: Any, at: datetime | None = None) -> GradeAssessment:
    """
    Give a customer the grade that was worked out, and see how it stands against the cadence now.

    Raises:
        NotAllowedError: If *by* may not, or does not look after the customer.
        WrongStateError: If it is decided already, or its round is closed.
        DeskError: If no grade could be worked out, or the customer has a later one.
    """
    demand(by, RIGHT, row)
    with transaction.atomic():
        held = _held(row)
        if not held.proposed:
            what = _("No grade could be worked out (missing: %(missing)s); give one with a reason instead.")
            raise DeskError(what % {"missing": held.missing})
        return _give(held, held.proposed, GradeAssessment.State.CONFIRMED, "", by, at)


@door()
def override_grade(
    row: GradeAssessment, grade: str, *, by: Any, reason: str, at: datetime | None = None
) -> GradeAssessment:
    """
    Give a customer another grade than the one worked out; the one worked out is kept beside it.

    Args:
        row: The proposed grade.
        grade: One that the policy knows: ``listed("visits.cadence", "grade", row.on)``.
        by: The person.
        reason: Why another one.
        at: The instant; now where left out.

    Raises:
        NotAllowedError: If *by* may not, or does not look after the customer.
        WrongStateError: If it is decided already, or its round is closed.
        DeskError: Without a reason, with a grade that the policy does not know, or where a later one is in force.
    """
    demand(by, RIGHT, row)
    with transaction.atomic():
        held = _held(row)
        known = grades_on(held.on)
        if grade not in known:
            said = {"grade": grade, "known": ", ".join(known)}
            raise DeskError(_("The policy knows no grade %(grade)s; it knows: %(known)s.") % said)
        if grade == held.proposed:
            raise DeskError(_("That is the grade that was worked out; confirm it."))
        if not reason.strip():
            raise DeskError(_("Another grade than the one worked out needs a reason."))
        return _give(held, grade, GradeAssessment.State.OVERRIDDEN, reason.strip(), by, at)


@door()
def reject_grade(row: GradeAssessment, *, by: Any, reason: str, at: datetime | None = None) -> GradeAssessment:
    """
    Turn a proposed grade down; the customer keeps the one it has.

    Raises:
        NotAllowedError: If *by* may not, or does not look after the customer.
        WrongStateError: If it is decided already, or its round is closed.
        DeskError: Without a reason.
    """
    demand(by, RIGHT, row)
    if not reason.strip():
        raise DeskError(_("Say why the grade is rejected."))
    with transaction.atomic():
        held = _held(row)
        _decided(held, GradeAssessment.State.REJECTED, reason.strip(), by, at)
        held.save()
        return held


@door()
def confirm_grades(rows: Iterable[GradeAssessment], *, by: Any, at: datetime | None = None) -> tuple[int, int]:
    """
    Confirm many at once, in batches; what cannot be confirmed is passed over.

    Returns:
        How many were confirmed, and how many were passed over: decided already, not worked out, in a closed round,
        with a later grade, or outside what *by* looks after.

    Raises:
        NotAllowedError: If *by* may not confirm.
    """
    demand(by, RIGHT)
    done = total = 0
    batch: list[int] = []
    for row in rows:
        total += 1
        batch.append(row.pk)
        if len(batch) == BATCH:
            done += _confirm(batch, by, at)
            batch = []
    done += _confirm(batch, by, at)
    return done, total - done


def write_grades(grades: dict[int, str], at: datetime | None) -> None:
    """
    Write grades to their customers, and see how they stand now.
    """
    rows = list(Customer.objects.select_for_update().prefetch_related("owner").filter(pk__in=grades).order_by("pk"))
    for row in rows:
        row.grade, row.grade_given, row.version = grades[row.pk], True, row.version + 1
    Customer.objects.bulk_update(rows, ["grade", "grade_given", "version"])
    refresh_many(rows, timezone.localdate(at))


@transaction.atomic
def _confirm(keys: Sequence[int], by: Any, at: datetime | None) -> int:
    waiting = GradeAssessment.objects.filter(pk__in=keys, state=GradeAssessment.State.PROPOSED).exclude(proposed="")
    open_ones = waiting.exclude(round__state=GradingRound.State.CLOSED)
    seen = set((open_ones if by is None else visible(open_ones, by)).values_list("pk", flat=True))
    rows = list(GradeAssessment.objects.select_for_update().filter(pk__in=seen, state=GradeAssessment.State.PROPOSED))
    later = _later(rows)
    held = [row for row in rows if row.customer_id not in later]
    for row in held:
        row.given = row.proposed
        _decided(row, GradeAssessment.State.CONFIRMED, "", by, at)
        row.version += 1
    GradeAssessment.objects.bulk_update(held, ["given", "state", "reason", "decided_by", "decided_at", "version"])
    write_grades({row.customer_id: row.given for row in held}, at)
    return len(held)


def _held(row: GradeAssessment) -> GradeAssessment:
    held = GradeAssessment.objects.select_for_update().get(pk=row.pk)
    if held.state != GradeAssessment.State.PROPOSED:
        raise WrongStateError(held)
    if held.round is not None and held.round.state == GradingRound.State.CLOSED:
        raise WrongStateError(held.round)
    return held


def _later(rows: Sequence[GradeAssessment]) -> set[int]:
    """
    The customers among some whom a later round has given a grade.
    """
    given: dict[int, date] = {}
    found = GradeAssessment.objects.filter(customer__in=[row.customer_id for row in rows], state__in=GIVEN)
    for customer, on in found.values_list("customer", "on"):
        given[customer] = max(on, given.get(customer, on))
    return {row.customer_id for row in rows if given.get(row.customer_id, row.on) > row.on}


def _give(
    row: GradeAssessment, grade: str, state: GradeAssessment.State, reason: str, by: Any, at: datetime | None
) -> GradeAssessment:
    if _later([row]):
        raise DeskError(_("A later round has given this customer its grade; reject this one instead."))
    row.given = grade
    _decided(row, state, reason, by, at)
    row.save()
    write_grades({row.customer_id: grade}, at)
    return row


def _decided(row: GradeAssessment, state: GradeAssessment.State, reason: str, by: Any, at: datetime | None) -> None:
    row.state, row.reason, row.decided_by, row.decided_at = state, reason, by, at or timezone.now()
