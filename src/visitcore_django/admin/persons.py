"""
People and rows by their names, never by a log-in, and no way to a page that the reader may not open.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext

from visitcore_django.admin.logged import logged_in_words
from visitcore_django.models.naming import person_name
from visitcore_django.models.users import name_columns


def by_name(people: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """
    People in the order in which they are offered.
    """
    return people.order_by(*name_columns())


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """
    A person to choose, by the full name.
    """

    def label_from_instance(self, obj: Any) -> str:
        """
        The full name, and the log-in beside it.
        """
        name, login = person_name(obj), str(obj.get_username())
        return name if name == login else f"{name} ({login})"


class PersonFilter(admin.RelatedOnlyFieldListFilter):
    """
    The people that stand in a column, by their full names.
    """

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """
        Those who stand in a row that the reader sees.
        """
        seen = model_admin.get_queryset(request).order_by().values(self.field_path)
        people = get_user_model()._default_manager.filter(pk__in=seen)
        return [(str(person.pk), person_name(person)) for person in by_name(people)]


class PersonsMixin(admin.ModelAdmin):  # type: ignore[type-arg]
    """
    An admin page on which people go by their names, in its list, its form and its history.

    Attributes:
        leads: Read-only fields of its own that tell of another row, each with the attribute that holds the row.
    """

    leads: ClassVar[Mapping[str, str]] = {}

    def called(self, row: Any) -> str:
        """
        What a row is called: at the head of its page, and where another row leads to it.
        """
        return person_name(row) if isinstance(row, get_user_model()) else str(row)

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """
        The columns; one of people shows names.
        """
        return [_column(self.model, name) for name in super().get_list_display(request)]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """
        Offer people by their names.
        """
        if _is_person(db_field):
            people = kwargs.get("queryset")
            kwargs["queryset"] = by_name(get_user_model()._default_manager.all() if people is None else people)
            kwargs.setdefault("form_class", PersonField)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """
        The history, with people, rows and fields as they are called elsewhere.
        """
        answer = super().history_view(request, object_id, extra_context)
        told = getattr(answer, "context_data", None) or {}
        if "object" in told:
            told["called"] = self.called(told["object"])
            told["title"] = gettext("Change history: %s") % told["called"]
        for entry in told.get("action_list", ()):
            name = person_name(entry.user)
            entry.user.get_full_name = "" if name == entry.user.get_username() else name
            entry.change_message = logged_in_words(entry.change_message)
        return answer

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        """
        The page; another row that is only shown leads to its page where the reader may open that.

        What was refused is called as it is stored, not by what was typed.
        """
        if obj is not None and context.get("errors"):
            obj = context["original"] = self.get_object(request, str(obj.pk)) or obj
        if obj is not None:
            context["subtitle"] = self.called(obj)
        form = context["adminform"]
        ways = [name for name in form.readonly_fields if name in self.leads or _link(self.model, name)]
        told: dict[Any, Any] = {name: self._shown(request, name) for name in ways}
        form.readonly_fields = _put(told, form.readonly_fields)
        form.fieldsets = [(title, {**each, "fields": _put(told, each["fields"])}) for title, each in form.fieldsets]
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _shown(self, request: HttpRequest, name: str) -> Callable[[Any], Any]:
        """
        A read-only field of the admin that tells of another row, and leads there where that may be opened.
        """
        field, own = _link(self.model, name), getattr(self, name) if name in self.leads else None

        @admin.display(description=field.verbose_name if own is None else own.short_description)
        def shown(obj: Any) -> Any:
            there = getattr(obj, self.leads.get(name, name))
            if own is not None:
                return self.way_to(request, there, own(obj))
            return self.get_empty_value_display() if there is None else self.way_to(request, there)

        shown.__name__ = name
        return shown

    def way_to(self, request: HttpRequest, row: Any, words: str = "") -> Any:
        """
        What a row is called, with the way to its page where that may be opened.

        Args:
            request: Who reads it.
            row: The row; ``None`` where it is gone.
            words: What to say instead of what it is called.
        """
        page = self.admin_site._registry.get(type(row))
        words = words or (page if isinstance(page, PersonsMixin) else self).called(row)
        if page is None or not page.has_view_permission(request, row):
            return words
        try:
            address = reverse(
                f"admin:{row._meta.app_label}_{row._meta.model_name}_change",
                args=[row.pk],
                current_app=self.admin_site.name,
            )
        except NoReverseMatch:
            return words
        return format_html('<a href="{}">{}</a>', address, words)


def _column(model: Any, name: Any) -> Any:
    """
    A column of a list; one of people as a column of their names.
    """
    field = _link(model, name)
    if field is None or not _is_person(field):
        return name

    @admin.display(description=field.verbose_name, ordering=name)
    def person(row: Any) -> str:
        return person_name(getattr(row, name)) or "–"

    person.__name__ = name
    return person


def _link(model: Any, name: Any) -> Any:
    """
    The column of this name where it leads to another row; ``None`` where there is none, or it leads nowhere.
    """
    if not isinstance(name, str):
        return None
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, models.ForeignKey) else None


def _is_person(field: Any) -> bool:
    return field.remote_field.model is get_user_model()


def _put(told: dict[Any, Any], fields: Iterable[Any]) -> list[Any]:
    """
    The fields of a set, which may stand several in a line, with some of them told another way.
    """
    return [
        tuple(told.get(one, one) for one in name) if isinstance(name, list | tuple) else told.get(name, name)
        for name in fields
    ]
