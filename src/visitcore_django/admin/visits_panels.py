"""
What stands below a visit: how far its checklists are, and how its report stands.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.admin import AdminSite
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from visitcore_django.admin.buttons import Panel
from visitcore_django.admin.clocks import clock_badge
from visitcore_django.admin.customers_timeline import page_of
from visitcore_django.admin.due_words import badge
from visitcore_django.admin.history import why_panels
from visitcore_django.admin.policy_fields import Asked
from visitcore_django.admin.why import why
from visitcore_django.desk.clock import stored_clock
from visitcore_django.desk.report_clocks import not_begun, report_clock
from visitcore_django.models import Visit, VisitReport

LOOKS = {"draft": "due", "submitted": "due", "returned": "overdue", "reviewed": "met"}
"""Which status of the due list the state of a report looks like."""
HANDED_IN = (VisitReport.State.SUBMITTED, VisitReport.State.REVIEWED)


def panels_of(visit: Visit, asked: Iterable[Asked], site: AdminSite) -> Iterator[Panel]:
    """
    The panels of a visit.
    """
    lines = [line for one in asked for line in one.ticks(visit.ticked)]
    if lines and visit.status != Visit.Status.CANCELLED:
        heads = [_("Checklist"), _("Done"), _("Still open")]
        rows = [("", [title, done, still or "–"]) for title, done, still in lines]
        yield Panel(
            _("How far the checklists are"), render_to_string("visitcore/table.html", {"heads": heads, "rows": rows})
        )
    if visit.status == Visit.Status.COMPLETED:
        yield _report(visit, site)
    yield from why_panels(visit, "look_up")


def report_said(visit: Visit) -> SafeString | str:
    """
    How far the report on a visit is, in a list.
    """
    report: VisitReport | None = getattr(visit, "report", None)
    if report is None:
        return badge("due", _("none yet")) if visit.status == Visit.Status.COMPLETED else "–"
    return report_stands(report)


def report_stands(report: VisitReport) -> SafeString:
    """
    The state of a report with its sign, and how its deadline stands; that of a cancelled visit has none.
    """
    handed_in = report.state in HANDED_IN
    clock = stored_clock(report.due_by, report.late, handed_in, timezone.localdate())
    words = badge(LOOKS[report.state], report.get_state_display())
    in_time = report.late is False or (handed_in and not report.late)
    if clock is None or in_time or report.visit.status != Visit.Status.COMPLETED:
        return words
    return format_html('{}<span class="visitcore-code">{}</span>', words, clock_badge(clock))


def _is_told(visit: Visit) -> bool:
    """
    Whether the report on a visit is among those that are late and not begun, on the desk and in the list.
    """
    return not_begun(timezone.localdate()).filter(pk=visit.pk).exists()


def _report(visit: Visit, site: AdminSite) -> Panel:
    """
    The clock of the report, while it is not begun too.
    """
    report: Any = getattr(visit, "report", None) or VisitReport(visit=visit)
    clock = report_clock(report)
    told = {
        "state": badge(LOOKS[report.state], report.get_state_display()) if report.pk else badge("due", _("none yet")),
        "clock": clock_badge(clock),
        "why": why(clock.decision) if clock is not None else "",
        "url": page_of(report, site) if report.pk else "",
        "untold": report.pk is None and clock is not None and clock.status == "overdue" and not _is_told(visit),
    }
    return Panel(_("Report"), render_to_string("visitcore/report_standing.html", told))
