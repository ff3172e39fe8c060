from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.term import Term
from visitcore.codec.policy import load_policy
from visitcore.decisions.verdict import Verdict
from visitcore.facts.question import Delivery
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy import Settings, Strength
from visitcore.rules.deadlines import as_counted, check_deadline

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")


def checked(make, term, start, done, on=None, *, zone=SHANGHAI, roll=False, strength=Strength.REQUIRED):
    """
    The decision of a pack with one term.
    """
    rule = make.rule(strength=strength)
    pack = make.pack(rules=[rule], deadlines__it=(make.dated(term, key="deadlines.it", rules=(rule,)),))
    policy = make.policy(evolve(pack, settings=Settings(zone=zone, roll=roll)))
    return check_deadline(Delivery(key="deadlines.it", on=on or done or start, start=start, done=done), policy)


@pytest.mark.parametrize(
    ("done", "verdict", "status", "late_by"),
    [
        (date(2024, 3, 7), Verdict.ALLOWED, "in_time", 0),
        (date(2024, 3, 8), Verdict.REFUSED, "late", 1),
        (date(2024, 3, 10), Verdict.REFUSED, "late", 3),
    ],
)
def test_two_days_after_the_fifth_is_the_seventh(make, done, verdict, status, late_by):
    """
    The day of the event does not count, the last day counts whole.
    """
    decision = checked(make, Term(days=2), date(2024, 3, 5), done)

    assert verdict is decision.verdict
    assert (date(2024, 3, 7), status, late_by) == (
        decision.outcome.due,
        decision.outcome.status,
        decision.outcome.late_by,
    )


@pytest.mark.parametrize(
    ("on", "verdict", "status"),
    [(date(2024, 3, 7), Verdict.ALLOWED, "open"), (date(2024, 3, 8), Verdict.REFUSED, "overdue")],
)
def test_what_is_not_done_is_open_until_its_last_day(make, on, verdict, status):
    """
    Not done is no breach on the last good day, and one on the day after.
    """
    decision = checked(make, Term(days=2), date(2024, 3, 5), None, on)

    assert (verdict, status) == (decision.verdict, decision.outcome.status)


@pytest.mark.parametrize(
    ("roll", "own", "due"),
    [
        (True, None, date(2024, 3, 11)),
        (False, None, date(2024, 3, 9)),
        (True, False, date(2024, 3, 9)),
        (False, True, date(2024, 3, 11)),
    ],
)
def test_the_pack_decides_whether_a_day_off_moves_the_term(make, roll, own, due):
    """
    Two days after Thursday 7 March is a Saturday; with the roll it is Monday, and the term's own choice goes first.
    """
    assert due == checked(make, Term(days=2, roll=own), date(2024, 3, 7), None, roll=roll).outcome.due


def test_a_worked_saturday_is_no_day_off(make):
    """
    Saturday 11 May 2024 is worked in China, so a term that ends on it does not move.
    """
    assert date(2024, 5, 11) == checked(make, Term(days=2), date(2024, 5, 9), None, roll=True).outcome.due


