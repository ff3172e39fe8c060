from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.consequence import Consequence
from visitcore.blocks.ladder import Ladder, Rung
from visitcore.blocks.term import Term
from visitcore.ground.calendar import WorkCalendar
from visitcore.ground.period import Period
from visitcore.ground.text import Text

CALENDAR = WorkCalendar()
SHANGHAI = ZoneInfo("Asia/Shanghai")
TALK = Text("talk", "谈话")
FINE = Consequence(kind="fine", what=Text("fine", "罚款"), amount=20)
LEAVE = Consequence(kind="dismissal", what=Text("asked to leave", "劝退"))
LATE = Ladder(
    rungs=(
        Rung(count="= 1", then=FINE, rule="R-1"),
        Rung(count="= 2", then=FINE, rule="R-1"),
        Rung(count=">= 3", then=LEAVE, rule="R-2"),
    ),
    per=Period.MONTH,
)
WAITING = Ladder(
    rungs=(
        Rung(what=TALK, by="clerk"),
        Rung(after=Term(days=2), what=TALK, by="supervisor"),
        Rung(after=Term(working_days=5), what=TALK, by="director"),
        Rung(after=Term(months=1), what=TALK, by="general_manager"),
    )
)
days = st.dates(date(2015, 1, 1), date(2024, 6, 30))


def waiting(*rungs):
    """
    A ladder of terms, each with somebody to act.
    """
    return Ladder(rungs=tuple(Rung(after=term, by="manager") for term in rungs))


def counting(*counts):
    """
    A ladder of counts, each with something that happens.
    """
    return Ladder(rungs=tuple(Rung(count=count, what=TALK) for count in counts))


@pytest.mark.parametrize(("n", "rung"), [(0, None), (1, 0), (2, 1), (3, 2), (4, 2), (100, 2)])
def test_each_time_has_its_rung(n, rung):
    """
    The first and the second time are fined, from the third on somebody is asked to leave.
    """
    expected = None if rung is None else LATE.rungs[rung]

    assert expected == LATE.at_count(n)


@pytest.mark.parametrize(("n", "reached"), [(1, False), (5, False), (6, True), (7, True)])
def test_more_than_five_begins_with_the_sixth(n, reached):
    """
    A ladder may begin above one; more than five leaves the fifth out.
    """
    assert reached == (counting("> 5").at_count(n) is not None)


@pytest.mark.parametrize(
    ("now", "by"),
    [
        (date(2024, 3, 4), []),
        (date(2024, 3, 5), ["clerk"]),
        (date(2024, 3, 7), ["clerk"]),
        (date(2024, 3, 8), ["clerk", "supervisor"]),
        (date(2024, 3, 12), ["clerk", "supervisor"]),
        (date(2024, 3, 13), ["clerk", "supervisor", "director"]),
        (date(2024, 4, 5), ["clerk", "supervisor", "director"]),
        (date(2024, 4, 6), ["clerk", "supervisor", "director", "general_manager"]),
    ],
)
def test_waiting_climbs_on_the_day_after_the_last_good_one(now, by):
    """
    Counted from Tuesday the 5th, each rung is reached when its term is over, and the lower ones stay reached.
    """
    assert by == [rung.by for rung in WAITING.reached(date(2024, 3, 5), now, CALENDAR, roll=False)]


def test_a_term_that_rolls_reaches_its_rung_later():
    """
    Two days from Thursday end on Saturday, or on Monday where the pack moves them.
    """
    ladder, thursday, monday = waiting(Term(days=2)), date(2024, 3, 7), date(2024, 3, 11)

    assert ladder.reached(thursday, monday, CALENDAR, roll=False)
    assert not ladder.reached(thursday, monday, CALENDAR, roll=True)


def test_hours_reach_their_rung_after_the_last_instant():
    """
    At exactly twenty-four hours it is still in time.
    """
    ladder = waiting(Term(hours=24), Term(hours=48))
    start = datetime(2024, 3, 5, 9, tzinfo=SHANGHAI)

    assert not ladder.reached(start, start + timedelta(hours=24), CALENDAR, roll=False)
    assert ladder.rungs[:1] == ladder.reached(start, start + timedelta(hours=24, seconds=1), CALENDAR, roll=False)
    with pytest.raises(ValueError, match="give an instant"):
        ladder.reached(start.date(), start, CALENDAR, roll=False)


def test_promptly_is_never_reached_by_waiting():
    """
    Where the document gives no number, none is made up.
    """
    ladder = waiting(Term(promptly=True))

    assert not ladder.reached(date(2024, 3, 5), date(2026, 3, 5), CALENDAR, roll=False)


def test_a_ladder_answers_only_to_what_climbs_it():
    """
    Waiting climbs no ladder of counts, counting no ladder of terms.
    """
    assert WAITING.at_count(3) is None
    assert not LATE.reached(date(2024, 3, 5), date(2026, 3, 5), CALENDAR, roll=False)


