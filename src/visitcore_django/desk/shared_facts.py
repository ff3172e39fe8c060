"""
Facts that many decisions take alike: put aside once, and brought back where a decision is taken again.
"""

from collections.abc import Mapping
from typing import Any

from visitcore.codec.fingerprint import fingerprint
from visitcore_django.desk.deciding import SHARED
from visitcore_django.models import SharedFacts


class ChangedFactsError(Exception):
    """
    Shared facts are gone, or no longer what they were when they were put aside.
    """


def put_aside(content: Any) -> str:
    """
    Keep facts in plain data, once however often they come.

    Returns:
        The key by which a record names them.
    """
    key = fingerprint(content)
    SharedFacts.objects.get_or_create(key=key, defaults={"content": content})
    return key


def shared_by(told: Any) -> dict[str, str]:
    """
    The keys of the shared facts that a record names, by the name of the fact; none where it holds no facts by name.
    """
    return {
        name: value[SHARED]
        for name, value in (told.items() if isinstance(told, Mapping) else ())
        if isinstance(value, Mapping) and value.keys() == {SHARED} and isinstance(value[SHARED], str)
    }


def brought_back(told: Any) -> Any:
    """
    The facts of a record with the shared ones in their place; as they are where none is shared.

    Raises:
        ChangedFactsError: If some are gone, or were changed.
    """
    keys = shared_by(told)
    if not keys:
        return told
    kept = dict(SharedFacts.objects.filter(key__in=keys.values()).values_list("key", "content"))
    for key in keys.values():
        if key not in kept or fingerprint(kept[key]) != key:
            raise ChangedFactsError(key)
    return {**told, **{name: kept[key] for name, key in keys.items()}}