@pytest.mark.parametrize(
    ("done", "status", "late_by"),
    [
        (datetime(2024, 3, 6, 1, 0, tzinfo=UTC), "in_time", Decimal(0)),
        (datetime(2024, 3, 6, 9, 0, tzinfo=SHANGHAI), "in_time", Decimal(0)),
        (datetime(2024, 3, 6, 9, 1, tzinfo=SHANGHAI), "late", Decimal(1) / 60),
        (datetime(2024, 3, 6, 2, 30, tzinfo=UTC), "late", Decimal("1.5")),
    ],
)
def test_hours_run_alike_in_two_zones(make, done, status, late_by):
    """
    24 hours after 09:00 in Shanghai end at 09:00 in Shanghai, which is 01:00 in UTC.
    """
    outcome = checked(make, Term(hours=24), datetime(2024, 3, 5, 9, 0, tzinfo=SHANGHAI), done).outcome

    assert (status, late_by) == (outcome.status, outcome.late_by)
    assert datetime(2024, 3, 6, 9, 0, tzinfo=SHANGHAI) == outcome.due


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (datetime(2024, 3, 30, 12, 0, tzinfo=BERLIN), datetime(2024, 3, 31, 13, 0)),
        (datetime(2024, 10, 26, 12, 0, tzinfo=BERLIN), datetime(2024, 10, 27, 11, 0)),
        (datetime(2024, 7, 1, 12, 0, tzinfo=BERLIN), datetime(2024, 7, 2, 12, 0)),
    ],
)
def test_hours_are_real_hours_when_the_clocks_change(make, start, due):
    """
    24 hours over the change of the clocks end an hour later, or earlier, by the clock on the wall.
    """
    outcome = checked(make, Term(hours=24), start, None, start, zone=BERLIN).outcome

    assert due == outcome.due.replace(tzinfo=None)


@pytest.mark.parametrize(
    ("start", "done", "on", "missing"),
    [
        (datetime(2024, 3, 5, 9, 0), datetime(2024, 3, 5, 10, 0, tzinfo=UTC), None, ("start",)),
        (datetime(2024, 3, 5, 9, 0, tzinfo=UTC), datetime(2024, 3, 5, 10, 0), None, ("done",)),
        (datetime(2024, 3, 5, 9, 0, tzinfo=UTC), date(2024, 3, 5), None, ("done",)),
        (datetime(2024, 3, 5, 9, 0, tzinfo=UTC), None, date(2024, 3, 5), ("on",)),
        (datetime(2024, 3, 5, 9, 0, tzinfo=UTC), None, datetime(2024, 3, 5, 9, 0), ("on",)),
        (date(2024, 3, 5), None, datetime(2024, 3, 5, 9, 0), ("start", "on")),
    ],
)
def test_hours_need_instants_with_their_zone(make, start, done, on, missing):
    """
    A naive instant, or a mere day, leaves a term in hours undetermined and names what is needed.
    """
    decision = checked(make, Term(hours=2), start, done, on)

    assert Verdict.UNDETERMINED is decision.verdict
    assert tuple(f"{name} (an instant with its time zone)" for name in missing) == decision.missing


@pytest.mark.parametrize(
    ("start", "done", "status"),
    [
        (datetime(2024, 3, 5, 9, 0), datetime(2024, 3, 5, 9, 0), "in_time"),
        (datetime(2024, 3, 5, 9, 0), datetime(2024, 3, 5, 9, 1), "late"),
        (datetime(2024, 3, 5, 9, 0), datetime(2024, 3, 5, 1, 0, tzinfo=UTC), "in_time"),
    ],
)
def test_minutes_take_a_naive_instant_as_local(make, start, done, status):
    """
    An appointment at nine needs no time zone; an instant in UTC is brought to the pack's.
    """
    assert status == checked(make, Term(minutes=0), start, done).outcome.status


def test_days_are_local_days(make):
    """
    16:00 in UTC on the fourth is the fifth in Shanghai: two days from there end on the seventh.
    """
    decision = checked(
        make, Term(days=2), datetime(2024, 3, 4, 16, 0, tzinfo=UTC), datetime(2024, 3, 7, 15, 59, tzinfo=UTC)
    )

    assert date(2024, 3, 5) == decision.on
    assert "in_time" == decision.outcome.status


@pytest.mark.parametrize(
    ("done", "on", "verdict", "status", "missing"),
    [
        (date(2024, 3, 9), None, Verdict.ALLOWED, "done", ()),
        (None, date(2024, 3, 9), Verdict.UNDETERMINED, "pending", ("deadlines.it.days",)),
        (date(2024, 3, 4), None, Verdict.REFUSED, "early", ()),
    ],
)
def test_promptly_has_no_number(make, done, on, verdict, status, missing):
    """
    What is due promptly is done or pending; how many days that is, only the company can say.
    """
    decision = checked(make, Term(promptly=True), date(2024, 3, 5), done, on)

    assert (verdict, status, missing) == (decision.verdict, decision.outcome.status, decision.missing)
    assert decision.outcome.due is None


