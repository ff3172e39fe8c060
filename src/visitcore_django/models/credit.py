"""
Trade credit: accounts, everything that happened on them, and goods that wait to leave.
"""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from visitcore_django.models.asked import WRITERS, Asked
from visitcore_django.models.base import AppendOnly, Versioned
from visitcore_django.models.customer import Customer
from visitcore_django.models.money import money_column
from visitcore_django.models.reach import BY_CUSTOMER, Reach


class CreditAccount(Versioned):
    """
    The account of one customer, with the papers that it rests on.

    Limit, debt and head-room are kept as of a day for lists; the ledger is what counts.
    """

    reach = BY_CUSTOMER

    customer = models.OneToOneField(
        Customer, on_delete=models.PROTECT, related_name="credit", verbose_name=_("customer")
    )
    file_data = models.BooleanField(_("data of the customer file are there"), null=True)
    opener_id_copy = models.BooleanField(_("copy of the opener's identity card is there"), null=True)
    contract_type = models.CharField(_("type of the business contract"), max_length=64, blank=True)
    settlement_agreement = models.BooleanField(_("the contract has a settlement agreement"), null=True)
    limit = models.DecimalField(_("credit limit"), max_digits=14, decimal_places=2, null=True, editable=False)
    outstanding = models.DecimalField(_("money owed"), max_digits=14, decimal_places=2, null=True, editable=False)
    headroom = models.DecimalField(_("head-room"), max_digits=14, decimal_places=2, null=True, editable=False)
    past_term = models.DecimalField(_("past its term"), max_digits=14, decimal_places=2, null=True, editable=False)
    standing_on = models.DateField(_("as of"), null=True, editable=False)
    currency = models.CharField(_("currency"), max_length=3, blank=True, editable=False)

    class Meta:
        verbose_name = _("credit account")
        verbose_name_plural = _("credit accounts")
        ordering = ["customer"]
        indexes = [
            models.Index(fields=["headroom"], name="visitcore_acc_headroom"),
            models.Index(fields=["past_term"], name="visitcore_acc_past_term"),
        ]

    def __str__(self) -> str:
        return str(self.customer)


class LedgerEntry(AppendOnly):
    """
    One thing that happened on an account; the words are those of `LedgerEvent`.
    """

    class Kind(models.TextChoices):
        """
        What happened.
        """

        INVOICE = "invoice", _("invoice")
        PAYMENT = "payment", _("payment")
        RETURN = "return", _("return of goods")
        SPECIAL_LIMIT = "special_limit", _("special limit")

    reach = Reach(own="account__customer__owner", team="account__customer__team")

    account = models.ForeignKey(
        CreditAccount, on_delete=models.PROTECT, related_name="entries", verbose_name=_("credit account")
    )
    place = models.PositiveIntegerField(_("place in the ledger"))
    on = models.DateField(_("day"))
    kind = models.CharField(_("what happened"), max_length=16, choices=Kind.choices)
    number = models.CharField(_("document number"), max_length=64, null=True, blank=True)  # noqa: DJ001 (NULL keeps those without one apart)
    amount = money_column(_("amount"))
    class_of = models.CharField(_("class of the invoice"), max_length=16, blank=True)
    signer = models.CharField(_("signed by (role)"), max_length=64, blank=True)
    towards = models.CharField(_("for invoice"), max_length=64, blank=True)
    first_day = models.DateField(_("in force from"), null=True, blank=True)
    last_day = models.DateField(_("in force to"), null=True, blank=True)
    decision = models.ForeignKey(
        "DecisionRecord", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("decision")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("on behalf of"),
    )
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        ordering = ["account", "place"]
        constraints = [
            models.UniqueConstraint(fields=["account", "place"], name="visitcore_led_one_a_place"),
            models.UniqueConstraint(fields=["account", "kind", "number"], name="visitcore_led_one_number"),
            models.CheckConstraint(
                condition=models.Q(amount__gt=0) | models.Q(kind="special_limit", amount__gte=0),
                name="visitcore_led_moves_something",
                violation_error_message=_("An amount must be above zero."),
            ),
            models.CheckConstraint(
                condition=models.Q(last_day__isnull=True)
                | models.Q(first_day__isnull=True)
                | models.Q(last_day__gte=models.F("first_day")),
                name="visitcore_led_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number or ''} {Decimal(self.amount):,.2f}"


class ShipmentRequest(Asked):
    """
    Goods that are to leave on account.
    """

    class State(models.TextChoices):
        """
        How far it has come.
        """

        REQUESTED = "requested", _("requested")
        REFERRED = "referred", _("waiting for approval")
        RETURNED = "returned", _("returned")
        REFUSED = "refused", _("refused by the rules")
        RELEASED = "released", _("released")
        UNAPPROVED = "unapproved", _("left without approval")

    class Ticket(models.TextChoices):
        """
        What the goods leave on.
        """

        NORMAL = "normal", _("invoice")
        HANDWRITTEN = "handwritten", _("handwritten ticket")
        NONE = "none", _("no ticket")

    reach = Reach(own=("account__customer__owner", "requested_by"), team="account__customer__team", wrote=WRITERS)

    account = models.ForeignKey(
        CreditAccount, on_delete=models.PROTECT, related_name="shipments", verbose_name=_("credit account")
    )
    on = models.DateField(_("day"))
    number = models.CharField(_("invoice number"), max_length=64)
    amount = money_column(_("value of the goods"))
    cash = money_column(_("cash paid for it"), default=Decimal(0))
    plan = models.BooleanField(_("a plan for the money is on file"), null=True, blank=True)
    ticket = models.CharField(_("leaves on"), max_length=16, choices=Ticket.choices, default=Ticket.NORMAL)
    signer = models.CharField(_("signed by (role)"), max_length=64, blank=True, editable=False)
    class_of = models.CharField(_("class of the invoice"), max_length=16, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.REQUESTED, editable=False)
    next_by = models.CharField(_("who decides next"), max_length=64, blank=True, editable=False)
    entry = models.OneToOneField(
        LedgerEntry,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="shipment",
        verbose_name=_("ledger entry"),
    )

    class Meta:
        verbose_name = _("shipment")
        verbose_name_plural = _("shipments")
        ordering = ["-on", "-pk"]
        permissions = [("release_shipmentrequest", _("Signs for shipments over the limit"))]
        indexes = [models.Index(fields=["state", "-on"], name="visitcore_shp_state_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "number"],
                name="visitcore_shp_one_number",
                violation_error_message=_("A shipment with this number is there already."),
            ),
            models.CheckConstraint(
                condition=models.Q(amount__gt=0) & models.Q(cash__gte=0),
                name="visitcore_shp_amounts",
                violation_error_message=_("An amount must be above zero."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {Decimal(self.amount):,.2f}"
