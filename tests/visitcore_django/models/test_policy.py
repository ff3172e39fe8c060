import pytest
from visitcore_site.days import NOW, TODAY

from visitcore_django.models import CalendarDay, PolicyVersion


def test_nobody_approves_his_own_policy(office, row, refused):
    """
    Somebody else than the author publishes it.
    """
    row(PolicyVersion, approver=office.boss)

    with refused("visitcore_pol_four_eyes"):
        row(PolicyVersion, approver=office.li)


@pytest.mark.parametrize("missing", ["approver", "published_at"])
def test_a_published_policy_says_by_whom_and_when(office, row, refused, missing):
    """
    A published version has an approver and a moment; a draft needs neither.
    """
    told = {"state": "published", "approver": office.boss, "published_at": NOW}
    held = row(PolicyVersion, **told, name="v1")
    row(PolicyVersion)
    assert "v1 (2024-06-14)" == str(held)

    with refused("visitcore_pol_published_by_one"):
        row(PolicyVersion, **{**told, missing: None})


def test_a_company_day_stands_once(row, refused):
    """
    One day is said once.
    """
    assert "2024-06-14" == str(row(CalendarDay, day=TODAY))

    with refused("day"):
        row(CalendarDay, day=TODAY)


def test_a_company_day_says_why(row, refused):
    """
    A day without a reason is refused.
    """
    with refused("visitcore_day_says_why"):
        row(CalendarDay, reason="")
