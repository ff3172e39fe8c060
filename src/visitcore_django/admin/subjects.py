"""
What rows of a list are about, whichever its table, looked up for many at once.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _


def in_words(subject: models.Model | None) -> str:
    """
    What it is, and which one.
    """
    return _("gone") if subject is None else f"{subject._meta.verbose_name} {subject}"


def subject_of(row: Any) -> models.Model | None:
    """
    What a row is about; such as it was looked up with the others, where it was.
    """
    found: models.Model | None = row.looked_up if hasattr(row, "looked_up") else row.subject
    return found


def look_up(rows: Collection[Any]) -> None:
    """
    Look up what each row is about, one table after the other.
    """
    by_kind = defaultdict(set)
    for row in rows:
        by_kind[row.subject_kind].add(row.subject_id)
    found: dict[str, dict[int, models.Model]] = {}
    for kind, keys in by_kind.items():
        model = apps.get_model("visitcore_django", kind)
        found[kind] = model._base_manager.select_related(*along(model)).in_bulk(keys)
    for row in rows:
        row.looked_up = found[row.subject_kind].get(row.subject_id)


def along(model: Any) -> list[str]:
    """
    The paths to the rows by which one of a table is called.
    """
    links = [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    return [
        path
        for link in links
        for path in (link.name, f"{link.name}__customer")
        if path == link.name or hasattr(link.related_model, "customer")
    ]


class SubjectList(ChangeList):
    """
    The rows of one page, with what each is about.
    """

    def get_results(self, request: HttpRequest) -> None:
        """
        Read the page; what its rows are about is looked up at once.
        """
        super().get_results(request)
        self.result_list = list(self.result_list)
        self.lay_beside(self.result_list)

    def lay_beside(self, rows: Collection[Any]) -> None:
        """
        Look up what some rows are about.
        """
        look_up(rows)
