"""
Visit plans, visits, and the days for which none is owed.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from visitcore_django.models.asked import Written
from visitcore_django.models.base import Versioned
from visitcore_django.models.customer import Customer
from visitcore_django.models.naming import person_name
from visitcore_django.models.reach import Reach


class VisitPlan(Written):
    """
    One person's plan for one month; its visits are planned ones, and nobody who put one in or moved it approves it.

    Attributes:
        values: What the plan says, by the names of the fields of the policy's ``plans.fields``.
    """

    class State(models.TextChoices):
        """
        How far it has come.
        """

        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        RETURNED = "returned", _("returned")
        APPROVED = "approved", _("approved")

    reach = Reach(own="owner", team="owner__visitcore_membership__team", wrote=("owner", "writers"))

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="visitcore_plans",
        verbose_name=_("salesperson"),
    )
    month = models.DateField(_("month"), help_text=_("Any day of the month; its first day is kept."))
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.DRAFT, editable=False)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, editable=False)
    values = models.JSONField(_("fields of the plan"), default=dict, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("visit plan")
        verbose_name_plural = _("visit plans")
        ordering = ["-month", "owner"]
        permissions = [("approve_visitplan", _("Approves visit plans"))]
        indexes = [models.Index(fields=["state", "-month"], name="visitcore_pln_state_month")]
        constraints = [models.UniqueConstraint(fields=["owner", "month"], name="visitcore_one_plan_a_month")]

    def __str__(self) -> str:
        return f"{person_name(self.owner)} {self.month:%Y-%m}"


class Visit(Versioned):
    """
    One visit to one customer, planned, made or cancelled.

    Attributes:
        plan: The plan that it was planned in; it is one of that plan while its visitor and its month are the plan's.
        purpose: Any of ``one_of("visits.purposes", "purpose", day)``, with commas between them.
        ticked: Names of the items that are ticked, by the key of the policy's checklist.
        summary: What came of it, by the names of the fields of the policy's ``visits.fields``, ``visits.targets`` and
            ``visits.summary``.
        handed_in_at: When its plan was first handed in with it, and with this day of it.
        alive: One, and nothing where it is cancelled: a cancelled visit is in the way of no other.
    """

    class Status(models.TextChoices):
        """
        Only a completed one counts; the words are those of `VisitStatus`.
        """

        PLANNED = "planned", _("planned")
        COMPLETED = "completed", _("completed")
        CANCELLED = "cancelled", _("cancelled")

    reach = Reach(own=("customer__owner", "owner"), team="customer__team")

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="visits", verbose_name=_("customer"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="visitcore_visits",
        verbose_name=_("visitor"),
    )
    plan = models.ForeignKey(
        VisitPlan,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="visits",
        verbose_name=_("visit plan"),
    )
    start = models.DateTimeField(_("start"))
    end = models.DateTimeField(_("end"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.PLANNED)
    mark = models.CharField(
        _("in the plan"), max_length=32, blank=True, editable=False, help_text=_("What the policy calls it.")
    )
    purpose = models.CharField(_("purpose"), max_length=200, blank=True)
    ticked = models.JSONField(_("checklists"), default=dict, blank=True)
    summary = models.JSONField(_("outcome"), default=dict, blank=True)
    note = models.TextField(_("note"), blank=True)
    cancelled_because = models.CharField(_("why cancelled"), max_length=500, blank=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    handed_in_at = models.DateTimeField(_("submitted at"), null=True, editable=False)
    alive = models.GeneratedField(
        expression=models.Case(models.When(status="cancelled", then=None), default=1),
        output_field=models.SmallIntegerField(null=True),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["-start"]
        indexes = [
            models.Index(fields=["customer", "status", "start"], name="visitcore_vis_customer"),
            models.Index(fields=["owner", "-start"], name="visitcore_vis_owner"),
            models.Index(fields=["status", "-start"], name="visitcore_vis_status"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end__isnull=True) | models.Q(end__gte=models.F("start")),
                name="visitcore_vis_end_after_start",
                violation_error_message=_("The visit ends before it starts; give the times in order."),
            ),
            models.UniqueConstraint(
                fields=["customer", "owner", "start", "alive"],
                name="visitcore_vis_once",
                violation_error_message=_("This visit is recorded already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customer} {timezone.localtime(self.start):%Y-%m-%d}"


class Excuse(Written):
    """
    Days for which a customer need not be visited, and why; it counts once somebody else has approved it.
    """

    class State(models.TextChoices):
        """
        How far it has come.
        """

        REQUESTED = "requested", _("requested")
        RETURNED = "returned", _("returned")
        APPROVED = "approved", _("approved")

    reach = Reach(own="customer__owner", team="customer__team", wrote=("requested_by", "writers"))

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="excuses", verbose_name=_("customer"))
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=500)
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.REQUESTED, editable=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("requested by"),
    )

    class Meta:
        verbose_name = _("excuse")
        verbose_name_plural = _("excuses")
        ordering = ["-first_day"]
        permissions = [("approve_excuse", _("Approves excuses"))]
        indexes = [models.Index(fields=["customer", "state", "first_day"], name="visitcore_exc_customer")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")),
                name="visitcore_exc_days_in_order",
                violation_error_message=_("The last day lies before the first; give them in order."),
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="visitcore_exc_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.customer} {self.first_day} – {self.last_day}"
