from datetime import datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from visitcore.codec.policy import load_policy
from visitcore.facts.dispatch import DecorationCustomer, Designer, Dispatch
from visitcore.rules.dispatch_pool import faults_of, sort_out

TWO = datetime(2024, 3, 5, 14, tzinfo=ZoneInfo("Asia/Shanghai"))
BOOK = load_policy("DYR").on(TWO.date())
FULL = Designer(
    name="A",
    level="senior",
    school="CAFA",
    career="Beijing",
    works=("新中式",),
    prizes="none",
    easiest=("young couple",),
    received=8,
    signed=4,
    work_state="at work",
    free=TWO,
)


def pool(*designers):
    """
    Who can be assigned at two.
    """
    facts = Dispatch(on=TWO, customer=DecorationCustomer(style="新中式", kind="retired"), designers=designers)
    return sort_out(facts, BOOK, BOOK.read("dispatch.max_wait"), BOOK.read("files.designers"))


def faulty(*designers):
    """
    Where something cannot be true.
    """
    return [problem.where for problem in faults_of(Dispatch(on=TWO, designers=designers), TWO.tzinfo)]


def test_everybody_is_told_apart():
    """
    Free and known, without a profile, busy, and not known to be free.
    """
    busy = evolve(FULL, name="C", free=TWO + timedelta(minutes=1))
    found = pool(FULL, evolve(FULL, name="B", level=" "), busy, evolve(FULL, name="D", free=None))

    assert ["A"] == [one.name for one in found.candidates]
    assert [
        ("B", "profile_incomplete", ("level",), None),
        ("C", "not_free", (), busy.free),
        ("D", "unknown", (), None),
    ] == [(one.name, one.why, one.empty, one.free) for one in found.unranked]
    assert ("designers[3].free",) == found.missing
    assert {"DYR-03.2"} == {finding.rule.id for finding in found.findings}


def test_the_team_is_everybody_whose_counts_are_known():
    """
    Who is busy counts for the rate of the team; where nobody received anybody the rate is nothing.
    """
    fresh = evolve(FULL, name="B", received=0, signed=0)

    assert Fraction(1, 2) == pool(evolve(FULL, free=TWO + timedelta(hours=1)), fresh).candidates[0].rate
    assert Fraction(0) == pool(fresh).candidates[0].rate


def test_what_cannot_be_true():
    """
    As many signed as received is possible, one more is not.
    """
    assert [] == faulty(FULL, evolve(FULL, name="B", signed=8))
    assert ["designers[0].signed"] == faulty(evolve(FULL, signed=9))


@pytest.mark.parametrize(
    ("last", "faults"),
    [
        (TWO, []),
        (TWO.date(), []),
        (TWO + timedelta(seconds=1), ["designers[0].last_dispatch"]),
        (TWO.date() + timedelta(days=1), ["designers[0].last_dispatch"]),
    ],
)
def test_nobody_was_given_a_customer_after_the_one_at_hand(last, faults):
    """
    Up to the moment asked about it counts; later it is a mistake; a day counts whole.
    """
    assert faults == faulty(evolve(FULL, last_dispatch=last))
