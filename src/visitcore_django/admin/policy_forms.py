"""
Admin pages whose forms carry what the policy asks for.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from visitcore_django.admin.base import ScopedAdmin, VersionedForm
from visitcore_django.admin.buttons import Panel
from visitcore_django.admin.policy_fields import Asked, Sheet


class PolicyForm(VersionedForm):
    """
    A form with fields of the policy; what is mandatory must be filled unless it is saved as a draft.

    Attributes:
        asked: What the policy asks for, one for each column.
    """

    asked: ClassVar[tuple[Asked, ...]] = ()

    def is_draft(self) -> bool:
        """
        Whether mandatory fields may stay empty this time.
        """
        return False

    def read(self, asked: Asked, cleaned: dict[str, Any]) -> dict[str, Any]:
        """
        The answers such as the policy reads them.
        """
        return asked.gathered(cleaned, getattr(self.instance, asked.sheet.column))

    def beside(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        """
        Answers that stand in columns of the row's own and are asked for by the policy all the same.
        """
        return {}

    def clean(self) -> dict[str, Any]:
        """
        Put the answers into their columns, and say which are missing or not allowed.
        """
        cleaned = super().clean()
        for asked in self.asked:
            values = self.read(asked, cleaned)
            if not self.is_draft():
                for name, words in asked.faults(values, self.beside(cleaned)).items():
                    self.add_error(name, words)
            setattr(self.instance, asked.sheet.column, values)
        return cleaned


class PolicyAdmin(ScopedAdmin):
    """
    An admin page with columns that the policy fills.

    Attributes:
        sheets: The columns.
    """

    form = PolicyForm
    sheets: ClassVar[Sequence[Sheet]] = ()

    def policy_day(self, request: HttpRequest, obj: Any = None) -> date:
        """
        The day whose policy says what is asked for.
        """
        return timezone.localdate()

    def asked(self, request: HttpRequest, obj: Any = None) -> tuple[Asked, ...]:
        """
        What the policy asks for, looked up once a request.
        """
        day = self.policy_day(request, obj)
        known: dict[tuple[str, date], tuple[Asked, ...]] = request.__dict__.setdefault("visitcore_asked", {})
        key = (self.opts.label_lower, day)
        if key not in known:
            known[key] = tuple(sheet.open(day) for sheet in self.sheets)
        return known[key]

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        The columns themselves are not shown: their fields are.
        """
        return [*(super().get_exclude(request, obj) or ()), *(sheet.column for sheet in self.sheets)]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """
        The form with the fields of the policy.
        """
        asked = self.asked(request, obj)
        made = {name: field for one in asked for name, field in one.form_fields(self._stored(obj, one)).items()}
        form = kwargs.pop("form", self.form)
        kwargs["form"] = type(form)(form.__name__, (form,), {**made, "asked": asked})
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """
        The row's own fields, then those of the policy under their titles; they are told below where they are read only.
        """
        asked = self.asked(request, obj)
        names = {one.sheet.column: list(one.form_fields()) for one in asked}
        hidden = {name for each in names.values() for name in each}
        sets = [
            (title, {**options, "fields": [name for name in options["fields"] if name not in hidden]})
            for title, options in super().get_fieldsets(request, obj)
        ]
        if self.has_change_permission(request, obj) if obj is not None else self.has_add_permission(request):
            shown = [one.sheet for one in asked if names[one.sheet.column]]
            for sheet in shown:
                folded = {"classes": ["collapse"]} if sheet.folded else {}
                sets.append((sheet.title or None, {"fields": names[sheet.column], **folded}))
        return sets

    def panels(self, request: HttpRequest, row: Any) -> list[Panel]:
        """
        What is stored in the columns, for those who only read.
        """
        if self.has_change_permission(request, row):
            return []
        return [
            Panel(one.sheet.title, render_to_string("visitcore/told.html", {"lines": one.told(self._stored(row, one))}))
            for one in self.asked(request, row)
        ]

    def _stored(self, obj: Any, asked: Asked) -> Any:
        return None if obj is None else getattr(obj, asked.sheet.column)
