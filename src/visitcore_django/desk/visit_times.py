"""
When a visit may be: one that is planned lies ahead, and each ends after it starts.
"""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore_django.desk.errors import DeskError
from visitcore_django.models import Visit


def demand_ahead(start: datetime, at: datetime | None = None) -> None:
    """
    Raise where a visit that is to be planned lies in the past; the minute that runs does not.

    Args:
        start: When it is to begin.
        at: The instant; now where left out.

    Raises:
        DeskError: If it does.
    """
    if start < (at or timezone.now()).replace(second=0, microsecond=0):
        raise DeskError(_("This lies in the past; record the visit as made, or correct its time."), column="start")


def in_order(start: datetime, end: datetime | None) -> None:
    """
    Raise unless a visit ends after it starts.

    Raises:
        DeskError: If not.
    """
    if end is not None and end < start:
        raise DeskError(_("The visit ends before it starts; give the times in order."), column="end")


def is_another(visit: Visit, held: Visit) -> bool:
    """
    Whether a visit is none that was seen when its plan was handed in: to another customer, on another day, or sooner.
    """
    told, was = ((one.customer_id, one.plan_id, timezone.localdate(one.start)) for one in (visit, held))
    return told != was or visit.start < held.start
