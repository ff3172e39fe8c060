"""
What rows of a list are about, whichever its table, looked up for many at once.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from visitcore_django.admin.laid import LaidList


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


class SubjectList(LaidList):
    """
    The rows of one page, with what each is about.
    """

    def lay_beside(self, rows: Collection[Any]) -> None:
        """
        Look up what some rows are about.
        """
        look_up(rows)
