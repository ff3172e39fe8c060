"""
Whom somebody may choose as owner or visitor.
"""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet

from visitcore_django.models import Customer, Membership, Team
from visitcore_django.models.users import is_active
from visitcore_django.people.scope import Scope, scope_of, teams_of


def colleagues(user: Any) -> QuerySet[Any]:
    """
    The active people whose customers a person sees: himself, those of his teams, or everybody.
    """
    return _seen(user).filter(is_active())


def owners(user: Any) -> QuerySet[Any]:
    """
    The people with customers that a person sees, those who have left included.
    """
    has_some = Exists(Customer.objects.filter(owner=OuterRef("pk")))
    return _seen(user).filter(has_some)


def _seen(user: Any) -> QuerySet[Any]:
    everybody = get_user_model()._default_manager.all()
    scope = scope_of(user)
    if scope is Scope.ALL:
        return everybody
    if scope is Scope.OWN:
        return everybody.filter(pk=user.pk)
    teams = teams_of(user)
    members = Membership.objects.filter(team__in=teams).values("user")
    leads = Team.objects.filter(pk__in=teams, lead__isnull=False).values("lead")
    return everybody.filter(Q(pk=user.pk) | Q(pk__in=members) | Q(pk__in=leads))
