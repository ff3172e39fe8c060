"""
Whom somebody may choose as owner or visitor.
"""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from visitcore_django.models import Membership, Team
from visitcore_django.people.scope import Scope, scope_of, teams_of


def colleagues(user: Any) -> QuerySet[Any]:
    """
    The active people whose customers a person sees: himself, those of his teams, or everybody.
    """
    everybody = get_user_model()._default_manager.filter(is_active=True)
    scope = scope_of(user)
    if scope is Scope.ALL:
        return everybody
    if scope is Scope.OWN:
        return everybody.filter(pk=user.pk)
    teams = teams_of(user)
    members = Membership.objects.filter(team__in=teams).values("user")
    leads = Team.objects.filter(pk__in=teams, lead__isnull=False).values("lead")
    return everybody.filter(Q(pk=user.pk) | Q(pk__in=members) | Q(pk__in=leads))
