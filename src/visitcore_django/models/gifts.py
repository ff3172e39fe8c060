"""
Gifts and how many of each lie in store.
"""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from visitcore_django.models.asked import WRITERS, Asked
from visitcore_django.models.base import AppendOnly, Versioned
from visitcore_django.models.customer import Customer
from visitcore_django.models.money import money_column
from visitcore_django.models.reach import Reach


class GiftItem(Versioned):
    """
    A kind of gift, and how many of it are there.
    """

    reach = Reach(shared=True)

    code = models.CharField(_("code"), max_length=32, unique=True)
    name = models.CharField(_("name"), max_length=100)
    value = money_column(_("value of one"))
    stock = models.IntegerField(_("in stock"), default=0, editable=False)

    class Meta:
        verbose_name = _("kind of gift")
        verbose_name_plural = _("kinds of gifts")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stock__gte=0),
                name="visitcore_gif_stock_not_below",
                violation_error_message=_("There are not so many in stock."),
            ),
            models.CheckConstraint(condition=models.Q(value__gte=0), name="visitcore_gif_value_not_below"),
        ]

    def __str__(self) -> str:
        return self.name or self.code


class Gift(Asked):
    """
    A gift to a customer.

    Attributes:
        arranged_by: The role that arranged it, such as ``salesperson``.
        ticked: Names of the items of the policy's ``checklists.customer_gift`` that hold of it.
    """

    class State(models.TextChoices):
        """
        How far it has come.
        """

        DRAFT = "draft", _("draft")
        REQUESTED = "requested", _("waiting for approval")
        RETURNED = "returned", _("returned")
        REFUSED = "refused", _("refused by the rules")
        APPROVED = "approved", _("approved, still to be drawn")
        GIVEN = "given", _("given")
        CANCELLED = "cancelled", _("cancelled")
        TAKEN_BACK = "taken_back", _("taken back into the store")

    reach = Reach(own=("customer__owner", "requested_by"), team="customer__team", wrote=WRITERS)

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="gifts", verbose_name=_("customer"))
    item = models.ForeignKey(GiftItem, on_delete=models.PROTECT, related_name="gifts", verbose_name=_("gift"))
    quantity = models.PositiveIntegerField(_("quantity"), default=1, validators=[MinValueValidator(1)])
    on = models.DateField(_("day"))
    arranged_by = models.CharField(_("role that arranged it"), max_length=64, blank=True)
    ticked = models.JSONField(_("what holds of it"), default=list, blank=True)
    important = models.BooleanField(_("important"), null=True, blank=True)
    reported = models.BooleanField(_("reported"), null=True, blank=True)
    in_promotion = models.BooleanField(_("in a promotion"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.DRAFT, editable=False)
    rule = models.CharField(_("by clause"), max_length=32, blank=True, editable=False)
    missing = models.CharField(_("still missing"), max_length=200, blank=True, editable=False)
    approved_by = models.CharField(_("approved by (roles)"), max_length=200, blank=True, editable=False)
    on_the_spot = models.BooleanField(_("decided on the spot"), default=False, editable=False)
    slip = models.CharField(_("number of the drawing slip"), max_length=64, blank=True, editable=False)
    receipted_on = models.DateField(_("receipt signed on"), null=True, editable=False)

    class Meta:
        verbose_name = _("gift")
        verbose_name_plural = _("gifts")
        ordering = ["-on"]
        permissions = [("approve_gift", _("Approves gifts"))]
        indexes = [models.Index(fields=["state", "-on"], name="visitcore_gft_state_day")]
        constraints = [models.CheckConstraint(condition=models.Q(quantity__gte=1), name="visitcore_gft_some")]

    def __str__(self) -> str:
        return f"{self.item} × {self.quantity}"


class StockMovement(AppendOnly):
    """
    Gifts that came into the store or left it.
    """

    reach = Reach(shared=True)

    item = models.ForeignKey(GiftItem, on_delete=models.PROTECT, related_name="movements", verbose_name=_("gift"))
    on = models.DateField(_("day"))
    quantity = models.IntegerField(_("in (+) or out (−)"))
    gift = models.ForeignKey(
        Gift, on_delete=models.PROTECT, null=True, blank=True, related_name="movements", verbose_name=_("given as")
    )
    why = models.CharField(_("why"), max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("stock movement")
        verbose_name_plural = _("stock movements")
        ordering = ["-on", "-pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(quantity=0), name="visitcore_mov_moves_something")]

    def __str__(self) -> str:
        return f"{self.item} {self.quantity:+d}"
