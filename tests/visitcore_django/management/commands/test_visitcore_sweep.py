from datetime import date
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from visitcore_site.days import NOW

from visitcore_django.management.commands import visitcore_sweep
from visitcore_django.models import Customer, Reminder, SweepRun
from visitcore_django.sweep.locking import SweepIsRunning


@pytest.fixture(autouse=True)
def _nobody_is_told(settings):
    """
    The people of the office have no address.
    """
    settings.VISITCORE = {"NOTIFIERS": []}


def run(*words):
    """
    What the command says on its two streams.
    """
    out, err = StringIO(), StringIO()
    with time_machine.travel(NOW, tick=False):
        call_command("visitcore_sweep", *words, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_the_command_says_what_it_did(office):
    """
    A line for the day and one for each part that did something.
    """
    office.customer("C1")
    out, _err = run()

    assert out.startswith("Swept 2024-06-14.\n  customers: looked at 1, changed 1\n")
    assert date(2024, 6, 14) == Customer.objects.get().due_on


def test_a_day_may_be_named(office):
    """
    A day that was left out is made up for in its turn.
    """
    run("--on", "2024-06-12", "--batch", "1")

    assert date(2024, 6, 12) == SweepRun.objects.get().on


def test_a_day_before_the_last_is_refused(office):
    """
    A clock set back is told with what to do.
    """
    run()

    with pytest.raises(CommandError, match="check the clock, or give --force"):
        run("--on", "2024-06-13")
    assert "Swept 2024-06-13" in run("--on", "2024-06-13", "--force")[0]


def test_another_sweep_is_no_error(office, monkeypatch):
    """
    The second one says so and ends well, so that cron writes no letter.
    """

    def taken(*_args, **_more):
        raise SweepIsRunning

    monkeypatch.setattr(visitcore_sweep, "sweep", taken)

    assert ("Another sweep is running; this one has nothing to do.\n", "") == run()


def remind(*people):
    """
    An open reminder for each of some people, which nobody was told of.
    """
    for to in people:
        told = {"kind": "own", "says_en": "x", "says_zh": "x", "opened_on": NOW.date(), "subject_kind": "customer"}
        Reminder.objects.create(to=to, subject_id=1, **told)


def test_a_sweep_that_can_tell_nobody_fails(office, settings):
    """
    Whoever watches cron by its exit code hears that the post office is down; the reminders wait.
    """
    settings.VISITCORE = {"NOTIFIERS": ["visitcore_site.ports.Down"]}
    remind(office.li, office.wang)

    with pytest.raises(CommandError, match=r"none of the \d people to be told could be"):
        run()

    assert not Reminder.objects.exclude(told_at=None).exists()
    settings.VISITCORE = {"NOTIFIERS": ["visitcore_site.ports.Kept"]}
    assert "messages" in run()[0]


def test_one_person_is_no_people(db, monkeypatch):
    """
    The sentence on a single person who could not be told has no number in it.
    """
    run_ = SweepRun(on=NOW.date(), counts={"telling.failed": 1})
    monkeypatch.setattr(visitcore_sweep, "sweep", lambda *_args, **_more: run_)

    with pytest.raises(CommandError, match="the one person to be told could not be"):
        run()


def test_a_sweep_that_tells_somebody_is_in_order(office, settings):
    """
    Who has no address is complained of; the others were told.
    """
    settings.VISITCORE = {}
    office.li.email = "li@example.com"
    office.li.save()
    remind(office.li, office.wang)
    out, err = run()

    assert "messages 1" in out
    assert "wang was not told" in err


def test_where_nobody_is_to_be_told_nothing_fails(office, settings):
    """
    A site without ports has its reminders on the screen.
    """
    settings.VISITCORE = {"NOTIFIERS": []}
    remind(office.li)

    assert "failed" not in run()[0]


def test_a_day_that_is_none_is_told(office):
    """
    Anything but a day is an error of the call.
    """
    with pytest.raises(CommandError, match="is no day"):
        run("--on", "tomorrow")
