"""
What stands below a customer's form: how it stands, what is open, and what happened.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib.admin import AdminSite
from django.db.models import Model
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from visitcore import VisitcoreError
from visitcore.decisions import Verdict
from visitcore.explain.questions import question
from visitcore_django.admin.buttons import Panel
from visitcore_django.admin.customers_timeline import page_of, timeline
from visitcore_django.admin.customers_why import status_badge, todo
from visitcore_django.admin.due_words import clause, lacks
from visitcore_django.admin.wording import error_in_words, named, named_all
from visitcore_django.desk.due import due_of
from visitcore_django.desk.wording import say
from visitcore_django.models import CreditAccount, Customer, DecisionRecord
from visitcore_django.models.money import money
from visitcore_django.models.naming import person_name
from visitcore_django.policies import running
from visitcore_django.sheets.figures import figure_word

MOST = 20
"""Open things of one kind that are listed."""
LOOKED_THROUGH = 200
"""Decisions among which the latest on each question are found."""


def panels_of(row: Customer, person: Any, site: AdminSite) -> Iterator[Panel]:
    """
    The panels that a person may see.
    """

    def may(model: str) -> bool:
        return bool(person.has_perm(f"visitcore_django.view_{model}"))

    yield Panel(_("How it stands"), _standing(row))
    if may("customerfigure"):
        yield from _figures(row)
    if may("gradeassessment"):
        yield from _grade(row)
    if may("creditaccount"):
        yield from _credit(row, site)
    if may("complaint"):
        yield from _complaints(row, site)
    if may("promise"):
        yield from _promises(row, site)
    if may("decisionrecord"):
        yield from _decisions(row, site)
    happened, more = timeline(row, person, site)
    told = {"happened": happened, "more": more, "months": 12}
    yield Panel(_("The last twelve months"), render_to_string("visitcore/customer_timeline.html", told))


def _standing(row: Customer) -> SafeString | str:
    today = timezone.localdate()
    try:
        decision = due_of(row, today)
    except VisitcoreError as error:
        return error_in_words(error)
    told = {
        "badge": status_badge(decision),
        "todo": todo(decision),
        "due": decision.outcome,
        "clause": clause(decision.findings[0].rule.id, running(today).policy),
        "lacks": lacks(decision.missing),
        "active": row.active,
        "why": reverse("admin:visitcore_django_customer_why", args=[row.pk]),
    }
    return render_to_string("visitcore/customer_standing.html", told)


def _figures(row: Customer) -> Iterator[Panel]:
    """
    The latest of each figure.
    """
    latest = {figure.name: figure for figure in row.figures.order_by("as_of")}
    if latest:
        heads = [_("Figure"), _("Value"), _("As of")]
        table = [("", [figure_word(name), one.value, one.as_of.isoformat()]) for name, one in sorted(latest.items())]
        yield Panel(_("Figures of the customer"), _table(heads, table))


def _grade(row: Customer) -> Iterator[Panel]:
    last = row.assessments.order_by("-on").first()
    if last is not None:
        lines = [
            (_name(last, "on"), last.on.isoformat()),
            (_name(last, "proposed"), last.proposed or "–"),
            (_name(last, "score"), "–" if last.score is None else f"{last.score.normalize():f}"),
            (_name(last, "given"), last.given or "–"),
            (_name(last, "state"), last.get_state_display()),
            (_name(last, "reason"), last.reason or "–"),
        ]
        yield Panel(_("Grade assessment"), _lines(lines))


def _credit(row: Customer, site: AdminSite) -> Iterator[Panel]:
    account = CreditAccount.objects.filter(customer=row).first()
    if account is not None:
        sums = ("limit", "outstanding", "headroom", "past_term")
        lines = [(_name(account, name), money(getattr(account, name), account.currency) or "–") for name in sums]
        lines.append((_name(account, "standing_on"), _shown(account.standing_on)))
        yield Panel(_("Credit"), _lines(lines, page_of(account, site)))


def _complaints(row: Customer, site: AdminSite) -> Iterator[Panel]:
    rows = list(row.complaints.filter(closed_at__isnull=True).order_by("next_due")[:MOST])
    if rows:
        heads = [_("Complaint"), _("State"), _("Next step due"), _("Who takes the next step")]
        table = [
            (page_of(one, site), [str(one), named(one.state), _moment(one.next_due), named_all(one.next_by)])
            for one in rows
        ]
        yield Panel(_("Open complaints"), _table(heads, table))


def _promises(row: Customer, site: AdminSite) -> Iterator[Panel]:
    rows = list(row.promises.filter(kept__isnull=True).select_related("owner").order_by("due_by")[:MOST])
    if rows:
        today = timezone.localdate()
        heads = [_("Promise"), _("Promised on"), _("Due by"), _("Who promised"), ""]
        table = [
            (
                page_of(one, site),
                [
                    one.what,
                    one.made.isoformat(),
                    one.due_by.isoformat() if one.due_by else _("promptly"),
                    person_name(one.owner),
                    f"✗ {_('overdue')}" if one.due_by is not None and one.due_by < today else "",
                ],
            )
            for one in rows
        ]
        yield Panel(_("Open promises"), _table(heads, table))


def _decisions(row: Customer, site: AdminSite) -> Iterator[Panel]:
    """
    The latest decision on each question.
    """
    records = row.decisions.defer("facts", "answer", "told_en", "told_zh", "calendar").order_by("-recorded_at", "-pk")
    latest: dict[str, DecisionRecord] = {}
    for one in records[:LOOKED_THROUGH]:
        latest.setdefault(one.name, one)
    if latest:
        heads = [_("Question"), _("Answer"), _("Clauses"), _("Day")]
        table = [
            (
                page_of(one, site),
                [say(question(name)), say(Verdict(one.verdict).label), one.rules, one.governed_on.isoformat()],
            )
            for name, one in latest.items()
        ]
        yield Panel(_("Latest decisions"), _table(heads, table))


def _name(row: Model, field: str) -> Any:
    return getattr(row._meta.get_field(field), "verbose_name", field)


def _lines(lines: list[tuple[Any, Any]], url: str = "") -> SafeString:
    return render_to_string("visitcore/lines.html", {"lines": lines, "url": url})


def _table(heads: list[str], rows: list[tuple[str, list[Any]]]) -> SafeString:
    return render_to_string("visitcore/table.html", {"heads": heads, "rows": rows})


def _shown(value: Any) -> Any:
    return "–" if value is None else value.isoformat() if isinstance(value, date) else value


def _moment(value: Any) -> str:
    return "–" if value is None else f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
