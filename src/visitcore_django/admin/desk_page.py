"""
The desk page: what waits for the reader, and how the customers stand, in numbers and charts.
"""

from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from visitcore_django.admin import desk_counts as counts
from visitcore_django.admin.desk_tiles import mine, numbers, tiles
from visitcore_django.admin.frame import FrameMixin
from visitcore_django.admin.stale import stale_note
from visitcore_django.admin.stock import currency_today
from visitcore_django.charts import Bar, Stack, bars, stacked
from visitcore_django.models import Complaint, Customer, Desk, MealRequest
from visitcore_django.models.money import money
from visitcore_django.models.naming import person_name
from visitcore_django.policies import running


@admin.register(Desk)
class DeskAdmin(FrameMixin):
    """
    One page, for whoever sees customers; each sees his own numbers.
    """

    def has_module_permission(self, request: HttpRequest) -> bool:
        """
        It stands in the menu of whoever may see customers.
        """
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        The right is that of the customers.
        """
        return obj is None and request.user.has_perm("visitcore_django.view_customer")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """
        No rows: whoever asks for the page or the history of one is told that there is none.
        """
        return super().get_queryset(request).none()

    def has_add_permission(self, request: HttpRequest) -> bool:
        """
        There is nothing to add.
        """
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        There is nothing to change.
        """
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        There is nothing to delete.
        """
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """
        The page itself stands where other tables have their list.
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        found, today = numbers(request.user), timezone.localdate()
        context = {
            **self.admin_site.each_context(request),
            "title": _("Desk"),
            "opts": self.opts,
            "mine": mine(request.user),
            "tiles": tiles(request.user, found),
            "stale": stale_note(found.oldest, running(today).version, today),
            "charts": charts(request.user),
            "today": today,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "visitcore/desk.html", context)

    def change_view(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """
        There is no page of one row.
        """
        raise Http404

    def history_view(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """
        Nor has one a history here.
        """
        raise Http404


def charts(user: Any) -> list[SafeString]:
    """
    The charts that somebody may see.
    """
    today = timezone.localdate()
    drawn = []
    if counts.may_see(user, Customer):
        drawn += [_coverage(user), _overdue(user)]
    if counts.may_see(user, Complaint):
        drawn.append(_complaints(user, today))
    if counts.may_see(user, MealRequest):
        drawn.append(_spending(user, today))
    return drawn


def _coverage(user: Any) -> SafeString:
    rows = [Stack(label=grade or _("without a grade"), parts=parts) for grade, parts in counts.coverage(user)]
    names = [word for _state, word in counts.STATES]
    return stacked(_("Coverage by grade"), names, rows, head=_("grade"), whole=True)


def _overdue(user: Any) -> SafeString:
    found = counts.overdue_by_owner(user)
    people = get_user_model()._default_manager.in_bulk([owner for owner, _count in found if owner is not None])
    rows = []
    for owner, count in found:
        person: Any = people.get(owner)
        name = _("nobody") if person is None else person_name(person)
        rows.append(Bar(label=name, value=count))
    return bars(_("Overdue customers by owner"), rows, heads=(_("owner"), _("overdue")))


def _complaints(user: Any, today: Any) -> SafeString:
    rows = [Bar(label=word, value=count) for word, count in counts.complaints_by_age(user, today)]
    return bars(_("Open complaints by age"), rows, heads=(_("open for"), _("complaints")))


def _spending(user: Any, today: Any) -> SafeString:
    currency = currency_today()
    rows = [
        Bar(
            label=date_format(month, "YEAR_MONTH_FORMAT"),
            value=spent,
            told=money(spent, currency),
            limit=allowed,
            limit_told=money(allowed, currency),
        )
        for month, spent, allowed in counts.spending(user, today)
    ]
    return bars(_("Meals against their caps, by month"), rows, heads=(_("month"), _("spent")))
