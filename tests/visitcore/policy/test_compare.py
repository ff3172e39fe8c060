from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.table import Row, Table
from visitcore.ground.span import Span
from visitcore.policy.compare import compare

FIRST, SECOND, THIRD = date(2024, 1, 1), date(2024, 7, 1), date(2025, 1, 1)
days = st.dates(date(2024, 1, 1), date(2024, 1, 12))


def said(changes):
    """
    Changes as (key, first day, day after, old value, new value).
    """
    return [
        (
            change.key,
            change.span.since,
            change.span.until,
            change.old and change.old.value,
            change.new and change.new.value,
        )
        for change in changes
    ]


def test_a_policy_does_not_differ_from_itself(make):
    """
    Nothing changes between a policy and the same policy.
    """
    policy = make.policy(make.pack(a__b=2, a__c=(make.dated(1, key="a.c", since=FIRST),)))

    assert () == compare(policy, policy)


def test_another_value_is_a_change_for_ever(make):
    """
    Values without days differ on every day.
    """
    old, new = make.policy(make.pack(a__b=2)), make.policy(make.pack(a__b=3))

    assert [("a.b", None, None, 2, 3)] == said(compare(old, new))


def test_a_changed_row_is_one_change_from_its_day(make):
    """
    A table with one other row changes once, from the day the new table is in force.
    """

    def table(answer):
        rows = Row(when={"grade": "A"}, then=1), Row(when={"grade": "B"}, then=answer)
        return Table(inputs={"grade": ["A", "B"]}, rows=rows, outcome="number")

    old = make.policy(make.pack(a__b=table(2)))
    entries = make.dated(table(2), key="a.b", until=FIRST), make.dated(table(3), key="a.b", since=FIRST)
    new = make.policy(make.pack(a__b=entries))

    (change,) = compare(old, new)
    assert Span(FIRST, None) == change.span
    assert (2, 3) == (change.old.value.rows[1].then, change.new.value.rows[1].then)


def test_a_key_that_comes_or_goes_is_a_change(make):
    """
    The side that has no value in force shows none.
    """
    old = make.policy(make.pack(a__b=2))
    new = make.policy(make.pack(a__c=(make.dated(5, key="a.c", since=FIRST, until=SECOND),)))

    assert [("a.b", None, None, 2, None), ("a.c", FIRST, SECOND, None, 5)] == said(compare(old, new))


def test_a_change_back_is_two_stretches(make):
    """
    Days on which both say the same lie between two changes.
    """
    old = make.policy(make.pack(a__b=2))
    entries = (
        make.dated(3, key="a.b", until=FIRST),
        make.dated(2, key="a.b", since=FIRST, until=SECOND),
        make.dated(4, key="a.b", since=SECOND),
    )
    new = make.policy(make.pack(a__b=entries))

    assert [("a.b", None, FIRST, 2, 3), ("a.b", SECOND, None, 2, 4)] == said(compare(old, new))


def test_adjoining_stretches_that_say_the_same_are_one_change(make):
    """
    An entry that was only cut in two does not make two changes.
    """
    old = make.policy(make.pack(a__b=2))
    entries = make.dated(3, key="a.b", since=FIRST, until=SECOND), make.dated(3, key="a.b", since=SECOND, until=THIRD)
    new = make.policy(make.pack(a__b=entries))

    assert [("a.b", FIRST, THIRD, 2, 3)] == [change for change in said(compare(old, new)) if change[-1] is not None]


def test_the_same_value_from_another_document_is_no_change(make):
    """
    What counts is what is said, not who says it.
    """
    assert () == compare(make.policy(make.pack("DST", a__b=2)), make.policy(make.pack("ABC", a__b=2)))


def test_a_value_from_the_beginning_of_the_calendar(make):
    """
    The first day there is has no day before it.
    """
    old = make.policy(make.pack(a__b=(make.dated(2, key="a.b", since=date.min),)))
    new = make.policy(make.pack(a__b=3))

    assert [("a.b", None, None, 2, 3)] == said(compare(old, new))


@pytest.fixture(scope="session")
def dated_policy(make):
    """
    Makes a policy of one key from its values and the days on which they change.
    """

    def build(values, cuts):
        ends = [None, *sorted(cuts)[: len(values) - 1], None]
        entries = tuple(
            make.dated(value, key="a.b", since=since, until=until)
            for value, since, until in zip(values, ends, ends[1:], strict=False)
        )
        return make.policy(make.pack(a__b=entries))

    return build


policies = st.tuples(st.lists(st.integers(1, 3), min_size=3, max_size=3), st.sets(days, min_size=2, max_size=2))


@given(one=policies, other=policies, day=st.dates(date(2023, 12, 25), date(2024, 1, 20)))
def test_a_day_lies_in_a_change_exactly_where_the_answers_differ(dated_policy, one, other, day):
    """
    Every day on which two policies differ is told once, and no other day.
    """
    old, new = dated_policy(*one), dated_policy(*other)
    was, now = old.on(day).read("a.b").value, new.on(day).read("a.b").value
    expected = [(was, now)] if was != now else []

    assert expected == [(change.old.value, change.new.value) for change in compare(old, new) if day in change.span]
