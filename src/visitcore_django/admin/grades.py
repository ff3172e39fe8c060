"""
The grades worked out for customers: taken, replaced with a reason, or turned down.
"""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from visitcore_django import desk
from visitcore_django.admin.base import ReadOnlyAdmin
from visitcore_django.admin.buttons import Button, Panel
from visitcore_django.admin.due_words import lacks_in_short
from visitcore_django.admin.grades_filters import MoveFilter
from visitcore_django.admin.paging import BoundedPaginator
from visitcore_django.admin.why import why_recorded
from visitcore_django.desk.grades import grades_on
from visitcore_django.models import GradeAssessment, GradingRound
from visitcore_django.models.naming import person_name

State = GradeAssessment.State
SIGNS = {State.PROPOSED: "…", State.CONFIRMED: "✓", State.OVERRIDDEN: "✎", State.REJECTED: "✗"}
RIGHT = "visitcore_django.confirm_gradeassessment"
DEEDS = ("confirm", "override", "reject")


@admin.register(GradeAssessment)
class GradeAssessmentAdmin(ReadOnlyAdmin):
    """
    Assessments, the latest first; nothing is written but by a button.
    """

    paginator = BoundedPaginator
    change_list_template = "visitcore/customers.html"
    show_facets = admin.ShowFacets.NEVER
    list_display = ("customer", "day", "before_as_told", "worked_out", "points", "lacking", "stands")
    list_display_links = ("customer",)
    list_select_related = ["customer", "round", "decided_by"]
    list_filter = ("state", MoveFilter, "round")
    search_fields = ["customer__code", "customer__name"]
    ordering = ["-on", "customer__code"]
    actions = ["confirm_selected"]
    fields = (
        ("customer", "on"),
        ("before_as_told", "worked_out", "points"),
        "lacking",
        ("stands", "given_as_told", "who"),
        "reason",
    )
    readonly_fields = ("before_as_told", "worked_out", "points", "lacking", "stands", "given_as_told", "who")

    @admin.display(description=gettext_lazy("grading day"), ordering="on")
    def day(self, row: GradeAssessment) -> str:
        """
        The day of the grading.
        """
        return row.on.isoformat()

    @admin.display(description=gettext_lazy("grade before"), ordering="before")
    def before_as_told(self, row: GradeAssessment) -> str:
        """
        The grade before; a dash where there was none.
        """
        return row.before or "–"

    @admin.display(description=gettext_lazy("grade proposed"), ordering="proposed")
    def worked_out(self, row: GradeAssessment) -> SafeString:
        """
        The grade worked out, whether it is another one, and whether it is provisional.
        """
        if not row.proposed:
            return format_html('<span aria-hidden="true">?</span> {}', _("cannot be told"))
        sign = "+" if not row.before else "=" if row.proposed == row.before else "→"
        told = format_html('<strong><span aria-hidden="true">{}</span> {}</strong>', sign, row.proposed)
        return format_html("{} ({})", told, _("provisional")) if row.provisional else told

    @admin.display(description=gettext_lazy("score"), ordering="score")
    def points(self, row: GradeAssessment) -> str:
        """
        The score with one digit.
        """
        return "–" if row.score is None else f"{row.score:.1f}"

    @admin.display(description=gettext_lazy("missing"))
    def lacking(self, row: GradeAssessment) -> str:
        """
        What is missing, in words.
        """
        return lacks_in_short(row.missing.split(", ")) or "–"

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def stands(self, row: GradeAssessment) -> SafeString:
        """
        The state with its sign, and the grade given.
        """
        given = format_html(" <strong>{}</strong>", row.given) if row.given else ""
        return format_html("{} {}{}", SIGNS[State(row.state)], row.get_state_display(), given)

    @admin.display(description=gettext_lazy("grade given"), ordering="given")
    def given_as_told(self, row: GradeAssessment) -> str:
        """
        The grade given; a dash where none was.
        """
        return row.given or "–"

    @admin.display(description=gettext_lazy("decided by"))
    def who(self, row: GradeAssessment) -> str:
        """
        Who decided; a dash where nobody has.
        """
        return person_name(row.decided_by) or "–"

    def has_confirm_permission(self, request: HttpRequest) -> bool:
        """
        Whether the person may confirm grades.
        """
        return bool(request.user.has_perm(RIGHT))

    @admin.action(description=gettext_lazy("Confirm the proposed grades"), permissions=["confirm"])
    def confirm_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """
        Confirm those that can be, and say how many could not.
        """
        rows = list(queryset.select_related(None).order_by("pk").only("pk"))
        done, left = desk.confirm_grades(rows, by=request.user)
        told = ngettext("%(count)d grade confirmed.", "%(count)d grades confirmed.", done) % {"count": done}
        messages.success(request, told)
        if left:
            said = _("%(count)d passed over: decided already, not worked out, or graded later.") % {"count": left}
            messages.warning(request, said)

    def buttons(self, request: HttpRequest, row: GradeAssessment) -> list[Button]:
        """
        What may still be done.
        """
        closed = row.round is not None and row.round.state == GradingRound.State.CLOSED
        if row.state != State.PROPOSED or closed or not self.has_confirm_permission(request):
            return []
        return list(_buttons(row))

    def may_press(self, request: HttpRequest, row: Any, name: str) -> bool:
        """
        A forged press without the right is refused.
        """
        return (name not in DEEDS or self.has_confirm_permission(request)) and super().may_press(request, row, name)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """
        The page; another grade is given in a form of its own below.
        """
        row = self.get_object(request, object_id)
        shown = [] if row is None else [one for one in self.buttons(request, row) if one.name != "override"]
        return super().change_view(request, object_id, form_url, {"visitcore_buttons": shown, **(extra_context or {})})

    def panels(self, request: HttpRequest, row: GradeAssessment) -> list[Panel]:
        """
        Another grade to give, why it was worked out so, and the grades before.
        """
        parts = []
        if any(button.name == "override" for button in self.buttons(request, row)):
            others = [grade for grade in grades_on(row.on) if grade != row.proposed]
            told = {"row": row, "grades": others, "opts": self.opts}
            parts.append(Panel(_("Give another grade"), render_to_string("visitcore/grade_form.html", told, request)))
        if row.decision is not None:
            parts.append(Panel(_("Why"), why_recorded(row.decision)))
        return [*parts, *_earlier(row)]


