"""
Complaints and everything that happened to them.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from visitcore_django.models.base import AppendOnly, Versioned
from visitcore_django.models.customer import Customer
from visitcore_django.models.reach import Reach


class Complaint(Versioned):
    """
    One complaint; where it stands is a state of the policy's flow.

    Attributes:
        channel: A word of ``listed("complaints.channels", "channel", day)``; any where that is empty.
        demand: A word of ``listed("complaints.demands", "demand", day)``.
        area: A word of ``listed("complaints.reception", "area", day)``.
        judged: A class that a person gave, such as ``major``; empty where its signs tell.
        flags: Signs of a major complaint by name: ``True`` where it is there, ``False`` where it is not; left out where
            nobody has looked.
        about: Log-in names of the colleagues whom it is about.
        state: Where it stands in the flow; `desk.ways_of` tells how it goes on.
    """

    reach = Reach(own=("customer__owner", "receptionist", "handler"), team="customer__team")

    number = models.CharField(_("number"), max_length=64, unique=True, blank=True)
    customer = models.ForeignKey(
        Customer,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="complaints",
        verbose_name=_("customer"),
    )
    complainant = models.CharField(_("who complains"), max_length=100, blank=True)
    problem = models.CharField(_("problem"), max_length=200)
    channel = models.CharField(_("how it came"), max_length=32, blank=True)
    demand = models.CharField(_("what is wanted"), max_length=64, blank=True)
    area = models.CharField(_("part of the business"), max_length=64, blank=True)
    judged = models.CharField(_("gravity as judged by a person"), max_length=32, blank=True)
    gravity = models.CharField(_("gravity"), max_length=32, blank=True, editable=False)
    flags = models.JSONField(_("signs of a major complaint"), default=dict, blank=True)
    visible_at_receipt = models.BooleanField(_("a sign could be seen at receipt"), null=True, blank=True)
    about = models.JSONField(_("persons it is about"), default=list, blank=True)
    reply_letter_only = models.BooleanField(_("only a written reply is asked for"), null=True, blank=True)
    text = models.TextField(_("in the customer's words"), blank=True)
    same_as = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="again",
        verbose_name=_("same matter as"),
    )
    times = models.PositiveIntegerField(_("which on this matter"), null=True, editable=False)
    receptionist = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("received by"),
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="visitcore_complaints",
        verbose_name=_("handled by"),
    )
    received_at = models.DateTimeField(_("received at"))
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=64, blank=True, editable=False)
    next_by = models.CharField(_("who takes the next step"), max_length=200, blank=True, editable=False)
    next_due = models.DateTimeField(_("next due"), null=True, editable=False)

    class Meta:
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")
        ordering = ["-received_at"]
        permissions = [("advance_complaint", _("Takes complaints a step further"))]
        indexes = [
            models.Index(fields=["closed_at", "next_due"], name="visitcore_cmp_open_due"),
            models.Index(fields=["state", "-received_at"], name="visitcore_cmp_state"),
            models.Index(fields=["gravity", "next_due"], name="visitcore_cmp_gravity"),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(number=""), name="visitcore_cmp_has_number"),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True) | models.Q(closed_at__gte=models.F("received_at")),
                name="visitcore_cmp_closed_after",
                violation_error_message=_("A complaint cannot be closed before it came in."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.problem}"


class ComplaintEvent(AppendOnly):
    """
    Something that happened to a complaint.
    """

    reach = Reach(
        own=("complaint__customer__owner", "complaint__receptionist", "complaint__handler"),
        team="complaint__customer__team",
    )

    complaint = models.ForeignKey(
        Complaint, on_delete=models.PROTECT, related_name="events", verbose_name=_("complaint")
    )
    place = models.PositiveIntegerField(_("place"))
    kind = models.CharField(_("what happened"), max_length=64)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("on behalf of"),
    )
    role = models.CharField(_("in the role of"), max_length=64, blank=True)
    note = models.TextField(_("note"), blank=True)
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("event of a complaint")
        verbose_name_plural = _("events of complaints")
        ordering = ["complaint", "place"]
        constraints = [models.UniqueConstraint(fields=["complaint", "place"], name="visitcore_cev_one_a_place")]

    def __str__(self) -> str:
        return f"{self.kind} {timezone.localdate(self.at)}"
