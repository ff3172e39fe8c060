"""
Reports on visits, and what was promised on them.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from visitcore_django.models.asked import Written
from visitcore_django.models.base import Versioned
from visitcore_django.models.customer import Customer
from visitcore_django.models.reach import Reach
from visitcore_django.models.visits import Visit


class VisitReport(Written):
    """
    The report on one visit; nobody who wrote in it reviews it, whosever the visit is by then.

    Attributes:
        values: What the report says, by the names of the fields of the policy's ``reports.fields``.
    """

    class State(models.TextChoices):
        """
        How far it has come.
        """

        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        RETURNED = "returned", _("returned")
        REVIEWED = "reviewed", _("reviewed")

    reach = Reach(
        own=("visit__customer__owner", "visit__owner"),
        team="visit__customer__team",
        wrote=("visit__owner", "writers"),
    )

    visit = models.OneToOneField(Visit, on_delete=models.CASCADE, related_name="report", verbose_name=_("visit"))
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.DRAFT, editable=False)
    due_by = models.DateField(_("due by"), null=True, editable=False)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, editable=False)
    late = models.BooleanField(_("late"), null=True, editable=False)
    values = models.JSONField(_("fields of the report"), default=dict, blank=True)
    text = models.TextField(_("report"), blank=True)

    class Meta:
        verbose_name = _("visit report")
        verbose_name_plural = _("visit reports")
        ordering = ["-visit__start"]
        permissions = [("approve_visitreport", _("Reviews visit reports"))]
        indexes = [models.Index(fields=["state", "due_by"], name="visitcore_rep_state_due")]

    def __str__(self) -> str:
        return str(self.visit)


class Promise(Versioned):
    """
    Something promised to a customer.
    """

    reach = Reach(own=("customer__owner", "owner"), team="customer__team")

    customer = models.ForeignKey(
        Customer, on_delete=models.CASCADE, related_name="promises", verbose_name=_("customer")
    )
    visit = models.ForeignKey(
        Visit, on_delete=models.SET_NULL, null=True, blank=True, related_name="promises", verbose_name=_("visit")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who promised"),
    )
    what = models.CharField(_("what was promised"), max_length=500)
    made = models.DateField(_("promised on"))
    due_by = models.DateField(_("due by"), null=True, editable=False)
    kept = models.DateField(_("kept on"), null=True, blank=True)

    class Meta:
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        ordering = ["kept", "due_by"]
        indexes = [models.Index(fields=["kept", "due_by"], name="visitcore_prm_open_due")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kept__isnull=True) | models.Q(kept__gte=models.F("made")),
                name="visitcore_prm_kept_after_made",
                violation_error_message=_("A promise cannot be kept before it is made."),
            ),
        ]

    def __str__(self) -> str:
        return self.what
