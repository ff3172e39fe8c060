"""
Any list as a sheet to take away: the columns of its screen, written and never read.
"""

from typing import Any

from django.db import models

from visitcore_django.sheets.resource import Column, SheetResource
from visitcore_django.sheets.widgets import DayWidget, FlagWidget, MomentWidget, NumberWidget, TextWidget, WordWidget


class _Named(TextWidget):
    """
    Another row by what it is called.
    """

    def render(self, value: Any, obj: Any = None, **_kwargs: Any) -> Any:
        """
        Its name.
        """
        return "" if value is None else str(value)


def listing_of(model: type[models.Model]) -> type[SheetResource]:
    """
    A sheet with every plain column of a table, in their order; JSON columns are left to the screens.
    """
    columns = {
        field.name: Column(field.name, field.verbose_name, _widget(field), readonly=True)
        for field in model._meta.concrete_fields
        if field.name not in {"version", "open_key"} and not isinstance(field, models.JSONField | models.TextField)
    }
    meta = type("Meta", (SheetResource.Meta,), {"model": model, "fields": list(columns)})
    return type(f"{model.__name__}Listing", (SheetResource,), {**columns, "Meta": meta})


def _widget(field: Any) -> Any:
    if field.choices:
        return WordWidget(field.choices)
    kinds: list[tuple[Any, Any]] = [
        (models.DateTimeField, MomentWidget),
        (models.DateField, DayWidget),
        (models.BooleanField, FlagWidget),
        ((models.DecimalField, models.IntegerField), NumberWidget),
        (models.ForeignKey, _Named),
    ]
    return next((widget() for kind, widget in kinds if isinstance(field, kind)), TextWidget())
