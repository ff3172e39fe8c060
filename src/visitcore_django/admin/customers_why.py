"""
Why a customer stands so: the decision taken anew, its clause, and what it counted.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from visitcore import Decision, VisitcoreError
from visitcore.explain.clauses import clause_in_words
from visitcore.ground.days import next_day
from visitcore_django.admin.buttons import ButtonsMixin
from visitcore_django.admin.due_words import badge, lacks
from visitcore_django.admin.why import why
from visitcore_django.admin.wording import error_in_words, named_all
from visitcore_django.desk.due import due_of
from visitcore_django.desk.wording import say
from visitcore_django.facts.days import midnight
from visitcore_django.models import Customer, DueStatus, Excuse, Visit
from visitcore_django.models.language import lang
from visitcore_django.models.naming import person_name


class WhyMixin(ButtonsMixin):
    """
    A page of its own for each customer, to read.
    """

    def get_urls(self) -> list[Any]:
        """
        The page, before those of the admin.
        """
        name = f"{self.opts.app_label}_{self.opts.model_name}_why"
        return [
            path("<path:object_id>/why/", self.admin_site.admin_view(self.why_view), name=name),
            *super().get_urls(),
        ]

    def why_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """
        Why, in the reader's language.
        """
        row = self.get_object(request, object_id)
        if row is None or not self.has_view_permission(request, row):
            raise Http404
        today = timezone.localdate()
        try:
            decision = due_of(row, today)
        except VisitcoreError as error:
            messages.warning(request, error_in_words(error))
            return HttpResponseRedirect(reverse("admin:visitcore_django_customer_change", args=[row.pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Why %(customer)s stands so") % {"customer": row},
            "opts": self.opts,
            "row": row,
            "today": today,
            "due": decision.outcome,
            "badge": status_badge(decision),
            "why": why(decision),
            "sources": sources(decision),
            "todo": todo(decision),
            "lacks": lacks(decision.missing),
            "visits": visits_told(row, decision, today),
            "excuses": excuses_of(row, decision),
            "may_plan": request.user.has_perm("visitcore_django.add_visit"),
            "may_excuse": request.user.has_perm("visitcore_django.add_excuse"),
        }
        return TemplateResponse(request, "visitcore/customer_why.html", context)


def status_badge(decision: Decision[Any]) -> SafeString:
    """
    The status of a decision with its sign.
    """
    due: Any = decision.outcome
    status = DueStatus(due.status)
    return badge(status.value, str(status.label))


def todo(decision: Decision[Any]) -> str:
    """
    What is to be done now; empty where something is missing, which is told on its own.
    """
    due: Any = decision.outcome
    said = {"count": due.short or 0, "day": due.next_due}
    if due.status in ("due", "overdue"):
        words = ngettext("Visit once more by %(day)s.", "Visit %(count)d more times by %(day)s.", due.short)
        return words % said
    if due.status == "met":
        return _("Nothing now; the next visit is due by %(day)s.") % said
    if due.status == "excused":
        return _("Nothing: the period is excused.")
    return _("Nothing: no visit is owed.") if due.status == "not_applicable" else ""


def sources(decision: Decision[Any]) -> list[dict[str, str]]:
    """
    The rules that were applied: where each stands, what it says, and how it is read.
    """
    told = {}
    for finding in decision.findings:
        rule, note = finding.rule, finding.against.note
        told[rule.id] = {
            "id": rule.id,
            "document": rule.document.in_(lang()),
            "clause": clause_in_words(rule.clause).in_(lang()),
            "text": say(rule.text),
            "note": say(note) if note is not None else "",
        }
    return list(told.values())


def visits_told(row: Customer, decision: Decision[Any], today: date) -> list[dict[str, Any]]:
    """
    The visits of the period, each with whether it counts and why not.
    """
    due: Any = decision.outcome
    if due.period_start is None:
        return []
    start, end = midnight(due.period_start), midnight(next_day(due.period_end))
    rows = row.visits.filter(start__gte=start, start__lt=end).select_related("owner").order_by("start")
    return [
        {
            "visit": visit,
            "day": timezone.localdate(visit.start),
            "by": person_name(visit.owner),
            "purpose": named_all(visit.purpose),
            "counts": counted,
        }
        for visit in rows
        for counted in [_counts(visit, today)]
    ]


def excuses_of(row: Customer, decision: Decision[Any]) -> Sequence[Excuse]:
    """
    The excuses that touch the period, or a period missed before it; where no period is known, the latest.
    """
    due: Any = decision.outcome
    excuses = row.excuses.order_by("-first_day")
    if due.period_start is None:
        return list(excuses[:5])
    return list(excuses.filter(last_day__gte=due.overdue_since or due.period_start, first_day__lte=due.period_end))


def _counts(visit: Visit, today: date) -> str:
    """
    Why a visit does not count; empty where it does.
    """
    if visit.status == Visit.Status.CANCELLED:
        return _("no, it was cancelled")
    if visit.status == Visit.Status.PLANNED:
        return _("no, it is only planned")
    return _("no, it lies ahead") if timezone.localdate(visit.start) > today else ""
