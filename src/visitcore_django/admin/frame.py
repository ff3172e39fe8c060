"""
The frame around every screen: a menu in the order of the day, and refusals told inside it, with a way on.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import connections, router, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from visitcore_django.admin.menu import in_order

LACKING = (gettext_noop("Error:"),)
"""What the admin itself says on these pages and has no Chinese for; the words of the plugin stand in."""


class FrameMixin(admin.ModelAdmin):  # type: ignore[type-arg]
    """
    An admin page in the frame of the plugin, whichever of its views answers.
    """

    empty_value_display = "–"

    @property
    def urls(self) -> list[Any]:
        """
        The addresses, each with the frame around what it answers.
        """
        found: list[Any] = super().urls
        for one in found:
            if hasattr(one, "callback"):
                one.callback = self._framed(one.callback)
        return found

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """
        The list under its own name.
        """
        return super().changelist_view(
            request, {"title": capfirst(str(self.opts.verbose_name_plural)), **(extra_context or {})}
        )

    def _framed(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def framed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                answer = view(request, *args, **kwargs)
            except PermissionDenied as error:
                return self._refuse(request, 403, str(error))
            except Http404:
                return self._refuse(request, 404, "")
            if isinstance(answer, TemplateResponse) and answer.context_data:
                in_order(answer.context_data.get("available_apps", ()))
            return answer

        return framed

    def _undo(self) -> None:
        """
        Undo what was written, as Django does where every request is one transaction and ends in an error.
        """
        using = router.db_for_write(self.model)
        if connections[using].settings_dict.get("ATOMIC_REQUESTS") and connections[using].in_atomic_block:
            transaction.set_rollback(True, using=using)

    def _refuse(self, request: HttpRequest, status: int, why: str) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("You may not open or do this") if status == 403 else _("This is not here"),
            "status": status,
            "why": why,
            "ways": self._ways_on(request),
        }
        in_order(context["available_apps"])
        told = render(request, "visitcore/refused.html", context, status=status)
        self._undo()
        return told

    def _ways_on(self, request: HttpRequest) -> list[tuple[str, str]]:
        """
        Where to go on: the list, where it may be opened, and the desk page.
        """
        ways = [("desk", _("To the desk"), request.user.has_perm("visitcore_django.view_customer"))]
        said = _("To the list: %(name)s") % {"name": self.opts.verbose_name_plural}
        ways.insert(0, (str(self.opts.model_name), said, self.has_view_permission(request)))
        found = []
        for name, label, may in ways:
            try:
                address = reverse(f"admin:{self.opts.app_label}_{name}_changelist", current_app=self.admin_site.name)
            except NoReverseMatch:
                continue
            if may:
                found.append((address, label))
        return found
