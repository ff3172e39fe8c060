from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from visitcore_site.days import NOW, TODAY

from visitcore_django import desk
from visitcore_django.management.commands.visitcore_replay import Command
from visitcore_django.models import DecisionRecord

RECORD = "visitcore_django_decisionrecord"


@pytest.fixture
def decided(office):
    """
    Three recorded decisions.
    """
    for number in range(3):
        office.customer(f"C{number}")
    with time_machine.travel(NOW, tick=False):
        desk.grade_round(desk.open_round(TODAY, by=office.manager, at=NOW), by=office.manager)


def replay(*words):
    """
    What the command prints, and the code it ends with.
    """
    out = StringIO()
    try:
        call_command("visitcore_replay", *words, stdout=out, stderr=StringIO())
    except SystemExit as end:
        return out.getvalue(), end.code
    return out.getvalue(), 0


def test_everything_the_same_ends_with_nought(decided):
    """
    Counts, and nothing else.
    """
    assert ("3 decisions: 3 the same, 0 differ, 0 cannot be replayed.\n", 0) == replay()


def test_one_that_differs_is_printed_and_ends_with_one(decided):
    """
    Its number, its name and what differs.
    """
    record = DecisionRecord.objects.first()
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {RECORD} SET verdict = 'allowed' WHERE id = %s", [record.pk])
    out, code = replay()

    assert 1 == code
    assert f"#{record.pk} grade_customer 2024-06-14: differs" in out
    assert "    verdict: allowed → undetermined" in out
    assert "2 the same, 1 differ," in out
    assert ("3 decisions: 2 the same, 1 differ, 0 cannot be replayed.\n", 1) == replay("-v", "0")


def test_one_that_cannot_be_replayed_ends_with_nought(decided, monkeypatch):
    """
    An upgrade that changed the policy of the house is told, and fails no night run.
    """
    from visitcore import load_policy
    from visitcore_django.desk import replaying

    monkeypatch.setattr(replaying, "load_policy", lambda _name: load_policy("CGR"))
    out, code = replay()

    assert 0 == code
    assert 3 == out.count(": cannot be replayed\n")


@pytest.mark.parametrize(
    ("words", "total"),
    [
        (["--since", "2024-06-14"], 3),
        (["--since", "2024-06-15"], 0),
        (["--name", "grade_customer"], 3),
        (["--name", "visit_due"], 0),
        (["--limit", "2"], 2),
    ],
)
def test_a_part_can_be_chosen(decided, words, total):
    """
    By the day it was recorded, by decision, by number.
    """
    assert replay(*words)[0].startswith(f"{total} decisions: ")


@pytest.mark.parametrize("words", [["--since", "yesterday"], ["--since", "2024-02-30"], ["--name", "nothing"]])
def test_a_wrong_word_is_told(decided, words):
    """
    A day that is none, a decision that is none.
    """
    with pytest.raises(CommandError):
        replay(*words)


def test_nothing_recorded_is_nothing_wrong(db):
    """
    A new site.
    """
    assert ("0 decisions: 0 the same, 0 differ, 0 cannot be replayed.\n", 0) == replay()


def test_every_argument_has_its_word_of_help():
    """
    ``--help`` leaves nobody with a name alone.
    """
    parser = Command().create_parser("manage.py", "visitcore_replay")

    assert [] == [action.dest for action in parser._actions if not action.help]
