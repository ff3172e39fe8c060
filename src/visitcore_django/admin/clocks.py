"""
How a deadline runs, in words: due by when, how long is left, how late it is.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from visitcore_django.admin.due_words import badge
from visitcore_django.desk.clock import Clock, Standing

LOOKS = {"open": "due", "overdue": "overdue", "late": "overdue", "early": "overdue", "in_time": "met", "done": "met"}
"""Which status of the due list a clock looks like."""


def clock_badge(clock: Clock | Standing | None) -> SafeString | str:
    """
    A clock as a word with its sign; a dash where there is none.
    """
    return "–" if clock is None else badge(LOOKS.get(clock.status, "none"), clock_said(clock))


def clock_said(clock: Clock | Standing) -> str:
    """
    How a deadline stands, in one line.
    """
    if clock.due is None:
        return _without_number(clock.status)
    said: dict[str, Any] = {"day": day_said(clock.due), "late": _length(clock.late_by, clock.due)}
    if clock.status == "open":
        return _left(clock.left, said)
    words = {
        "overdue": _("%(late)s late, was due by %(day)s"),
        "late": _("handed in %(late)s late, was due by %(day)s"),
        "in_time": _("handed in in time, due by %(day)s"),
        "early": _("handed in too early, due by %(day)s"),
    }
    return words.get(clock.status, _("due by %(day)s")) % said


def day_said(day: date) -> str:
    """
    A day, or an instant at the place of the site, as people write it.
    """
    if isinstance(day, datetime):
        return date_format(timezone.localtime(day) if timezone.is_aware(day) else day, "DATETIME_FORMAT")
    return date_format(day, "DATE_FORMAT")


def _left(left: int | None, said: dict[str, Any]) -> str:
    if left is None:
        return _("due by %(day)s") % said
    if left == 0:
        return _("due today, %(day)s") % said
    words = ngettext("due by %(day)s, %(count)d day left", "due by %(day)s, %(count)d days left", left)
    return words % {**said, "count": left}


def _length(late: Any, due: date) -> str:
    """
    How late: whole days, or hours where hours count.
    """
    if isinstance(due, datetime) or isinstance(late, Decimal):
        return _("%(hours)s hours") % {"hours": f"{Decimal(late or 0):.1f}"}
    days = int(late or 0)
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


def _without_number(status: str) -> str:
    """
    What is said where the document gives no number of days.
    """
    return {
        "in_time": _("handed in beforehand, as asked for"),
        "late": _("handed in too late, it was to come beforehand"),
        "overdue": _("not handed in, it was to come beforehand"),
        "open": _("to be handed in beforehand"),
        "done": _("handed in; the document gives no number of days"),
        "pending": _("to be handed in promptly; the document gives no number of days"),
    }.get(status, _("cannot be told"))
