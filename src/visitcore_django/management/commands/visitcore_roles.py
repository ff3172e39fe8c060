"""
Makes the groups of an office's roles.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from visitcore_django.people.roles import create_roles


class Command(BaseCommand):
    """
    ``manage.py visitcore_roles``: safe to repeat.
    """

    help = "Make the groups of the roles, or bring them up to date; safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """
        Add the language of the names.
        """
        parser.add_argument("--lang", choices=["en", "zh"], default="en", help="language of the groups' names")

    def handle(self, *_args: Any, **options: Any) -> None:
        """
        Make them, and say which are new.
        """
        for group, made in create_roles(options["lang"]):
            self.stdout.write(f"{group.name}: {_('new') if made else _('up to date')}")
