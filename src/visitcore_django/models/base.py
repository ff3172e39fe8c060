"""
What many tables share: a version against overwriting, and what a row is about.
"""

from typing import Any

from django.apps import apps
from django.db import models, router, transaction
from django.utils.translation import gettext_lazy as _

from visitcore_django.models.fit import Fitting


class StaleError(Exception):
    """
    Somebody else has changed the row since it was read; nothing was written.

    Attributes:
        row: The row as one wanted it.
    """

    def __init__(self, row: models.Model) -> None:
        self.row = row
        super().__init__(row)

    def __str__(self) -> str:
        said = _("%(what)s was changed by somebody else meanwhile; open it again and repeat your change.")
        return str(said) % {"what": self.row}


class Versioned(Fitting):
    """
    A row that two people cannot overwrite for each other: writing an outdated one raises `StaleError`.
    """

    version = models.PositiveIntegerField(_("version"), default=0, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """
        Write the row if it is still the one that was read.

        Raises:
            StaleError: If it is not.
        """
        if self.pk is None or self._state.adding:
            super().save(*args, **kwargs)
            return
        seen = self.version
        using = kwargs.get("using") or router.db_for_write(type(self), instance=self)
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "version"}
        try:
            with transaction.atomic(using):
                self._take_turn(using)
                super().save(*args, **kwargs)
        except BaseException:
            self.version = seen
            raise

    def _take_turn(self, using: str) -> None:
        """
        Count the version up, which holds the row until the transaction ends.
        """
        rows = type(self)._base_manager.using(using).filter(pk=self.pk, version=self.version)
        if not rows.update(version=self.version + 1):
            raise StaleError(self)
        self.version += 1


class Subject(Fitting):
    """
    A row that is about another row of the plugin, whichever its table.

    Attributes:
        subject_kind: Name of the model in lower case, e.g. ``visitplan``.
        subject_id: Its key.
    """

    subject_kind = models.CharField(_("about"), max_length=40, editable=False)
    subject_id = models.BigIntegerField(_("number"), editable=False)

    class Meta:
        abstract = True

    @property
    def subject(self) -> models.Model | None:
        """
        The row itself; ``None`` where it is gone.
        """
        model = apps.get_model("visitcore_django", self.subject_kind)
        found: models.Model | None = model._base_manager.filter(pk=self.subject_id).first()
        return found


def about(row: models.Model) -> dict[str, Any]:
    """
    The columns that say which row something is about.
    """
    return {"subject_kind": row._meta.model_name, "subject_id": row.pk}


class AppendOnlyError(Exception):
    """
    A row that is history was to be changed.
    """


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """
    Rows that are written once.
    """

    def update(self, **_kwargs: Any) -> int:
        """
        Refuse.
        """
        raise AppendOnlyError(f"{self.model._meta.verbose_name} is history; add a new one instead")

    def delete(self) -> tuple[int, dict[str, int]]:
        """
        Refuse.
        """
        raise AppendOnlyError(f"{self.model._meta.verbose_name} is history; it stays")


class AppendOnly(Fitting):
    """
    A row that is written once and never changed.
    """

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """
        Write the row if it is new.

        Raises:
            AppendOnlyError: If it is not.
        """
        if not self._state.adding:
            raise AppendOnlyError(f"{self._meta.verbose_name} is history; add a new one instead")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        """
        Refuse.
        """
        raise AppendOnlyError(f"{self._meta.verbose_name} is history; it stays")
