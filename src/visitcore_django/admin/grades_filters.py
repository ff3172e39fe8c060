"""
The filters of grade assessments.
"""

from typing import Any

from django.contrib import admin
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

UNTOLD = Q(proposed="")
MOVES = {
    "undetermined": (_("cannot be told"), UNTOLD),
    "changed": (_("another grade than before"), ~UNTOLD & ~Q(before="") & ~Q(proposed=F("before"))),
    "same": (_("same grade as before"), ~UNTOLD & Q(proposed=F("before"))),
    "first": (_("first grade"), ~UNTOLD & Q(before="")),
}
"""What a grading came to, by its word in the address."""


class MoveFilter(admin.SimpleListFilter):
    """
    By what the grading came to.
    """

    title = _("outcome")
    parameter_name = "moved"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """
        Cannot be told, changed, as before, first grade.
        """
        return [(name, label) for name, (label, _where) in MOVES.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """
        Those of the kind.
        """
        found = MOVES.get(self.value() or "")
        return queryset if found is None else queryset.filter(found[1])
