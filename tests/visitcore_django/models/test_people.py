from datetime import date

import pytest
from visitcore_site.days import TODAY

from visitcore_django.models import Delegation, GroupRole, Membership, Team


def test_a_team_has_one_code(row, refused):
    """
    A code stands once.
    """
    assert "Team" == str(row(Team, code="T"))

    with refused("code"):
        row(Team, code="T")


def test_somebody_belongs_to_one_team(office, row, refused):
    """
    Nobody is in two teams at a time.
    """
    with refused("user_id"):
        row(Membership, user=office.li)
    assert "li – East" == str(Membership.objects.get(user=office.li))


def test_a_group_has_a_role_once(office, row, refused):
    """
    A role stands once for a group, and may stand for several groups.
    """
    first = row(GroupRole)
    row(GroupRole)

    with refused("visitcore_one_role_per_group"):
        row(GroupRole, group=first.group)
    assert str(first).endswith(": supervisor")


def test_nobody_stands_in_for_himself(office, row, refused):
    """
    Somebody else stands in.
    """
    held = row(Delegation, to_user=office.wang)
    assert "li → wang (2024-06-14 – 2024-06-14)" == str(held)

    with refused("visitcore_dlg_not_oneself"):
        row(Delegation, to_user=office.li)


@pytest.mark.parametrize("last", [TODAY, date(2024, 6, 15)])
def test_the_days_stand_in_order(row, refused, last):
    """
    One day is a delegation, a last day before the first is none.
    """
    row(Delegation, last_day=last)

    with refused("visitcore_dlg_days_in_order"):
        row(Delegation, last_day=date(2024, 6, 13))
