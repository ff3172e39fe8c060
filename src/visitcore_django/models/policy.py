"""
Versions of the company's policy, and its own working and rest days.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from visitcore_django.models.base import AppendOnlyError, Versioned
from visitcore_django.models.fit import Fitting
from visitcore_django.models.reach import Reach


class PolicyVersion(Versioned):
    """
    One version of the policy file; once published it is never edited.
    """

    class State(models.TextChoices):
        """
        How far it has come.
        """

        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("waiting for approval")
        RETURNED = "returned", _("returned")
        PUBLISHED = "published", _("published")

    reach = Reach(shared=True, wrote="author")

    name = models.CharField(_("name"), max_length=100)
    toml = models.TextField(_("policy file"), help_text=_("The content of the TOML file."))
    hash = models.CharField(_("fingerprint"), max_length=32, editable=False)
    in_force_from = models.DateField(_("in force from"))
    note = models.TextField(_("what changes, and why"), blank=True)
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.DRAFT, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name=_("author"),
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("approver"),
    )
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)

    class Meta:
        verbose_name = _("policy version")
        verbose_name_plural = _("policy versions")
        ordering = ["-in_force_from", "-pk"]
        permissions = [("publish_policyversion", _("Publishes a policy"))]
        indexes = [models.Index(fields=["state", "-in_force_from"], name="visitcore_pol_running")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(approver__isnull=True) | ~models.Q(approver=models.F("author")),
                name="visitcore_pol_four_eyes",
                violation_error_message=_("Nobody approves his own request."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="published")
                | (models.Q(approver__isnull=False) & models.Q(published_at__isnull=False)),
                name="visitcore_pol_published_by_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.in_force_from})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """
        Write the row, unless it is published.

        Raises:
            AppendOnlyError: If it is.
            StaleError: If somebody else has changed it meanwhile.
        """
        self._not_published()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """
        Delete a row that was never published.

        Raises:
            AppendOnlyError: If it was.
        """
        self._not_published()
        return super().delete(*args, **kwargs)

    def _not_published(self) -> None:
        rows = PolicyVersion.objects.filter(pk=self.pk, state=self.State.PUBLISHED)
        if not self._state.adding and rows.exists():
            raise AppendOnlyError(f"{self} is published and stays as it is; add a new version instead")


class CalendarDay(Fitting):
    """
    A day on which the company works or rests other than the public calendar says.
    """

    reach = Reach(shared=True)

    day = models.DateField(_("day"), unique=True)
    works = models.BooleanField(_("working day"))
    reason = models.CharField(_("reason"), max_length=200)

    class Meta:
        verbose_name = _("company day")
        verbose_name_plural = _("company days")
        ordering = ["-day"]
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="visitcore_day_says_why")]

    def __str__(self) -> str:
        return f"{self.day}"
