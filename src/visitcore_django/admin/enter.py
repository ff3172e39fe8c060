"""
Pages that ask for a few figures and have the desk write them down; what was typed stays where the desk refuses.
"""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from attrs import frozen
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from visitcore import VisitcoreError
from visitcore_django.admin.base import ScopedAdmin
from visitcore_django.admin.buttons import Button
from visitcore_django.admin.wording import error_in_words
from visitcore_django.desk.errors import DeskError, NotAllowedError


class EnterForm(forms.Form):
    """
    A few figures about a row; they are sent under a token.

    Attributes:
        row: The row.
    """

    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, row: Any, data: Any = None) -> None:
        super().__init__(data)
        self.row = row
        self.fields["token"].initial = uuid4().hex

    def apply(self, person: Any) -> str:
        """
        Have the desk write it down.

        Returns:
            A sentence on what was done.
        """
        raise NotImplementedError


@frozen(kw_only=True)
class Entering:
    """
    One page that asks.

    Attributes:
        name: Name in the address.
        label: What stands on the button that leads there, and above the form.
        form: What it asks for.
        may: Whether a person may, as the row stands now.
        main: Whether it is the next step to take.
    """

    name: str
    label: Any
    form: type[EnterForm]
    may: Callable[[Any, Any], bool]
    main: bool = False


class EnterMixin(ScopedAdmin):
    """
    An admin page with buttons that lead to pages that ask.
    """

    enterings: tuple[Entering, ...] = ()

    def get_urls(self) -> list[Any]:
        """
        The addresses of the pages that ask, before the others.
        """
        name = f"{self.opts.app_label}_{self.opts.model_name}_enter"
        mine = path("<path:object_id>/enter/<slug:name>/", self.admin_site.admin_view(self.enter), name=name)
        return [mine, *super().get_urls()]

    def enter_buttons(self, request: HttpRequest, row: Any) -> list[Button]:
        """
        The buttons that lead to the pages that a person may open.
        """
        return [
            Button(name=one.name, label=one.label, do=self._leads_to(one.name), main=one.main)
            for one in self.enterings
            if one.may(request.user, row)
        ]

    def enter(self, request: HttpRequest, object_id: str, name: str) -> HttpResponse:
        """
        The page that asks; once it was answered, back to the row.
        """
        row = self.get_object(request, object_id)
        entering = next((one for one in self.enterings if one.name == name), None)
        if row is None or entering is None or not self.has_view_permission(request, row):
            raise Http404
        if not entering.may(request.user, row):
            raise PermissionDenied
        form = entering.form(row, request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                done = form.apply(request.user)
            except NotAllowedError as error:
                raise PermissionDenied(str(error)) from error
            except (DeskError, VisitcoreError) as error:
                form.add_error(None, error_in_words(error))
            else:
                messages.success(request, done)
                self.log_change(request, row, f"“{entering.label}” {done}")
                return HttpResponseRedirect(self.page_of(row))
        context = {
            **self.admin_site.each_context(request),
            "title": entering.label,
            "subtitle": str(row),
            "opts": self.opts,
            "form": form,
            "media": self.media + form.media,
            "label": entering.label,
            "back": self.page_of(row),
            "above": self.above(request, row),
        }
        return TemplateResponse(request, "visitcore/ask.html", context)

    def above(self, request: HttpRequest, row: Any) -> Any:
        """
        What stands above the form that asks.
        """
        return ""

    def _leads_to(self, name: str) -> Callable[[HttpRequest, Any], HttpResponse]:
        def go(_request: HttpRequest, row: Any) -> HttpResponse:
            where = f"admin:{self.opts.app_label}_{self.opts.model_name}_enter"
            return HttpResponseRedirect(reverse(where, args=[row.pk, name]))

        return go
