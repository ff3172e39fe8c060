"""
The owners and teams that a batch of rows names.
"""

from collections.abc import Iterable
from typing import Any

from attrs import frozen
from django.contrib.auth import get_user_model

from visitcore_django.models import Membership, Team
from visitcore_django.sources import NOT_KEPT
from visitcore_django.syncing.reading import Read


@frozen
class People:
    """
    Keys of owners and teams by what the host calls them.

    Attributes:
        users: Keys of users by log-in name.
        teams: Keys of teams by code.
        team_of: Key of the team that a user belongs to, by the user's key.
    """

    users: dict[str, Any]
    teams: dict[str, int]
    team_of: dict[Any, int]

    @classmethod
    def of(cls, rows: Iterable[Read]) -> "People":
        """
        Those that a batch names, by three queries.
        """
        rows = list(rows)
        user = get_user_model()
        names = {row.owner for row in rows if row.owner is not NOT_KEPT and row.owner is not None}
        codes = {row.team for row in rows if row.team is not NOT_KEPT and row.team is not None}
        users = dict(
            user._default_manager.filter(**{f"{user.USERNAME_FIELD}__in": names}).values_list(user.USERNAME_FIELD, "pk")
        )
        return cls(
            users=users,
            teams=dict(Team.objects.filter(code__in=codes).values_list("code", "pk")),
            team_of=dict(Membership.objects.filter(user__in=list(users.values())).values_list("user", "team")),
        )
