"""
The roles of an office as groups: what each may do, how far it sees, and in which roles of the policy it acts.
"""

from collections.abc import Iterable

from attrs import frozen
from django.contrib.auth.models import Group, Permission
from django.db import transaction

from visitcore.ground.text import Text
from visitcore_django.models import GroupRole
from visitcore_django.models.language import site_lang

CUSTOMERS = ("customer", "customerfigure")
VISITS = ("visitplan", "visit", "visitreport", "promise", "excuse")
MEALS = ("mealrequest", "mealsettlement", "gift")
CREDIT = ("creditaccount", "ledgerentry", "shipmentrequest")
CASES = ("complaint", "callback", "callbackmatter")
SERVICE = (*CASES, "complaintevent")
GRADING = ("gradinground", "gradeassessment")
PEOPLE = ("team", "membership", "grouprole", "delegation")
RULES = ("policyversion", "calendarday")
RECORDS = ("decisionrecord", "approval", "reminder", "sweeprun", "stockmovement", "giftitem")
EVERYTHING = (*CUSTOMERS, *VISITS, *MEALS, *CREDIT, *SERVICE, *GRADING, *PEOPLE, *RULES, *RECORDS)


@frozen(kw_only=True)
class Role:
    """
    One role of an office.

    Attributes:
        code: Short name.
        name: Name of its group.
        view: Tables it sees, within its scope.
        work: Tables it adds to and changes.
        rights: Further rights by name.
        acts_as: Roles of the policy that it acts in.
    """

    code: str
    name: Text
    view: tuple[str, ...] = ()
    work: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()
    acts_as: tuple[str, ...] = ()

    def permissions(self) -> Iterable[str]:
        """
        The names of all its rights.
        """
        yield from (f"view_{model}" for model in dict.fromkeys((*self.view, *self.work)))
        for model in self.work:
            yield from (f"add_{model}", f"change_{model}")
        yield from self.rights


_APP = "visitcore_django"
_SEES = ("decisionrecord", "approval", "reminder", "policyversion", "calendarday")

ROLES = (
    Role(
        code="salesperson",
        name=Text("Salesperson", "业务员"),
        view=(*CUSTOMERS, *GRADING, *_SEES, "creditaccount", "ledgerentry", "giftitem", "complaintevent"),
        work=(*VISITS, *MEALS, "shipmentrequest", *CASES, "delegation"),
        rights=("advance_complaint",),
        acts_as=("salesperson", "cs_staff", "store", "visitor", "property_assistant", "area_property_assistant"),
    ),
    Role(
        code="team_lead",
        name=Text("Team lead", "业务主管"),
        view=(*_SEES, *CREDIT, *GRADING, "giftitem", "complaintevent", "team", "membership"),
        work=(*CUSTOMERS, *VISITS, *MEALS, "shipmentrequest", *CASES, "delegation"),
        rights=("scope_team", "approve_visitplan", "approve_visitreport", "approve_excuse", "advance_complaint"),
        acts_as=("department_supervisor", "supervisor", "superior", "store_superior"),
    ),
    Role(
        code="department_manager",
        name=Text("Department manager", "部门经理"),
        view=(*_SEES, *CREDIT, "giftitem", "complaintevent", "team", "membership", "stockmovement"),
        work=(*CUSTOMERS, *VISITS, *MEALS, *GRADING, *RULES, "shipmentrequest", *CASES, "delegation"),
        rights=(
            "scope_team",
            "approve_visitplan",
            "approve_visitreport",
            "approve_excuse",
            "approve_mealrequest",
            "approve_gift",
            "release_shipmentrequest",
            "advance_complaint",
            "grade_round",
            "confirm_gradeassessment",
        ),
        acts_as=(
            "department_head",
            "department_manager",
            "department_supervisor",
            "regional_manager",
            "superior",
            "accepting_department",
            "sales_department",
            "supervisor",
        ),
    ),
    Role(
        code="cs_manager",
        name=Text("Customer-service manager", "客服经理"),
        view=(*CUSTOMERS, *_SEES, "giftitem", "complaintevent", "visit", "visitreport"),
        work=("mealrequest", "mealsettlement", *CASES, "gift", "delegation"),
        rights=("scope_all", "approve_mealrequest", "approve_gift", "advance_complaint", "settle_mealsettlement"),
        acts_as=(
            "cs_manager",
            "cs_supervisor",
            "customer_service_manager",
            "operations_cs",
            "admin_hr",
            "customer_relations",
            "customer_relations_manager",
            "group_cs",
            "group_call_centre",
        ),
    ),
    Role(
        code="finance",
        name=Text("Finance", "财务"),
        view=(*CUSTOMERS, *_SEES, *CREDIT, "mealrequest", "gift", "stockmovement"),
        work=(*CREDIT, "mealsettlement", "giftitem", "stockmovement", "delegation"),
        rights=("scope_all", "settle_mealsettlement"),
        acts_as=("finance", "accounting"),
    ),
    Role(
        code="general_manager",
        name=Text("General manager", "总经理"),
        view=EVERYTHING,
        work=("delegation", "policyversion", "calendarday", "team", "membership", "callback"),
        rights=(
            "scope_all",
            "approve_visitplan",
            "approve_visitreport",
            "approve_excuse",
            "approve_mealrequest",
            "approve_gift",
            "release_shipmentrequest",
            "advance_complaint",
            "confirm_gradeassessment",
            "publish_policyversion",
        ),
        acts_as=("general_manager", "company_manager", "department_supervisor", "manager", "supervisor"),
    ),
    Role(
        code="auditor",
        name=Text("Auditor", "审计"),
        view=EVERYTHING,
        rights=("scope_all",),
    ),
)
"""Every role, the narrowest first."""

