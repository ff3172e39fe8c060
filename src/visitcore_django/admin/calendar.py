"""
The company's own days: worked or not, other than the public calendar says.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore.ground.calendar import WorkCalendar
from visitcore_django import desk
from visitcore_django.admin.base import ScopedAdmin, VersionedForm
from visitcore_django.desk.calendar import effect_of, public_calendar
from visitcore_django.models import CalendarDay
from visitcore_django.models.language import lang
from visitcore_django.sheets.calendar import CalendarSheet, effect_words, weekday


class DayForm(VersionedForm):
    """
    The day, whether it is worked, and why.
    """

    works = forms.TypedChoiceField(
        label=gettext_lazy("On this day"),
        choices=[("1", gettext_lazy("the company works")), ("0", gettext_lazy("the company rests"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = CalendarDay
        fields = ("day", "works", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "works" in self.fields:
            self.initial["works"] = "1" if self.instance.works else "0"


class DayList(ChangeList):
    """
    The rows of one page, with the calendar that they are held against.
    """

    def get_results(self, request: HttpRequest) -> None:
        """
        Read the page; the calendar is looked up once.
        """
        super().get_results(request)
        self.result_list = list(self.result_list)
        calendar = public_calendar(timezone.localdate())
        for row in self.result_list:
            row.held_against = calendar


@admin.register(CalendarDay)
class CalendarDayAdmin(ScopedAdmin):
    """
    Company days, the latest first, each with what it does.
    """

    form = DayForm
    sheet = CalendarSheet
    list_display = ("day", "weekday", "says", "effect", "reason")
    list_filter = ("works",)
    search_fields = ("reason",)
    date_hierarchy = "day"
    show_facets = admin.ShowFacets.NEVER

    @admin.display(description=gettext_lazy("weekday"))
    def weekday(self, row: CalendarDay) -> str:
        """
        Monday to Sunday.
        """
        return weekday(row) or ""

    @admin.display(description=gettext_lazy("the company"), ordering="works")
    def says(self, row: CalendarDay) -> str:
        """
        Works or rests.
        """
        return _("works") if row.works else _("rests")

    @admin.display(description=gettext_lazy("effect"))
    def effect(self, row: CalendarDay) -> SafeString:
        """
        What becomes of the day, and what the public calendar says of it.
        """
        calendar: WorkCalendar = getattr(row, "held_against", None) or public_calendar(timezone.localdate())
        found = effect_of(row, calendar)
        return format_html(
            '{}<br><span class="visitcore-quiet">{} {}</span>',
            effect_words(found),
            _("Without it:"),
            found.why.in_(lang()),
        )

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """
        The list that knows the calendar.
        """
        return DayList

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        What is said; for a day that stands, what it does.
        """
        if obj is None:
            return ["day", "works", "reason"]
        return ["day", "works" if self.has_change_permission(request, obj) else "says", "reason", "effect"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        What is worked out.
        """
        return () if obj is None else ("says", "effect")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        Who may change a day may take it back; decisions that were taken keep the days they saw.
        """
        return self.has_change_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: CalendarDay, form: Any, change: bool) -> None:
        """
        Say it at the desk.
        """
        obj.pk = desk.say_day(obj, by=request.user, token=form.cleaned_data.get("token") or None).pk

    def delete_model(self, request: HttpRequest, obj: CalendarDay) -> None:
        """
        Take it back at the desk.
        """
        desk.take_day_back(obj, by=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """
        Take several back, each at the desk.
        """
        for row in queryset:
            desk.take_day_back(row, by=request.user)
