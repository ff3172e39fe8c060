"""
Excel on a list: take it away as it is filtered, bring one back with a look at it first.
"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.tmp_storages import TempFolderStorage

from visitcore import VisitcoreError
from visitcore_django.admin.wording import error_in_words
from visitcore_django.sheets.formats import ROWS, Csv, SheetFormat, Xlsx
from visitcore_django.sheets.listing import listing_of
from visitcore_django.sheets.resource import SheetResource

SHOWN = 200
"""Rows that the look at a sheet shows at most, of the good ones and of those at fault."""


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
    A list with *Export* for whoever sees it, and *Import* for whoever may add and change its rows.
    """

    sheet: type[SheetResource] | None = None
    """The columns that are read and written; where left out, every plain column is written and nothing is read."""
    change_list_template = "visitcore/change_list.html"

    def get_urls(self) -> list[Any]:
        """
        The addresses of the sheets, before those of the list.
        """
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        mine = [
            path("export/", self.admin_site.admin_view(self.export_view), name=f"{name}_export"),
            path("import/", self.admin_site.admin_view(self.import_view), name=f"{name}_import"),
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
        return self.sheet is not None and self.has_add_permission(request) and self.has_change_permission(request)

    def resource(self, request: HttpRequest) -> SheetResource:
        """
        The sheet in the scope of the person.
        """
        return (self.sheet or listing_of(self.model))(user=request.user)

    def export_view(self, request: HttpRequest) -> HttpResponse:
        """
        The list as it is filtered, as a file.
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        asked: Any = request.GET.copy()
        form: SheetFormat = Csv() if asked.pop("as", ["xlsx"])[-1] == "csv" else Xlsx()
        request.GET = asked
        rows = self.get_changelist_instance(request).get_queryset(request)
        dataset = self.resource(request).export(rows)
        dataset.title = str(self.opts.verbose_name_plural)
        return _file(form, dataset, f"{self.opts.model_name}-{timezone.localdate()}")

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """
        Ask for a file, and show what would come of it.
        """
        if not self.may_import(request):
            raise PermissionDenied
        form = SheetForm(request.POST or None, request.FILES or None)
        more: dict[str, Any] = {"form": form}
        if request.method == "POST" and form.is_valid():
            held = TempFolderStorage(read_mode="rb")
            held.save(form.cleaned_data["sheet"].read())
            try:
                more |= self._look(request, held.read(), held.name, dry_run=True)
            except (VisitcoreError, ValidationError) as error:
                form.add_error("sheet", _words(error))
                held.remove()
        return self._page(request, more)

    def confirm_view(self, request: HttpRequest) -> HttpResponse:
        """
        Take the good rows of the file that was shown; or hand out the others, to be mended.
        """
        if request.method != "POST" or not self.may_import(request):
            raise PermissionDenied
        from pathlib import Path

        held = TempFolderStorage(name=Path(request.POST.get("held", "")).name or "gone", read_mode="rb")
        here = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        try:
            content = held.read()
        except OSError:
            messages.error(request, _("The file is not there any more; perhaps it was taken already. Bring it again."))
            return HttpResponseRedirect(reverse(f"{here}_import"))
        if "rejected" in request.POST:
            found = self._look(request, content, held.name, dry_run=True)
            return _file(Csv(), _faults(found), f"{self.opts.model_name}-rejected")
        found = self._look(request, content, held.name, dry_run=False)
        held.remove()
        said = {"new": found["new"], "changed": found["changed"], "same": found["same"], "bad": len(found["faults"])}
        messages.success(
            request,
            _("Import finished: %(new)s new, %(changed)s changed, %(same)s as before, %(bad)s not taken.") % said,
        )
        return HttpResponseRedirect(reverse(f"{here}_changelist"))

    def _look(self, request: HttpRequest, content: bytes, held: str, *, dry_run: bool) -> dict[str, Any]:
        """
        What comes of a file: counts, the rows that are taken, and every fault with its row, column and value.

        Raises:
            SheetError, ValidationError: If it is no sheet, or lacks a column.
        """
        dataset = Xlsx().create_dataset(content)
        places = getattr(dataset, ROWS, [])
        result = self.resource(request).import_data(
            dataset, dry_run=dry_run, raise_errors=False, use_transactions=True, rollback_on_validation_errors=False
        )
        for error in result.base_errors:
            raise error.error
        faults = [
            (places[row.number - 1], field, _cell(row, field), message)
            for row in result.invalid_rows
            for field, messages_ in [*row.field_specific_errors.items(), ("", row.non_field_specific_errors)]
            for message in messages_
        ]
        faults += [(places[at - 1], "", "", str(one.error)) for at, errors in result.row_errors() for one in errors]
        return {
            "result": result,
            "headers": result.diff_headers,
            "rows": result.valid_rows()[:SHOWN],
            "faults": faults,
            "shown_faults": faults[:SHOWN],
            "faulty_rows": len({place for place, *_rest in faults}),
            "new": result.totals["new"],
            "changed": result.totals["update"],
            "same": result.totals["skip"],
            "held": held,
        }

    def _page(self, request: HttpRequest, more: dict[str, Any]) -> HttpResponse:
        known = [column for column in self.resource(request).get_import_fields() if not column.readonly]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Import %(what)s") % {"what": self.opts.verbose_name_plural},
            "columns": known,
            **more,
        }
        return TemplateResponse(request, "visitcore/import.html", context)


def _cell(row: Any, field: str) -> str:
    return str(row.values.get(field, "")) if isinstance(row.values, dict) else ""


def _words(error: Exception) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else error_in_words(error)


def _faults(found: dict[str, Any]) -> Any:
    import tablib

    dataset = tablib.Dataset(*found["faults"], headers=[_("row"), _("column"), _("value"), _("reason")])
    dataset.title = _("not taken")
    return dataset


def _file(form: SheetFormat, dataset: Any, name: str) -> HttpResponse:
    answer = HttpResponse(form.export_data(dataset), content_type=form.CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form.get_extension()}"'
    return answer
