"""
In which roles of the policy somebody acts.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model

from visitcore_django.models import GroupRole
from visitcore_django.models.users import is_active


def roles_of(user: Any) -> tuple[str, ...]:
    """
    The roles of the policy that a person's groups act in, sorted.
    """
    rows = GroupRole.objects.filter(group__user=user).values_list("role", flat=True)
    return tuple(sorted(set(rows)))


def acts_as(user: Any, asked: Iterable[str]) -> tuple[str, ...]:
    """
    The roles that a person acts in, his own first; one who may anything acts in those that are asked for too.
    """
    own = roles_of(user)
    return tuple(dict.fromkeys((*own, *asked))) if user.is_superuser else own


def people_in(roles: Iterable[str], most: int, but: Iterable[str] = ()) -> list[Any]:
    """
    The first of the active people who act in one of some roles.

    Args:
        roles: The roles.
        most: How many at most.
        but: Log-in names of those who are left out.
    """
    users = get_user_model()
    rows = users._default_manager.filter(is_active(), groups__visitcore_roles__role__in=tuple(roles))
    rows = rows.exclude(**{f"{users.USERNAME_FIELD}__in": tuple(but)})
    return list(rows.distinct().order_by("pk")[:most])
