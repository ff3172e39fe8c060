from datetime import date

import pytest
from django.contrib.auth.models import Group, Permission
from visitcore_site.rows import tables

from visitcore import load_policy
from visitcore.blocks.flow import Flow
from visitcore.blocks.permission import Permission as Leave
from visitcore.blocks.table import Table
from visitcore.codec.library import composition_files, pack_files
from visitcore_django.models import GroupRole
from visitcore_django.people.roles import EVERYTHING, ROLES, create_roles, lacking

pytestmark = pytest.mark.usefixtures("no_groups")
APPROVALS = {"approve_visitplan", "approve_visitreport", "approve_excuse"}
STEPS = {
    "complaints.flow": "advance_complaint",
    "plans.flow": "approve_visitplan",
    "reports.flow": "approve_visitreport",
    "gifts.drawing": "approve_gift",
    "visits.gifts": "approve_gift",
    "expenses.meal.approval": "approve_mealrequest",
    "expenses.meal.signer": "view_mealsettlement",
    "credit.signer.first": "release_shipmentrequest",
    "credit.signer.last": "release_shipmentrequest",
    "credit.signer.hold": "release_shipmentrequest",
    "callbacks.callers": "add_callback",
    "flows.callback_review": "change_callback",
}
PASSES = {"sign", "approve", "review", "confirm", "approve_exception"}
OWN = {"marketing_specialist"}
"""Roles that no group of an office acts in by itself: KAR-01.3 has one that only some have."""


def rights(group):
    """
    The names of a group's rights.
    """
    return set(group.permissions.values_list("codename", flat=True))


@pytest.fixture
def groups():
    """
    The groups by the code of their role.
    """
    return {role.code: group for role, (group, _) in zip(ROLES, create_roles(), strict=True)}


def test_every_role_has_its_group(groups):
    """
    The seven roles of an office are groups.
    """
    assert {
        "salesperson": "Salesperson",
        "team_lead": "Team lead",
        "department_manager": "Department manager",
        "cs_manager": "Customer-service manager",
        "finance": "Finance",
        "general_manager": "General manager",
        "auditor": "Auditor",
    } == {code: group.name for code, group in groups.items()}


def test_an_auditor_sees_everything_and_changes_nothing(groups):
    """
    The auditor has the right to view every table, however far, and no other right.
    """
    assert {f"view_{table}" for table in EVERYTHING} | {"scope_all"} == rights(groups["auditor"])


def test_every_table_can_be_audited():
    """
    No table that has a screen is missing from what the auditor sees.
    """
    assert {model._meta.model_name for model in tables()} - {"deed", "sharedfacts"} == set(EVERYTHING)


def test_a_salesperson_approves_nothing(groups):
    """
    Those who ask have no right that approves, releases, settles, publishes or deletes.
    """
    held = rights(groups["salesperson"])

    assert not [
        name for name in held if name.startswith(("approve", "release", "settle", "publish", "delete", "scope"))
    ]


@pytest.mark.parametrize("code", ["team_lead", "department_manager", "general_manager"])
def test_leads_approve_plans_reports_and_excuses(groups, code):
    """
    Whoever leads approves what the team hands in.
    """
    assert rights(groups[code]) >= APPROVALS


def test_nobody_deletes(groups):
    """
    No role has the right to delete anything.
    """
    assert not [name for group in groups.values() for name in rights(group) if name.startswith("delete")]


def test_making_them_again_changes_nothing(groups):
    """
    The second time nothing is new, and nothing doubles.
    """
    before = {group.pk: rights(group) for group in groups.values()}
    roles = GroupRole.objects.count()

    assert not any(made for _, made in create_roles())
    assert before == {group.pk: rights(group) for group in Group.objects.all()}
    assert roles == GroupRole.objects.count()


def test_a_group_is_found_in_either_language(groups):
    """
    An office that made the groups in English keeps them when the command runs in Chinese.
    """
    create_roles("zh")

    assert len(ROLES) == Group.objects.count()


def test_the_groups_speak_chinese_where_asked():
    """
    In Chinese the groups have Chinese names.
    """
    assert "业务员" == create_roles("zh")[0][0].name


