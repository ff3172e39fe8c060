from visitcore_django.models import GroupRole
from visitcore_django.people.acting import roles_of


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
