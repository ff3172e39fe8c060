"""
Fills the CRM with invented accounts.
"""

from datetime import date, timedelta
from decimal import Decimal

from django.core.management.base import BaseCommand

from crm.models import Account, Contact, Employee

TOWNS = ["Hamburg", "Bremen", "Lübeck", "Kiel", "Rostock"]
BRANCHES = ["Maschinenbau", "Werft", "Druckerei", "Brauerei", "Spedition"]
NAMES = ["Petersen", "Jansen", "Brandt", "Lorenz", "Voss", "Thomsen"]


class Command(BaseCommand):
    """
    ``manage.py crm_fill``: thirty accounts, two advisers and a head; safe to repeat.
    """

    help = "Fill the CRM with invented accounts."

    def handle(self, *_args, **_options):
        """
        Make what is not there yet.
        """
        boss, made = Employee.objects.get_or_create(
            username="chefin", defaults={"is_staff": True, "is_superuser": True, "first_name": "Karin"}
        )
        if made:
            boss.set_password("hamburg")
            boss.save()
        advisers = [
            Employee.objects.get_or_create(username=name, defaults={"is_staff": True})[0] for name in ("ole", "inga")
        ]
        for number in range(30):
            name = f"{NAMES[number % 6]} {BRANCHES[number % 5]} GmbH"
            account, made = Account.objects.get_or_create(
                number=f"K{number + 1:04d}",
                defaults={
                    "company": name,
                    "town": TOWNS[number % 5],
                    "adviser": None if number == 29 else advisers[number % 2],
                    "size": "ABC"[number % 3],
                    "turnover": Decimal(20_000 + 7_500 * number),
                    "opened": date(2023, 1, 2) + timedelta(days=11 * number),
                },
            )
            if made:
                Contact.objects.create(account=account, name=f"Frau {NAMES[(number + 2) % 6]}", phone="040 1234")
        self.stdout.write(f"{Account.objects.count()} Kunden")
