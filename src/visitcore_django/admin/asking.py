"""
Pages whose form is kept, or kept and handed in at once.
"""

from collections.abc import Collection
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy

from visitcore_django.admin.answers import is_forged
from visitcore_django.admin.base import ScopedAdmin


class AskingAdmin(ScopedAdmin):
    """
    A page of what somebody asks for: written, handed in by a second button, answered, and never deleted.

    Attributes:
        asks: The second button beside *Save*: the name that is sent, and what stands on it.
        open_in: The states in which it may be changed and handed in.
    """

    asks: ClassVar[tuple[str, Any]] = ("_request", gettext_lazy("Save and ask for approval"))
    open_in: ClassVar[Collection[Any]] = ()

    def asked_for(self, request: HttpRequest) -> bool:
        """
        Whether it was handed in, and not only kept.
        """
        return self.asks[0] in request.POST

    def saves(self, request: HttpRequest, object_id: str | None) -> list[tuple[str, Any]]:
        """
        Beside *Save*, which keeps it: hand it in at once, while that can be done.
        """
        row = None if object_id is None else self.get_object(request, object_id)
        return [self.asks] if row is None or self.has_change_permission(request, row) else []

    def may_work(self, request: HttpRequest, row: Any) -> bool:
        """
        Whether somebody has to do with it, however far it has come.
        """
        return super().has_change_permission(request, row)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        Only what is not handed in may be changed.
        """
        return super().has_change_permission(request, obj) and (obj is None or obj.state in self.open_in)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        What was asked for is called off, and stays.
        """
        return False

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        """
        After handing it in: its own page, which says why.
        """
        if self.asked_for(request):
            return HttpResponseRedirect(self.page_of(obj))
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """
        The same for one that was there.
        """
        if self.asked_for(request):
            return HttpResponseRedirect(self.page_of(obj))
        return super().response_change(request, obj)

    def may_press(self, request: HttpRequest, row: Any, name: str) -> bool:
        """
        Who sends an answer that he may not give is no honest late-comer.
        """
        return super().may_press(request, row, name) and not is_forged(request, row, name)
