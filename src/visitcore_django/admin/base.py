"""
What every screen shares: scope, versions against overwriting, and what the desk says to a form.
"""

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.contrib.admin import helpers
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.views.main import ERROR_FLAG
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from visitcore import VisitcoreError
from visitcore_django.admin.buttons import STALE, ButtonsMixin
from visitcore_django.admin.days import DaysMixin
from visitcore_django.admin.frame import FrameMixin
from visitcore_django.admin.given import Picker, SoundDays, keys, unfindable
from visitcore_django.admin.persons import PersonsMixin
from visitcore_django.admin.sheets import SheetsMixin
from visitcore_django.admin.wording import error_in_words
from visitcore_django.desk.errors import DeskError, NotAllowedError
from visitcore_django.models import Deed, StaleError
from visitcore_django.models.fit import is_sound
from visitcore_django.people.scope import sees, visible

HIDDEN = ("version", "token")


class VersionedForm(SoundDays):
    """
    A form that knows which version of the row it shows, and under which token it is sent.

    Attributes:
        refused: What the desk said to it a moment ago, and of which column; empty where it was not asked, or did it.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    refused: tuple[str, str] = ("", "")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["version"].initial = getattr(self.instance, "version", None)
        self.fields["token"].initial = uuid4().hex

    def clean(self) -> dict[str, Any]:
        """
        Tell the second editor that somebody was quicker, and anybody what the desk said.

        A double click is no second editor: the desk knows its token, and does nothing twice.
        """
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        said, column = self.refused
        if said:
            raise forms.ValidationError({column: said} if column in self.fields else said, code="refused")
        seen = cleaned.get("version")
        if self.instance.pk and seen is not None and hasattr(self.instance, "version"):
            now = type(self.instance)._base_manager.filter(pk=self.instance.pk).values_list("version", flat=True)
            if now.first() != seen and not Deed.objects.filter(token=cleaned.get("token") or "").exists():
                raise forms.ValidationError(STALE, code="stale")
        return cleaned


class ScopedAdmin(FrameMixin, SheetsMixin, ButtonsMixin, PersonsMixin, DaysMixin):
    """
    An admin page that shows each person what they look after, and nothing else.
    """

    form = VersionedForm
    change_form_template = "visitcore/change_form.html"
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """
        The rows that the person sees; the same for lists, forms, actions, autocompletes and exports.
        """
        return visible(super().get_queryset(request), request.user)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """
        The list as the address asks for it.

        Raises:
            IncorrectLookupParameters: If it asks for what can be in no list.
        """
        if list(unfindable(request.GET, self.date_hierarchy)):
            raise IncorrectLookupParameters
        return super().get_changelist_instance(request)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """
        The list; a row ticked that cannot be there is not ticked.
        """
        if helpers.ACTION_CHECKBOX_NAME in request.POST:
            posted = request.POST.copy()
            ticked = keys(self.opts.pk, posted.getlist(helpers.ACTION_CHECKBOX_NAME))
            posted.setlist(helpers.ACTION_CHECKBOX_NAME, ticked)
            request.POST = posted  # type: ignore[assignment]
        if ERROR_FLAG in request.GET:
            messages.warning(
                request, _("The address asked for what nothing in this list can match; here is all of it.")
            )
        return super().changelist_view(request, extra_context)

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """
        What is found by a word; nothing holds what cannot be kept.
        """
        if not is_sound(search_term):
            return queryset.none(), False
        return super().get_search_results(request, queryset, search_term)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """
        The form; what the desk refuses to save is undone and told there, with everything that was typed.
        """
        more = {"visitcore_saves": self.saves(request, object_id), **(extra_context or {})}
        try:
            return super().changeform_view(request, object_id, form_url, more)
        except NotAllowedError as error:
            raise PermissionDenied(str(error)) from error
        except StaleError:
            request.visitcore_refused = str(STALE), ""  # type: ignore[attr-defined]
        except (DeskError, VisitcoreError) as error:
            request.visitcore_refused = error_in_words(error), getattr(error, "column", "")  # type: ignore[attr-defined]
        for _name, files in request.FILES.lists():
            for file in files:
                file.seek(0)  # it was read once already
        try:
            return super().changeform_view(request, object_id, form_url, more)
        except (StaleError, DeskError, VisitcoreError):  # a form of its own that does not say it
            messages.error(request, request.visitcore_refused[0])  # type: ignore[attr-defined]
            return HttpResponseRedirect(request.path)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """
        The form, with what the desk said to it a moment ago.
        """
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refused = getattr(request, "visitcore_refused", ("", ""))  # type: ignore[attr-defined]
        return form

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        The row's version is carried by the form's own field, never by one of the column.
        """
        return [*(super().get_exclude(request, obj) or ()), "version"]

    def saves(self, request: HttpRequest, object_id: str | None) -> list[tuple[str, Any]]:
        """
        Further buttons beside *Save*: the name that is sent, and what stands on it.
        """
        return []

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        The right, and the row within the scope.
        """
        return super().has_view_permission(request, obj) and (obj is None or sees(request.user, obj))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        The right, and the row within the scope.
        """
        return super().has_change_permission(request, obj) and (obj is None or sees(request.user, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        The right, and the row within the scope.
        """
        return super().has_delete_permission(request, obj) and (obj is None or sees(request.user, obj))

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """
        Offer only rows that the person sees.
        """
        model = db_field.remote_field.model
        if hasattr(model, "reach") and "queryset" not in kwargs:
            kwargs["queryset"] = visible(model._default_manager.all(), request.user)
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", Picker(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        The fields that are seen.
        """
        return [name for name in super().get_fields(request, obj) if name not in HIDDEN]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        The groups of fields, with version and token behind the last where something can be saved.
        """
        sets = list(super().get_fieldsets(request, obj))
        may = self.has_add_permission(request) if obj is None else self.has_change_permission(request, obj)
        shown = flatten_fieldsets(sets)
        hidden = [name for name in HIDDEN if name in self.form.base_fields and name not in shown]
        if not may or not hidden or not sets:
            return sets
        title, options = sets[-1]
        return [*sets[:-1], (title, {**options, "fields": [*options["fields"], *hidden]})]

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """
        What the history says was changed: fields that people see.
        """
        form.changed_data = [name for name in form.changed_data if name not in HIDDEN]
        return super().construct_change_message(request, form, formsets, add)


class ReadOnlyAdmin(ScopedAdmin):
    """
    A page to look at: there is nothing to add, change or delete.
    """

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        Nobody adds by hand.
        """
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        Nobody changes by hand.
        """
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        Nobody deletes by hand.
        """
        return False
