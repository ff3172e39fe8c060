"""
Fills the demo with a believable year.
"""

from datetime import timedelta
from io import StringIO
from random import Random
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from demo import busy, year
from visitcore_django import desk
from visitcore_django.models import Customer
from visitcore_django.people.roles import create_roles

BEFORE = (14, 0)
"""Days before today on which the nights of the office have passed."""


class Command(BaseCommand):
    """
    ``manage.py demo_data``: into an empty database, once.
    """

    help = "Fill an empty database with people, customers and a year of what they did."

    def add_arguments(self, parser: CommandParser) -> None:
        """
        Add the number of customers.
        """
        parser.add_argument("--customers", type=int, default=800, help="how many customers (default: 800)")

    def handle(self, *_args: Any, **options: Any) -> None:
        """
        Fill it, unless it is filled already.
        """
        if Customer.objects.exists():
            self.stdout.write("The data are there already.")
            return
        if options["customers"] < 1:
            raise CommandError("--customers must be 1 or more")
        self.stdout.write(f"Inventing a year of {options['customers']} customers; 800 of them take some minutes …")
        self.stdout.flush()
        random, today = Random(2024), timezone.localdate()
        with transaction.atomic():
            groups = {group.name: group for group, _made in create_roles("zh")}
            people = year.people(groups)
            rows = year.customers(random, today, options["customers"])
            year.visits(random, today, rows)
            year.plans(today)
            year.excuses(random, today, rows)
            busy.meals(random, today, rows, people)
            busy.gifts(today, people)
            busy.credit(random, today, rows, people)
            busy.complaints(random, today, rows, people)
            for row in rows:
                desk.refresh_due(row, today)
        for days in BEFORE:
            call_command("visitcore_sweep", on=today - timedelta(days=days), stdout=StringIO())
        self.stdout.write(f"{len(rows)} customers are there, and swept; the mails lie in {settings.EMAIL_FILE_PATH}.")
