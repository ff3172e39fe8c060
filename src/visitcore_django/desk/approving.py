"""
Asking for an approval, giving it and sending back: one way for everything that needs a second person.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore_django.desk.brought import stored
from visitcore_django.desk.done import close_done
from visitcore_django.desk.errors import DeskError, DifferentSubjectError, WrongStateError
from visitcore_django.desk.rights import hand_of
from visitcore_django.models import Approval, Customer, DecisionRecord
from visitcore_django.models.base import about
from visitcore_django.people.acting import roles_of

M = TypeVar("M", bound=models.Model)
ONE_EACH = ("gift",)
"""Tables of which a row may need several signatures, each of another person."""


def ask(
    row: models.Model,
    *,
    by: Any,
    right: str,
    at: datetime | None = None,
    needs: Iterable[str] = (),
    customer: Customer | None = None,
    decision: DecisionRecord | None = None,
    title: str = "",
) -> Approval:
    """
    Ask for an approval; what waits already is not asked for twice.

    Args:
        row: What is to be approved.
        by: Who asks.
        right: The right that the one who approves needs, e.g. ``approve_visitplan``.
        at: The instant; now where left out.
        needs: Roles of the policy of which one is needed.
        customer: The customer concerned.
        decision: The decision that asks for it.
        title: What it is called in the queue; the row's own name where left out.

    Raises:
        DeskError: If nobody asks: then nobody could be kept from approving his own request.
    """
    if by is None:
        raise DeskError(_("An approval is asked for by a person, never by the system itself."))
    key = f"{row._meta.model_name}:{row.pk}"
    waiting = Approval.objects.filter(open_key=key).first()
    if waiting is not None:
        return waiting
    return Approval.objects.create(
        **about(row),
        title=(title or str(row))[:200],
        customer=customer,
        needs=",".join(needs),
        permission=right,
        requested_by=by,
        requested_at=at or timezone.now(),
        open_key=key,
        decision=decision,
    )


def decide_approval(
    approval: Approval,
    of: type[models.Model],
    *,
    by: Any,
    state: Approval.State,
    comment: str = "",
    at: datetime | None = None,
) -> Approval:
    """
    Approve or return; the row it is about is held, and left to the caller.

    Whoever holds both takes the row before what waits for it, so that no two wait for each other.

    Args:
        approval: The request.
        of: Table of the row that it must be about.
        by: Who decides.
        state: Approved or returned.
        comment: What is said to it.
        at: The instant; now where left out.

    Raises:
        DifferentSubjectError: If it is about something else.
        WrongStateError: If somebody has decided already.
        FourEyesError, NotAllowedError: If *by* may not.
        DeskError: If it is sent back without a word, or decided before it was asked for.
    """
    with transaction.atomic():
        told = stored(approval)
        if told.subject_kind != of._meta.model_name:
            raise DifferentSubjectError(told, of)
        row = of._base_manager.select_for_update().filter(pk=told.subject_id).first()
        held = Approval.objects.select_for_update().get(pk=told.pk)
        if held.state != Approval.State.OPEN:
            raise WrongStateError(held)
        moment = at or timezone.now()
        if moment < held.requested_at:
            raise DeskError(_("It cannot be decided before it is asked for; check the clock of this computer."))
        if state == Approval.State.RETURNED and not comment.strip():
            raise DeskError(_("Say why it is sent back, so that it can be mended."))
        if row is None:
            raise DeskError(_("What this is about is gone."))
        needs = [need for need in held.needs.split(",") if need]
        hand = hand_of(
            by, held.permission, held.requested_by, row, timezone.localdate(moment), needs, hands_before(held)
        )
        held.state, held.comment, held.open_key = state, comment.strip()[:500], None
        held.decided_by, held.on_behalf_of, held.decided_at = by, hand.for_whom, moment
        held.save()
        close_done([held])
        return held


def signed_as(done: Approval) -> tuple[str, ...]:
    """
    The roles in which an approval was given, out of those asked for; one who may anything signs as those.
    """
    hand = done.on_behalf_of or done.decided_by
    roles, needs = roles_of(hand), tuple(need for need in done.needs.split(",") if need)
    return tuple(role for role in needs if role in roles) or needs or roles


def hands_before(approval: Approval) -> frozenset[Any]:
    """
    The keys of those who signed for the same row since it was last asked for, and of those they stood in for.

    None where one signature is all that a row of its table needs.
    """
    if approval.subject_kind not in ONE_EACH:
        return frozenset()
    same = Approval.objects.filter(subject_kind=approval.subject_kind, subject_id=approval.subject_id)
    found: set[Any] = set()
    for one in same.exclude(pk=approval.pk).order_by("-pk"):
        if one.state != Approval.State.APPROVED:
            break
        found |= {one.decided_by_id, one.on_behalf_of_id}
    return frozenset(found - {None})


def withdraw(row: models.Model, *, by: Any, at: datetime | None = None) -> None:
    """
    Take back what waits for a row, which is held first.
    """
    type(row)._base_manager.select_for_update().get(pk=row.pk)
    for held in Approval.objects.select_for_update().filter(open_key=f"{row._meta.model_name}:{row.pk}"):
        held.state, held.open_key, held.decided_by = Approval.State.WITHDRAWN, None, by
        held.decided_at = max(at or timezone.now(), held.requested_at)
        held.save()
        close_done([held])


def answer_row(
    approval: Approval,
    model: type[M],
    to: str,
    *,
    waits: str,
    by: Any,
    state: Approval.State,
    comment: str = "",
    at: datetime | None = None,
) -> M:
    """
    Decide on a request, and put the row that it is about into another state.

    Args:
        approval: The request.
        model: Table of the row.
        to: The state that the row comes into.
        waits: The state in which it waits for the answer.
        by: Who decides.
        state: Approved or returned.
        comment: What is said to it.
        at: The instant; now where left out.

    Raises:
        FourEyesError, NotAllowedError, WrongStateError, DeskError: As `decide_approval`.
    """
    done = decide_approval(approval, model, by=by, state=state, comment=comment, at=at)
    row: Any = model._base_manager.select_for_update().get(pk=done.subject_id)
    if row.state != waits:
        raise WrongStateError(row)
    row.state = to
    row.save()
    moved: M = row
    return moved
