from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from visitcore_site.days import NOW, TODAY

from visitcore_django import desk
from visitcore_django.admin.stale import after_publishing, stale_note, worked_out
from visitcore_django.models import PolicyVersion, SweepRun

SOUND = 'name = "own"\nextends = ["standard"]\n'
LIST = reverse("admin:visitcore_django_customer_changelist")
DESK = reverse("admin:visitcore_django_desk_changelist")
YESTERDAY = TODAY - timedelta(days=1)


pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def version(office):
    """
    A version that was published now, and is in force.
    """
    return office.policy(SOUND, since=YESTERDAY)


def test_a_status_of_yesterday_is_told(db):
    """
    That of today is not, nor is there anything to say without customers.
    """
    assert f"as of {YESTERDAY}" in stale_note(YESTERDAY, None, TODAY)
    assert ["", ""] == [stale_note(TODAY, None, TODAY), stale_note(None, None, TODAY)]


def test_a_policy_published_after_the_sweep_is_told_until_the_list_is_worked_out(version, office):
    """
    The status of today was worked out before; once a sweep or somebody has worked it out anew, there is nothing to say.
    """
    assert "was published on" in stale_note(TODAY, version, TODAY)

    worked_out(version, office.boss)

    assert "" == stale_note(TODAY, version, TODAY)


def test_a_sweep_after_publishing_follows(version):
    """
    One that began before does not.
    """
    run = SweepRun.objects.create(on=TODAY, finished_at=timezone.now())
    SweepRun.objects.filter(pk=run.pk).update(started_at=NOW - timedelta(hours=9))
    assert "was published on" in stale_note(TODAY, version, TODAY)

    SweepRun.objects.filter(pk=run.pk).update(started_at=NOW + timedelta(minutes=1))
    assert "" == stale_note(TODAY, version, TODAY)


def test_list_and_desk_say_that_they_are_old(office, client):
    """
    Both, above everything else.
    """
    desk.refresh_due(office.customer(), YESTERDAY)
    client.force_login(office.li)

    for page in (LIST, DESK):
        assert f"Status as of {YESTERDAY}; the next sweep" in client.get(page).content.decode()


def test_what_follows_publishing_is_said(version, office):
    """
    Who may work the list out anew is told how; a version that is not in force yet changes nothing now.
    """
    assert "Work out who is due anew" in after_publishing(version, office.boss)
    assert "press" not in after_publishing(version, office.auditor)
    later = PolicyVersion(state="published", in_force_from=TODAY + timedelta(days=1))
    assert "" == after_publishing(later, office.boss)
