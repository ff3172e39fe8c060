"""
Many clerks ship on one account at once; prints what came of it.

``python -m visitcore_site.clerks DATABASE_URL CLERKS`` makes a database of its own on the server named, and drops it.
With SQLite ``VISITCORE_CLERKS_FILE`` names its file.
"""

import json
import os
import sys
import threading
from decimal import Decimal
from random import Random

from visitcore_site.credit import LEDGER_A, Account, day
from visitcore_site.days import at

TWICE = 10
"""Clerks that press a second time at the same moment."""


def main(clerks: int) -> None:
    """
    Ship, and print every request and every entry.
    """
    import django
    from django.conf import settings

    database = settings.DATABASES["default"]
    database["NAME"] = f"clerks_{os.getpid()}"
    name = os.environ.get("VISITCORE_CLERKS_FILE") or f"test_clerks_{os.getpid()}"
    database["TEST"] = {"NAME": name, "MIGRATE": False}
    settings.INSTALLED_APPS = [app for app in settings.INSTALLED_APPS if not app.startswith("visitcore_site")]
    if "sqlite" in database["ENGINE"]:
        database["OPTIONS"] = {"timeout": 60}
    django.setup()
    from django.db import connection, connections
    from django.test.utils import setup_databases, teardown_databases

    made = setup_databases(verbosity=0, interactive=False)
    try:
        account = prepare()
        told = race(account, clerks)
        print(json.dumps({**told, "vendor": connection.vendor}, default=str))
    finally:
        connections.close_all()
        teardown_databases(made, verbosity=0)


def prepare():
    """
    Ledger A with everything paid: on the 31st of March 90,000 may be owed, and nothing is.
    """
    from visitcore_site.office import Office

    account = Account(Office())
    account.tell(*LEDGER_A)
    account.pay("03-30", 90000)
    return account


def race(account, clerks):
    """
    Each clerk asks for goods and presses, some twice; all begin at one moment.
    """
    from visitcore_django import desk
    from visitcore_django.models import LedgerEntry, ShipmentRequest

    draw = Random(clerks)
    most = min(29000_00, 450000_00 // clerks)
    requests = [
        desk.request_shipment(
            account.row,
            by=account.office.li,
            amount=Decimal(draw.randrange(most // 3, most)) / 100,
            number=f"S{number}",
            at=at(day("03-31")),
        )
        for number in range(clerks)
    ]
    pressed = [*requests, *requests[:TWICE]]
    start = threading.Barrier(len(pressed))
    faults = []
    threads = [threading.Thread(target=press, args=(account, request.pk, start, faults)) for request in pressed]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    account.row.refresh_from_db()
    entries = LedgerEntry.objects.filter(account=account.row).order_by("place")
    shipments = ShipmentRequest.objects.order_by("pk")
    return {
        "faults": faults,
        "entries": list(entries.values("place", "kind", "number", "amount", "class_of", "on")),
        "shipments": list(shipments.values("number", "amount", "state", "class_of")),
        "kept": {name: getattr(account.row, name) for name in ("limit", "outstanding", "headroom", "past_term")},
    }


def press(account, key, start, faults):
    """
    One clerk presses the button.
    """
    from django.db import connection

    from visitcore_django import desk
    from visitcore_django.models import ShipmentRequest

    try:
        request = ShipmentRequest.objects.get(pk=key)
        start.wait(60)
        desk.release_shipment(request, by=account.office.li, at=at(day("03-31"), 15), token=f"press {key}")
    except Exception as error:  # noqa: BLE001 (the test wants to see whatever it is)
        faults.append(f"{type(error).__name__}: {error}")
    finally:
        connection.close()


if __name__ == "__main__":
    os.environ["VISITCORE_DATABASE"] = sys.argv[1]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "visitcore_site.settings")
    main(int(sys.argv[2]))
