"""
Who wrote a row and so never signs for it; once for a row, once for a list, once for many rows, and all agree.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Model, Q

from visitcore_django.people.scope import follow


def writers_of(row: Model) -> frozenset[Any]:
    """
    The keys of those who wrote a row.
    """
    return frozenset(key for path in _paths(row) for key in follow(row, path))


def written_by(kind: str, person: Any) -> Q:
    """
    The approvals about the rows of a table that a person wrote.

    Args:
        kind: Name of the table in lower case.
        person: The person.
    """
    model: Any = apps.get_model("visitcore_django", kind)
    mine = Q(pk__in=())
    for path in _paths(model):
        mine |= Q(**{path: person})
    return Q(subject_kind=kind, subject_id__in=model._default_manager.filter(mine).order_by().values("pk"))


def writers_of_many(subjects: Iterable[tuple[str, int]]) -> dict[tuple[str, int], frozenset[Any]]:
    """
    The keys of those who wrote each of many rows, in one query for each table.

    Args:
        subjects: Tables and keys of the rows.
    """
    keys: dict[str, list[int]] = defaultdict(list)
    for kind, key in subjects:
        keys[kind].append(key)
    found: dict[tuple[str, int], frozenset[Any]] = defaultdict(frozenset)
    for kind, some in keys.items():
        model: Any = apps.get_model("visitcore_django", kind)
        for key, *people in model._default_manager.filter(pk__in=some).values_list("pk", *_paths(model)):
            found[kind, key] |= frozenset(people) - {None}
    return dict(found)


def _paths(model: Any) -> tuple[str, ...]:
    wrote: tuple[str, ...] = model.reach.wrote
    return wrote
