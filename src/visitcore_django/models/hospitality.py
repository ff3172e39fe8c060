"""
Meals with customers: asked for, held and settled.
"""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from visitcore_django.models.asked import WRITERS, Asked, Written
from visitcore_django.models.customer import Customer
from visitcore_django.models.money import money_column
from visitcore_django.models.reach import Reach


class MealRequest(Asked):
    """
    A meal with a customer, planned or held.

    Attributes:
        special: Whether it is a special case; ``None`` where nobody has said so yet, which is neither yes nor no.
        occasion: A word of ``listed("expenses.meal.cap", "occasion", on)``.
        importance: A word of ``listed("expenses.meal.cap", "importance", on)``.
        host: A word of ``listed("expenses.meal.cap", "host", on)``.
        oral_consent_by: The role that agreed to it by word of mouth, such as ``cs_manager``.
    """

    class State(models.TextChoices):
        """
        How far it has come.
        """

        DRAFT = "draft", _("draft")
        REQUESTED = "requested", _("waiting for approval")
        RETURNED = "returned", _("returned")
        APPROVED = "approved", _("approved")
        REFUSED = "refused", _("refused by the rules")
        SETTLED = "settled", _("settled")
        CANCELLED = "cancelled", _("cancelled")

    reach = Reach(own=("customer__owner", "requested_by"), team="customer__team", wrote=WRITERS)

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="meals", verbose_name=_("customer"))
    on = models.DateField(_("day of the meal"))
    starts_at = models.TimeField(_("time"), null=True, blank=True)
    restaurant = models.CharField(_("restaurant"), max_length=100, blank=True)
    occasion = models.CharField(_("occasion"), max_length=32, blank=True)
    importance = models.CharField(_("importance of the guests"), max_length=32, blank=True)
    host = models.CharField(_("role of the host"), max_length=64, blank=True)
    customers = models.PositiveIntegerField(_("guests"), null=True, blank=True, validators=[MinValueValidator(1)])
    company_diners = models.PositiveIntegerField(_("diners of the company"), null=True, blank=True)
    bill = money_column(_("bill"), null=True, blank=True)
    drinks = money_column(_("drinks and fruit in the bill"), null=True, blank=True)
    designated_restaurant = models.BooleanField(_("in a designated restaurant"), null=True, blank=True)
    special = models.BooleanField(_("special case"), null=True, blank=True)
    manager_joins = models.BooleanField(_("the manager joins"), null=True, blank=True)
    emergency = models.BooleanField(_("emergency, papers made up later"), default=False)
    oral_consent_by = models.CharField(_("agreed to by word of mouth by"), max_length=64, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.DRAFT, editable=False)
    approved_by = models.CharField(_("approved by (roles)"), max_length=200, blank=True, editable=False)
    made_up = models.BooleanField(_("papers made up later"), default=False, editable=False)
    currency = models.CharField(_("currency"), max_length=3, blank=True, editable=False)
    cap = money_column(_("cap per person"), null=True, editable=False)
    excess = money_column(_("over the cap"), null=True, editable=False)
    per_person = money_column(_("per person"), null=True, editable=False)
    rule = models.CharField(_("by clause"), max_length=32, blank=True, editable=False)
    missing = models.CharField(_("still missing"), max_length=200, blank=True, editable=False)
    next_by = models.CharField(_("who decides next"), max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = _("meal")
        verbose_name_plural = _("meals")
        ordering = ["-on"]
        permissions = [("approve_mealrequest", _("Approves meals"))]
        indexes = [
            models.Index(fields=["state", "-on"], name="visitcore_mea_state_day"),
            models.Index(fields=["requested_by", "-on"], name="visitcore_mea_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(customers__gte=1),
                name="visitcore_mea_has_guests",
                violation_error_message=_("A meal with customers needs at least one."),
            ),
            models.CheckConstraint(
                condition=models.Q(bill__gte=0) & models.Q(drinks__gte=0) & models.Q(drinks__lte=models.F("bill")),
                name="visitcore_mea_drinks_in_bill",
                violation_error_message=_("The drinks are part of the bill and cannot be more."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customer} {self.on}"


class MealSettlement(Written):
    """
    What was claimed for a meal, and what of it is paid.
    """

    class State(models.TextChoices):
        """
        How far it has come.
        """

        CLAIMED = "claimed", _("claimed")
        PAID = "paid", _("paid")
        REFUSED = "refused", _("refused by the rules")

    reach = Reach(own=("meal__customer__owner", "meal__requested_by"), team="meal__customer__team")

    meal = models.OneToOneField(
        MealRequest, on_delete=models.PROTECT, related_name="settlement", verbose_name=_("meal")
    )
    on = models.DateField(_("claimed on"))
    bill = money_column(_("bill as paid"))
    drinks = money_column(_("drinks and fruit in the bill"), default=Decimal(0))
    already_paid = money_column(_("paid for it before"), default=Decimal(0))
    customers = models.PositiveIntegerField(_("guests who came"), validators=[MinValueValidator(1)])
    company_diners = models.PositiveIntegerField(_("diners of the company"))
    ticked = models.JSONField(_("signed"), default=list, blank=True)
    paid = money_column(_("reimbursed"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.CLAIMED, editable=False)
    rule = models.CharField(_("by clause"), max_length=32, blank=True, editable=False)
    missing = models.CharField(_("still missing"), max_length=200, blank=True, editable=False)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name=_("claimed by"),
    )

    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("settled by"),
    )

    class Meta:
        verbose_name = _("settlement of a meal")
        verbose_name_plural = _("settlements of meals")
        ordering = ["-on"]
        permissions = [("settle_mealsettlement", _("Settles meals"))]
        indexes = [models.Index(fields=["state", "-on"], name="visitcore_set_state_day")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(settled_by__isnull=True) | ~models.Q(settled_by=models.F("claimed_by")),
                name="visitcore_set_four_eyes",
                violation_error_message=_("Nobody settles his own claim."),
            ),
            models.CheckConstraint(
                condition=models.Q(bill__gte=0)
                & models.Q(drinks__gte=0)
                & models.Q(drinks__lte=models.F("bill"))
                & models.Q(customers__gte=1),
                name="visitcore_set_amounts",
                violation_error_message=_("The drinks are part of the bill and cannot be more."),
            ),
            models.CheckConstraint(
                condition=models.Q(already_paid__gte=0)
                & models.Q(already_paid__lte=models.F("bill"))
                & (
                    models.Q(paid__isnull=True)
                    | (models.Q(paid__gte=0) & models.Q(paid__lte=models.F("bill") - models.F("already_paid")))
                ),
                name="visitcore_set_paid_within_bill",
                violation_error_message=_("No more than the bill is paid, what was paid before included."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.meal)
