"""
The account of the rulebook's worked examples, for the tests of trade credit.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path

from visitcore_site.days import at

PAPERS = {"file_data": True, "opener_id_copy": True, "contract_type": "distribution", "settlement_agreement": True}
"""Everything that a customer hands in to qualify."""


LEDGER_A = (("03-01", "I1", 40000), ("03-10", "I2", 30000), ("03-20", "I3", 20000))
"""Ledger A of the worked examples."""


SHARES = Path(__file__).parents[2] / "cases" / "policies" / "CR-shares.toml"
"""Signer 20 %; within the limit salesperson 10 % and regional manager 5 %; by the finance rules 60 % and 40 %."""


def day(text):
    """
    A day of 2024, e.g. ``03-26``.
    """
    return date.fromisoformat(f"2024-{text}")


class Account:
    """
    An account in an office, told day by day.

    Attributes:
        office: The office; Li ships, finance takes the money, the manager signs.
        row: The account.
    """

    def __init__(self, office, code="C1", **papers):
        from visitcore_django import desk

        self.office = office
        self.row = desk.open_account(office.customer(code), by=office.money, at=at(day("02-01")), **(PAPERS | papers))

    def ship(self, on, amount, number, **more):
        """
        Li asks for goods and lets them leave where the rules say so.
        """
        from visitcore_django import desk

        told = {"amount": Decimal(amount), "number": number, "at": at(day(on)), **more}
        request = desk.request_shipment(self.row, by=self.office.li, **told)
        return desk.release_shipment(request, by=self.office.li, at=at(day(on)))

    def sign(self, on, request, by=None):
        """
        The manager signs for a shipment that waits.
        """
        from visitcore_django import desk

        return desk.approve_shipment(self.waiting(request), by=by or self.office.manager, at=at(day(on), 11))

    def waiting(self, request):
        """
        The approval that a shipment waits for.
        """
        from visitcore_django.models import Approval

        return Approval.objects.get(open_key=f"shipmentrequest:{request.pk}")

    def pay(self, on, amount, towards="", **more):
        """
        Finance takes a payment.
        """
        from visitcore_django import desk

        told = {"towards": towards, "at": at(day(on)), **more}
        return desk.take_payment(self.row, Decimal(amount), by=self.office.money, **told)

    def tell(self, *events):
        """
        History as it stands: day, number and amount of normal invoices.
        """
        from django.db import transaction

        from visitcore_django.desk.credit_ledger import OpenLedger

        with transaction.atomic():
            for on, number, amount, *more in events:
                ledger = OpenLedger(self.row.pk, day(on))
                class_of, signer = more or ("normal", "")
                told = {"number": number, "class_of": class_of, "signer": signer, "by": self.office.money}
                ledger.post("invoice", Decimal(amount), on=day(on), **told)
                ledger.keep_standing(day(on))
        self.row.refresh_from_db()

    def stands(self, on):
        """
        Limit, debt and head-room as they are kept after a refresh.
        """
        from visitcore_django import desk

        row = desk.refresh_credit(self.row, day(on))
        return row.limit, row.outstanding, row.headroom


def over_the_limit(office):
    """
    Worked example 12: a first and a last one over the limit, 15,000 of the last still open at the end of March.
    """
    account = Account(office)
    account.tell(*LEDGER_A)
    account.sign("03-26", account.ship("03-26", 29000, "I4"))
    account.sign("03-28", account.ship("03-28", 25000, "I5"))
    account.pay("03-29", 40000, "I1")
    account.pay("03-31", 10000, "I5")
    return account


def charges(answer):
    """
    Who bears how much.
    """
    return {one["target"]: Decimal(one["amount"]) for one in answer["outcome"]["proposals"]}


def invoice(number):
    """
    An invoice of the ledger.
    """
    from visitcore_django.models import LedgerEntry

    return LedgerEntry.objects.get(kind="invoice", number=number)
