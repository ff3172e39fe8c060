import pytest
import time_machine
from django.contrib.admin import site
from visitcore_site.days import NOW

from visitcore_django.models import Complaint


@pytest.fixture
def columns():
    """
    The columns as they are registered.
    """
    return site._registry[Complaint]


def test_what_is_not_known_is_a_dash_or_says_so(columns):
    """
    An empty complaint is told without a gap.
    """
    row = Complaint(problem="x", number="C1")

    assert "no name left" == columns.whose(row)
    assert "not classed yet" == columns.class_told(row)
    told = [columns.due, columns.received_by, columns.handled_by, columns.channel_told, columns.demand_told]
    assert {"–"} == {
        one(row) for one in (*told, columns.area_told, columns.judged_told, columns.signs, columns.persons)
    }


def test_words_are_those_of_the_policy(columns):
    """
    Demand, gravity, signs and state are read in words, never by their names.
    """
    told = {"gravity": "major", "demand": "price_reduction", "state": "reason_checked", "next_by": "store_superior"}
    row = Complaint(problem="x", flags={"door_block": True, "repeat": False}, about=["li", "wang"], **told)

    assert "major" == columns.class_told(row)
    assert "price reduction" == columns.demand_told(row)
    assert "door blocked" == columns.signs(row)
    assert "li, wang" == columns.persons(row)
    assert "reason checked" in columns.stands(row) and "store superior" in columns.stands(row)
    assert "visitcore-status visitcore-due" in columns.stands(row)


def test_a_closed_one_is_nobodys_turn(columns):
    """
    Once it is over nobody takes the next step, and nothing is due.
    """
    assert "anybody" not in columns.stands(Complaint(state="closed", closed_at=NOW))
    assert "visitcore-met" in columns.stands(Complaint(state="closed", closed_at=NOW))
    assert "–" == columns.due(Complaint(closed_at=NOW, next_due=NOW))


def test_signs_are_known_where_none_is_open(columns):
    """
    One that nobody looked at leaves the question open.
    """
    assert columns.signs_known(Complaint(flags={"a": False}))
    assert not columns.signs_known(Complaint(flags={"a": None}))
    assert not columns.signs_known(Complaint())


def test_the_number_stands_under_the_problem(columns):
    """
    Both are read in one column, and the deadline with the time that is left in another.
    """
    with time_machine.travel(NOW, tick=False):
        due = columns.due(Complaint(next_due=NOW))

    assert "C1" in columns.what(Complaint(problem="x", number="C1"))
    assert "2024-06-14 10:00" in due and "0 min left" in due
