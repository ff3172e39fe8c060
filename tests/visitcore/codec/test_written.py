from datetime import date

import pytest

from visitcore.codec.faults import Invalid, problems_of
from visitcore.codec.shapes import SHAPES
from visitcore.codec.written import HistoryEntry, structure_file
from visitcore.ground.unspecified import UNSPECIFIED


def test_a_file_is_read_as_it_is_written(trial):
    """
    Head, rules and parameters, in their order.
    """
    file = structure_file(trial)

    assert "TRY" == file.pack.code
    assert ["TRY-01", "TRY-02", "TRY-03"] == [rule.id for rule in file.rule]
    assert "visits.cadence" == file.parameter[0].key
    assert date(2024, 1, 1) == file.parameter[0].history[0].until


def test_every_shape_has_its_key():
    """
    An entry can hold any block there is.
    """
    assert set(SHAPES) <= set(HistoryEntry.__annotations__)


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({}, {}),
        ({"value": 5}, {"value": 5}),
        ({"value": False}, {"value": False}),
        ({"unspecified": True}, {"unspecified": UNSPECIFIED}),
        ({"unspecified": False}, {}),
        ({"value": 5, "unspecified": True}, {"value": 5, "unspecified": UNSPECIFIED}),
    ],
)
def test_an_entry_tells_what_it_gives(entry, expected):
    """
    By the word it is given with; an entry that gives nothing, or two things, tells that too.
    """
    assert expected == HistoryEntry(**entry).values()


def test_what_a_file_leaves_out_is_not_made_up(trial):
    """
    A head without currency, zone or calendar leaves them to its surroundings.
    """
    for name in ("currency", "zone", "calendar", "weekend", "roll"):
        del trial["pack"][name]
    head = structure_file(trial).pack

    assert {None} == {head.currency, head.zone, head.calendar, head.weekend, head.roll}


def test_an_instant_is_no_day_on_which_a_rule_begins(trial):
    """
    Rules begin with a day, not within one.
    """
    trial["parameter"][0]["history"][0]["until"] = "2024-01-01T09:00:00"
    with pytest.raises(Invalid) as told:
        structure_file(trial)

    assert ["parameter[0].history[0].until"] == [problem.where for problem in problems_of(told.value)]
