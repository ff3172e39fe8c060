from datetime import date

import pytest
from django.core import mail
from visitcore_site.days import TODAY
from visitcore_site.ports import SENT

from visitcore_django.models import Reminder
from visitcore_django.sweep.telling import LISTED, Sent, send, untold, waiting


@pytest.fixture(autouse=True)
def kept(office, settings):
    """
    A port that keeps what it is told.
    """
    SENT.clear()
    settings.VISITCORE = {"NOTIFIERS": ["visitcore_site.ports.Kept"]}


def reminder(to, says="visit", **more):
    """
    An open reminder.
    """
    told = {"kind": "visit_due", "says_en": says, "says_zh": "拜访", "opened_on": TODAY}
    return Reminder.objects.create(to=to, subject_kind="customer", subject_id=1, **{**told, **more})


def test_one_person_gets_one_message(office, job):
    """
    Three reminders make one message, the most urgent first, and are told after it.
    """
    for day in (20, 18, 19):
        reminder(office.li, f"by the {day}th", due_by=date(2024, 6, day))
    sent = send(office.li.pk, job)

    assert 1 == len(SENT)
    assert ["- by the 18th", "- by the 19th", "- by the 20th"] == SENT[0].body.splitlines()
    assert 3 == untold().count()
    assert 3 == sent.mark()
    assert 0 == untold().count()
    assert [] == waiting()


def test_what_was_told_or_closed_is_not_told_again(office, job):
    """
    Only open reminders that were not told yet are sent.
    """
    reminder(office.li, closed_on=TODAY)
    reminder(office.wang, told_at=job.at)
    reminder(None)

    assert [] == waiting()
    assert Sent() == send(office.li.pk, job)
    assert [] == SENT


def test_a_reminder_opened_meanwhile_waits_for_the_next_message(office, job):
    """
    What came after the message was written is not marked as told.
    """
    reminder(office.li)
    sent = send(office.li.pk, job)
    late = reminder(office.li)
    sent.mark()

    assert [late] == list(untold())


@pytest.mark.parametrize("path", ["no_language", "of_nobody", "nowhere"])
def test_without_a_language_people_are_told_in_that_of_the_site(office, job, settings, path):
    """
    A function of languages that raises, takes no argument or is not there keeps nobody's message; it is said once.
    """
    settings.VISITCORE = {**settings.VISITCORE, "LANGUAGE_OF": f"visitcore_site.ports.{path}"}
    settings.LANGUAGE_CODE = "zh-hans"
    said = []
    job.complain = said.append
    for person in (office.li, office.wang):
        reminder(person)
        assert 1 == send(person.pk, job).mark()

    assert ["zh", "zh"] == [message.lang for message in SENT]
    assert 1 == len(said)
    assert said[0].startswith("LANGUAGE_OF")
    assert " li " in said[0]


@pytest.mark.parametrize("path", ["Unmade", "Wanting", "nowhere"])
def test_a_port_that_cannot_be_made_keeps_no_other_from_telling(office, job, settings, path):
    """
    It fails like one that is down, and is complained of by its path.
    """
    path = f"visitcore_site.ports.{path}"
    settings.VISITCORE = {"NOTIFIERS": [path, "visitcore_site.ports.Kept"]}
    said = []
    job.complain = said.append
    reminder(office.li)

    assert 1 == send(office.li.pk, job).mark()
    assert 1 == len(SENT) == len(said)
    assert f"{path} cannot be made" in said[0]


@pytest.mark.parametrize("path", ["Unmade", "Wanting", "nowhere"])
def test_whatever_the_host_fails_in_is_told_and_the_sweep_goes_on(office, job, settings, path):
    """
    A port that breaks costs one message, is complained of, and is tried again.
    """
    settings.VISITCORE = {"NOTIFIERS": [f"visitcore_site.ports.{path}"]}
    said = []
    job.complain = said.append
    reminder(office.li)

    assert Sent() == send(office.li.pk, job)
    assert ["li was not told: "] == [one[:17] for one in said]
    assert [office.li.pk] == waiting()


def test_a_message_that_fails_is_kept(office, job, settings):
    """
    Nothing is marked, and somebody hears why.
    """
    settings.VISITCORE = {"NOTIFIERS": ["visitcore_site.ports.Down"]}
    said = []
    job.complain = said.append
    reminder(office.li)

    assert 0 == send(office.li.pk, job).mark()
    assert ["li was not told: Down: the post office is down"] == said


def test_one_port_that_works_is_enough(office, job, settings):
    """
    With one port down the message goes through the other; the fault is told.
    """
    settings.VISITCORE = {"NOTIFIERS": ["visitcore_site.ports.Down", "visitcore_site.ports.Kept"]}
    said = []
    job.complain = said.append
    reminder(office.li)

    assert 1 == send(office.li.pk, job).mark()
    assert 1 == len(said) == len(SENT)


def test_without_ports_nothing_is_sent(office, job, settings):
    """
    A site may send nothing at all; the reminders stand in the admin.
    """
    settings.VISITCORE = {"NOTIFIERS": []}
    reminder(office.li)

    assert Sent() == send(office.li.pk, job)


def test_a_long_list_is_cut_and_marked_as_a_whole(office, job):
    """
    Fifty are listed, the others counted, and all of them are told.
    """
    for _ in range(LISTED + 3):
        reminder(office.li)
    sent = send(office.li.pk, job)

    assert SENT[0].body.splitlines()[-1] == "… and 3 more."
    assert LISTED + 3 == sent.mark()


def test_by_default_it_goes_by_e_mail(office, job, settings):
    """
    Without a setting Django's e-mail is used.
    """
    settings.VISITCORE = {}
    office.li.email = "li@example.com"
    office.li.save()
    reminder(office.li)
    send(office.li.pk, job)

    assert ["li@example.com"] == mail.outbox[0].to


def test_who_has_left_is_not_told(office):
    """
    Nobody writes to a user who may not log in any more.
    """
    office.li.is_active = False
    office.li.save()
    reminder(office.li)

    assert [] == waiting()
