"""
The two buttons of whoever may answer a request: approve, and send back.
"""

from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore_django import desk
from visitcore_django.admin.buttons import Button
from visitcore_django.admin.stale import after_publishing
from visitcore_django.desk.approving import hands_before
from visitcore_django.desk.rights import Hand, hand_of
from visitcore_django.models import Approval, PolicyVersion
from visitcore_django.models.naming import person_name

ANSWERS = ("approve", "return")
"""Names of the buttons in the address."""


def waiting(row: Model) -> Approval | None:
    """
    The approval that a row waits for; ``None`` where it waits for none.
    """
    return Approval.objects.filter(open_key=f"{row._meta.model_name}:{row.pk}").select_related("requested_by").first()


def may_answer(person: Any, approval: Approval, row: Model) -> bool:
    """
    Whether somebody may decide on a request, by his own right or standing in; never on his own.
    """
    return _hand(person, approval, row) is not None


def answer_buttons(request: HttpRequest, row: Model) -> list[Button]:
    """
    Approve and send back, for those who may, while it waits.
    """
    approval = waiting(row)
    hand = None if approval is None else _hand(request.user, approval, row)
    if approval is None or hand is None:
        return []

    def yes(request: HttpRequest, _row: Any) -> str:
        done = desk.approve(approval, by=request.user, comment=request.POST.get("comment", ""))
        later = after_publishing(done, request.user) if isinstance(done, PolicyVersion) else ""
        if later:
            messages.info(request, later)
        return _("Approved.")

    def no(request: HttpRequest, _row: Any) -> str:
        desk.send_back(approval, by=request.user, comment=request.POST.get("comment", ""))
        return _("Sent back.")

    labels = _("Approve"), _("Send back")
    if hand.for_whom is not None:
        other = {"other": person_name(hand.for_whom)}
        labels = _("Approve on behalf of %(other)s") % other, _("Send back on behalf of %(other)s") % other
    return [
        Button(name="approve", label=labels[0], do=yes, main=True),
        Button(name="return", label=labels[1], do=no, asks=_("What is to be mended?")),
    ]


def _hand(person: Any, approval: Approval, row: Model) -> Hand | None:
    """
    By whose hand somebody would decide; ``None`` where he may not.
    """
    needs = [need for need in approval.needs.split(",") if need]
    told = approval.permission, approval.requested_by, row, timezone.localdate(), needs, hands_before(approval)
    try:
        return hand_of(person, *told)
    except desk.NotAllowedError:
        return None


def is_forged(request: HttpRequest, row: Model, name: str) -> bool:
    """
    Whether somebody pressed an answer that he may not give, and that his page did not offer.
    """
    approval = waiting(row) if name in ANSWERS else None
    return approval is not None and not may_answer(request.user, approval, row)
