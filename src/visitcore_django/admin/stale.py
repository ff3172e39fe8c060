"""
Whether the due list is of today: it is worked out by the sweep, and after a policy was published only the next one.
"""

from datetime import date
from json import dumps
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from visitcore_django.models import PolicyVersion, SweepRun

DUE_LIST = gettext_noop("the due list")


def stale_note(oldest: date | None, version: PolicyVersion | None, today: date) -> str:
    """
    What is to be said above numbers that are not of now; empty where they are.

    Args:
        oldest: The day of the oldest status that is shown; ``None`` where none is.
        version: The version that governs today; ``None`` where none was published.
        today: The day of today.
    """
    if oldest is None:
        return ""
    if version is not None and version.published_at is not None and not _follows(version, oldest):
        said = {"day": oldest, "published": timezone.localdate(version.published_at)}
        return (
            _("Status as of %(day)s; the policy was published on %(published)s, and the next sweep follows it.") % said
        )
    return _("Status as of %(day)s; the next sweep brings it up to date.") % {"day": oldest} if oldest < today else ""


def worked_out(version: PolicyVersion, by: Any) -> None:
    """
    Have the history of a version say that the due list was worked out anew.
    """
    LogEntry.objects.create(
        user_id=by.pk,
        content_type=ContentType.objects.get_for_model(PolicyVersion),
        object_id=f"{version.pk}",
        object_repr=f"{version}"[:200],
        action_flag=CHANGE,
        change_message=dumps([{"changed": {"name": DUE_LIST, "object": f"{timezone.localdate()}"}}]),
    )


def after_publishing(version: PolicyVersion, person: Any) -> str:
    """
    What becomes of the due list once a version is published; empty where it is not in force yet.
    """
    if version.state != PolicyVersion.State.PUBLISHED or version.in_force_from > timezone.localdate():
        return ""
    if not person.has_perm("visitcore_django.change_policyversion"):
        return _("The due list follows with the next sweep (usually tonight).")
    what = _("The due list follows with the next sweep (usually tonight); to see it now, press “%(button)s” here.")
    return what % {"button": _("Work out who is due anew")}


def _follows(version: PolicyVersion, oldest: date) -> bool:
    """
    Whether everything was worked out after a version was published.
    """
    published = version.published_at
    if published is None or timezone.localdate(published) < oldest:
        return True
    if timezone.localdate(published) > oldest:
        return False
    if SweepRun.objects.filter(started_at__gte=published, finished_at__isnull=False).exists():
        return True
    kind = ContentType.objects.get_for_model(PolicyVersion)
    pressed = LogEntry.objects.filter(content_type=kind, action_time__gte=published, action_flag=CHANGE)
    return pressed.filter(change_message__contains=f'"{DUE_LIST}"').exists()
