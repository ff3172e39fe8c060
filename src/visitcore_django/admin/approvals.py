"""
What waits for me: every request that needs a second person, in one queue.
"""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from visitcore import VisitcoreError
from visitcore_django import desk
from visitcore_django.admin.approvals_filters import BoxFilter, KindFilter
from visitcore_django.admin.approvals_page import ApprovalPage
from visitcore_django.admin.buttons import STALE
from visitcore_django.admin.complaint_words import two_lines
from visitcore_django.admin.due_words import badge
from visitcore_django.admin.history import needed_in_words
from visitcore_django.admin.lines import in_lines
from visitcore_django.admin.paging import BoundedPaginator
from visitcore_django.admin.subjects import look_up
from visitcore_django.admin.verdicts import clauses_shown, verdict_badge
from visitcore_django.admin.wording import error_in_words, joined
from visitcore_django.desk.approvals import RIGHTS
from visitcore_django.desk.waiting import acts_for
from visitcore_django.models import Approval, StaleError
from visitcore_django.models.naming import person_name
from visitcore_django.people.scope import visible
from visitcore_django.people.standing_in import stands_in_for

LOOKS = {"open": "due", "approved": "met", "returned": "overdue", "withdrawn": "none"}
"""Which status of the due list a state looks like."""


def days_waited(row: Approval) -> int:
    """
    Whole days for which a request has waited, or did until it was decided.
    """
    return ((row.decided_at or timezone.now()) - row.requested_at).days


class ApprovalList(ChangeList):
    """
    The rows of one page, with whom the reader stands in for, and what stands in the way of some.
    """

    def get_results(self, request: HttpRequest) -> None:
        """
        Read the page; all rows of it are looked up at once.
        """
        super().get_results(request)
        self.result_list = list(self.result_list)
        acts = acts_for(request.user, [row.pk for row in self.result_list], timezone.localdate())
        for row in self.result_list:
            row.acts_for = acts.get(row.pk)
        look_up([row for row in self.result_list if self.model_admin.may_be_hindered(row)])  # type: ignore[attr-defined]


@admin.register(Approval)
class ApprovalAdmin(ApprovalPage):
    """
    Requests, those that wait for the reader first; what one asked for and what one decided under tabs of their own.
    """

    paginator = BoundedPaginator
    change_list_template = "visitcore/approval_list.html"
    list_display = ("what", "asked_by", "requested_at", "waited", "verdict", "stands")
    in_sheets: ClassVar = {"waited": (gettext_lazy("days waited"), days_waited)}
    list_display_links = ("what",)
    list_select_related = ["requested_by", "decided_by", "on_behalf_of", "decision", "customer"]
    list_filter = [BoxFilter, KindFilter]
    search_fields = ["title", "customer__code", "customer__name"]
    show_facets = admin.ShowFacets.NEVER
    actions = ["approve_selected"]
    fields = [
        "what",
        ("asked_by", "requested_at", "waited"),
        "needed",
        "stands",
        ("decided", "decided_at"),
        "comment",
    ]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """
        The list that knows for whom the reader decides.
        """
        return ApprovalList

    def has_answer_permission(self, request: HttpRequest) -> bool:
        """
        Whether the person, or one he stands in for, approves anything at all; an auditor does not.
        """
        people = (request.user, *stands_in_for(request.user, timezone.localdate()))
        return any(person.has_perm(f"visitcore_django.{right}") for person in people for right in RIGHTS)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """
        What the person sees anyway, and what waits for him or for one he stands in for.
        """
        rows: QuerySet[Any] = admin.ModelAdmin.get_queryset(self, request)
        seen = visible(Approval.objects.order_by(), request.user).values("pk")
        mine = desk.waiting_for(request.user, timezone.localdate()).order_by().values("pk")
        return rows.filter(Q(pk__in=seen) | Q(pk__in=mine))

    def get_ordering(self, request: HttpRequest) -> Any:
        """
        What waits longest first; under the other tabs the latest first.
        """
        waiting = request.GET.get("box", "waiting") == "waiting"
        return ["requested_at", "pk"] if waiting else ["-requested_at", "-pk"]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        The right, and the row among those above.
        """
        may = super().has_view_permission(request)
        return may and (obj is None or self.get_queryset(request).filter(pk=obj.pk).exists())

    @admin.display(description=gettext_lazy("what for"), ordering="title")
    def what(self, row: Any) -> SafeString:
        """
        What it is about and which customer, for whom the reader would decide, and what stands in its way.
        """
        customer = "" if row.customer is None or str(row.customer) in row.title else str(row.customer)
        other = getattr(row, "acts_for", None)
        proxy = "" if other is None else _("on behalf of %(other)s") % {"other": person_name(other)}
        told = two_lines(str(row), joined(customer, proxy))
        lacks = self.hindrance(row) if hasattr(row, "looked_up") else ""
        return format_html('{}<div class="visitcore-lacks">{}</div>', told, lacks) if lacks else told

    @admin.display(description=gettext_lazy("requested by"), ordering="requested_by")
    def asked_by(self, row: Approval) -> str:
        """
        The full name.
        """
        return person_name(row.requested_by)

    @admin.display(description=gettext_lazy("has waited"))
    def waited(self, row: Approval) -> SafeString:
        """
        How long it has waited, or did until it was decided.
        """
        days = days_waited(row)
        told = ngettext("%(days)d day", "%(days)d days", days) % {"days": days} if days else _("less than a day")
        return format_html('<span class="visitcore-day">{}</span>', told)

    @admin.display(description=gettext_lazy("verdict"))
    def verdict(self, row: Approval) -> SafeString | str:
        """
        What the policy says to it, in words, with the first clauses.
        """
        if row.decision is None:
            return "–"
        clauses = format_html('<span class="visitcore-code">{}</span>', clauses_shown(row.decision.rules))
        return format_html("{}{}", verdict_badge(row.decision.verdict), clauses)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def stands(self, row: Approval) -> SafeString:
        """
        The state with its sign.
        """
        return badge(LOOKS[row.state], row.get_state_display())

    @admin.display(description=gettext_lazy("who may approve"))
    def needed(self, row: Approval) -> str:
        """
        The roles of the policy, of which one is enough.
        """
        return needed_in_words(row)

    @admin.display(description=gettext_lazy("decided by"))
    def decided(self, row: Approval) -> str:
        """
        Who decided, and for whom.
        """
        if row.decided_by is None:
            return "–"
        who = person_name(row.decided_by)
        if row.on_behalf_of is None:
            return who
        return _("%(who)s on behalf of %(other)s") % {"who": who, "other": person_name(row.on_behalf_of)}

    @admin.action(description=gettext_lazy("Approve the selected ones"), permissions=["answer"])
    def approve_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """
        Each by itself: what cannot be approved is told with the reason and holds up nothing.
        """
        done = 0
        failed: list[tuple[str, Any]] = []
        for row in queryset:
            try:
                desk.approve(row, by=request.user)
            except StaleError:
                failed.append((str(row), STALE))
            except (desk.DeskError, VisitcoreError) as error:
                failed.append((str(row), error_in_words(error)))
            else:
                done += 1
                for one in self.told_of(row):
                    self.log_change(request, one, _("Approved."))
        if done:
            words = ngettext("%(count)d request approved.", "%(count)d requests approved.", done)
            messages.success(request, words % {"count": done})
        if failed:
            messages.error(request, in_lines(_("Not approved:"), failed))
