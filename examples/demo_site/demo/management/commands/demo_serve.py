"""
Serves the demo, and says where it is and who may enter.
"""

from typing import Any

from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from demo.year import PASSWORD

SHOWN = ("wangli", "lead_east", "manager", "cs", "finance", "boss", "audit", "admin")
"""One log-in of every role."""


class Command(BaseCommand):
    """
    ``manage.py demo_serve [ADDRESS:PORT]``.
    """

    help = "Serve the demo, and print its address and log-ins."

    def add_arguments(self, parser: CommandParser) -> None:
        """
        Add the address.
        """
        parser.add_argument("address", nargs="?", default="127.0.0.1:8000", help="address and port to listen on")

    def handle(self, *_args: Any, **options: Any) -> None:
        """
        Say how to enter, and serve until stopped.
        """
        self.stdout.write(f"\n  http://{options['address']}/    (stop it with Ctrl-C)\n")
        people = {user.username: user for user in User.objects.filter(username__in=SHOWN).prefetch_related("groups")}
        for login in (name for name in SHOWN if name in people):
            user = people[login]
            roles = "、".join(group.name for group in user.groups.all()) or "超级管理员"
            self.stdout.write(f"  {login:<12} password {PASSWORD}   {roles} {user.last_name}{user.first_name}")
        self.stdout.write("")
        call_command("runserver", options["address"], use_reloader=False)
