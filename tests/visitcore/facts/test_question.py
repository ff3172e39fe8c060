from datetime import date
from inspect import getmembers, isclass

import pytest
from attrs import NOTHING, fields, has

from visitcore.facts import question

KINDS = [kind for _, kind in getmembers(question, isclass) if has(kind)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_question_needs_a_key_and_a_day(kind):
    """
    What is asked, and for which day, is always said; everything else may be unknown.
    """
    assert ["key", "on"] == [one.name for one in fields(kind) if one.default is NOTHING]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_known_is_none_or_empty(kind):
    """
    No question carries an answer that nobody gave.
    """
    facts = kind(key="a.b", on=date(2024, 6, 14))
    given = {one.name: getattr(facts, one.name) for one in fields(kind) if one.name not in {"key", "on"}}

    assert {} == {name: value for name, value in given.items() if value not in (None, (), {})}


def test_a_list_that_nobody_kept_is_not_an_empty_one():
    """
    Where nobody knows what was ticked, done or counted, that is not the same as nothing.
    """
    on = date(2024, 6, 14)

    assert question.Ticks(key="a.b", on=on).ticked is None
    assert question.Duty(key="a.b", on=on).done is None
    assert question.Count(key="a.b", on=on).counted is None
    assert question.Record(key="a.b", on=on).values is None
    assert question.MoveRequest(key="a.b", on=on).own is None
