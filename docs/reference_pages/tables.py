"""
The page of the Django models: every table with its columns.
"""

import inspect

from django.contrib.auth import get_user_model
from django.db import models
from django.utils.translation import override

from reference_pages.markdown import table
from visitcore_django import models as tables

INTRODUCTION = """\
# Models

`from visitcore_django.models import Customer`: columns and constraints, and no rule.
Read them as any table of Django's; what changes a state goes over the [desk](desk.md).
A column that says *by the desk* is never written by hand.
"""
KINDS = {
    models.BooleanField: "yes or no",
    models.DateTimeField: "instant",
    models.DateField: "day",
    models.TimeField: "time of day",
    models.JSONField: "JSON",
    models.AutoField: "key",
    models.IntegerField: "whole number",
}
"""What a column holds, by its kind; the more special kind stands first."""


def models_page():
    """
    The page: tables first, then what goes with them.
    """
    found = [(name, getattr(tables, name)) for name in tables.__all__]
    lines = [INTRODUCTION]
    for name, value in sorted(found, key=lambda one: (not is_table(one[1]), one[0])):
        lines += [f"## {name}", "", *section(name, value)]
    return "\n".join(lines)


def is_table(value):
    """
    Whether a public thing is a table.
    """
    return inspect.isclass(value) and issubclass(value, models.Model)


def section(name, value):
    """
    A table with its columns, choices with their words, an error, or a value.
    """
    path = f"visitcore_django.models.{name}"
    if not inspect.isclass(value):
        return ["```{eval-rst}", f".. py:data:: {path}", f"   :value: {value!r}", "```", ""]
    shown = ["```{eval-rst}", f".. autoclass:: {path}()", "   :no-members:", "   :no-show-inheritance:", "```", ""]
    if is_table(value):
        fields = [one for one in value._meta.get_fields() if one.concrete]
        return [*shown, *table(["column", "holds", "in words", "中文"], [column(one) for one in fields])]
    if issubclass(value, models.Choices):
        choices = [(f"`{one.value}`", *both_words(one.label)) for one in value]
        return [*shown, *table(["value", "in words", "中文"], choices)]
    return shown


def column(one):
    """
    The row of a column.
    """
    return (f"`{one.name}`", held(one), *both_words(one.verbose_name))


def held(one):
    """
    What a column holds.
    """
    parts = [kind(one)]
    parts += ["no two alike"] if one.unique and not one.primary_key else []
    parts += ["may be `None`"] if one.null else []
    parts += (
        ["may be empty"] if one.blank and not one.null and isinstance(one, models.CharField | models.TextField) else []
    )
    parts += [] if one.editable or one.primary_key else ["by the desk"]
    return ", ".join(parts)


def kind(one):
    """
    The kind of a column, with its bounds.
    """
    if one.is_relation:
        return f"{'several of ' if one.many_to_many else ''}{other(one.related_model)}"
    if one.choices:
        return f"one of {', '.join(f'`{value}`' for value, _label in one.flatchoices if value)}"
    if isinstance(one, models.DecimalField):
        return f"`Decimal`, {one.max_digits} digits with {one.decimal_places} behind the point"
    if isinstance(one, models.CharField):
        return f"text of at most {one.max_length}"
    return next((said for known, said in KINDS.items() if isinstance(one, known)), "text")


def other(model):
    """
    The table that a column leads to.
    """
    if model is get_user_model():
        return "user"
    return f"`{model.__name__}`" if model.__name__ in tables.__all__ else f"`{model._meta.label}`"


def both_words(words):
    """
    Words in English and in Chinese.
    """
    with override("zh-hans"):
        chinese = str(words)
    with override("en"):
        return str(words), chinese
