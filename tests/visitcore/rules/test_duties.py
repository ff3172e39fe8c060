from datetime import UTC, date, datetime, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.cadence import Cadence, Every
from visitcore.blocks.recurrence import Recurrence
from visitcore.decisions.verdict import Verdict
from visitcore.facts.question import Duty
from visitcore.ground.errors import VisitcoreError
from visitcore.ground.period import Period
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy import Strength
from visitcore.rules.duties import duty_due

ROUND = Recurrence(rrule="FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=25", days=6)
DAILY = Recurrence(rrule="FREQ=DAILY", working_days=True)
MONTHLY = Cadence(times=1, per=Period.MONTH)
EVERY_15 = Cadence(every=Every(days=15))
JANUARY = date(2024, 1, 1)


def asked(make, shape, on, *, strength=Strength.REQUIRED, **facts):
    """
    The decision of a pack with one duty.
    """
    rule = make.rule(strength=strength)
    policy = make.policy(make.pack(rules=[rule], duties__it=(make.dated(shape, key="duties.it", rules=(rule,)),)))
    return duty_due(Duty(key="duties.it", on=on, **facts), policy)


@pytest.mark.parametrize(
    ("on", "done", "status"),
    [
        (date(2024, 3, 24), (), "none"),
        (date(2024, 3, 25), (), "due"),
        (date(2024, 3, 30), (), "due"),
        (date(2024, 3, 31), (), "overdue"),
        (date(2024, 3, 30), (date(2024, 3, 24),), "due"),
        (date(2024, 3, 30), (date(2024, 3, 25),), "met"),
        (date(2024, 3, 30), (date(2024, 3, 30),), "met"),
        (date(2024, 6, 1), (date(2024, 3, 30),), "met"),
        (date(2024, 6, 1), (date(2024, 3, 31),), "late"),
        (date(2025, 3, 25), (), "overdue"),
        (date(2025, 3, 25), (date(2024, 3, 27),), "due"),
        (date(2025, 3, 25), (date(2025, 3, 25),), "met"),
    ],
)
def test_a_yearly_window_is_open_from_its_first_to_its_last_day(make, on, done, status):
    """
    From 25 to 30 March, both included: before and after it does not count.
    """
    decision = asked(make, ROUND, on, done=done, from_=JANUARY)

    assert status == decision.outcome.status
    assert {"overdue": Verdict.REFUSED, "late": Verdict.REFUSED, "none": Verdict.NOT_APPLICABLE}.get(
        status, Verdict.ALLOWED
    ) is decision.verdict


@pytest.mark.parametrize(
    ("from_", "on", "status"),
    [
        (date(2024, 3, 30), date(2024, 3, 31), "overdue"),
        (date(2024, 3, 31), date(2024, 3, 31), "none"),
        (date(2024, 3, 28), date(2024, 3, 27), "none"),
        (date(2024, 5, 10), date(2024, 5, 9), "none"),
    ],
)
def test_a_window_that_closed_before_the_duty_began_is_not_held_against_it(make, from_, on, status):
    """
    Who takes over on the last day of the window owes it, who takes over a day later does not.
    """
    decision = asked(make, ROUND, on, done=(), from_=from_)

    assert status == decision.outcome.status
    assert status != "none" or from_ <= decision.outcome.opens


@pytest.mark.parametrize(
    ("on", "done", "status", "due"),
    [
        (date(2024, 1, 31), (), "due", date(2024, 1, 31)),
        (date(2024, 2, 1), (), "overdue", date(2024, 1, 31)),
        (date(2024, 2, 1), (date(2024, 1, 31),), "due", date(2024, 2, 29)),
        (date(2024, 2, 1), (date(2024, 2, 1),), "met", date(2024, 2, 29)),
        (date(2024, 3, 1), (date(2024, 1, 5),), "overdue", date(2024, 2, 29)),
    ],
)
def test_a_duty_per_month_is_owed_until_its_last_day(make, on, done, status, due):
    """
    January's duty is open on 31 January and overdue on 1 February, unless it was done.
    """
    outcome = asked(make, MONTHLY, on, done=done, from_=JANUARY).outcome

    assert (status, due) == (outcome.status, outcome.due)


@pytest.mark.parametrize(
    ("on", "status", "short"),
    [(date(2024, 1, 15), "met", 0), (date(2024, 1, 16), "due", 1), (date(2024, 1, 17), "overdue", 1)],
)
def test_an_interval_is_due_on_its_last_day(make, on, status, short):
    """
    Fifteen days after the first of January is the sixteenth.
    """
    outcome = asked(make, EVERY_15, on, done=(JANUARY,)).outcome

    assert (date(2024, 1, 16), status, short) == (outcome.due, outcome.status, outcome.short)


def test_an_interval_counts_from_its_first_day_where_it_was_never_done(make):
    """
    The duty that began on 1 January and was never done is overdue from the seventeenth on; before it began it is none.
    """
    late = asked(make, EVERY_15, date(2024, 1, 17), done=(), from_=JANUARY)
    early = asked(make, EVERY_15, date(2023, 12, 31), done=(), from_=JANUARY)

    assert ("overdue", "none") == (late.outcome.status, early.outcome.status)


@pytest.mark.parametrize(
    ("on", "status"),
    [
        (date(2024, 3, 9), "overdue"),
        (date(2024, 5, 11), "due"),
        (date(2024, 5, 12), "overdue"),
        (date(2024, 10, 1), "overdue"),
    ],
)
def test_a_daily_duty_is_asked_on_working_days(make, on, status):
    """
    On a Saturday Friday's duty is still missed; a worked Saturday has a duty of its own.
    """
    yesterday = {date(2024, 5, 11): (date(2024, 5, 10),)}.get(on, ())

    assert status == asked(make, DAILY, on, done=yesterday, from_=on - timedelta(days=5)).outcome.status


