"""
Reminders, and how far the sweep that opens them has come.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from visitcore_django.models.base import Subject
from visitcore_django.models.customer import Customer
from visitcore_django.models.fit import Fitting
from visitcore_django.models.language import lang
from visitcore_django.models.reach import Reach


class Reminder(Subject):
    """
    Something that somebody has to do; closed when it is done.
    """

    reach = Reach(own=("to", "customer__owner"), team=("customer__team", "to__visitcore_membership__team"))

    kind = models.CharField(_("kind"), max_length=64)
    customer = models.ForeignKey(
        Customer, on_delete=models.CASCADE, null=True, related_name="reminders", verbose_name=_("customer")
    )
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="visitcore_reminders",
        verbose_name=_("for whom"),
    )
    to_role = models.CharField(_("for which role"), max_length=64, blank=True)
    says_en = models.CharField(max_length=500)
    says_zh = models.CharField(max_length=500)
    rule = models.CharField(_("by clause"), max_length=32, blank=True)
    due_by = models.DateField(_("due by"), null=True)
    rung = models.PositiveIntegerField(_("step of the escalation"), default=0)
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("closed by"),
    )
    told_at = models.DateTimeField(_("told at"), null=True)
    open_key = models.CharField(max_length=128, null=True, unique=True, editable=False)  # noqa: DJ001 (only open ones are unique)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["closed_on", "due_by"]
        indexes = [
            models.Index(fields=["to", "closed_on", "due_by"], name="visitcore_rem_to_open"),
            models.Index(fields=["closed_on", "due_by"], name="visitcore_rem_open_due"),
            models.Index(fields=["subject_kind", "subject_id"], name="visitcore_rem_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True) | models.Q(closed_on__gte=models.F("opened_on")),
                name="visitcore_rem_closed_after",
            ),
        ]

    def __str__(self) -> str:
        return self.says_zh if lang() == "zh" else self.says_en


class SweepRun(Fitting):
    """
    One sweep of one day: which part is done, and up to which row, under policies of which fingerprint.
    """

    reach = Reach(shared=True)

    on = models.DateField(_("day"), unique=True)
    part = models.CharField(_("part"), max_length=32, blank=True)
    past = models.BigIntegerField(_("done up to number"), default=0)
    started_at = models.DateTimeField(_("started at"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)
    counts = models.JSONField(_("counts"), default=dict)
    policy_hash = models.CharField(_("fingerprint"), max_length=32, blank=True, editable=False)

    class Meta:
        verbose_name = _("sweep")
        verbose_name_plural = _("sweeps")
        ordering = ["-on"]

    def __str__(self) -> str:
        return f"{self.on}"
