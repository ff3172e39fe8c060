"""
The form of a customer, and the figures added below it.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from visitcore.codec.headers import plain
from visitcore_django.admin.base import VersionedForm
from visitcore_django.admin.days import DaysMixin
from visitcore_django.admin.given import SoundDays
from visitcore_django.admin.persons import PersonField, by_name
from visitcore_django.admin.wording import choices_of
from visitcore_django.models import CustomerFigure
from visitcore_django.sheets.figures import figure_text, figure_word, figures_called, figures_today

EMPTY = ("", "---------")


class CustomerForm(VersionedForm):
    """
    A customer, with the grades of the policy that runs to choose from.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = choices_of("visits.cadence", "grade")
        if "grade" in self.fields and known:
            old = self.instance.grade
            strange = [(old, _("%(grade)s (not known to the policy)") % {"grade": old})]
            more = strange if old and old not in dict(known) else []
            self.fields["grade"] = forms.ChoiceField(
                choices=[EMPTY, *known, *more], required=False, label=self.fields["grade"].label
            )

    def clean_code(self) -> str:
        """
        The code without blanks around it.
        """
        return str(self.cleaned_data["code"]).strip()


def owner_field(people: QuerySet[Any], now: int | None, **kwargs: Any) -> PersonField:
    """
    The owner: one of *people*, or the one who is it now.
    """
    everybody = people.model._default_manager.filter(Q(pk__in=people.values("pk")) | Q(pk=now))
    return PersonField(queryset=by_name(everybody), **kwargs)


class NameInput(forms.TextInput):
    """
    Room for the name of a figure, with those that the policy reads offered.
    """

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """
        The field with its list.
        """
        key = f"{(attrs or {}).get('id', name)}_names"
        field = super().render(name, value, {**(attrs or {}), "list": key}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((word,) for word in figure_words()))
        return format_html('{}<datalist id="{}">{}</datalist>', field, key, options)


def figure_words() -> list[str]:
    """
    What people call the figures that the policy reads of a customer.
    """
    return [figure_word(name) for name in figures_today()]


class FigureForm(SoundDays):
    """
    One figure as it is on a day; today unless another is given.
    """

    class Meta:
        model = CustomerFigure
        fields = ["name", "value", "as_of"]
        widgets = {"name": NameInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "as_of" in self.fields:
            self.fields["as_of"].initial = timezone.localdate
            self.fields["as_of"].show_hidden_initial = False

    def clean_name(self) -> str:
        """
        The name of the figure that is called so; a company may have figures that nobody knows.
        """
        said = str(self.cleaned_data["name"]).strip()
        return figures_called().get(plain(said), said)

    def clean_value(self) -> str:
        """
        What the figure holds, read as a cell of a sheet is: 95%, 12万.
        """
        return figure_text(self.cleaned_data.get("name", ""), self.cleaned_data["value"])

    def clean_as_of(self) -> Any:
        """
        A day that has come.
        """
        day = self.cleaned_data["as_of"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("A figure is as of a day that has come; give today or an earlier day."))
        return day


class FigureInline(DaysMixin, admin.TabularInline):  # type: ignore[type-arg]
    """
    Figures to add; what is recorded stands in a panel, and none of it is changed or taken away.
    """

    model = CustomerFigure
    form = FigureForm
    extra = 1
    verbose_name = _("new figure")
    verbose_name_plural = _("new figures")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """
        None: there is nothing to edit.
        """
        return super().get_queryset(request).none()

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        Only who may add has anything to do here.
        """
        return self.has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        What was recorded stays.
        """
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        What was recorded stays.
        """
        return False
