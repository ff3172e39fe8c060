"""
Excel on a list: take it away as it is filtered, bring one back with a look at it first.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, ClassVar

import tablib
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore import VisitcoreError
from visitcore_django.admin.sheets_faults import faults_of, faults_sheet
from visitcore_django.admin.sheets_held import HeldFile
from visitcore_django.admin.sheets_history import FLAGS, write_down
from visitcore_django.admin.sheets_listing import listing
from visitcore_django.admin.wording import error_in_words
from visitcore_django.desk.errors import DeskError
from visitcore_django.models import StaleError
from visitcore_django.sheets.formats import Csv, SheetFormat, Xlsx, format_of
from visitcore_django.sheets.resource import SheetResource

_REFUSED = (VisitcoreError, ValidationError, DeskError, StaleError)
SHOWN = 200
"""Rows that the look at a sheet shows at most, of those that are new or change and of those at fault."""


class SheetForm(forms.Form):
    """
    The file that is brought.
    """

    sheet = forms.FileField(
        label=gettext_lazy("Excel or CSV file"),
        help_text=gettext_lazy("The first row holds the headers, in Chinese or English. Nothing is saved yet."),
    )


class SheetsMixin(admin.ModelAdmin):  # type: ignore[type-arg]
    """
    A list with *Export* for whoever sees it, and *Import* for whoever may do what its rows say.
    """

    sheet: type[SheetResource] | None = None
    """The columns that are read and written; where left out, the list is written as its screen shows it."""
    in_sheets: ClassVar[Mapping[str, tuple[Any, Callable[[Any], Any]]]] = {}
    """Header and value that such a sheet has in the place of a column of the screen, or besides where it is none."""
    change_list_template = "visitcore/change_list.html"

    def get_urls(self) -> list[Any]:
        """
        The addresses of the sheets, before those of the list.
        """
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        mine = [
            path("export/", self.admin_site.admin_view(self.export_view), name=f"{name}_export"),
            path("import/", self.admin_site.admin_view(self.import_view), name=f"{name}_import"),
            path("import/form/", self.admin_site.admin_view(self.form_view), name=f"{name}_import_form"),
            path("import/confirm/", self.admin_site.admin_view(self.confirm_view), name=f"{name}_confirm_import"),
        ]
        return [*mine, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """
        The list with its two buttons.
        """
        more = {"visitcore_may_import": self.may_import(request), "visitcore_query": request.GET.urlencode()}
        return super().changelist_view(request, {**more, **(extra_context or {})})

    def may_import(self, request: HttpRequest) -> bool:
        """
        Whether the person may bring a sheet.
        """
        if self.sheet is None or not self.has_view_permission(request):
            return False
        if self.sheet.rights:
            return all(request.user.has_perm(f"{self.opts.app_label}.{right}") for right in self.sheet.rights)
        return self.has_add_permission(request) and self.has_change_permission(request)

    def resource(self, request: HttpRequest) -> SheetResource:
        """
        The sheet in the scope of the person.
        """
        assert self.sheet is not None
        return self.sheet(user=request.user)

    def export_view(self, request: HttpRequest) -> HttpResponse:
        """
        The list as it is filtered, as a file.
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        asked: Any = request.GET.copy()
        form: SheetFormat = Csv() if asked.pop("as", ["xlsx"])[-1] == "csv" else Xlsx()
        request.GET = asked
        try:
            dataset = self._export(request)
        except IncorrectLookupParameters:
            here = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
            return HttpResponseRedirect(f"{here}?{ERROR_FLAG}=1")
        dataset.title = str(self.opts.verbose_name_plural)
        return _file(form, dataset, dataset.title, str(timezone.localdate()))

    def _export(self, request: HttpRequest) -> tablib.Dataset:
        if self.sheet is None:
            return listing(self, request)
        rows = self.get_changelist_instance(request).get_queryset(request)
        return self.resource(request).export(rows)

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """
        Ask for a file, and show what would come of it.
        """
        if not self.may_import(request):
            raise PermissionDenied
        form = SheetForm(request.POST or None, request.FILES or None)
        more: dict[str, Any] = {"form": form}
        if request.method == "POST" and form.is_valid():
            held, file = HeldFile(request, self.model), form.cleaned_data["sheet"]
            content = file.read()
            try:
                more |= self._look(request, content, held.keep(content, file.name), dry_run=True)
            except _REFUSED as error:
                form.add_error("sheet", _words(error))
                held.forget()
        return self._page(request, more)

    def form_view(self, request: HttpRequest) -> HttpResponse:
        """
        A workbook with the headers alone, to be filled in.
        """
        if not self.may_import(request):
            raise PermissionDenied
        form = self.resource(request).form()
        form.title = str(self.opts.verbose_name_plural)
        return _file(Xlsx(), form, form.title, _("empty form"))

    def confirm_view(self, request: HttpRequest) -> HttpResponse:
        """
        Take the rows of the file that was shown, the good ones or all of them; or hand out the others, to be mended.
        """
        if request.method != "POST" or not self.may_import(request):
            raise PermissionDenied
        held, name, rejected = HeldFile(request, self.model), request.POST.get("held", ""), "rejected" in request.POST
        here = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        try:
            content = held.read(name)
            found = self._look(request, content, name, dry_run=rejected, title=held.title)
        except OSError:
            messages.error(request, _("The file is not there any more; perhaps it was taken already. Bring it again."))
            return HttpResponseRedirect(reverse(f"{here}_import"))
        except _REFUSED as error:  # what came in between
            messages.error(request, _words(error))
            return HttpResponseRedirect(reverse(f"{here}_import"))
        if rejected:
            mended = faults_sheet(found["dataset"], found["faults"])
            return _file(format_of(content), mended, str(self.opts.verbose_name_plural), mended.title)
        if found["undone"]:
            messages.error(request, _("Nothing was taken: mend the rows at fault, and bring the file again."))
            return self._page(request, {"form": SheetForm(), **found})
        held.forget()
        said = {"new": found["new"], "changed": found["changed"], "same": found["same"], "bad": found["faulty_rows"]}
        messages.success(
            request,
            _("Import finished: %(new)s new, %(changed)s changed, %(same)s as before, %(bad)s not taken.") % said,
        )
        return HttpResponseRedirect(reverse(f"{here}_changelist"))

    def _look(
        self, request: HttpRequest, content: bytes, held: str, *, dry_run: bool, title: str = ""
    ) -> dict[str, Any]:
        """
        What comes of a file: counts, the rows that are taken, and every fault with its row, column and value.

        Raises:
            SheetError, ValidationError: If it is no sheet, or lacks a column.
        """
        sheet = self.resource(request)
        dataset = Xlsx(sheet.known_headers).create_dataset(content)
        written = dataset.headers
        if not dry_run:
            sheet.keep_history = partial(write_down, self.model, request.user, title)
        result = sheet.import_data(
            dataset,
            dry_run=dry_run,
            raise_errors=False,
            use_transactions=True,
            rollback_on_validation_errors=sheet.whole,
        )
        for error in result.base_errors:
            raise error.error
        faults, taken = faults_of(sheet, dataset, result), [row for row in result.rows if row.import_type in FLAGS]
        dataset.headers = written
        return {
            "dataset": dataset,
            "result": result,
            "headers": result.diff_headers,
            "rows": taken[:SHOWN],
            "more_rows": _more(len(taken)),
            "faults": faults,
            "shown_faults": faults[:SHOWN],
            "more_faults": _more(len(faults)),
            "notes": sheet.notes,
            "faulty_rows": len({place for place, *_rest in faults}),
            "new": result.totals["new"],
            "changed": result.totals["update"],
            "same": result.totals["skip"],
            "held": held,
            "whole": sheet.whole,
            "undone": bool(faults) if sheet.whole else result.has_errors(),
        }

    def _page(self, request: HttpRequest, more: dict[str, Any]) -> HttpResponse:
        sheet = self.resource(request)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Import %(what)s") % {"what": self.opts.verbose_name_plural},
            "about": sheet.about,
            "columns": sheet.read_columns(),
            "more_columns": list(sheet.more_headers()),
            **more,
        }
        return TemplateResponse(request, "visitcore/import.html", context)


def _more(number: int) -> str:
    """
    What is said of those that a look does not show.
    """
    return _("… and %(number)d more.") % {"number": number - SHOWN} if number > SHOWN else ""


def _words(error: Exception) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else error_in_words(error)


def _file(form: SheetFormat, dataset: Any, *names: str) -> HttpResponse:
    """
    A sheet to take away, under a name in the reader's language.
    """
    answer = HttpResponse(form.export_data(dataset), content_type=form.CONTENT_TYPE)
    name = capfirst(" ".join(names))
    answer["Content-Disposition"] = content_disposition_header(True, f"{name}.{form.get_extension()}")
    return answer
