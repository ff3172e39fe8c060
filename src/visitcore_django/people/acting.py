"""
In which roles of the policy somebody acts.
"""

from typing import Any

from visitcore_django.models import GroupRole


def roles_of(user: Any) -> tuple[str, ...]:
    """
    The roles of the policy that a person's groups act in, sorted.
    """
    rows = GroupRole.objects.filter(group__user=user).values_list("role", flat=True)
    return tuple(sorted(set(rows)))
