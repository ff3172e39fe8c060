from visitcore_django.syncing.people import People
from visitcore_django.syncing.reading import Read


def test_owners_and_teams_are_found_by_three_queries(office, django_assert_num_queries):
    """
    However many rows there are, users, teams and memberships are asked for once each.
    """
    rows = [
        Read(key=str(number), owner=name, team="west") for number, name in enumerate(["li", "wang", "nobody", None])
    ]

    with django_assert_num_queries(3):
        people = People.of(rows * 20)

    assert {"li": office.li.pk, "wang": office.wang.pk} == people.users
    assert {"west": office.other_team.pk} == people.teams
    assert {office.li.pk: office.team.pk, office.wang.pk: office.team.pk} == people.team_of
