"""
Grading rounds: opened for a day, graded, looked through, closed.
"""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore_django import desk
from visitcore_django.admin.base import VersionedForm
from visitcore_django.admin.buttons import Button, Panel
from visitcore_django.admin.enter import EnterMixin
from visitcore_django.admin.grades_filters import MOVES
from visitcore_django.admin.grading_close import UNRATE, left_out_panel, may_grade, who_loses
from visitcore_django.admin.grading_panels import WAITING, round_panels
from visitcore_django.desk.grading import Graded
from visitcore_django.desk.grading_terms import round_warning
from visitcore_django.models import GradeAssessment, GradingRound
from visitcore_django.models.naming import person_name
from visitcore_django.people.scope import visible

SIGNS = {GradingRound.State.OPEN: "…", GradingRound.State.CLOSED: "✓"}


class RoundForm(VersionedForm):
    """
    The day of the grading.
    """

    class Meta:
        model = GradingRound
        fields = ("on",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "on" in self.fields:
            self.fields["on"].help_text = _("Figures up to this day count, by the rules of this day.")


class RoundList(ChangeList):
    """
    The rows of one page, with their counts of the customers that the person sees.
    """

    def get_results(self, request: HttpRequest) -> None:
        """
        Read the page; all rounds of it are counted at once.
        """
        super().get_results(request)
        self.result_list = list(self.result_list)
        rows = visible(GradeAssessment.objects.filter(round__in=self.result_list), request.user)
        counted = (
            rows.order_by()
            .values("round")
            .annotate(
                graded=Count("pk"),
                waiting=Count("pk", filter=WAITING),
                other=Count("pk", filter=MOVES["changed"][1]),
                untold=Count("pk", filter=MOVES["undetermined"][1]),
            )
        )
        counts = {one["round"]: one for one in counted}
        for row in self.result_list:
            row.counts = counts.get(row.pk, {})


@admin.register(GradingRound)
class GradingRoundAdmin(EnterMixin):
    """
    Rounds, the latest first.
    """

    form = RoundForm
    enterings = (UNRATE,)
    list_display = ("on", "stands", "graded", "waiting", "other", "untold", "opened")
    list_select_related = ["opened_by"]
    list_filter = ("state",)
    show_facets = admin.ShowFacets.NEVER
    fields = ("on", "stands", "opened")
    readonly_fields = ("stands", "opened")

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def stands(self, row: GradingRound) -> SafeString:
        """
        The state with its sign.
        """
        return format_html("{} {}", SIGNS[GradingRound.State(row.state)], row.get_state_display())

    @admin.display(description=gettext_lazy("customers"))
    def graded(self, row: Any) -> Any:
        """
        Customers that were looked at.
        """
        return row.counts.get("graded", 0)

    @admin.display(description=gettext_lazy("waiting to be confirmed"))
    def waiting(self, row: Any) -> Any:
        """
        Proposed grades that nobody has decided on.
        """
        return row.counts.get("waiting", 0)

    @admin.display(description=gettext_lazy("another grade than before"))
    def other(self, row: Any) -> Any:
        """
        Customers whose grade changes.
        """
        return row.counts.get("other", 0)

    @admin.display(description=gettext_lazy("cannot be told"))
    def untold(self, row: Any) -> Any:
        """
        Customers of whom something is missing.
        """
        return row.counts.get("untold", 0)

    @admin.display(description=gettext_lazy("opened by"))
    def opened(self, row: GradingRound) -> str:
        """
        Who opened it.
        """
        return person_name(row.opened_by) or "–"

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """
        The list that counts.
        """
        return RoundList

    def has_add_permission(self, request: HttpRequest) -> bool:
        """
        Who grades opens rounds.
        """
        return super().has_add_permission(request) and may_grade(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        A round is moved by its buttons only.
        """
        return obj is None and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        A round is history.
        """
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        The day; of a round that stands, how far it has come.
        """
        return ["on"] if obj is None else self.fields

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """
        Today.
        """
        return {"on": timezone.localdate()}

    def save_model(self, request: HttpRequest, obj: GradingRound, form: Any, change: bool) -> None:
        """
        Open it at the desk.
        """
        obj.pk = desk.open_round(obj.on, by=request.user, token=form.cleaned_data.get("token") or None).pk
        obj.refresh_from_db()
        warning = round_warning(obj.on)
        if warning:
            messages.warning(request, warning)

    def buttons(self, request: HttpRequest, row: GradingRound) -> list[Button]:
        """
        Grade, and close, for those who grade.
        """
        if row.state != GradingRound.State.OPEN or not may_grade(request.user):
            return []
        return [
            Button(name="grade", label=_("Work out the grades"), do=_grade, main=True),
            Button(name="close", label=_("Close the round"), do=_close),
        ]

    def may_press(self, request: HttpRequest, row: Any, name: str) -> bool:
        """
        A forged press without the right is refused.
        """
        return (name not in {"grade", "close"} or may_grade(request.user)) and super().may_press(request, row, name)

    def panels(self, request: HttpRequest, row: GradingRound) -> list[Panel]:
        """
        What was worked out, what is missing, by which rules, and who was left out.
        """
        rows = visible(row.assessments.all(), request.user)
        return [*round_panels(row, rows), *left_out_panel(row, request.user)]

    def above(self, request: HttpRequest, row: GradingRound) -> Any:
        """
        Who would lose his grade.
        """
        return who_loses(row, request.user)


def _grade(request: HttpRequest, row: GradingRound) -> str:
    found: Graded = desk.grade_round(row, by=request.user)
    for customer, why in found.odd[:5]:
        messages.warning(request, f"{customer}: {why}")
    told = _("%(proposed)d grades proposed, %(undetermined)d cannot be told, %(kept)d stay as they are.")
    return told % {"proposed": found.proposed, "undetermined": found.undetermined, "kept": found.kept}


def _close(request: HttpRequest, row: GradingRound) -> str:
    desk.close_round(row, by=request.user)
    return _("The round is closed.")
