"""
Filters of the lists of trade credit.
"""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore_django.sheets.credit import CLASSES


class StandingFilter(admin.SimpleListFilter):
    """
    Accounts past their limit, or with goods past their term.
    """

    title = gettext_lazy("standing")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """
        The choices.
        """
        return [("over", _("over the limit")), ("past", _("past the payment term")), ("room", _("with head-room"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """
        The accounts that stand so.
        """
        asked = {"over": {"headroom__lt": 0}, "past": {"past_term__gt": 0}, "room": {"headroom__gt": 0}}
        return queryset.filter(**asked.get(self.value() or "", {}))


class ClassFilter(admin.SimpleListFilter):
    """
    Rows by the class that goods left in, in words.
    """

    title = gettext_lazy("class of the invoice")
    parameter_name = "class_of"
    known: tuple[str, ...] = ("within", "cash", "prepaid", "first", "last", "hold", "refuse", "unapproved")

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """
        The choices.
        """
        return [(name, CLASSES[name]) for name in self.known]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """
        The rows of a class.
        """
        return queryset.filter(class_of=self.value()) if self.value() in self.known else queryset


class EntryClassFilter(ClassFilter):
    """
    The same with the classes of a ledger.
    """

    known = ("normal", "first", "last", "unapproved")
