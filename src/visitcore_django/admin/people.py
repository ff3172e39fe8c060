"""
Teams with their members, roles of groups, and who stands in for whom.
"""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from visitcore_django.admin.base import ScopedAdmin, VersionedForm
from visitcore_django.admin.persons import PersonField, by_name
from visitcore_django.admin.wording import named
from visitcore_django.models import Delegation, GroupRole, Membership, Team
from visitcore_django.models.naming import person_name
from visitcore_django.models.users import is_staff
from visitcore_django.people.scope import Scope, scope_of
from visitcore_django.people.standing_in import only_readers


class MembershipInline(admin.TabularInline):  # type: ignore[type-arg]
    """
    The members of a team.
    """

    model = Membership
    extra = 1

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """
        Offer those who may enter the admin.
        """
        if db_field.name == "user":
            people = get_user_model()._default_manager.filter(is_staff())
            kwargs |= {"queryset": by_name(people), "form_class": PersonField}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Team)
class TeamAdmin(ScopedAdmin):
    """
    Teams, the one who leads each, and its members.
    """

    list_display = ["name", "code", "lead", "size"]
    list_select_related = ["lead"]
    search_fields = ["code", "name"]
    inlines = [MembershipInline]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """
        The teams with how many belong to each.
        """
        rows: models.QuerySet[Any] = super().get_queryset(request)
        counted: models.QuerySet[Any] = rows.annotate(size=models.Count("memberships"))
        return counted

    @admin.display(description=_("members"), ordering="size")
    def size(self, row: Any) -> int:
        """
        How many belong to it.
        """
        size: int = row.size
        return size


@admin.register(GroupRole)
class GroupRoleAdmin(ScopedAdmin):
    """
    In which roles of the policy a group acts.
    """

    list_display = ["group", "in_words"]
    list_select_related = ["group"]
    list_filter = ["group"]
    search_fields = ["role"]

    @admin.display(description=_("what people call the role"), ordering="role")
    def in_words(self, row: GroupRole) -> str:
        """
        What people call the role.
        """
        return named(row.role)


class DelegationForm(VersionedForm):
    """
    A delegation for days that are not over.
    """

    def clean(self) -> dict[str, Any]:
        """
        A delegation that is over already serves nobody.
        """
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        last = cleaned.get("last_day")
        first = cleaned.get("first_day")
        in_order = first is None or last is None or first <= last
        if last is not None and in_order and "last_day" in self.changed_data and last < timezone.localdate():
            self.add_error("last_day", _("These days are over; a delegation cannot be given for the past."))
        return cleaned


@admin.register(Delegation)
class DelegationAdmin(ScopedAdmin):
    """
    Who approves for whom, and when; everybody gives away his own approvals only.
    """

    form = DelegationForm
    list_display = ["from_user", "to_user", "first_day", "last_day", "running", "reason"]
    list_select_related = ["from_user", "to_user"]
    date_hierarchy = "first_day"

    @admin.display(description=_("runs today"), boolean=True)
    def running(self, row: Delegation) -> bool:
        """
        Whether it holds today.
        """
        return row.first_day <= timezone.localdate() <= row.last_day

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """
        Who stands in may look, but not stretch it.
        """
        mine = obj is None or obj.from_user == request.user or _places_people(request.user)
        return super().has_change_permission(request, obj) and mine

    def save_model(self, request: HttpRequest, obj: Delegation, form: Any, change: bool) -> None:
        """
        Save it; that somebody else stands in on the same days too is allowed, and said.
        """
        super().save_model(request, obj, form, change)
        others = Delegation.objects.filter(
            from_user=obj.from_user, first_day__lte=obj.last_day, last_day__gte=obj.first_day
        )
        for other in others.exclude(pk=obj.pk).select_related("to_user"):
            said = {"who": person_name(other.to_user), "first": other.first_day, "last": other.last_day}
            what = gettext(
                "From %(first)s to %(last)s %(who)s stands in too; on the days they share, each may approve."
            )
            messages.warning(request, what % said)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """
        Only those who say who works where may enter it for somebody else; a colleague stands in who may do something.
        """
        people = get_user_model()._default_manager.filter(is_staff())
        me: Any = request.user.pk
        if db_field.name == "from_user":
            kwargs["queryset"] = people if _places_people(request.user) else people.filter(pk=me)
            kwargs["initial"] = me
        elif db_field.name == "to_user":
            kwargs["queryset"] = people.exclude(pk=me).exclude(pk__in=only_readers())
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def _places_people(user: Any) -> bool:
    """
    Whether somebody may say who works where, in every team.
    """
    return scope_of(user) is Scope.ALL and bool(user.has_perm("visitcore_django.change_membership"))