def test_a_count_is_a_whole_number():
    """
    A float or a bool is a mistake in the program.
    """
    with pytest.raises(TypeError):
        LATE.at_count(1.0)
    with pytest.raises(TypeError):
        LATE.at_count(True)


@pytest.mark.parametrize(
    ("ladder", "where", "what"),
    [
        (Ladder(rungs=()), "rungs", "leads nowhere"),
        (counting("often"), "rungs[0].count", "'often'"),
        (counting("= 1", ">= 3"), "rungs", "no rung is meant on the times = 2"),
        (counting("= 1", "= 2"), "rungs", "no rung is meant on the times >= 3"),
        (counting("<= 2", ">= 2"), "rungs[1].count", "it shares the times = 2 with rungs[0]"),
        (counting(">= 2", "= 1"), "rungs[1].count", "it begins before rungs[0]"),
        (Ladder(rungs=(Rung(what=TALK),)), "rungs[0]", "never reached"),
        (Ladder(rungs=(Rung(count=">= 1"),)), "rungs[0]", "nothing happens"),
        (
            Ladder(rungs=(Rung(count="= 1", what=TALK), Rung(count="> 1", after=Term(days=1), by="x"))),
            "rungs[1]",
            "not both",
        ),
        (waiting(Term(days=-1)), "rungs[0].after.days", "negative"),
        (
            Ladder(rungs=(Rung(count=">= 1", then=Consequence(kind="fine", what=TALK, amount=-1)),)),
            "rungs[0].then.amount",
            "negative",
        ),
        (waiting(Term(days=3), Term(days=2)), "rungs[1].after", "it is not later than rungs[0]"),
        (waiting(Term(hours=24), Term(hours=24)), "rungs[1].after", "it is not later than rungs[0]"),
        (waiting(Term(days=3), Term(hours=24)), "rungs[1].after", "it is not later than rungs[0]"),
        (waiting(Term(months=1), Term(weeks=3)), "rungs[1].after", "it is not later than rungs[0]"),
        (waiting(Term(days=1, before=True), Term(days=2, before=True)), "rungs[1].after", "not later"),
        (Ladder(rungs=(Rung(after=Term(days=1), what=TALK),)), "rungs[0].by", "nobody acts on the last rung"),
        (
            Ladder(rungs=(Rung(after=Term(days=1), what=TALK), Rung(what=TALK, by="x"))),
            "rungs[1].after",
            "it is not later than rungs[0]",
        ),
    ],
)
def test_a_faulty_ladder_says_where_and_how_to_mend_it(ladder, where, what):
    """
    Each fault is one problem with its place and its cure.
    """
    (problem,) = ladder.problems()

    assert where == problem.where
    assert what in problem.what
    assert problem.fix


@pytest.mark.parametrize(("ladder", "sample"), [(counting("= 1", ">= 3"), "count = 2"), (counting("= 1"), "count = 2")])
def test_a_hole_comes_with_a_count_that_falls_into_it(ladder, sample):
    """
    A count that no rung is meant for is shown.
    """
    (problem,) = ladder.problems()

    assert sample == problem.sample


def test_a_sound_ladder_has_no_problems_and_cites_each_rule_once():
    """
    Terms in different units are only compared where the order is certain.
    """
    for ladder in (LATE, WAITING, counting("> 5"), waiting(Term(days=7), Term(working_days=5), Term(month_end=True))):
        assert not ladder.problems()

    assert ("R-1", "R-2") == LATE.cited()
    assert not WAITING.cited()


def test_wrong_types_are_refused_at_once():
    """
    A list of words is not a ladder.
    """
    with pytest.raises(TypeError):
        Ladder(rungs=("talk",))
    with pytest.raises(TypeError):
        Rung(count=1)


@given(n=st.integers(1, 50), more=st.integers(0, 50))
def test_counting_never_steps_down(n, more):
    """
    A further time is never met with a lower rung.
    """
    assert LATE.rungs.index(LATE.at_count(n)) <= LATE.rungs.index(LATE.at_count(n + more))


@given(cuts=st.sets(st.integers(2, 30), max_size=5), n=st.integers(1, 60))
def test_a_ladder_without_gaps_answers_every_time(cuts, n):
    """
    Counts that follow on each other leave no hole, and the rung found is the one that holds the count.
    """
    starts = [1, *sorted(cuts)]
    texts = [f"[{low}..{high})" for low, high in pairwise(starts)]
    ladder = counting(*texts, f">= {starts[-1]}")

    assert not ladder.problems()
    assert sum(start <= n for start in starts) - 1 == ladder.rungs.index(ladder.at_count(n))


@given(anchor=days, waited=st.integers(-10, 60), more=st.integers(0, 60), roll=st.booleans())
def test_waiting_never_steps_down(anchor, waited, more, roll):
    """
    A rung once reached stays reached, and none is reached before those below it.
    """
    now = anchor + timedelta(days=waited)
    sooner = WAITING.reached(anchor, now, CALENDAR, roll)
    later = WAITING.reached(anchor, now + timedelta(days=more), CALENDAR, roll)

    assert sooner == later[: len(sooner)]
