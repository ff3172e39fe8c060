"""
Tells people of their reminders: one message each, of what they were not told yet.
"""

from typing import Any

from attrs import frozen
from django.contrib.auth import get_user_model
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore_django.models import Reminder
from visitcore_django.models.users import is_active
from visitcore_django.notify.digest import digest
from visitcore_django.notify.ports import NotTold, notifiers, tell
from visitcore_django.sweep.job import Job

LISTED = 50
"""Reminders that one message lists; of the others it says how many there are."""


@frozen
class Sent:
    """
    What one message told.

    Attributes:
        to: Key of the person; ``None`` where it got through to nobody.
        up_to: Key of the last reminder that it told of.
    """

    to: Any = None
    up_to: int = 0

    def mark(self) -> int:
        """
        Note that the reminders were told; how many there were.
        """
        if self.to is None:
            return 0
        return untold().filter(to=self.to, pk__lte=self.up_to).update(told_at=timezone.now())


def untold() -> QuerySet[Reminder]:
    """
    The open reminders that nobody was told of.
    """
    return Reminder.objects.filter(closed_on=None, told_at=None, to__isnull=False)


def waiting() -> list[Any]:
    """
    Keys of the people who have something to be told.
    """
    return list(untold().filter(is_active("to__")).order_by("to").values_list("to", flat=True).distinct())


def send(person: Any, job: Job) -> Sent:
    """
    Send one person one message; what does not get through is left for the next sweep.
    """
    rows = untold().filter(to=person)
    last = rows.aggregate(last=Max("pk"))["last"]
    if last is None:
        return Sent()
    user = get_user_model()._default_manager.get(pk=person)
    rows = rows.filter(pk__lte=last)
    said = _("%(who)s was not told: %(why)s")

    def no_language(error: Exception) -> None:
        words = _("LANGUAGE_OF failed for %(who)s (%(why)s); whom it fails for is told in the language of the site.")
        why = f"{type(error).__name__}: {error}"
        job.complain_once("LANGUAGE_OF", words % {"who": user.get_username(), "why": why})

    message = digest(user, rows.order_by("due_by", "pk")[:LISTED], rows.count(), no_language)
    try:
        faults = tell(notifiers(), message)
    except NotTold as error:
        job.complain(said % {"who": user.get_username(), "why": error})
        return Sent()
    for fault in faults:
        job.complain(said % {"who": user.get_username(), "why": fault})
    return Sent(person, last)
