"""
Buttons on the page of a row: each does one thing at the desk, by a form of its own.
"""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import uuid4

from attrs import frozen
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore import VisitcoreError
from visitcore_django.admin.wording import error_in_words
from visitcore_django.desk.errors import DeskError, NotAllowedError
from visitcore_django.models import Approval, StaleError
from visitcore_django.models.base import about

T = TypeVar("T")


@frozen(kw_only=True)
class Button:
    """
    One button.

    Attributes:
        name: Name in the address.
        label: What stands on it.
        do: Does it: gets the request and the row, and gives a sentence on what was done.
        asks: What the field beside it asks for; empty where there is none.  The answer is ``request.POST["comment"]``.
        kind: What kind of answer it asks for: ``text``, or ``date``.
        main: Whether it is the next step to take.
        deed: Whether the history of the row tells that it was pressed.
    """

    name: str
    label: Any
    do: Callable[[HttpRequest, Any], Any]
    asks: Any = ""
    kind: str = "text"
    main: bool = False
    deed: bool = True


@frozen
class Panel:
    """
    A part of a page below its form.

    Attributes:
        title: Its heading.
        body: Safe HTML.
    """

    title: Any
    body: Any


STALE = gettext_lazy(
    "Somebody else has changed this meanwhile; nothing was saved. Open it again and repeat your change."
)


def at_the_desk(request: HttpRequest, do: Callable[[], T]) -> T | None:
    """
    Have the desk do something; where it does nothing, say why.

    Raises:
        PermissionDenied: If the person may not.
    """
    try:
        return do()
    except NotAllowedError as error:
        raise PermissionDenied(str(error)) from error
    except StaleError:
        messages.error(request, STALE)
    except (DeskError, VisitcoreError) as error:
        messages.error(request, error_in_words(error))
    return None


def returned_with(row: Any) -> Approval | None:
    """
    The approval with which a row was sent back last, and with it what is to be mended.
    """
    rows = Approval.objects.filter(**about(row), state=Approval.State.RETURNED).select_related("decided_by")
    return rows.order_by("-decided_at", "-pk").first()


class ButtonsMixin(admin.ModelAdmin):  # type: ignore[type-arg]
    """
    An admin page with buttons and panels; a row that is not seen does not exist.
    """

    def buttons(self, request: HttpRequest, row: Any) -> list[Button]:
        """
        The buttons that may be pressed now.
        """
        return []

    def hindrance(self, row: Any) -> str:
        """
        What stands in the way of the next step, told in red above the buttons; empty where nothing does.
        """
        return ""

    def panels(self, request: HttpRequest, row: Any) -> list[Panel]:
        """
        What stands below the form.
        """
        return []

    def get_urls(self) -> list[Any]:
        """
        The addresses of the buttons, before those of the page.
        """
        name = f"{self.opts.app_label}_{self.opts.model_name}_do"
        mine = path("<path:object_id>/do/<slug:name>/", self.admin_site.admin_view(self.press), name=name)
        return [mine, *super().get_urls()]

    def press(self, request: HttpRequest, object_id: str, name: str) -> HttpResponse:
        """
        Do what a button says, if it is there for this person now.
        """
        row = self.get_object(request, object_id)
        if row is None or not self.has_view_permission(request, row):
            raise Http404
        here = HttpResponseRedirect(self.page_of(row))
        if request.method != "POST":
            return here
        for button in self.buttons(request, row):
            if button.name == name:
                done = at_the_desk(request, lambda: button.do(request, row))  # noqa: B023 (called at once)
                if isinstance(done, HttpResponse):
                    return done
                if done:
                    messages.success(request, str(done))
                    self.write_down(request, row, button, str(done))
                return here
        if not self.may_press(request, row, name):
            raise PermissionDenied
        messages.warning(request, _("This cannot be done now; look at how it stands."))
        return here

    def write_down(self, request: HttpRequest, row: Any, button: Button, done: str) -> None:
        """
        Tell in the history what a button did.
        """
        if not button.deed:
            return
        said = request.POST.get("comment", "").strip() if button.asks else ""
        message = " ".join(filter(None, [f"“{button.label}”", strip_tags(done), said]))
        for one in self.told_of(row):
            if one.pk is not None:
                self.log_change(request, one, message)

    def told_of(self, row: Any) -> list[Any]:
        """
        The rows whose history tells what a button on a row's page did.
        """
        return [row]

    def may_press(self, request: HttpRequest, row: Any, name: str) -> bool:
        """
        Whether a person who presses a button that is not there is told so kindly; a forged request is not.
        """
        return self.has_view_permission(request, row)

    def page_of(self, row: Any) -> str:
        """
        The address of a row's page.
        """
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[row.pk])

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        """
        Back to the list; to its own page where it was handed in, for the filter it was found by may hide it now.
        """
        if "_submit" in request.POST and self.has_view_permission(request, obj):
            return HttpResponseRedirect(self.page_of(obj))
        return super().response_post_save_change(request, obj)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """
        The page with its buttons and panels.
        """
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        more = {
            "visitcore_hindrance": self.hindrance(row),
            "visitcore_buttons": self.buttons(request, row),
            "visitcore_panels": self.panels(request, row),
            "visitcore_token": uuid4().hex,
            "visitcore_returned": returned_with(row) if getattr(row, "state", "") == "returned" else None,
            **(extra_context or {}),
        }
        return super().change_view(request, object_id, form_url, more)