@pytest.mark.parametrize(
    ("done", "on", "verdict", "status"),
    [
        (datetime(2024, 3, 5, 8, 59), None, Verdict.ALLOWED, "in_time"),
        (datetime(2024, 3, 5, 9, 0), None, Verdict.REFUSED, "late"),
        (date(2024, 3, 6), None, Verdict.REFUSED, "late"),
        (date(2024, 3, 4), None, Verdict.ALLOWED, "in_time"),
        (None, date(2024, 3, 4), Verdict.ALLOWED, "open"),
        (None, date(2024, 3, 5), Verdict.REFUSED, "overdue"),
    ],
)
def test_before_the_event_means_strictly_before(make, done, on, verdict, status):
    """
    By the clock where both are known by it, else by the day; each of them has words of its own.
    """
    decision = checked(make, Term(promptly=True, before=True), datetime(2024, 3, 5, 9, 0), done, on)

    assert (verdict, status) == (decision.verdict, decision.outcome.status)
    assert "None" not in decision.findings[0].says.en


@pytest.mark.parametrize(
    ("start", "missing"),
    [
        (datetime(2024, 3, 5, 9, 0), ("done (an instant)",)),
        (date(2024, 3, 5), ("start (an instant)", "done (an instant)")),
    ],
)
def test_a_day_alone_does_not_tell_what_came_first(make, start, missing):
    """
    Done on the day of the event itself: before or after it, only the clock can tell.
    """
    decision = checked(make, Term(promptly=True, before=True), start, date(2024, 3, 5), None)

    assert Verdict.UNDETERMINED is decision.verdict
    assert missing == decision.missing


@pytest.mark.parametrize(
    ("done", "status"),
    [(date(2024, 3, 26), "early"), (date(2024, 3, 27), "in_time"), (date(2024, 4, 1), "late")],
)
def test_a_window_opens_before_its_last_day(make, done, status):
    """
    Within five days before the end of the month: the day before the window is too early.
    """
    assert status == checked(make, Term(month_end=True, window_days=4), date(2024, 3, 1), done).outcome.status


@pytest.mark.parametrize(
    ("term", "start", "roll", "provisional"),
    [
        (Term(working_days=3), date(2099, 6, 1), False, True),
        (Term(days=3), date(2099, 6, 1), True, True),
        (Term(days=3), date(2099, 6, 1), False, False),
        (Term(days=3, roll=False), date(2099, 6, 1), True, False),
        (Term(months=3), date(2099, 6, 1), True, False),
        (Term(month_end=True), date(2099, 6, 1), True, False),
        (Term(working_days=3), date(2024, 6, 3), False, False),
    ],
)
def test_only_working_days_make_an_answer_provisional(make, term, start, roll, provisional):
    """
    A term that never asks which days are worked does not lean on a calendar not announced yet.
    """
    decision = checked(make, term, start, None, roll=roll)

    assert provisional is decision.provisional
    assert provisional is decision.outcome.provisional


def test_a_soft_term_is_told_and_not_refused(make):
    """
    A late answer under a soft rule is allowed, with the finding that it is late.
    """
    decision = checked(make, Term(days=1), date(2024, 3, 5), date(2024, 3, 9), strength=Strength.SOFT)

    assert Verdict.ALLOWED is decision.verdict
    assert decision.findings[0].holds is False


def test_what_is_missing_is_named(make):
    """
    Without the event, or without a term in the document, nothing can be told.
    """
    without = check_deadline(
        Delivery(key="deadlines.it", on=date(2024, 3, 5)), make.policy(make.pack(deadlines__it=Term(days=2)))
    )

    assert ("start",) == without.missing
    assert ("deadlines.it",) == checked(make, UNSPECIFIED, date(2024, 3, 5), None).missing


