"""
Customers, their figures, and how they stand against the cadence.
"""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from visitcore_django.models.base import Versioned
from visitcore_django.models.fit import Fitting
from visitcore_django.models.people import Team
from visitcore_django.models.reach import BY_CUSTOMER, Reach
from visitcore_django.models.searching import Holds

FAR = date.max
"""Stands for no day where a list is sorted by one, so that what needs nobody comes last on every database."""


class DueStatus(models.TextChoices):
    """
    How a customer stands; the words are those of `visit_due`.
    """

    MET = "met", _("visited enough")
    DUE = "due", _("due")
    OVERDUE = "overdue", _("overdue")
    EXCUSED = "excused", _("excused")
    UNDETERMINED = "undetermined", _("cannot be told")
    NOT_APPLICABLE = "not_applicable", _("no visit owed")


class Customer(Versioned):
    """
    One customer, with what the due list shows and filters by stored beside it.

    The due columns are written by the desk and by the sweep, never by hand.

    Attributes:
        act_by: What the due list is sorted by: the day since which a visit is overdue, else the day by which one is
            due, else `FAR`.
        grade_given: Whether the grade was given here, by a person or a round; such a one is not taken back by the host.
    """

    reach = Reach(own="owner", team="team")

    code = models.CharField(_("customer code"), max_length=64, unique=True)
    name = models.CharField(_("customer name"), max_length=200, blank=True)
    grade = models.CharField(_("grade"), max_length=32, blank=True)
    grade_given = models.BooleanField(_("grade given here"), default=False, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="visitcore_customers",
        verbose_name=_("owner"),
    )
    team = models.ForeignKey(
        Team,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="customers",
        verbose_name=_("team"),
    )
    region = models.CharField(
        _("region"), max_length=16, blank=True, choices=[("local", _("local")), ("out_of_town", _("out of town"))]
    )
    since = models.DateField(_("customer since"), null=True, blank=True)
    category = models.CharField(_("category"), max_length=64, blank=True)
    contacted_on = models.DateField(_("first contact"), null=True, blank=True)
    filed = models.BooleanField(_("filed"), null=True, blank=True)
    filed_on = models.DateField(_("filed on"), null=True, blank=True)
    active = models.BooleanField(_("active"), default=True)
    source_model = models.CharField(_("table of origin"), max_length=100, blank=True, editable=False)
    source_key = models.CharField(_("key of origin"), max_length=100, null=True, blank=True, editable=False)  # noqa: DJ001 (NULL keeps those without origin apart)

    due_status = models.CharField(
        _("visit status"), max_length=16, blank=True, choices=DueStatus.choices, editable=False
    )
    last_visit = models.DateField(_("last visit"), null=True, editable=False)
    period_start = models.DateField(_("period from"), null=True, editable=False)
    period_end = models.DateField(_("period to"), null=True, editable=False)
    owed = models.PositiveIntegerField(_("owed"), null=True, editable=False)
    done = models.PositiveIntegerField(_("done"), null=True, editable=False)
    missed = models.PositiveIntegerField(_("periods missed"), null=True, editable=False)
    next_due = models.DateField(_("next due"), null=True, editable=False)
    overdue_since = models.DateField(_("overdue since"), null=True, editable=False)
    act_by = models.DateField(_("to be visited by"), default=FAR, editable=False)
    due_rule = models.CharField(_("by clause"), max_length=32, blank=True, editable=False)
    due_missing = models.CharField(_("missing"), max_length=200, blank=True, editable=False)
    due_provisional = models.BooleanField(_("provisional"), default=False, editable=False)
    due_on = models.DateField(_("status as of"), null=True, editable=False)

    class Meta:
        verbose_name = _("customer")
        verbose_name_plural = _("customers")
        ordering = ["code"]
        permissions = [
            ("scope_team", _("Sees the whole team's customers")),
            ("scope_all", _("Sees every customer")),
        ]
        indexes = [
            models.Index(fields=["act_by", "id"], name="visitcore_cus_act"),
            models.Index(fields=["owner", "act_by", "id"], name="visitcore_cus_owner_act"),
            models.Index(fields=["team", "act_by", "id"], name="visitcore_cus_team_act"),
            models.Index(fields=["grade", "act_by", "id"], name="visitcore_cus_grade_act"),
            models.Index(fields=["due_status", "act_by", "id"], name="visitcore_cus_status_act"),
            models.Index(fields=["due_status", "grade", "act_by", "id"], name="visitcore_cus_status_grade"),
            models.Index(fields=["next_due", "id"], name="visitcore_cus_next_due"),
            models.Index(fields=["last_visit", "act_by", "id"], name="visitcore_cus_last_visit"),
            models.Index(fields=["name", "id"], name="visitcore_cus_name"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["source_model", "source_key"], name="visitcore_cus_one_origin"),
            models.CheckConstraint(condition=~models.Q(code=""), name="visitcore_cus_has_code"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})" if self.name else self.code


Customer._meta.get_field("name").register_lookup(Holds)


class CustomerFigure(Fitting):
    """
    One figure of a customer as it was on a day: an amount, a ratio, a letter, a flag; later ones replace none.
    """

    reach = BY_CUSTOMER

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="figures", verbose_name=_("customer"))
    name = models.CharField(_("figure"), max_length=64)
    value = models.CharField(_("value"), max_length=100)
    as_of = models.DateField(_("as of"))
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("figure of a customer")
        verbose_name_plural = _("figures of customers")
        ordering = ["customer", "name", "-as_of"]
        constraints = [
            models.UniqueConstraint(fields=["customer", "name", "as_of"], name="visitcore_one_figure_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.name} = {self.value}"
