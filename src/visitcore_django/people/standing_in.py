"""
Who stands in for whom on a day.
"""

from datetime import date
from typing import Any

from visitcore_django.models import Delegation
from visitcore_django.models.users import is_active


def stands_in_for(user: Any, on: date) -> list[Any]:
    """
    The people whose approvals *user* may give on a day, each once.
    """
    rows = Delegation.objects.filter(is_active("from_user__"), to_user=user, first_day__lte=on, last_day__gte=on)
    return list({row.from_user_id: row.from_user for row in rows.select_related("from_user").order_by("pk")}.values())
