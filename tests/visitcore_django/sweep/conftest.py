"""
Sweeps of the day on which the tests play.
"""

import pytest
from visitcore_site.days import NOW, TODAY

from visitcore_django.models import Reminder


@pytest.fixture
def job(office):
    """
    The sweep of today, to try one part of it.
    """
    from visitcore_django.sweep.job import Job

    return Job.of(TODAY, NOW, size=100)


@pytest.fixture
def reminders():
    """
    Gives the open reminders of a kind: for whom, which step, and by when.
    """

    def found(kind):
        rows = Reminder.objects.filter(kind=kind, closed_on=None).order_by("rung", "to")
        return [(row.to and row.to.username, row.rung, row.due_by) for row in rows]

    return found
