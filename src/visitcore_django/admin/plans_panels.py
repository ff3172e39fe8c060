"""
What stands below a visit plan: its deadline, who is still due in the month, and how the plan was kept.
"""

from collections.abc import Iterator
from typing import Any

from django.contrib.admin import AdminSite
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from visitcore_django.admin.buttons import Panel
from visitcore_django.admin.clocks import clock_badge
from visitcore_django.admin.customers_timeline import page_of
from visitcore_django.admin.due_words import badge, clause
from visitcore_django.admin.history import why_panels
from visitcore_django.admin.why import why
from visitcore_django.admin.wording import named_all, sentences
from visitcore_django.desk.drafting import wanted_in
from visitcore_django.desk.plan_clocks import plan_clock
from visitcore_django.facts.plans import held_in
from visitcore_django.models import Visit, VisitPlan
from visitcore_django.policies import running

MOST = 50
"""Customers that the panel names."""


def panels_of(plan: VisitPlan, site: AdminSite) -> Iterator[Panel]:
    """
    The panels, those that matter now first.
    """
    if plan.submitted_at is None:
        clock = plan_clock(plan)
        if clock is not None:
            yield Panel(_("Deadline"), format_html("<p>{}</p>{}", clock_badge(clock), why(clock.decision)))
    if plan.state != VisitPlan.State.APPROVED:
        yield _still_due(plan, site)
    if plan.submitted_at is not None:
        yield from why_panels(plan, "plan_submission")
    yield from _kept(plan, site)


def _still_due(plan: VisitPlan, site: AdminSite) -> Panel:
    """
    Who is due in the month and not planned yet, the overdue ones first.
    """
    wanted = wanted_in(plan)
    policy = running(plan.month).policy
    rows = []
    for demand in sorted(wanted.due, key=lambda one: (not one.overdue, one.due_by, one.customer.code))[:MOST]:
        row = wanted.customers[demand.customer.code]
        late = badge("overdue", _("overdue")) if demand.overdue else badge("due", _("due"))
        rows.append(
            (page_of(row, site), [str(row), row.grade, late, demand.due_by.isoformat(), clause(demand.rule, policy)])
        )
    month = date_format(plan.month, "YEAR_MONTH_FORMAT")
    count = len(wanted.due)
    said = ngettext(
        "%(count)d visit is due in %(month)s and not planned yet.",
        "%(count)d visits are due in %(month)s and not planned yet.",
        count,
    ) % {"count": count, "month": month}
    if not count:
        said = _("Everybody who is due in %(month)s is planned.") % {"month": month}
    if count > MOST:
        said = sentences(said, _("The first %(most)d are shown.") % {"most": MOST})
    heads = [_("Customer"), _("Grade"), _("Status"), _("Last good day"), _("By clause")]
    told: dict[str, Any] = {"said": said, "heads": heads, "rows": rows}
    return Panel(_("Still to be planned"), render_to_string("visitcore/said_table.html", told))


def _kept(plan: VisitPlan, site: AdminSite) -> Iterator[Panel]:
    """
    What became of the visits that are not planned any more.
    """
    visits = plan.visits.filter(held_in([plan.month])).exclude(status=Visit.Status.PLANNED)
    visits = visits.select_related("customer").order_by("start")
    rows = [
        (
            page_of(visit, site),
            [
                str(visit.customer),
                f"{timezone.localtime(visit.start):%Y-%m-%d %H:%M}",
                visit.get_status_display(),
                visit.cancelled_because or named_all(visit.purpose),
            ],
        )
        for visit in visits
    ]
    if rows:
        made = sum(visit.status == Visit.Status.COMPLETED for visit in visits)
        said = _("%(made)d made, %(gone)d cancelled.") % {"made": made, "gone": len(rows) - made}
        heads = [_("Customer"), _("Start"), _("Status"), _("Purpose, or why cancelled")]
        told = {"said": said, "heads": heads, "rows": rows}
        yield Panel(_("Made and cancelled"), render_to_string("visitcore/said_table.html", told))
