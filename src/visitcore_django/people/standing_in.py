"""
Who stands in for whom on a day.
"""

from datetime import date
from typing import Any

from visitcore_django.models import Delegation


def stands_in_for(user: Any, on: date) -> list[Any]:
    """
    The people whose approvals *user* may give on a day.
    """
    rows = Delegation.objects.filter(to_user=user, first_day__lte=on, last_day__gte=on, from_user__is_active=True)
    return [row.from_user for row in rows.select_related("from_user").order_by("from_user_id")]
