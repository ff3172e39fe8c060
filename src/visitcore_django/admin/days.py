"""
One kind of box for days, for times of day and for instants, on every form.
"""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.db import models
from django.http import HttpRequest


class DayInput(forms.DateInput):
    """
    A day, chosen as the browser lets one choose days.
    """

    input_type = "date"

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class HourInput(forms.TimeInput):
    """
    A time of day.
    """

    input_type = "time"

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs, format="%H:%M")


class WhenInput(forms.DateTimeInput):
    """
    Day and time in one box; seconds only where there are some.
    """

    input_type = "datetime-local"

    def __init__(self, attrs: Any = None) -> None:
        super().__init__({"step": "any", **(attrs or {})}, format="%Y-%m-%dT%H:%M")

    def format_value(self, value: Any) -> str | None:
        """
        The instant as the browser reads it.
        """
        if isinstance(value, datetime) and value.second:
            return value.strftime("%Y-%m-%dT%H:%M:%S")
        return super().format_value(value)


class WhenField(forms.DateTimeField):
    """
    Day and time in one box.
    """

    widget = WhenInput


class DaysMixin(BaseModelAdmin):  # type: ignore[type-arg]
    """
    An admin page, or a part of one, whose days and instants all have the same boxes.
    """

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """
        The field for a column.
        """
        if isinstance(db_field, models.DateTimeField):
            kwargs = {"form_class": WhenField, "widget": WhenInput, **kwargs}
        elif isinstance(db_field, models.DateField):
            kwargs = {"widget": DayInput, **kwargs}
        elif isinstance(db_field, models.TimeField):
            kwargs = {"widget": HourInput, **kwargs}
        return super().formfield_for_dbfield(db_field, request, **kwargs)
