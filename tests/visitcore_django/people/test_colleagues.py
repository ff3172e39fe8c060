import pytest

from visitcore_django.people.colleagues import colleagues, owners


@pytest.mark.parametrize(
    ("person", "names"),
    [
        ("li", {"li"}),
        ("lead", {"li", "wang", "lead", "manager"}),
        ("cs", {"li", "wang", "zhao", "lead", "manager", "cs", "money", "boss", "auditor"}),
    ],
)
def test_people_choose_among_those_whose_customers_they_see(office, person, names):
    """
    A salesperson chooses himself, a lead the team, and who sees everything anybody.
    """
    assert names == {user.username for user in colleagues(getattr(office, person))}


def test_who_has_left_is_not_chosen(office):
    """
    A person who is not active is in no choice.
    """
    office.wang.is_active = False
    office.wang.save()

    assert office.wang not in colleagues(office.lead)


def test_owners_are_those_with_customers_that_one_sees(office):
    """
    Who has none is left out, who has left is not, and a salesperson sees himself only.
    """
    for code, owner in (("C1", office.li), ("C2", office.wang), ("C3", office.zhao)):
        office.customer(code, owner=owner)
    office.wang.is_active = False
    office.wang.save()

    assert {"li"} == {user.username for user in owners(office.li)}
    assert {"li", "wang"} == {user.username for user in owners(office.lead)}
    assert {"li", "wang", "zhao"} == {user.username for user in owners(office.boss)}