@pytest.mark.parametrize(("start", "due"), [(date(2023, 12, 31), 2), (date(2024, 1, 1), 5)])
def test_the_term_of_the_events_day_governs(make, start, due):
    """
    An event on the last day of the old rule keeps its two days, whenever it is asked about.
    """
    change = date(2024, 1, 1)
    entries = tuple(
        make.dated(Term(days=days), key="deadlines.it", since=since, until=until)
        for days, since, until in ((2, None, change), (5, change, None))
    )
    policy = make.policy(make.pack(deadlines__it=entries))
    decision = check_deadline(Delivery(key="deadlines.it", on=date(2024, 2, 1), start=start), policy)

    assert start == decision.on
    assert start + timedelta(days=due) == decision.outcome.due


def test_late_hours_are_told_short():
    """
    A minute late is told with two places, a single hour in the singular; a second late is late.
    """
    policy = load_policy("ABC")
    start = datetime(2024, 3, 5, 10, 0, tzinfo=SHANGHAI)
    told = [
        check_deadline(
            Delivery(key="visits.arrival", on=start, start=start, done=start + timedelta(minutes=minutes)), policy
        )
        .findings[0]
        .says.en.split(",")[0]
        for minutes in (1 / 60, 1, 60, 150)
    ]

    assert ["late by less than 0.01 hours", "late by 0.02 hours", "late by 1 hour", "late by 2.5 hours"] == told


moments = st.datetimes(datetime(2023, 1, 1), datetime(2025, 12, 31), timezones=st.just(UTC))
terms = st.one_of(
    st.builds(Term, days=st.integers(0, 40), before=st.booleans()),
    st.builds(Term, working_days=st.integers(0, 20), before=st.booleans()),
    st.builds(Term, months=st.integers(0, 6)),
    st.builds(Term, hours=st.integers(0, 100)),
    st.builds(Term, minutes=st.integers(0, 100), before=st.booleans()),
    st.just(Term(same_day=True)),
    st.just(Term(month_end=True)),
    st.builds(Term, day_of_next_month=st.integers(1, 31)),
    st.just(Term(promptly=True, before=True)),
)


@given(term=terms, start=moments, first=moments, second=moments, roll=st.booleans())
def test_a_later_completion_is_never_less_late(make, term, start, first, second, roll):
    """
    Waiting longer never turns late into in time, nor makes it less late.
    """
    one, two = (checked(make, term, start, done, roll=roll).outcome for done in sorted((first, second)))

    assert (one.status == "late") <= (two.status == "late")
    assert (one.late_by or 0) <= (two.late_by or 0)


@given(term=terms, start=moments, done=moments, roll=st.booleans())
def test_done_on_the_last_moment_is_as_open_as_it_is_in_time(make, term, start, done, roll):
    """
    What is in time, or too early, when done is still open when asked about, and what is late is overdue.
    """
    done_status = checked(make, term, start, done, roll=roll).outcome.status
    open_status = checked(make, term, start, None, done, roll=roll).outcome.status

    assert {"in_time": "open", "early": "open", "late": "overdue"}[done_status] == open_status


def test_moments_stay_days_where_days_are_counted():
    """
    Only a term by the clock, or one without a number, keeps the time of day.
    """
    utc = {"start": datetime(2024, 3, 31, 16, 0, tzinfo=UTC)}

    assert ({"start": date(2024, 4, 1)}, ()) == as_counted([Term(days=2)], utc, SHANGHAI)
    assert ({"start": datetime(2024, 4, 1, tzinfo=SHANGHAI)}, ()) == as_counted([Term(hours=2)], utc, SHANGHAI)
    assert ({"start": date(2024, 4, 1)}, ()) == as_counted([], utc, SHANGHAI)
