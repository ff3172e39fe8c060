"""
Rounds in which customers are graded, and the grade each one was given.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from visitcore_django.models.base import Versioned
from visitcore_django.models.customer import Customer
from visitcore_django.models.reach import BY_CUSTOMER, Reach


class GradingRound(Versioned):
    """
    One round of grading.
    """

    class State(models.TextChoices):
        """
        How far it has come.
        """

        OPEN = "open", _("under way")
        CLOSED = "closed", _("finished")

    reach = Reach(shared=True)

    on = models.DateField(_("grading day"), unique=True)
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.OPEN, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("opened by"),
    )

    class Meta:
        verbose_name = _("grading round")
        verbose_name_plural = _("grading rounds")
        ordering = ["-on"]
        permissions = [("grade_round", _("Grades a round of customers"))]

    def __str__(self) -> str:
        return f"{self.on}"


class GradeAssessment(Versioned):
    """
    The grade worked out for a customer, and what became of it.
    """

    class State(models.TextChoices):
        """
        Proposed by the rules; then taken, replaced or turned down by a person.
        """

        PROPOSED = "proposed", _("proposed")
        CONFIRMED = "confirmed", _("confirmed")
        OVERRIDDEN = "overridden", _("replaced by a person")
        REJECTED = "rejected", _("rejected")

    reach = BY_CUSTOMER

    customer = models.ForeignKey(
        Customer, on_delete=models.CASCADE, related_name="assessments", verbose_name=_("customer")
    )
    round = models.ForeignKey(
        GradingRound,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assessments",
        verbose_name=_("grading round"),
    )
    on = models.DateField(_("grading day"))
    before = models.CharField(_("grade before"), max_length=32, blank=True)
    proposed = models.CharField(_("grade proposed"), max_length=32, blank=True)
    score = models.DecimalField(_("score"), max_digits=12, decimal_places=4, null=True, blank=True)
    missing = models.CharField(_("missing"), max_length=200, blank=True)
    provisional = models.BooleanField(_("provisional"), default=False)
    given = models.CharField(_("grade given"), max_length=32, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.PROPOSED)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decision = models.ForeignKey(
        "DecisionRecord", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("decision")
    )

    class Meta:
        verbose_name = _("grade assessment")
        verbose_name_plural = _("grade assessments")
        ordering = ["-on", "customer"]
        permissions = [("confirm_gradeassessment", _("Confirms a grade"))]
        indexes = [
            models.Index(fields=["state", "-on"], name="visitcore_asm_state_day"),
            models.Index(fields=["round", "state"], name="visitcore_asm_round_state"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["customer", "on"], name="visitcore_one_grading_a_day"),
            models.CheckConstraint(
                condition=~models.Q(state="overridden") | ~models.Q(reason=""),
                name="visitcore_asm_override_reason",
                violation_error_message=_("Another grade than the one worked out needs a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customer}: {self.given or self.proposed or '?'}"
