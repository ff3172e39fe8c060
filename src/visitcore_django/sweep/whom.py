"""
Who is reminded: owners, those who lead them, those who act in a role, and those who may approve.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from attrs import frozen
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

from visitcore_django.models import Approval, GroupRole, Membership, Team
from visitcore_django.models.users import is_active
from visitcore_django.people.standing_in import delegations

SUPERIOR = "superior"
"""The role of whoever leads the person concerned, in any team."""


@frozen(kw_only=True)
class Whom:
    """
    The people of the office on a day, read once.

    Attributes:
        active: Keys of the users who may log in.
        leads: The lead of a team, by the team.
        team_of: The team of a user.
        roles: Users by the role of the policy that they act in.
        wide: Users who see every customer.
        rights: Users by a right of the plugin.
        deputies: Who stands in for a user on the day.
    """

    active: frozenset[Any]
    leads: dict[int, Any]
    team_of: dict[Any, int]
    roles: dict[str, tuple[Any, ...]]
    wide: frozenset[Any]
    rights: dict[str, frozenset[Any]]
    deputies: dict[Any, tuple[Any, ...]]

    @classmethod
    def on(cls, day: date) -> "Whom":
        """
        Read the people of a day.
        """
        users = get_user_model()._default_manager.filter(is_active())
        active = frozenset(users.values_list("pk", flat=True))
        roles: dict[str, list[Any]] = defaultdict(list)
        acting = GroupRole.objects.filter(is_active("group__user__"), group__user__isnull=False).order_by("group__user")
        for role, user in acting.values_list("role", "group__user").distinct():
            roles[role].append(user)
        deputies: dict[Any, list[Any]] = defaultdict(list)
        for absent, deputy in delegations(day).values_list("from_user", "to_user"):
            deputies[absent].append(deputy)
        rights = _rights()
        return cls(
            active=active,
            leads=dict(Team.objects.filter(lead__in=users).values_list("pk", "lead")),
            team_of=dict(Membership.objects.values_list("user", "team")),
            roles={role: tuple(people) for role, people in roles.items()},
            wide=rights.get("scope_all", frozenset()),
            rights=rights,
            deputies={absent: tuple(people) for absent, people in deputies.items()},
        )

    def owner(self, person: Any, team: int | None) -> Any:
        """
        The one whose matter it is: the person, or who leads the team where there is none.
        """
        return person if person in self.active else self.leads.get(team or 0)

    def in_role(self, role: str, person: Any, team: int | None) -> tuple[Any, ...]:
        """
        Those to tell in a role of the policy: of the team where it has any, else those who see every customer.

        Args:
            role: The role; ``superior`` is whoever leads the person.
            person: Whose matter it is.
            team: The team concerned.
        """
        at = team if team is not None else self.team_of.get(person)
        lead = self.leads.get(at or 0)
        if role == SUPERIOR and lead is not None and lead != person:
            return (lead,)
        return self._near([one for one in self.roles.get(role, ()) if one != person], at)

    def approvers(self, approval: Approval, team: int | None, wrote: Iterable[Any] = ()) -> tuple[Any, ...]:
        """
        Those who may decide on an approval, and who stands in for them.

        Args:
            approval: What waits.
            team: The team of the customer concerned.
            wrote: Those who wrote what it is about.
        """
        barred = {approval.requested_by_id, *wrote}
        may = set(self.rights.get(approval.permission, ()))
        needs = [need for need in approval.needs.split(",") if need]
        if needs:
            may &= {one for need in needs for one in self.roles.get(need, ())}
        may -= barred
        at = team if team is not None else self.team_of.get(approval.requested_by_id)
        near = self._near(sorted(may), at)
        hands = [*near, *(deputy for one in near for deputy in self.deputies.get(one, ()))]
        return tuple(dict.fromkeys(hand for hand in hands if hand not in barred))

    def _near(self, people: Iterable[Any], team: int | None) -> tuple[Any, ...]:
        people = list(people)
        near = [one for one in people if team is not None and team in self._teams(one)]
        return tuple(near or [one for one in people if one in self.wide])

    def _teams(self, person: Any) -> set[int]:
        led = {team for team, lead in self.leads.items() if lead == person}
        return led | ({self.team_of[person]} if person in self.team_of else set())


def _rights() -> dict[str, frozenset[Any]]:
    """
    The active users by right of the plugin, by group or by themselves; one who may everything is told of nothing.
    """
    found: dict[str, set[Any]] = defaultdict(set)
    rights = Permission.objects.filter(content_type__app_label="visitcore_django")
    for path in ("group__user", "user"):
        held = rights.filter(is_active(f"{path}__"), **{f"{path}__isnull": False})
        for right, user in held.values_list("codename", path):
            found[right].add(user)
    return {right: frozenset(people) for right, people in found.items()}
