"""
Who sees which rows: own, the team's, or all; once for a list, once for a row, and both agree.
"""

from collections.abc import Iterator
from enum import Enum
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Manager, Model, Q, QuerySet

from visitcore_django.models import Membership, Team

M = TypeVar("M", bound=Model)


class Scope(Enum):
    """
    How far somebody sees.
    """

    OWN = "own"
    TEAM = "team"
    ALL = "all"


def scope_of(user: Any) -> Scope:
    """
    How far a person sees, by the rights of the groups.
    """
    if user.is_superuser or user.has_perm("visitcore_django.scope_all"):
        return Scope.ALL
    return Scope.TEAM if user.has_perm("visitcore_django.scope_team") else Scope.OWN


def teams_of(user: Any) -> tuple[int, ...]:
    """
    Keys of the teams that a person leads or belongs to.
    """
    led = Team.objects.filter(lead=user).values_list("pk", flat=True)
    mine = Membership.objects.filter(user=user).values_list("team", flat=True)
    return tuple(sorted(led.order_by().union(mine.order_by()).order_by()))


def visible(rows: QuerySet[M], user: Any) -> QuerySet[M]:
    """
    The rows of a list that a person sees; none where nobody is logged in.
    """
    if user.pk is None:
        return rows.none()
    reach = rows.model.reach  # type: ignore[attr-defined]
    scope = scope_of(user)
    if scope is Scope.ALL or reach.shared:
        return rows
    parts = [Q(**{path: user}) for path in reach.own]
    if scope is Scope.TEAM and reach.team:
        teams = teams_of(user)
        parts += [Q(**{f"{path}__in": teams}) for path in reach.team]
        parts += [Q(**{f"{path}__in": teams}, customer=None) for path in reach.team_alone]
    if not parts:
        return rows.none()
    found = rows.filter(reduce(or_, parts))
    return found.distinct() if _may_repeat(rows.model, (*reach.own, *reach.team, *reach.team_alone)) else found


def sees(user: Any, row: Model) -> bool:
    """
    Whether a person sees one row; the same answer as `visible` gives.
    """
    if user.pk is None:
        return False
    reach = row.reach  # type: ignore[attr-defined]
    scope = scope_of(user)
    if scope is Scope.ALL or reach.shared:
        return True
    if any(value == user.pk for path in reach.own for value in follow(row, path)):
        return True
    if scope is not Scope.TEAM or not reach.team:
        return False
    teams = teams_of(user)
    return any(key in teams for key in teams_reached(row))


def teams_reached(row: Model) -> Iterator[int]:
    """
    Keys of the teams that a row belongs to, by whose it is, each path when it is asked for.
    """
    reach = row.reach  # type: ignore[attr-defined]
    alone = reach.team_alone if getattr(row, "customer_id", None) is None else ()
    for path in (*reach.team, *alone):
        yield from follow(row, path)


def follow(row: Any, path: str) -> Iterator[Any]:
    """
    The keys at the end of a path; nothing where the path breaks off.
    """
    for name in path.split("__"):
        if row.pk is None and any(one.name == name for one in row._meta.many_to_many):
            return  # not saved yet
        try:
            row = getattr(row, name, None)
        except ObjectDoesNotExist:
            return
        if row is None:
            return
        if isinstance(row, Manager):
            yield from row.values_list("pk", flat=True)
            return
    yield row.pk if isinstance(row, Model) else row


def _may_repeat(model: type[Model], paths: tuple[str, ...]) -> bool:
    """
    Whether a path goes over a relation to many rows, so that a row might be found twice.
    """
    for path in paths:
        at: Any = model
        for name in path.split("__"):
            if name == "pk":
                break
            field = at._meta.get_field(name)
            if field.one_to_many or field.many_to_many:
                return True
            at = field.related_model
    return False
