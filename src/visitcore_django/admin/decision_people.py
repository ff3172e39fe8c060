"""
The people in the facts of a recorded decision, by their names.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib.auth import get_user_model

from visitcore_django.models.naming import person_name

PEOPLE = ("by", "handler", "owner", "receptionist")
"""Facts that hold the log-in of a person."""


def with_names(facts: Mapping[str, Any]) -> dict[str, Any]:
    """
    The same facts with people as they are called elsewhere; a log-in that nobody has any more stays.
    """
    model = get_user_model()
    asked = {f"{model.USERNAME_FIELD}__in": set(_logins(facts))}
    names = {person.get_username(): person_name(person) for person in model._default_manager.filter(**asked)}
    return {name: _named(name, value, names) for name, value in facts.items()}


def _logins(value: Any, name: str = "") -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield from _logins(part, key)
    elif isinstance(value, list):
        for part in value:
            yield from _logins(part, name)
    elif name in PEOPLE and isinstance(value, str):
        yield value


def _named(name: str, value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, Mapping):
        return {key: _named(key, part, names) for key, part in value.items()}
    if isinstance(value, list):
        return [_named(name, part, names) for part in value]
    return names.get(value, value) if name in PEOPLE and isinstance(value, str) else value
