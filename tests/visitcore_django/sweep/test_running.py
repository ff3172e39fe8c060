import shutil
import sqlite3
import time
from contextlib import closing
from datetime import date

import pytest
from django.core import mail
from visitcore_site.apart import Site
from visitcore_site.cadences import TIMES
from visitcore_site.days import LONG_BEFORE, NOW, TODAY, at

from visitcore_django import desk
from visitcore_django.models import Customer, Deed, Reminder, SweepRun
from visitcore_django.sweep import running
from visitcore_django.sweep.locking import SweepIsRunning
from visitcore_django.sweep.parts import PARTS
from visitcore_django.sweep.running import SweepRefused, sweep

YESTERDAY = date(2024, 6, 13)


@pytest.fixture
def work(office):
    """
    An office with something in every part of the sweep.
    """
    for person in (office.li, office.wang, office.lead, office.manager):
        person.email = f"{person.username}@example.com"
        person.save()
    SweepRun.objects.create(on=date(2024, 5, 15), finished_at=at(date(2024, 5, 15)))
    for number in range(12):
        office.customer(f"C{number}", owner=office.li if number % 2 else office.wang)
    plan = desk.plan_visit(
        Customer.objects.get(code="C0"), by=office.wang, start=at(date(2024, 7, 3)), at=LONG_BEFORE
    ).plan
    desk.submit_plan(plan, by=office.wang, at=at(date(2024, 6, 3)))
    desk.make_promise(Customer.objects.last(), by=office.li, what="a sample", made=date(2024, 5, 2), at=at(TODAY))
    return office


def state():
    """
    Everything that a sweep may write, but the times at which it ran.
    """
    reminders = Reminder.objects.order_by("open_key", "pk").values(
        "kind", "to", "says_en", "due_by", "rung", "opened_on", "closed_on", "open_key"
    )
    told = sorted(Reminder.objects.exclude(told_at=None).values_list("open_key", flat=True))
    return list(Customer.objects.order_by("pk").values()), list(reminders), told


def test_a_sweep_does_all_parts(work):
    """
    After it every customer has a status, reminders are open, and people were told once each.
    """
    run = sweep(now=NOW)

    assert run.finished_at is not None
    assert {TODAY} == set(Customer.objects.values_list("due_on", flat=True))
    assert {"visit_overdue", "approval_waiting", "plan_overdue"} <= set(Reminder.objects.values_list("kind", flat=True))
    assert sorted({"li@example.com", "wang@example.com", "lead@example.com", "manager@example.com"}) == sorted(
        one.to[0] for one in mail.outbox
    )
    assert 12 == run.counts["customers.seen"]


def test_a_second_sweep_of_the_day_changes_and_sends_nothing(work):
    """
    The same sweep again finds everything done.
    """
    sweep(now=NOW)
    before, sent = state(), len(mail.outbox)
    again = sweep(now=NOW)

    assert before == state()
    assert sent == len(mail.outbox)
    assert {"customers.seen"} == {key for key in again.counts if not key.endswith("failed")}


@pytest.mark.parametrize("size", [1, 5])
def test_the_size_of_a_batch_makes_no_difference(work, size):
    """
    Small batches end where a large one does.
    """
    sweep(now=NOW, size=size)
    small = state()
    Reminder.objects.all().delete()
    SweepRun.objects.filter(on=TODAY).delete()
    Customer.objects.update(due_status="")
    sweep(now=NOW)

    assert small == state()


def test_a_clock_set_back_is_refused_with_words(work):
    """
    A day before the last one swept is refused, one that lies ahead as well; both go with force.
    """
    sweep(now=NOW)

    with pytest.raises(SweepRefused, match="2024-06-14 was swept already, and 2024-06-13 lies before it"):
        sweep(now=at(YESTERDAY))
    with pytest.raises(SweepRefused, match="2024-06-15 lies ahead"):
        sweep(date(2024, 6, 15), now=NOW)
    assert 2 == SweepRun.objects.count()
    assert YESTERDAY == sweep(now=at(YESTERDAY), force=True).on


@pytest.mark.parametrize("steps", range(1, 16))
def test_a_sweep_that_breaks_off_after_any_step_is_taken_up(work, steps):
    """
    Broken off after any of its steps and begun again, it ends where an uninterrupted one does.
    """

    def broken(done):
        for place, step in enumerate(done):
            if place == steps:
                raise KeyboardInterrupt
            yield step

    with pytest.raises(KeyboardInterrupt):
        sweep(now=NOW, size=5, shown=broken)
    assert SweepRun.objects.get(on=TODAY).finished_at is None
    sweep(now=NOW, size=5)
    resumed, sent = state(), len(mail.outbox)
    mail.outbox.clear()
    for rows in (Reminder.objects.all(), SweepRun.objects.filter(on=TODAY), Deed.objects.all()):
        rows._raw_delete(rows.db)
    Customer.objects.update(due_status="")
    sweep(now=NOW, size=5)

    assert resumed == state()
    assert sent == len(mail.outbox)


@pytest.mark.parametrize(("published", "owed"), [(True, {9}), (False, {0, 1})])
def test_a_sweep_broken_off_under_another_policy_begins_again(work, monkeypatch, published, owed):
    """
    Broken off after the customers, it does them again where nine visits a month are asked for since; else it goes on.
    """

    def fails(job, past):
        raise OSError("disk full")

    with monkeypatch.context() as patched:
        patched.setattr(running, "PARTS", (PARTS[0], ("visits", fails), *PARTS[2:]))
        with pytest.raises(OSError, match="disk full"):
            sweep(now=NOW)
    Customer.objects.filter(code="C0").update(owed=0)
    if published:
        work.policy(TIMES.format(times=9), since=TODAY)
    run = sweep(now=at(TODAY, 22))

    assert run.finished_at is not None
    assert owed == set(Customer.objects.values_list("owed", flat=True))


