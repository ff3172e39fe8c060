"""
What happened on a credit account before the desk was used: what of it is taken as it stands, and writing it.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from attrs import asdict
from django.utils.translation import gettext as _

from visitcore import LedgerEvent
from visitcore_django.desk.credit_ledger import OpenLedger
from visitcore_django.desk.errors import DeskError


def demand_past(event: LedgerEvent, day: date) -> None:
    """
    Raise where something is no past: what happens today, and a limit that holds today, is for the desk to decide on.

    Args:
        event: What happened.
        day: The day on which it is told.

    Raises:
        DeskError: If so.
    """
    not_ahead(event.on, day)
    if event.on == day:
        told = _("%(day)s is today and no past yet: goods leave by a shipment, money and goods come in on their pages.")
        raise DeskError(told % {"day": event.on})
    if event.kind == "special_limit" and event.to is not None and event.to >= day:
        raise DeskError(_("This special limit is in force still; grant it on the page of the account."))


def post_past(ledger: OpenLedger, events: Iterable[LedgerEvent], day: date, *, by: Any) -> None:
    """
    Write what happened before the desk was used, as it stands.

    Raises:
        DeskError: If something of it is no past.
        FactsError: If something cannot have happened.
    """
    for event in events:
        demand_past(event, day)
        ledger.post(by=by, **_columns(event))
    ledger.keep_standing(day)


def not_ahead(on: date, day: date) -> None:
    """
    Raise where a day lies ahead.

    Raises:
        DeskError: If so.
    """
    if on > day:
        raise DeskError(_("%(day)s lies ahead; enter it when it has happened.") % {"day": on})


def _columns(event: LedgerEvent) -> dict[str, Any]:
    told = asdict(event, recurse=False)
    names = {"id": "number", "class_": "class_of", "for_": "towards", "from_": "first_day", "to": "last_day"}
    return {names.get(name, name): value for name, value in told.items() if name != "currency"}
