"""
Teams, what a group may do in the words of the policy, and who stands in for whom.
"""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _

from visitcore_django.models.fit import Fitting
from visitcore_django.models.naming import person_name
from visitcore_django.models.reach import Reach


class Team(Fitting):
    """
    People who look after customers together, and the one who leads them.
    """

    reach = Reach(own="lead", team="pk", shared=True)

    code = models.CharField(_("code"), max_length=32, unique=True)
    name = models.CharField(_("name"), max_length=100)
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="visitcore_teams_led",
        verbose_name=_("team lead"),
    )

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name or self.code


class Membership(Fitting):
    """
    The team that somebody belongs to; one at a time.
    """

    reach = Reach(own="user", team="team")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="visitcore_membership",
        verbose_name=_("member"),
    )
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("team"))

    class Meta:
        verbose_name = _("team member")
        verbose_name_plural = _("team members")
        ordering = ["team", "user"]

    def __str__(self) -> str:
        return f"{person_name(self.user)} – {self.team}"


class GroupRole(Fitting):
    """
    A role of the policy that the members of a group act in, e.g. ``department_supervisor``.
    """

    reach = Reach(shared=True)

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="visitcore_roles", verbose_name=_("group"))
    role = models.CharField(_("role in the policy"), max_length=64)

    class Meta:
        verbose_name = _("role of a group")
        verbose_name_plural = _("roles of groups")
        ordering = ["group", "role"]
        constraints = [models.UniqueConstraint(fields=["group", "role"], name="visitcore_one_role_per_group")]

    def __str__(self) -> str:
        return f"{self.group}: {self.role}"


class Delegation(Fitting):
    """
    Somebody who approves for somebody else for some days; both days count.
    """

    reach = Reach(own=("from_user", "to_user"), team="from_user__visitcore_membership__team")

    from_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="visitcore_delegations_given",
        verbose_name=_("who is away"),
    )
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="visitcore_delegations_held",
        verbose_name=_("who stands in"),
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["-first_day"]
        indexes = [models.Index(fields=["to_user", "first_day", "last_day"], name="visitcore_dlg_to_days")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(from_user=models.F("to_user")),
                name="visitcore_dlg_not_oneself",
                violation_error_message=_("Nobody stands in for himself; choose another person."),
            ),
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")),
                name="visitcore_dlg_days_in_order",
                violation_error_message=_("The last day lies before the first; give them in order."),
            ),
        ]

    def __str__(self) -> str:
        who, instead = person_name(self.from_user), person_name(self.to_user)
        return f"{who} → {instead} ({self.first_day} – {self.last_day})"