def test_every_item_is_wanted(make):
    """
    A duty of two items is met when both are done in the window, whichever way they are told.
    """
    shape = evolve(DAILY, items=("morning", "evening"))
    day = date(2024, 3, 4)
    half = asked(make, shape, day, items={"morning": (day,)}, from_=day).outcome
    both = asked(make, shape, day, items={"morning": (day,), "evening": (day,)}, from_=day).outcome
    whole = asked(make, shape, day, done=(day,), from_=day).outcome

    assert ("due", 1, ("evening",)) == (half.status, half.short, half.items_missing)
    assert ("met", 0, ()) == (both.status, both.short, both.items_missing)
    assert ("met", 0, ()) == (whole.status, whole.short, whole.items_missing)


def test_items_may_be_wanted_more_than_once(make):
    """
    Twice in each window means each item twice.
    """
    shape = evolve(ROUND, items=("plan", "report"), times=2)
    first, second = date(2024, 3, 25), date(2024, 3, 26)
    outcome = asked(make, shape, second, items={"plan": (first, second), "report": (first,)}, from_=JANUARY).outcome

    assert ("due", ("report",)) == (outcome.status, outcome.items_missing)


@pytest.mark.parametrize(
    ("shape", "on", "facts", "missing"),
    [
        (MONTHLY, date(2024, 1, 5), {}, ("done",)),
        (evolve(DAILY, items=("a",)), date(2024, 1, 5), {}, ("items",)),
        (EVERY_15, date(2024, 1, 5), {"done": ()}, ("from",)),
        (ROUND, date(2024, 6, 1), {"done": ()}, ("from",)),
        (UNSPECIFIED, date(2024, 6, 1), {"done": ()}, ("duties.it",)),
    ],
)
def test_what_cannot_be_told_is_named(make, shape, on, facts, missing):
    """
    Unknown doing, or a closed window of a duty that may not have begun, is undetermined.
    """
    decision = asked(make, shape, on, **facts)

    assert Verdict.UNDETERMINED is decision.verdict
    assert missing == decision.missing


def test_a_duty_of_unknown_beginning_is_due_while_its_window_is_open(make):
    """
    Inside the window it only matters that it is not done yet.
    """
    assert "due" == asked(make, ROUND, date(2024, 3, 26), done=()).outcome.status
    assert "due" == asked(make, MONTHLY, date(2024, 3, 26), done=()).outcome.status


def test_instants_are_brought_to_the_packs_zone(make):
    """
    16:30 in UTC on 24 March is half past midnight of the 25th in Shanghai.
    """
    done = (datetime(2024, 3, 24, 16, 30, tzinfo=UTC),)

    assert "met" == asked(make, ROUND, date(2024, 3, 25), done=done, from_=JANUARY).outcome.status


def test_a_soft_duty_is_told_and_not_refused(make):
    """
    An overdue duty under a soft rule is allowed, with the finding that it is not kept.
    """
    decision = asked(make, ROUND, date(2024, 3, 31), done=(), from_=JANUARY, strength=Strength.SOFT)

    assert Verdict.ALLOWED is decision.verdict
    assert decision.findings[0].holds is False


@pytest.mark.parametrize(("shape", "provisional"), [(DAILY, True), (MONTHLY, False), (ROUND, False)])
def test_only_working_days_make_an_answer_provisional(make, shape, provisional):
    """
    A duty that never asks which days are worked does not lean on a calendar not announced yet.
    """
    day = date(2099, 3, 25)

    assert provisional is asked(make, shape, day, done=(), from_=day).provisional


@pytest.mark.parametrize("until", ["20200101", "20251231"])
def test_a_duty_that_has_ended_for_good_says_so(make, until):
    """
    A rule with an end names no further window.
    """
    ended = Recurrence(rrule=f"FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=25;UNTIL={until}", days=6)

    with pytest.raises(VisitcoreError, match="names no day"):
        asked(make, ended, date(2030, 3, 26), done=(), from_=JANUARY)


def test_a_rare_duty_finds_its_last_window(make):
    """
    A duty every third year looks back to the one missed.
    """
    rare = Recurrence(rrule="DTSTART:20180601 RRULE:FREQ=YEARLY;INTERVAL=3", days=30)
    outcome = asked(make, rare, date(2023, 12, 1), done=(), from_=date(2020, 1, 1)).outcome

    assert ("overdue", date(2021, 6, 30)) == (outcome.status, outcome.due)


days = st.dates(date(2023, 1, 1), date(2025, 12, 31))
shapes = st.sampled_from([ROUND, DAILY, MONTHLY, EVERY_15, Cadence(times=2, per=Period.QUARTER)])


@given(shape=shapes, on=days, done=st.lists(days, max_size=6), later=st.lists(days, max_size=6), from_=st.none() | days)
def test_what_is_done_later_never_counts(make, shape, on, done, later, from_):
    """
    Neither the order of the days nor those after the day asked about change the answer.
    """
    known = tuple(day for day in done if day <= on)
    more = (*reversed(known), *(day for day in later if day > on))
    one, other = (asked(make, shape, on, done=each, from_=from_) for each in (known, more))

    assert (one.outcome, one.verdict, one.missing) == (other.outcome, other.verdict, other.missing)


@given(shape=shapes, on=days, done=st.lists(days, max_size=6), more=days, from_=days)
def test_doing_it_once_more_never_makes_it_worse(make, shape, on, done, more, from_):
    """
    A further doing never turns an answer into overdue.
    """
    before, after = (asked(make, shape, on, done=each, from_=from_).outcome for each in (tuple(done), (*done, more)))

    assert (after.status == "overdue") <= (before.status == "overdue")
