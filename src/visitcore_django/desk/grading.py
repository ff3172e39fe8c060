"""
Grading rounds at the desk: opened, graded in batches, closed.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from attrs import evolve, frozen
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore import Assessment, Decision, Policy, VisitcoreError, grade_customer
from visitcore.blocks.score import Score
from visitcore.codec.decision import plain
from visitcore.rules.grading import SCORE
from visitcore.rules.grading_cohort import needs_cohort
from visitcore.rules.holding import book_on
from visitcore_django.desk.brought import stored
from visitcore_django.desk.deciding import unsaved
from visitcore_django.desk.door import door
from visitcore_django.desk.errors import DeskError, WrongStateError
from visitcore_django.desk.grading_terms import leave_out
from visitcore_django.desk.once import Token, once
from visitcore_django.desk.rights import demand
from visitcore_django.desk.shared_facts import put_aside
from visitcore_django.facts.grading import assessments, cohort_on
from visitcore_django.models import Customer, DecisionRecord, GradeAssessment, GradingRound
from visitcore_django.models.batches import in_batches
from visitcore_django.people.scope import visible
from visitcore_django.policies import Running, running

RIGHT = "grade_round"
BATCH = 500
LARGEST_COHORT = 20_000
"""Customers that can be ranked among themselves; beyond, comparing each with each would take too long."""


@frozen
class Graded:
    """
    What a grading came to.

    Attributes:
        proposed: Customers with a grade worked out.
        undetermined: Customers of whom something is missing.
        kept: Customers that were graded before and stay as they are.
        odd: Customers whose figures cannot be reckoned with, each with what is wrong.
    """

    proposed: int = 0
    undetermined: int = 0
    kept: int = 0
    odd: tuple[tuple[Customer, str], ...] = ()

    def __add__(self, other: "Graded") -> "Graded":
        return Graded(
            self.proposed + other.proposed,
            self.undetermined + other.undetermined,
            self.kept + other.kept,
            (*self.odd, *other.odd),
        )


@door()
def open_round(on: date, *, by: Any, at: datetime | None = None, token: Token = None) -> GradingRound:
    """
    Open a round of grading.

    Args:
        on: The day of the grading: figures up to it count, and its rules.
        by: The person.
        at: The instant; now where left out.
        token: Comes with the request.

    Raises:
        NotAllowedError: If *by* may not grade.
        DeskError: If the day lies ahead, or has its round.
    """
    demand(by, RIGHT)
    if on > timezone.localdate(at):
        raise DeskError(_("The grading day lies ahead; its figures cannot be known yet."))

    taken = _("There is a round of %(day)s already; go on with that one.") % {"day": on}

    def do() -> GradingRound:
        if GradingRound.objects.filter(on=on).exists():
            raise DeskError(taken)
        return GradingRound.objects.create(on=on, opened_by=by)

    return once(token, "open_round", GradingRound, do, by=by, asked=(on,), taken=taken)


@door()
def grade_round(held: GradingRound, *, by: Any) -> Graded:
    """
    Work out a grade for every active customer that *by* sees.

    Each batch is a transaction of its own, so that a grading that was cut short goes on where it stopped.  What is
    proposed or decided already stays; who could not be graded is tried again.

    Raises:
        NotAllowedError: If *by* may not grade.
        WrongStateError: If the round is closed.
        DeskError: If there are too many customers to rank among themselves.
        SilentPolicyError, NotInForceError: If the policy of the day grades nobody.
    """
    demand(by, RIGHT, held)
    held = stored(held)
    under = running(held.on)
    book_on(under.policy, SCORE, held.on).read_as(SCORE, Score)
    cohort = _cohort(under.policy, held.on)
    key = None if cohort is None else put_aside([plain(sales) for sales in cohort])
    done = Graded()
    for batch in _batches(by):
        done += _grade(held, batch, under, cohort, key, by)
    return done


@door()
@transaction.atomic
def close_round(held: GradingRound, *, by: Any, unrate_left_out: bool = False) -> GradingRound:
    """
    Close a round in which no proposed grade waits any more; what was decided in it stays as it is.

    Args:
        held: The round.
        by: The person.
        unrate_left_out: Says that those who were left out lose their grade, where the policy has it so.

    Raises:
        NotAllowedError: If *by* may not grade.
        WrongStateError: If it is closed.
        DeskError: If grades wait; if somebody would lose his grade and it is not said that he does, or *by* does not
            look after him, or no grade was worked out yet; if it is said and the policy has no such rule.
    """
    demand(by, RIGHT, held)
    row = _open(held)
    waiting = row.assessments.filter(state=GradeAssessment.State.PROPOSED).exclude(proposed="").count()
    if waiting:
        what = _("%(count)d proposed grades wait; confirm, replace or reject them first.")
        raise DeskError(what % {"count": waiting})
    leave_out(row, by=by, said=unrate_left_out)
    row.state = GradingRound.State.CLOSED
    row.save()
    return row


def _open(held: GradingRound) -> GradingRound:
    row = GradingRound.objects.select_for_update().get(pk=held.pk)
    if row.state != GradingRound.State.OPEN:
        raise WrongStateError(row)
    return row


def _cohort(policy: Policy, on: date) -> tuple[Decimal, ...] | None:
    if not needs_cohort(policy, on):
        return None
    cohort = tuple(sorted(islice(cohort_on(on, policy), LARGEST_COHORT + 1)))
    if len(cohort) > LARGEST_COHORT:
        what = _(
            "More than %(count)d customers are too many to rank by sales; set grading.sales_reference in the policy."
        )
        raise DeskError(what % {"count": LARGEST_COHORT})
    return cohort


def _batches(by: Any) -> Iterator[list[Customer]]:
    rows = Customer.objects.filter(active=True).select_related("owner")
    return in_batches(rows if by is None else visible(rows, by), BATCH)


@transaction.atomic
def _grade(
    held: GradingRound,
    batch: Sequence[Customer],
    under: Running,
    cohort: tuple[Decimal, ...] | None,
    key: str | None,
    by: Any,
) -> Graded:
    _open(held)
    there = {row.customer_id: row for row in GradeAssessment.objects.filter(on=held.on, customer__in=batch)}
    again = [one for one in batch if one.pk not in there or _untold(there[one.pk])]
    rows, records, odd = [], [], []
    for customer, facts in zip(again, assessments(again, held.on, cohort), strict=True):
        try:
            decision = grade_customer(facts, under.policy)
        except (VisitcoreError, ArithmeticError, ValueError) as error:
            odd.append((customer, str(error)))
            continue
        rows.append(_told(there.get(customer.pk), held, customer, decision))
        records.append(_record(decision, facts, under, customer, by, key))
    for row, record in zip(rows, DecisionRecord.objects.bulk_create(records), strict=True):
        row.decision = record
        if not row._state.adding:
            row.save()
    GradeAssessment.objects.bulk_create([row for row in rows if row._state.adding])
    told = sum(bool(row.proposed) for row in rows)
    return Graded(told, len(rows) - told, len(batch) - len(again), tuple(odd))


def _untold(row: GradeAssessment) -> bool:
    return row.state == GradeAssessment.State.PROPOSED and not row.proposed


def _told(
    row: GradeAssessment | None, held: GradingRound, customer: Customer, decision: Decision[Any]
) -> GradeAssessment:
    """
    What was worked out, in the row of the customer.
    """
    row = row or GradeAssessment(round=held, customer=customer, on=held.on)
    grade = decision.outcome
    row.before = customer.grade
    row.proposed = "" if grade is None else grade.grade
    row.score = None if grade is None else grade.score.quantize(Decimal("0.0001"))
    row.provisional = bool(grade is not None and grade.provisional)
    row.missing = ", ".join(decision.missing)[:200]
    return row


def _record(
    decision: Decision[Any], facts: Assessment, under: Running, customer: Customer, by: Any, key: str | None
) -> DecisionRecord:
    shared = {"cohort_sales": key} if key is not None and facts.cohort_sales is not None else None
    told = evolve(facts, cohort_sales=None)
    return unsaved(decision, told, under, row=customer, by=by, customer=customer, shared=shared)
