"""
What somebody writes and somebody else signs for: who asked first, who changed it last, and everybody in between.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from visitcore_django.models.base import Versioned

WRITERS = ("requested_by", "changed_by", "writers")
"""The columns of those who wrote such a row; none of them signs for it."""


class Written(Versioned):
    """
    A row that keeps everybody who has changed it since it was begun.
    """

    requested_by: Any
    writers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, editable=False, related_name="+", verbose_name=_("everybody who changed it")
    )

    class Meta:
        abstract = True

    def keep_writers(self, held: Any, by: Any) -> bool:
        """
        Who asked first stays; *by* is one of the writers where the row says something else than it does as it stands.

        Args:
            held: The row as it stands; ``None`` where it is new.
            by: Who writes it; ``None`` for the system itself.

        Returns:
            Whether *by* changed it.
        """
        if held is None:
            self.requested_by = by
            return False
        self.requested_by = held.requested_by
        return self.note_writer(held, by)

    def note_writer(self, held: Any, by: Any) -> bool:
        """
        *by* is one of the writers where the row says something else than it does as it stands.

        Args:
            held: The row as it stands.
            by: Who writes it; ``None`` for the system itself.

        Returns:
            Whether *by* changed it.
        """
        written = [field.attname for field in self._meta.concrete_fields if field.editable]
        changed = by is not None and any(getattr(self, name) != getattr(held, name) for name in written)
        if changed:
            self.writers.add(by)
        return changed


class Asked(Written):
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

    def keep_writers(self, held: Any, by: Any) -> bool:
        """
        Keep the last of the writers beside the first, for lists.
        """
        changed = super().keep_writers(held, by)
        if held is not None:
            self.changed_by = by if changed else held.changed_by
        return changed
