"""
The filters of the recorded decisions, and what each decision is called.
"""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from visitcore import Verdict
from visitcore.explain.questions import question
from visitcore.rules.catalogue import CATALOGUE
from visitcore_django.admin.verdicts import VERDICTS
from visitcore_django.admin.wording import joined
from visitcore_django.models import DecisionRecord
from visitcore_django.models.language import lang


def in_words(name: str) -> str:
    """
    What a decision is called.
    """
    return question(name).zh if lang() == "zh" else name.replace("_", " ").capitalize()


def record_in_words(record: DecisionRecord) -> str:
    """
    What was decided, and the verdict.
    """
    known = VERDICTS.get(record.verdict)
    return joined(in_words(record.name), record.verdict if known is None else str(known[2]))


class VerdictFilter(admin.SimpleListFilter):
    """
    By verdict, in words.
    """

    title = gettext_lazy("verdict")
    parameter_name = "verdict"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """
        The five verdicts, each with its sign.
        """
        return [(one.value, f"{VERDICTS[one.value][0]} {VERDICTS[one.value][2]}") for one in Verdict]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """
        Those with the verdict.
        """
        return queryset.filter(verdict=self.value()) if self.value() else queryset


class QuestionFilter(admin.SimpleListFilter):
    """
    By what was decided, in words.
    """

    title = gettext_lazy("decision")
    parameter_name = "name"
    template = "visitcore/filter_long.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """
        Every decision that there is; the table is not asked.
        """
        return [(entry.name, in_words(entry.name)) for entry in CATALOGUE]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """
        Those of the name.
        """
        return queryset.filter(name=self.value()) if self.value() else queryset
