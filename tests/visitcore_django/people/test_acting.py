from visitcore_django.models import GroupRole
from visitcore_django.people.acting import acts_as, people_in, roles_of


def test_a_person_acts_in_the_roles_of_the_groups(office):
    """
    Somebody in two groups acts in the roles of both, each once and in order.
    """
    office.li.groups.add(office.groups["Auditor"])
    GroupRole.objects.create(group=office.groups["Auditor"], role="salesperson")
    GroupRole.objects.create(group=office.groups["Auditor"], role="auditor")

    found = roles_of(office.li)

    assert {"auditor", "salesperson", "store"} < set(found)
    assert sorted(set(found)) == list(found)


def test_a_person_without_groups_acts_in_no_role(office):
    """
    Being known to the system is no role.
    """
    office.li.groups.clear()

    assert () == roles_of(office.li)


def test_one_who_may_anything_acts_in_what_is_asked_for(office):
    """
    Li acts as a salesperson whatever is asked for; a superuser besides in that, his own roles first.
    """
    own = roles_of(office.li)
    assert own == acts_as(office.li, ["finance"])
    office.li.is_superuser = True

    assert (*own, "finance") == acts_as(office.li, ["finance", own[0]])


def test_who_acts_in_a_role_is_found_once(office):
    """
    Li's group has both roles; who has left is not named.
    """
    group = office.li.groups.first()
    for role in ("clerk", "head"):
        GroupRole.objects.create(group=group, role=role)
    found = people_in(["clerk", "head"], 20)

    assert 1 == found.count(office.li)
    assert all(one.is_active for one in found)
    assert [] == people_in(["nobody"], 3)


def test_who_is_left_out_is_not_named(office):
    """
    By the log-in name; the others are found all the same.
    """
    role = roles_of(office.li)[0]
    everybody = set(people_in([role], 20))

    assert office.li in everybody
    assert everybody - {office.li} == set(people_in([role], 20, ["li"]))