@pytest.mark.parametrize(("code", "name"), [("zh-hans", "业务员"), ("en-us", "Salesperson"), ("de", "Salesperson")])
def test_the_groups_speak_as_the_site_does_by_themselves(settings, code, name):
    """
    Nobody has to say the language once more; one that there is not is English.
    """
    settings.LANGUAGE_CODE = code

    assert name == create_roles()[0][0].name


def test_what_an_office_gave_and_took_stays(groups):
    """
    A right that somebody gave to a group stays, and one that was taken away does not come back unasked.
    """
    group = groups["salesperson"]
    group.permissions.add(Permission.objects.get(codename="view_group"))
    group.permissions.remove(Permission.objects.get(codename="add_visit"))
    GroupRole.objects.filter(group=group, role="store").delete()
    create_roles()

    assert "view_group" in rights(group)
    assert "add_visit" not in rights(group)
    assert ["add_visit", "store"] == lacking()[group.pk]
    assert not lacking()[groups["auditor"].pk]


def test_everything_comes_back_where_asked(groups):
    """
    A reset gives each group back what its role has; what an office added is kept even then.
    """
    group = groups["salesperson"]
    group.permissions.set([Permission.objects.get(codename="view_group")])
    GroupRole.objects.all().delete()
    create_roles(reset=True)

    assert not any(lacking().values())
    assert "view_group" in rights(group)


def test_rights_that_a_newer_version_brings_are_given(groups):
    """
    They were made after every right that the groups hold, so nobody can have taken them away.
    """
    for table in ("excuse", "promise"):
        old = Permission.objects.get(codename=f"view_{table}")
        kind = old.content_type
        old.delete()
        Permission.objects.create(codename=f"view_{table}", content_type=kind, name="new")
    groups["salesperson"].permissions.remove(Permission.objects.get(codename="view_gift"))
    create_roles()

    assert {"view_excuse", "view_promise"} <= rights(groups["salesperson"])
    assert ["view_gift"] == lacking()[groups["salesperson"].pk]


def test_a_group_that_holds_nothing_is_filled():
    """
    An office that had its *Finance* before the plugin came gets it filled, and keeps what it was for.
    """
    group = Group.objects.create(name="Finance")
    group.permissions.add(Permission.objects.get(codename="view_group"))

    assert (group, False) in create_roles()
    assert not lacking()[group.pk]
    assert "view_group" in rights(group)


def doers(policy, key):
    """
    For each step under a key, the roles of which one has to take it; where all sign, each is a step of its own.
    """
    held = load_policy(policy).on(date(2024, 6, 14)).find(key)
    value = None if held is None else held.value
    if isinstance(value, Flow):
        moves = [move for move in value.moves if key == "complaints.flow" or move.name in PASSES]
        return [by for move in moves for by in ([(one,) for one in move.by] if move.signatures == "all" else [move.by])]
    if isinstance(value, Table):
        return [row.then for row in value.rows]
    if isinstance(value, Leave):
        return [value.approval or value.roles]
    return [(value,)] if isinstance(value, str) else []


@pytest.mark.parametrize("policy", [*pack_files(), *composition_files()])
def test_every_step_of_a_policy_that_comes_with_us_finds_somebody_who_may(policy):
    """
    Whoever a clause names for a step of the desk is found in a group that has the right to take it.
    """
    lacking = [
        (key, by)
        for key, right in STEPS.items()
        for by in doers(policy, key)
        if by
        and not {"*", *OWN} & set(by)
        and not any(set(by) & set(role.acts_as) and right in role.permissions() for role in ROLES)
    ]

    assert [] == lacking


def test_a_right_that_a_step_takes_comes_to_the_group_that_is_there(groups):
    """
    RCB-01.3c: the company manager calls back; a group that acts so, made before it could, is given the right.
    """
    boss = groups["general_manager"]
    for group in (boss, groups["salesperson"]):
        group.permissions.remove(Permission.objects.get(codename="add_callback"))
    create_roles()

    assert "add_callback" in rights(boss)
    assert "add_callback" not in rights(groups["salesperson"])

    boss.permissions.remove(Permission.objects.get(codename="add_callback"))
    GroupRole.objects.filter(group=boss, role="company_manager").delete()
    create_roles()

    assert "add_callback" not in rights(boss)