def _buttons(row: GradeAssessment) -> Iterator[Button]:
    if row.proposed:
        yield Button(
            name="confirm", label=_("Confirm grade %(grade)s") % {"grade": row.proposed}, do=_confirm, main=True
        )
    yield Button(name="override", label=_("Give another grade"), do=_override)
    yield Button(name="reject", label=_("Reject"), do=_reject, asks=_("Why is it rejected?"))


def _confirm(request: HttpRequest, row: GradeAssessment) -> str:
    made = desk.confirm_grade(row, by=request.user)
    return _("%(customer)s is graded %(grade)s.") % {"customer": row.customer, "grade": made.given}


def _override(request: HttpRequest, row: GradeAssessment) -> str:
    grade, reason = request.POST.get("grade", ""), request.POST.get("comment", "")
    made = desk.override_grade(row, grade, by=request.user, reason=reason[:500])
    return _("%(customer)s is graded %(grade)s.") % {"customer": row.customer, "grade": made.given}


def _reject(request: HttpRequest, row: GradeAssessment) -> str:
    desk.reject_grade(row, by=request.user, reason=request.POST.get("comment", "")[:500])
    return _("Rejected; the customer keeps the grade it has.")


def _earlier(row: GradeAssessment) -> Iterator[Panel]:
    others = list(
        GradeAssessment.objects.filter(customer=row.customer_id).exclude(pk=row.pk).select_related("decided_by")[:20]
    )
    if others:
        heads = [_("Day"), _("before"), _("proposed"), _("given"), _("state"), _("reason"), _("decided by")]
        rows = [
            (
                "",
                [
                    one.on.isoformat(),
                    one.before or "–",
                    one.proposed or "–",
                    one.given or "–",
                    one.get_state_display(),
                    one.reason or "–",
                    person_name(one.decided_by) or "–",
                ],
            )
            for one in others
        ]
        body = render_to_string("visitcore/table.html", {"heads": heads, "rows": rows})
        yield Panel(_("Other gradings of this customer"), body)
