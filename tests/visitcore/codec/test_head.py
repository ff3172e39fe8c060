from zoneinfo import ZoneInfo

import pytest

from visitcore.codec.head import settings_of
from visitcore.codec.written import Head
from visitcore.ground.problem import words
from visitcore.ground.text import Text
from visitcore.policy.pack import Settings

BAVARIA = Settings(country="DE", subdivision="BY", weekend=(6,))


def read(**head):
    """
    The settings of a head over those of Bavaria, and what is wrong with it as (path, what).
    """
    problems = []
    found = settings_of(Head(code="ACME", name=Text("Acme", "甲公司"), **head), BAVARIA, problems)
    return found, [(problem.where, words(problem.what).en) for problem in problems]


def test_what_a_head_leaves_out_comes_from_elsewhere():
    """
    A head that says nothing changes nothing.
    """
    assert (BAVARIA, []) == read()


def test_what_a_head_says_counts():
    """
    Another country is another calendar as a whole; an empty weekend is one, too.
    """
    expected = Settings(currency="EUR", zone=ZoneInfo("Europe/Berlin"), country="CN", weekend=(), roll=True)
    head = {"currency": "EUR", "zone": "Europe/Berlin", "calendar": "CN", "weekend": (), "roll": True}

    assert (expected, []) == read(**head)


@pytest.mark.parametrize(
    ("head", "where", "what"),
    [
        ({"calendar": "XX"}, "pack.calendar", "there is no country 'XX'"),
        ({"subdivision": "XX"}, "pack.subdivision", "there is no subdivision of DE 'XX'"),
        ({"zone": "Asia/Shangai"}, "pack.zone", "'Asia/Shangai' is no time zone"),
        ({"weekend": ("sundy",)}, "pack.weekend", "'sundy' is no day of the week"),
    ],
)
def test_what_no_calendar_knows_is_told(head, where, what):
    """
    Time and place are tried when the head is read.
    """
    assert [(where, what)] == read(**head)[1]
