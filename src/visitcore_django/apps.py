"""
The plugin as Django installs it.
"""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VisitcoreConfig(AppConfig):
    """
    One line in ``INSTALLED_APPS``; nothing has to be set.
    """

    name = "visitcore_django"
    verbose_name = _("Customer visits")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """
        Make the system checks known.
        """
        from visitcore_django import checks  # noqa: F401 (importing registers them)
        from visitcore_django.notify import checks as checks_of_ports  # noqa: F401
