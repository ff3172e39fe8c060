from datetime import timedelta

import pytest
from django.utils import translation
from visitcore_site.days import NOW

from visitcore_django.models import Approval

GIVEN = {"state": "approved", "open_key": None, "decided_at": NOW}


def test_nobody_approves_his_own(office, row, refused):
    """
    The database takes somebody else's approval and refuses one's own.
    """
    row(Approval, **GIVEN, decided_by=office.lead)

    with refused("visitcore_app_four_eyes"):
        row(Approval, **GIVEN, decided_by=office.li)


def test_nobody_approves_his_own_by_anothers_hand(office, row, refused):
    """
    One may stand in for a third person, never for the one who asks.
    """
    row(Approval, **GIVEN, decided_by=office.wang, on_behalf_of=office.lead)

    with refused("visitcore_app_not_by_proxy"):
        row(Approval, **GIVEN, decided_by=office.wang, on_behalf_of=office.li)


def test_one_takes_back_his_own(office, row):
    """
    Taking back is not approving: one's own hand will do, and so will the system's.
    """
    row(Approval, **{**GIVEN, "state": "withdrawn"}, decided_by=office.li)
    row(Approval, **{**GIVEN, "state": "withdrawn"})

    assert 2 == Approval.objects.count()


def test_it_is_decided_after_it_is_asked_for(office, row, refused):
    """
    The moment of the request itself is late enough, a second before is not.
    """
    row(Approval, **GIVEN, decided_by=office.lead)

    with refused("visitcore_app_after_request"):
        row(Approval, **{**GIVEN, "decided_at": NOW - timedelta(seconds=1)}, decided_by=office.lead)


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "approved", "open_key": None, "decided_at": NOW},
        {"state": "returned", "open_key": None, "decided_at": NOW},
        {"decided_at": NOW},
        {"open_key": None},
        {"state": "withdrawn", "decided_at": NOW},
        {"state": "withdrawn", "open_key": None},
    ],
)
def test_what_is_decided_names_who_and_when(row, refused, changes):
    """
    Open ones carry their key and no answer; decided ones carry person and moment, and no key.
    """
    with refused("visitcore_app_decided_by_one"):
        row(Approval, **changes)


def test_one_request_is_open_at_a_time(office, row, refused):
    """
    A second open request for the same thing is refused; once the first is decided there may be another.
    """
    first = row(Approval, open_key="visitplan:1")
    with refused("open_key"):
        row(Approval, open_key="visitplan:1")
    first.state, first.open_key, first.decided_by, first.decided_at = "returned", None, office.lead, NOW
    first.save()

    assert row(Approval, open_key="visitplan:1").pk
    assert "plan 1" == str(Approval(title="plan 1"))


@pytest.mark.parametrize(("lang", "said"), [("en", "Visit plan li 2024-07"), ("zh-hans", "拜访计划 li 2024-07")])
def test_what_it_is_about_is_told_in_the_readers_language(lang, said):
    """
    Whoever asked in whichever language.
    """
    with translation.override(lang):
        assert said == str(Approval(subject_kind="visitplan", title="li 2024-07"))
