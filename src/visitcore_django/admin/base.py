"""
What every screen shares: scope, four eyes in the buttons, versions against overwriting, and messages of the desk.
"""

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from visitcore_django.admin.buttons import STALE, ButtonsMixin
from visitcore_django.people.scope import sees, visible


class VersionedForm(forms.ModelForm):  # type: ignore[type-arg]
    """
    A form that knows which version of the row it shows, and under which token it is sent.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["version"].initial = getattr(self.instance, "version", None)
        self.fields["token"].initial = uuid4().hex

    def clean(self) -> dict[str, Any]:
        """
        Tell the second editor that somebody was quicker.
        """
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        seen = cleaned.get("version")
        if self.instance.pk and seen is not None and hasattr(self.instance, "version"):
            now = type(self.instance)._base_manager.values_list("version", flat=True).get(pk=self.instance.pk)
            if now != seen:
                raise forms.ValidationError(STALE, code="stale")
        return cleaned


class ScopedAdmin(ButtonsMixin, admin.ModelAdmin):  # type: ignore[type-arg]
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
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        The fields, with version and token behind them where the form has them.
        """
        fields = [name for name in super().get_fields(request, obj) if name not in {"version", "token"}]
        hidden = [name for name in ("version", "token") if name in self.form.base_fields]
        return [*fields, *hidden] if self.has_change_permission(request, obj) else fields


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
