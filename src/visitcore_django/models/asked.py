"""
What somebody asks for and somebody else signs for: who asked first, and who changed it last.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from visitcore_django.models.base import Versioned

WRITERS = ("requested_by", "changed_by")
"""The columns of those who wrote such a row; neither of them signs for it."""


class Asked(Versioned):
    """
    A row that waits for another's signature.
    """

    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name=_("requested by"),
    )
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("last changed by"),
    )

    class Meta:
        abstract = True

    def keep_writers(self, held: "Asked", by: Any) -> None:
        """
        Who asked first stays; *by* is the last who changed it where it says something else than the row as it stands.

        Args:
            held: The row as it stands.
            by: Who writes it; ``None`` for the system itself.
        """
        written = [field.attname for field in self._meta.concrete_fields if field.editable]
        changed = any(getattr(self, name) != getattr(held, name) for name in written)
        self.requested_by = held.requested_by
        self.changed_by = by if changed and by is not None else held.changed_by
