"""
Decisions as they were taken.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from visitcore_django.models.base import AppendOnly, Subject
from visitcore_django.models.customer import Customer
from visitcore_django.models.reach import Reach


class DecisionRecord(AppendOnly, Subject):
    """
    A decision with everything needed to take it again; written once by the desk.

    Attributes:
        facts: The facts as seen, such as `structure_facts` reads them.
        answer: The decision, such as `decision_to_dict` writes it.
        told_en: The decision in sentences; told_zh the same in Chinese.
        calendar: The company's own days that were laid over the calendar.
        earlier: The policies that ran before, where it looks back on their days; the oldest first.
        seal: Fingerprint of all of this but the person, and of the policy version; it finds what is changed by hand.
    """

    reach = Reach(own=("customer__owner", "by"), team="customer__team")

    name = models.CharField(_("decision"), max_length=64)
    customer = models.ForeignKey(
        Customer, on_delete=models.PROTECT, null=True, related_name="decisions", verbose_name=_("customer")
    )
    verdict = models.CharField(_("verdict"), max_length=16)
    governed_on = models.DateField(_("governing day"), help_text=_("The day whose rules were applied."))
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("for whom"),
    )
    policy_name = models.CharField(_("policy"), max_length=100)
    policy_hash = models.CharField(_("fingerprint"), max_length=32)
    policy_version = models.ForeignKey(
        "PolicyVersion", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("policy version")
    )
    rules = models.CharField(_("clauses"), max_length=200, blank=True)
    facts = models.JSONField(_("facts"))
    answer = models.JSONField(_("answer"))
    told_en = models.TextField(_("in words"), blank=True)
    told_zh = models.TextField(_("in Chinese words"), blank=True)
    calendar = models.JSONField(_("company days"), default=list)
    earlier = models.JSONField(_("earlier policies"), default=list)
    seal = models.CharField(_("seal"), max_length=32, blank=True, editable=False)

    class Meta:
        verbose_name = _("decision record")
        verbose_name_plural = _("decision records")
        ordering = ["-recorded_at", "-pk"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="visitcore_dec_subject"),
            models.Index(fields=["-recorded_at"], name="visitcore_dec_recorded"),
            models.Index(fields=["name", "verdict"], name="visitcore_dec_name_verdict"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.verdict}"


class SharedFacts(AppendOnly):
    """
    Facts that many decisions take alike, kept once; the decisions name them by their fingerprint.
    """

    reach = Reach(shared=True)

    key = models.CharField(max_length=32, unique=True)
    content = models.JSONField()

    class Meta:
        verbose_name = _("shared facts")
        verbose_name_plural = _("shared facts")

    def __str__(self) -> str:
        return self.key
