"""
What the buttons on the page of a complaint do.
"""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore_django import desk
from visitcore_django.admin.complaint_form import ActForm, HandForm
from visitcore_django.admin.complaint_words import kind_in_words, state_in_words
from visitcore_django.admin.wording import explained, named
from visitcore_django.desk.complaint_rules import SIGNED, named_ahead, under_of
from visitcore_django.models import Complaint
from visitcore_django.models.naming import person_name


def taking(move: str, asks: str = "") -> Callable[[HttpRequest, Complaint], str | None]:
    """
    What the button of a step does.

    Args:
        move: Name of the step.
        asks: What has to be written down with it; empty where nothing has to.
    """

    def take(request: HttpRequest, row: Complaint) -> str | None:
        if asks and not request.POST.get("note", "").strip():
            messages.error(request, _("Not taken: write down %(what)s.") % {"what": asks})
            return None
        told = desk.advance_complaint(
            row,
            move,
            by=request.user,
            met=request.POST.getlist("met"),
            note=request.POST.get("note", "").strip(),
            token=request.POST.get("token") or None,
        )
        if told.verdict == "allowed":
            return _("Done: %(step)s. It now stands at: %(state)s.") % {
                "step": named(move),
                "state": state_in_words(row),
            }
        signed = row.events.filter(kind=move + SIGNED, by=request.user.pk).exists()
        say = messages.warning if signed else messages.error
        say(request, explained(told))
        return None

    return take


def note(request: HttpRequest, row: Complaint) -> str | None:
    """
    Write an act or a remark down.
    """
    form = ActForm(row, request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return None
    said = form.cleaned_data
    if said["at"] is not None and said["at"] > timezone.now() and said["kind"] not in _named_ahead(row):
        messages.error(request, _("What lies ahead has not happened; correct the time."))
        return None
    token = request.POST.get("token") or None
    event = desk.note_complaint(row, said["kind"], by=request.user, note=said["note"], at=said["at"], token=token)
    return _("Written down: %(what)s.") % {"what": kind_in_words(event.kind)}


def hand(request: HttpRequest, row: Complaint) -> str | None:
    """
    Hand a complaint to somebody.
    """
    form = HandForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose who is to handle it."))
        return None
    handler = form.cleaned_data["handler"]
    desk.assign_complaint(row, handler, by=request.user, token=request.POST.get("token") or None)
    return _("Handed to %(name)s.") % {"name": person_name(handler)}


def _named_ahead(row: Complaint) -> frozenset[str]:
    return named_ahead(under_of(row).policy, timezone.localdate())
