"""
Makes the groups of an office's roles.
"""

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _

from visitcore_django.management.migrated import MigratedCommand
from visitcore_django.models.language import between
from visitcore_django.people.roles import ROLES, create_roles, lacking


class Command(MigratedCommand):
    """
    ``manage.py visitcore_roles``: safe to repeat.
    """

    help = "Make the groups of the roles; a group that is there keeps what you gave it and what you took from it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """
        Add the language of the names, and whether what was taken away comes back.
        """
        lang = "language of the names of new groups, that of the site if left out; a group that is there keeps its name"
        parser.add_argument("--lang", choices=["en", "zh"], help=lang)
        reset = "give every group back what its role has; what you added stays"
        parser.add_argument("--reset", action="store_true", help=reset)

    def handle(self, *_args: Any, **options: Any) -> None:
        """
        Make them; say which are new, and what the others lack of their roles.
        """
        lang = options["lang"]
        made = create_roles(lang, reset=options["reset"])
        lacks = lacking()
        for role, (group, new) in zip(ROLES, made, strict=True):
            self.say(_("%(who)s: %(what)s") % {"who": group.name, "what": _told(new, lacks[group.pk])})
            if lang is not None and group.name != role.name.in_(lang):
                said = {"name": role.name.in_(lang)}
                self.say("    " + _("It keeps its name; in the admin you may change it to %(name)s.") % said)


def _told(new: bool, lacks: list[str]) -> str:
    if new:
        return _("new")
    if not lacks:
        return _("up to date")
    said = {"lacks": between().join(lacks)}
    return _("kept as it is; of its role it lacks %(lacks)s. Give them in the admin, or all with --reset.") % said
