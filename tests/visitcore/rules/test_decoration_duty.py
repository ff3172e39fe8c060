from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from visitcore.blocks.term import Term
from visitcore.codec.policy import load_policy
from visitcore.facts.project import DecorationProject, DesignRequest, ProjectCall, ProjectCheck
from visitcore.rules.decoration_duty import Standing, at_its_end, by_day, by_term, faults_of, follows, in_order

SHANGHAI = ZoneInfo("Asia/Shanghai")
DYR = load_policy("DYR")
FIRST = DYR.on(date(2024, 3, 1)).read("callbacks.lead.first")
MARCH_1, MARCH_3, MARCH_4 = (date(2024, 3, day) for day in (1, 3, 4))


@pytest.mark.parametrize(
    ("done", "on", "ends", "status", "late_by"),
    [
        (MARCH_3, MARCH_4, False, "done", 0),
        (MARCH_4, MARCH_4, False, "late", 1),
        (None, MARCH_3, False, "open", 0),
        (None, MARCH_4, False, "missed", 1),
        (None, MARCH_3, True, "ended", None),
        (None, MARCH_4, True, "missed", 1),
    ],
)
def test_how_a_duty_stands(done, on, ends, status, late_by):
    """
    By a term of two days and by the day itself it stands the same; what was not due when its stage ended is not owed.
    """
    for duty in (
        by_term("first_call", FIRST, DYR, ("enquired", MARCH_1), done, on, ends=ends).duties[0],
        by_day("first_call", FIRST, MARCH_3, done, on, ends=ends).duties[0],
    ):
        assert (MARCH_3, status, late_by) == (duty.due, duty.status, duty.late_by)


def test_a_term_in_hours_asks_for_instants_by_their_names():
    """
    The enquiry is what has to be known more exactly, not some start.
    """
    hours = evolve(FIRST, value=Term(hours=48))

    standing = by_term("first_call", hours, DYR, ("enquired", MARCH_1), MARCH_3, MARCH_4)
    assert ("enquired (an instant with its time zone)", "calls (an instant with its time zone)") == standing.missing
    assert () == standing.duties


def test_forty_eight_hours_end_at_the_minute():
    """
    A company that counts hours has the first call due at ten on Sunday.
    """
    hours = evolve(FIRST, value=Term(hours=48))
    ten = datetime(2024, 3, 1, 10, tzinfo=SHANGHAI)

    due = by_term("first_call", hours, DYR, ("enquired", ten), ten + timedelta(hours=49), MARCH_4).duties[0]
    assert (ten + timedelta(hours=48), "late", 1) == (due.due, due.status, due.late_by)


def test_promptly_has_no_day():
    """
    It stays unspecified and names what to set; once the stage has ended it is not owed.
    """
    promptly = evolve(FIRST, value=Term(promptly=True))

    open_ = by_term("first_call", promptly, DYR, ("enquired", MARCH_1), None, MARCH_4)
    assert ("unspecified", ("callbacks.lead.first.days",)) == (open_.duties[0].status, open_.missing)
    ended = by_term("first_call", promptly, DYR, ("enquired", MARCH_1), None, MARCH_4, ends=True)
    assert ("ended", ()) == (ended.duties[0].status, ended.missing)


def test_several_standings_together():
    """
    In their order, each thing missing once, provisional where one is.
    """
    ended = at_its_end("first_call", FIRST, MARCH_3)
    whole = Standing.together([ended, Standing(missing=("a", "b")), Standing(missing=("b",), provisional=True)])

    assert (ended.duties, ("a", "b"), True) == (whole.duties, whole.missing, whole.provisional)


def test_calls_by_time():
    """
    A day is its beginning, a naive instant is local, an aware one is brought home.
    """
    moments = [MARCH_3, datetime(2024, 3, 3, 8), datetime(2024, 3, 3, 1, tzinfo=UTC), MARCH_4]
    calls = [ProjectCall(at=moment) for moment in moments]

    assert moments == [call.at for call in in_order(reversed(calls), SHANGHAI)]


@pytest.mark.parametrize(
    ("moment", "mark", "after"),
    [
        (MARCH_4, MARCH_3, True),
        (MARCH_3, MARCH_4, False),
        (MARCH_3, MARCH_3, None),
        (datetime(2024, 3, 3, 9), MARCH_3, None),
        (datetime(2024, 3, 3, 9, 1), datetime(2024, 3, 3, 9), True),
        (datetime(2024, 3, 3, 9), datetime(2024, 3, 3, 9), False),
        (datetime(2024, 3, 3, 17, tzinfo=UTC), MARCH_3, True),
    ],
)
def test_what_follows_a_mark(moment, mark, after):
    """
    On one day only the hours of both can tell.
    """
    assert after is follows(moment, mark, SHANGHAI)


def test_every_fault_has_its_path():
    """
    Nothing lies before the first enquiry, nothing ends before it begins; the same day is no fault.
    """
    sound = DecorationProject(
        on=MARCH_4, enquired=MARCH_1, measured=MARCH_1, work_start=MARCH_1, work_end=MARCH_1, judged_lost=MARCH_1
    )
    early = date(2024, 2, 29)
    wrong = DecorationProject(
        on=MARCH_4,
        enquired=datetime(2024, 3, 1, 10, tzinfo=SHANGHAI),
        measured=MARCH_3,
        work_start=MARCH_1,
        work_end=early,
        calls=(ProjectCall(at=MARCH_3, visit_on=MARCH_1), ProjectCall(at=datetime(2024, 3, 1, 9, 59))),
        checks=(ProjectCheck(at=early),),
        requests=(DesignRequest(made=MARCH_4, wanted=MARCH_3),),
    )

    assert [] == [*faults_of(sound, SHANGHAI)]
    assert [
        "calls[1].at",
        "calls[0].visit_on",
        "checks[0].at",
        "requests[0].wanted",
        "work_start",
        "work_end",
    ] == [problem.where for problem in faults_of(wrong, SHANGHAI)]