def test_a_fault_in_the_middle_of_a_step_leaves_nothing_half_done(work, monkeypatch):
    """
    A step that fails is undone as a whole, and the next sweep does it.
    """

    def fails(job, past):
        Customer.objects.update(name="half done")
        raise OSError("disk full")

    monkeypatch.setattr(running, "PARTS", (PARTS[0], ("visits", fails), *PARTS[2:]))
    with pytest.raises(OSError, match="disk full"):
        sweep(now=NOW)

    assert "visits" == SweepRun.objects.get(on=TODAY).part
    assert not Customer.objects.filter(name="half done").exists()


def test_whoever_finds_that_another_went_on_stops(work):
    """
    Where a database has no lock for it, the mark of the run tells that somebody else works on: not a step more.
    """
    taken = []

    def overtaken(done):
        for step in done:
            taken.append(step)
            SweepRun.objects.update(part="duties", past=9)
            yield step

    with pytest.raises(SweepIsRunning):
        sweep(now=NOW, shown=overtaken)

    run = SweepRun.objects.get(on=TODAY)
    assert (1, "duties", 9, None) == (len(taken), run.part, run.past, run.finished_at)


def test_what_cannot_be_told_is_told_by_the_next_sweep(work, settings):
    """
    A post office that is down loses no reminder.
    """
    settings.VISITCORE = {"NOTIFIERS": ["visitcore_site.ports.Down"]}
    said = []
    run = sweep(now=NOW, complain=said.append)

    assert not Reminder.objects.exclude(told_at=None).exists()
    people = Reminder.objects.exclude(to=None).values("to").distinct().count()
    assert people == run.counts["telling.failed"] == len(said)
    settings.VISITCORE = {}
    assert 4 == sweep(now=NOW).counts["telling.messages"]


FILL = """
import sys
sys.path.insert(0, "tests/site")
import django
django.setup()
from datetime import date
from django.core.management import call_command
call_command("migrate", verbosity=0, run_syncdb=True)
from django.contrib.auth.models import User
from visitcore_django.models import Customer, Membership, Team
from visitcore_django.people.roles import create_roles
create_roles()
lead, li = User.objects.create_user("lead", "lead@example.com"), User.objects.create_user("li", "li@example.com")
team = Team.objects.create(code="east", lead=lead)
Membership.objects.create(user=li, team=team)
Customer.objects.bulk_create(
    Customer(code=f"C{number}", grade="ABC"[number % 3], since=date(2023, 1, 1), owner=li, team=team)
    for number in range(400)
)
"""
SWEEP = ["-m", "django", "visitcore_sweep", "--on", "2024-06-14", "--batch", "10", "--force"]
TOLD = "SELECT kind, to_id, says_en, due_by, rung, opened_on, closed_on, open_key, told_at IS NULL"


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """
    A file of SQLite with 400 customers of one salesperson.
    """
    file = tmp_path_factory.mktemp("filled") / "site.db"
    Site(file).run("-c", FILL)
    return file


def end(file):
    """
    How things stand in a file after its sweeps.
    """
    with closing(sqlite3.connect(file)) as connection:
        return [
            connection.execute(sql).fetchall()
            for sql in (
                "SELECT * FROM visitcore_django_customer ORDER BY id",
                f"{TOLD} FROM visitcore_django_reminder ORDER BY open_key",
                'SELECT "on", part, past, finished_at IS NULL FROM visitcore_django_sweeprun',
            )
        ]


def test_a_sweep_that_is_killed_ends_like_one_that_is_not(filled, tmp_path):
    """
    Killed twice without warning, each time in another of its parts, it ends where an uninterrupted one does.
    """
    calm, rough = tmp_path / "calm.db", tmp_path / "rough.db"
    for file in (calm, rough):
        shutil.copy(filled, file)
    Site(calm).run(*SWEEP)
    killed = 0
    for part in ("customers", "visits"):
        with Site(rough).start(*SWEEP) as process:
            _wait_for(part, rough, process)
            killed += process.poll() is None
            process.kill()
    Site(rough).run(*SWEEP)

    assert killed
    assert end(calm) == end(rough)


def _wait_for(part, file, process):
    """
    Wait until a sweep has got to one of its parts.
    """
    with closing(sqlite3.connect(file, timeout=30)) as connection:  # may write: it undoes what a killed one left
        while process.poll() is None:
            if connection.execute("SELECT 1 FROM visitcore_django_sweeprun WHERE part = ?", [part]).fetchone():
                return
            time.sleep(0.02)


def test_a_second_sweep_beside_the_first_says_so_and_ends_well(filled, tmp_path):
    """
    Two sweeps at once: one does the work, the other says that one is running or finds it done.
    """
    file = tmp_path / "two.db"
    shutil.copy(filled, file)
    both = [Site(file).start(*SWEEP) for _ in range(2)]
    said = [process.communicate(timeout=120)[0] for process in both]

    assert [0, 0] == [process.returncode for process in both]
    assert 1 <= sum("Swept" in text for text in said)
    assert "400" in next(text for text in said if "Swept" in text)
