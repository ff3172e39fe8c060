"""
Matters after which a customer is called back, and the call-backs made.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from visitcore_django.models.base import Versioned
from visitcore_django.models.complaints import Complaint
from visitcore_django.models.customer import Customer
from visitcore_django.models.reach import Reach


class CallbackMatter(Versioned):
    """
    Something after which a customer is called back; the words are those of `Matter`.

    Attributes:
        cause: What it was, such as ``complaint``: whatever the policy has a term ``callbacks.terms.…`` for.
        class_of: A word of ``listed("callbacks.callers", "class", day)``.
    """

    reach = Reach(own=("customer__owner", "caller"), team="customer__team")

    case = models.CharField(_("case number"), max_length=64, unique=True)
    cause = models.CharField(_("cause"), max_length=64)
    class_of = models.CharField(_("class"), max_length=32, blank=True)
    customer = models.ForeignKey(
        Customer,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="callback_matters",
        verbose_name=_("customer"),
    )
    complaint = models.OneToOneField(
        Complaint,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="callback_matter",
        verbose_name=_("complaint"),
    )
    closed_at = models.DateTimeField(_("dealt with at"), null=True, blank=True)
    complainant = models.CharField(_("who complains"), max_length=100, blank=True)
    problem = models.CharField(_("problem"), max_length=200, blank=True)
    anonymous = models.BooleanField(_("anonymous"), null=True, blank=True)
    reply_letter_only = models.BooleanField(_("only a written reply is asked for"), null=True, blank=True)
    reply_attached = models.BooleanField(_("the reply is attached"), null=True, blank=True)
    set_for = models.DateField(_("day set for it"), null=True, blank=True)
    participants = models.PositiveIntegerField(_("participants"), null=True, blank=True)
    caller = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who calls back"),
    )
    settled = models.BooleanField(_("settled"), default=False, editable=False)
    next_due = models.DateTimeField(_("next due"), null=True, editable=False)
    next_by = models.CharField(_("role that calls back"), max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = _("matter to call back on")
        verbose_name_plural = _("matters to call back on")
        ordering = ["settled", "next_due"]
        indexes = [models.Index(fields=["settled", "next_due"], name="visitcore_mat_open_due")]

    def __str__(self) -> str:
        return f"{self.case} {self.problem}".strip()


class CallBack(Versioned):
    """
    One call-back.

    Attributes:
        mode: A word of ``listed("callbacks.modes", "mode", day)``.
        values: What stands on the record sheet, by the names of the fields of the policy's ``callbacks.record``,
            ``callbacks.proof`` and ``callbacks.review``.
    """

    reach = Reach(own=("matter__customer__owner", "by", "matter__caller"), team="matter__customer__team")

    matter = models.ForeignKey(
        CallbackMatter, on_delete=models.PROTECT, related_name="callbacks", verbose_name=_("matter")
    )
    made = models.DateTimeField(_("made at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    by_role = models.CharField(_("in the role of"), max_length=64, blank=True)
    mode = models.CharField(_("how"), max_length=32, blank=True)
    person = models.CharField(_("who was reached"), max_length=100, blank=True)
    resolved = models.BooleanField(_("nothing is left to settle"), null=True)
    next_at = models.DateTimeField(_("next call-back at"), null=True, blank=True)
    values = models.JSONField(_("record sheet"), default=dict, blank=True)
    valid = models.BooleanField(_("valid"), null=True, editable=False)

    class Meta:
        verbose_name = _("call-back")
        verbose_name_plural = _("call-backs")
        ordering = ["-made"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(next_at__isnull=True) | models.Q(next_at__gt=models.F("made")),
                name="visitcore_cbk_next_later",
                violation_error_message=_("The next call-back comes after this one."),
            ),
            models.UniqueConstraint(fields=["matter", "made"], name="visitcore_cbk_once"),
        ]

    def __str__(self) -> str:
        return f"{self.matter} {timezone.localdate(self.made)}"
