"""
Works out anew how every customer stands, after a policy or the company's own days have changed.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore_django.desk.due import refresh_many
from visitcore_django.desk.errors import DeskError
from visitcore_django.desk.rights import demand
from visitcore_django.models import Customer
from visitcore_django.models.batches import in_batches

BATCH = 500
MOST = 20_000
"""Customers that are worked out while somebody waits; more are left to the sweep."""


def recompute_due(*, by: Any, at: datetime | None = None) -> int:
    """
    Work out how every active customer stands today, in batches that each stand on their own.

    Args:
        by: The person; ``None`` for the system itself, which has no limit.
        at: The instant; now where left out.

    Returns:
        How many customers were worked out.

    Raises:
        NotAllowedError: If *by* may not change policies.
        DeskError: If there are too many to wait for.
    """
    demand(by, "change_policyversion")
    rows = Customer.objects.filter(active=True)
    if by is not None and rows.count() > MOST:
        what = _("There are more than %(most)d customers; the next run of visitcore_sweep works them out.")
        raise DeskError(what % {"most": MOST})
    today = timezone.localdate(at)
    done = 0
    for batch in in_batches(rows.select_related("owner"), BATCH):
        with transaction.atomic():
            done += refresh_many(batch, today)
    return done
