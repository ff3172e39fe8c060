"""
Recorded decisions: to read, to take again, and to take away; nothing here is changed.
"""

from operator import attrgetter
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore.explain.prose import policy_called
from visitcore_django.admin import subjects
from visitcore_django.admin.base import ReadOnlyAdmin
from visitcore_django.admin.buttons import Button, Panel
from visitcore_django.admin.decision_facts import facts_shown
from visitcore_django.admin.decisions_filters import QuestionFilter, VerdictFilter, in_words
from visitcore_django.admin.decisions_told import days_panels, facts_of, in_json
from visitcore_django.admin.paging import BoundedPaginator
from visitcore_django.admin.verdicts import clauses_shown, verdict_badge
from visitcore_django.admin.why import why_recorded
from visitcore_django.desk.replaying import Outcome, Replayer
from visitcore_django.models import DecisionRecord
from visitcore_django.models.language import lang
from visitcore_django.models.naming import person_name


@admin.register(DecisionRecord)
class DecisionRecordAdmin(ReadOnlyAdmin):
    """
    Decisions, the latest first.
    """

    paginator = BoundedPaginator
    change_list_template = "visitcore/customers.html"
    change_form_template = "visitcore/called.html"
    show_facets = admin.ShowFacets.NEVER
    list_display = ("decided", "answer_in_a_word", "customer", "thing", "day", "asked_by", "clauses", "written")
    in_sheets: ClassVar = {"clauses": (gettext_lazy("clauses"), attrgetter("rules"))}
    list_select_related = ["customer", "by"]
    list_filter = (VerdictFilter, QuestionFilter, "recorded_at")
    search_fields = ["customer__code", "customer__name", "rules"]
    search_help_text = gettext_lazy("Code or name of the customer, or the number of a clause.")
    ordering = ["-recorded_at", "-pk"]
    fields = (
        ("decided", "answer_in_a_word"),
        ("customer", "thing"),
        ("governed_on", "recorded_at", "asked_by"),
        ("ruled_by", "policy_hash"),
        ("rules", "seal"),
    )
    leads: ClassVar = {"thing": "subject", "ruled_by": "policy_version"}
    readonly_fields = ("decided", "answer_in_a_word", "thing", "asked_by", "ruled_by", "seal")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """
        The list that knows what its rows are about.
        """
        return subjects.SubjectList

    @admin.display(description=gettext_lazy("decision"), ordering="name")
    def decided(self, row: DecisionRecord) -> str:
        """
        What was decided.
        """
        return in_words(row.name)

    @admin.display(description=gettext_lazy("verdict"), ordering="verdict")
    def answer_in_a_word(self, row: DecisionRecord) -> SafeString | str:
        """
        The verdict with its sign.
        """
        return verdict_badge(row.verdict)

    @admin.display(description=gettext_lazy("governing day"), ordering="governed_on")
    def day(self, row: DecisionRecord) -> str:
        """
        The day whose rules were applied.
        """
        return row.governed_on.isoformat()

    @admin.display(description=gettext_lazy("recorded at"), ordering="recorded_at")
    def written(self, row: DecisionRecord) -> str:
        """
        Day and minute of the record.
        """
        return f"{timezone.localtime(row.recorded_at):%Y-%m-%d %H:%M}"

    @admin.display(description=gettext_lazy("clauses"))
    def clauses(self, row: DecisionRecord) -> SafeString:
        """
        The first two clauses, and how many more; all of them come up when one points at it.
        """
        return clauses_shown(row.rules)

    @admin.display(description=gettext_lazy("for whom"), ordering="by")
    def asked_by(self, row: DecisionRecord) -> str:
        """
        Who asked; the system itself where nobody did.
        """
        return person_name(row.by) or _("the system")

    @admin.display(description=gettext_lazy("about"))
    def thing(self, row: DecisionRecord) -> str:
        """
        What it is about.
        """
        return subjects.in_words(subjects.subject_of(row))

    @admin.display(description=gettext_lazy("policy"))
    def ruled_by(self, row: DecisionRecord) -> str:
        """
        The version of the policy; the name of the ready-made one where there was none.
        """
        return policy_called(row.policy_name).in_(lang()) if row.policy_version is None else str(row.policy_version)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """
        Without the long columns, which only the page of one reads.
        """
        return super().get_queryset(request).defer("facts", "answer", "told_en", "told_zh", "calendar", "earlier")

    def get_urls(self) -> list[Any]:
        """
        The file for the auditor, before the pages of the admin.
        """
        name = f"{self.opts.app_label}_{self.opts.model_name}_json"
        mine = path("<int:object_id>/json/", self.admin_site.admin_view(self.json_view), name=name)
        return [mine, *super().get_urls()]

    def called(self, row: DecisionRecord) -> str:
        """
        What was decided in words, and of whom.
        """
        return f"{in_words(row.name)} · {row.customer or row.governed_on}"

    def json_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """
        Everything that a record holds.
        """
        row: DecisionRecord | None = self.get_object(request, str(object_id))
        if row is None or not self.has_view_permission(request, row):
            raise Http404
        answer = JsonResponse(in_json(row), json_dumps_params={"ensure_ascii": False, "indent": 2})
        answer["Content-Disposition"] = f'attachment; filename="decision-{row.pk}.json"'
        return answer

    def buttons(self, request: HttpRequest, row: DecisionRecord) -> list[Button]:
        """
        Take it again, and take it away.
        """
        return [
            Button(name="replay", label=_("Decide it again"), do=_replay, deed=False),
            Button(name="json", label=_("Download as JSON"), do=self._json),
        ]

    def panels(self, request: HttpRequest, row: DecisionRecord) -> list[Panel]:
        """
        The reasons in full, and the facts as they were seen.
        """
        return [
            Panel(_("Why"), why_recorded(row)),
            Panel(_("The facts as seen"), facts_shown(facts_of(row))),
            *days_panels(row),
        ]

    def _json(self, request: HttpRequest, row: DecisionRecord) -> HttpResponse:
        return self.json_view(request, row.pk)


def _replay(request: HttpRequest, row: DecisionRecord) -> str | None:
    found = Replayer().replay(row)
    if found.outcome is Outcome.SAME:
        return _("Decided again from the stored facts and policy: the answer is the same.")
    told = _("It cannot be decided again.") if found.outcome is Outcome.NOT_AT_HAND else _("It comes out otherwise:")
    messages.warning(request, " ".join([told, *found.told]))
    return None
