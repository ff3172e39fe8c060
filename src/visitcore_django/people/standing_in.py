"""
Who stands in for whom on a day.
"""

from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet

from visitcore_django.models import Delegation
from visitcore_django.models.users import is_active


def stands_in_for(user: Any, on: date) -> list[Any]:
    """
    The people whose approvals *user* may give on a day, each once.

    Nobody for one who has left, or who reads all and changes nothing.
    """
    rows = delegations(on).filter(is_active("from_user__"), to_user=user).select_related("from_user")
    return list({row.from_user_id: row.from_user for row in rows}.values())


def delegations(on: date) -> QuerySet[Delegation]:
    """
    The delegations that hold on a day, to people who are there, in the order in which they were given.
    """
    rows = Delegation.objects.filter(is_active("to_user__"), first_day__lte=on, last_day__gte=on)
    return rows.exclude(to_user__in=only_readers()).order_by("pk")


def only_readers() -> QuerySet[Any]:
    """
    Those whose role is to read everything and change nothing, such as auditors: they stand in for nobody.

    They see every row, and hold no other right of the plugin than to see.
    """
    rights = Permission.objects.filter(content_type__app_label="visitcore_django")
    doing = rights.exclude(codename__startswith="view_").exclude(codename__startswith="scope_")
    people = get_user_model()._default_manager.filter(is_superuser=False)
    return people.filter(_holding(rights.filter(codename="scope_all"))).exclude(_holding(doing))


def _holding(rights: QuerySet[Permission]) -> Q:
    """
    The users who hold one of some rights, by a group or by themselves.
    """
    return Q(pk__in=rights.filter(group__user__isnull=False).values("group__user")) | Q(
        pk__in=rights.filter(user__isnull=False).values("user")
    )