STEPS = {"company_manager": ("add_callback", "change_callback")}
"""By a role of the policy: rights that its steps take, and that the groups which act in it did not have at first."""


@transaction.atomic
def create_roles(lang: str | None = None, *, reset: bool = False) -> list[tuple[Group, bool]]:
    """
    Make the groups of the roles; what an administrator gave to a group that is there, or took from it, stays so.

    A group that is there, but holds nothing of the plugin, is filled as a new one.  The others get the rights that have
    come with a newer version since, and those without which they could not do what a role that they act in has to do.

    Args:
        lang: Language of the names of new groups, ``en`` or ``zh``, that of the site where left out; a group that is
            there in either is taken.
        reset: Whether every group gets back what its role has; rights beyond that are kept all the same.

    Returns:
        Each group, and whether it is new.
    """
    there, lang = _there(), lang or site_lang()
    new = [Group(name=getattr(role.name, lang)) for role in ROLES if role.code not in there]
    given = _given(there.values())
    told = {group.name: group for group in Group.objects.bulk_create(new)}
    there |= {role.code: told[getattr(role.name, lang)] for role in ROLES if role.code not in there}
    whole = [role for role in ROLES if reset or there[role.code].pk not in given]
    newest = max(given.values(), default=0)
    known = _known()
    holds = Group.permissions.through
    steps = _steps(there.values())
    rights = [
        holds(group=there[role.code], permission_id=known[name])
        for role in ROLES
        for name in role.permissions()
        if role in whole or known[name] > newest or (there[role.code].pk, name) in steps
    ]
    holds.objects.bulk_create(rights, ignore_conflicts=True)
    acts = [GroupRole(group=there[role.code], role=name) for role in whole for name in role.acts_as]
    GroupRole.objects.bulk_create(acts, ignore_conflicts=True)
    return [(there[role.code], there[role.code] in new) for role in ROLES]


def lacking() -> dict[int, list[str]]:
    """
    By the key of a role's group: the rights, and the roles of the policy, that its role has and the group has not.
    """
    there = _there()
    rights = set(Group.permissions.through.objects.filter(group__in=there.values()).values_list("group", "permission"))
    acts = set(GroupRole.objects.filter(group__in=there.values()).values_list("group", "role"))
    known = _known()
    return {
        there[role.code].pk: [
            *(name for name in role.permissions() if (there[role.code].pk, known[name]) not in rights),
            *(name for name in role.acts_as if (there[role.code].pk, name) not in acts),
        ]
        for role in ROLES
        if role.code in there
    }


def _there() -> dict[str, Group]:
    names = {name: role for role in ROLES for name in (role.name.en, role.name.zh)}
    there: dict[str, Group] = {}
    for group in Group.objects.filter(name__in=names).order_by("pk"):
        there.setdefault(names[group.name].code, group)
    return there


def _known() -> dict[str, int]:
    rights = Permission.objects.filter(content_type__app_label=_APP)
    return dict(rights.values_list("codename", "pk"))


def _steps(groups: Iterable[Group]) -> set[tuple[int, str]]:
    """
    The keys of groups with the rights that the steps of the roles in which they act take.
    """
    acts = GroupRole.objects.filter(group__in=groups, role__in=STEPS).values_list("group", "role")
    return {(group, right) for group, role in acts for right in STEPS[role]}


def _given(groups: Iterable[Group]) -> dict[int, int]:
    """
    By the key of a group that holds rights of the plugin: the youngest of them; a version brings its own at once.
    """
    held = Group.permissions.through.objects.filter(group__in=groups, permission__content_type__app_label=_APP)
    return dict(held.order_by("permission").values_list("group", "permission"))
