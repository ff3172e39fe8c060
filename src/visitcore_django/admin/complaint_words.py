"""
Complaints and call-backs in words: what happened, where they stand, how much time is left.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from visitcore import Decision
from visitcore.rules.complaint_clocks import Clock
from visitcore_django.admin.policy_field import clause_of
from visitcore_django.admin.wording import named
from visitcore_django.desk.complaint_rules import HANDED_TO, REMARK, SIGNED, is_whole_day
from visitcore_django.models import Complaint
from visitcore_django.models.language import between, lang

ANYBODY = "*"
LATE = ("late", "overdue")


def kind_in_words(kind: str) -> str:
    """
    What happened.
    """
    own = {REMARK: _("remark"), HANDED_TO: _("handed to")}
    if kind in own:
        return own[kind]
    if kind.endswith(SIGNED):
        return _("signed: %(step)s") % {"step": named(kind.removesuffix(SIGNED))}
    return named(kind)


def roles_named(roles: Any) -> str:
    """
    Whose turn it is; anybody's where no role is named.
    """
    names = [name for name in (roles.split(",") if isinstance(roles, str) else roles) if name]
    if not names or ANYBODY in names:
        return _("anybody")
    return (" 或 " if lang() == "zh" else " or ").join(named(name) for name in names)


def state_in_words(row: Complaint) -> str:
    """
    Where a complaint stands; only whether it is over where the policy has no way for complaints.
    """
    if row.state:
        return named(row.state)
    return _("not closed yet") if row.closed_at is None else _("case closed")


def moment_in_words(moment: date | None) -> str:
    """
    A day, or an instant of it; nothing where there is none.
    """
    if moment is None:
        return ""
    if not isinstance(moment, datetime):
        return date_format(moment, "Y-m-d")
    local = timezone.localtime(moment)
    return date_format(local, "Y-m-d" if is_whole_day(moment) else "Y-m-d H:i")


def time_left(due: datetime, now: datetime) -> str:
    """
    How much time is left until a deadline, or by how much it has passed.
    """
    if is_whole_day(due):
        days = (timezone.localdate(due) - timezone.localdate(now)).days
        if days == 0:
            return _("today")
        return left_in_days(days) if days > 0 else late_in_days(-days)
    gap = due - now
    if gap >= timedelta():
        return _("%(time)s left") % {"time": _span(gap)}
    return _("late by %(time)s") % {"time": _span(-gap)}


def mark_late(words: str, *, late: bool) -> SafeString:
    """
    Words that stand out where something is late; the sign says so without colour too.
    """
    if not late:
        return format_html("{}", words)
    return format_html('<strong class="visitcore-late">⚠ {}</strong>', words)


def two_lines(first: str, second: str) -> SafeString:
    """
    Something, and quietly below it what belongs to it.
    """
    if not second:
        return format_html("{}", first)
    return format_html('{}<div class="visitcore-quiet">{}</div>', first, second)


def due_lines(due: datetime, now: datetime) -> SafeString:
    """
    A deadline, and below it how much time is left.
    """
    left = mark_late(time_left(due, now), late=due < now)
    return format_html('<span class="visitcore-day">{}</span><div>{}</div>', moment_in_words(due), left)


def left_in_days(days: int) -> str:
    """
    So many days are left.
    """
    return ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}


def late_in_days(days: int) -> str:
    """
    So many days late.
    """
    return ngettext("late by %(days)d day", "late by %(days)d days", days) % {"days": days}


def clock_in_words(clock: Clock, now: datetime) -> str:
    """
    How a clock stands.
    """
    plain = {
        "in_time": _("done in time"),
        "early": _("done too early"),
        "done": _("done; the policy gives no number"),
        "pending": _("to be done without delay; the policy gives no number"),
        "not_started": _("has not begun"),
        "paused": _("stands still for now"),
    }
    if clock.status in plain:
        return plain[clock.status]
    if clock.status == "late":
        return _("done, %(late)s") % {"late": _late(clock.late_by)}
    if clock.status == "overdue":
        return _late(clock.late_by)
    if clock.status == "open":
        return _left(clock.due, now)
    return _("cannot be told without: %(what)s") % {"what": lacks_in_words(clock.missing)}


def ended_in_words(clock: Clock, closed: datetime) -> str:
    """
    How a clock stands on a closed complaint: none runs on.
    """
    if clock.status in ("open", "pending", "not_started", "paused"):
        return _("ended with the case")
    if clock.status == "overdue":
        return _("not done, %(late)s when the case was closed") % {"late": _late(clock.late_by)}
    return clock_in_words(clock, closed)


def lacks_in_words(missing: Any) -> str:
    """
    What is missing, in words.
    """
    return between().join(named(name.rpartition(".")[2]) for name in missing)


def clause_in(decision: Decision[Any], rule: str) -> str:
    """
    Where the rule of a clock stands.
    """
    found = next((finding for finding in decision.findings if finding.rule.id == rule), None)
    return rule if found is None else clause_of(found.against, rule)


def _left(due: date | None, now: datetime) -> str:
    if due is None:
        return _("running")
    if isinstance(due, datetime):
        return time_left(due, now)
    days = (due - timezone.localdate(now)).days
    return _("today") if days == 0 else left_in_days(days)


def _late(late_by: int | Decimal | None) -> str:
    if late_by is None:
        return _("late")
    if isinstance(late_by, Decimal):
        return _("late by %(time)s") % {"time": _span(timedelta(hours=float(late_by)))}
    return late_in_days(late_by)


def _span(gap: timedelta) -> str:
    """
    A stretch of time in days and hours, or in hours and minutes where it is short.
    """
    minutes = int(gap.total_seconds()) // 60
    days, hours = divmod(minutes // 60, 24)
    if days:
        return _("%(days)d d %(hours)d h") % {"days": days, "hours": hours}
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes % 60}
