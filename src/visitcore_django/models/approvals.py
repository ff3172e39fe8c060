"""
What waits for somebody's approval, and what was said to it.
"""

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from visitcore_django.models.base import Subject
from visitcore_django.models.customer import Customer
from visitcore_django.models.reach import Reach


class Approval(Subject):
    """
    One request for approval; a return and a new submission make a new one, so the rows are the history.
    """

    class State(models.TextChoices):
        """
        How far it has come.
        """

        OPEN = "open", _("waiting")
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned")
        WITHDRAWN = "withdrawn", _("withdrawn")

    reach = Reach(
        own=("requested_by", "decided_by", "customer__owner"),
        team="customer__team",
        team_alone="requested_by__visitcore_membership__team",
    )

    customer = models.ForeignKey(
        Customer,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="approvals",
        verbose_name=_("customer"),
    )
    title = models.CharField(_("what for"), max_length=200, editable=False)
    needs = models.CharField(_("who may approve (roles)"), max_length=200, blank=True, editable=False)
    permission = models.CharField(_("right needed"), max_length=100, editable=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        editable=False,
        related_name="visitcore_approvals_asked",
        verbose_name=_("requested by"),
    )
    requested_at = models.DateTimeField(_("requested at"), editable=False)
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.OPEN, editable=False)
    open_key = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001 (only open ones are unique)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="visitcore_approvals_given",
        verbose_name=_("decided by"),
    )
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("on behalf of"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, editable=False)
    comment = models.CharField(_("comment"), max_length=500, blank=True)
    decision = models.ForeignKey(
        "DecisionRecord",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("decision"),
    )

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["-requested_at"]
        indexes = [
            models.Index(fields=["state", "-requested_at"], name="visitcore_app_state"),
            models.Index(fields=["subject_kind", "subject_id"], name="visitcore_app_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True)
                | models.Q(state="withdrawn")
                | ~models.Q(decided_by=models.F("requested_by")),
                name="visitcore_app_four_eyes",
                violation_error_message=_("Nobody approves his own request."),
            ),
            models.CheckConstraint(
                condition=models.Q(on_behalf_of__isnull=True) | ~models.Q(on_behalf_of=models.F("requested_by")),
                name="visitcore_app_not_by_proxy",
                violation_error_message=_("Nobody approves his own request, not by another's hand either."),
            ),
            models.CheckConstraint(
                condition=models.Q(decided_at__isnull=True) | models.Q(decided_at__gte=models.F("requested_at")),
                name="visitcore_app_after_request",
                violation_error_message=_("It cannot be decided before it is asked for; check the clock."),
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state="open", open_key__isnull=False, decided_by__isnull=True, decided_at__isnull=True
                )
                | models.Q(state="withdrawn", open_key__isnull=True, decided_at__isnull=False)
                | models.Q(
                    state__in=["approved", "returned"],
                    open_key__isnull=True,
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="visitcore_app_decided_by_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.title}".strip()

    @property
    def kind(self) -> str:
        """
        What it is about, in the reader's language.
        """
        if not self.subject_kind:
            return ""
        return capfirst(str(apps.get_model("visitcore_django", self.subject_kind)._meta.verbose_name))
