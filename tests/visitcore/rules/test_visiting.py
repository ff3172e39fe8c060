"""
Visits owed and made, against an oracle that walks the calendar day by day.
"""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

import pytest
from attrs import asdict, evolve
from hypothesis import assume, example, given
from hypothesis import strategies as st

from visitcore.blocks.cadence import Cadence, Every
from visitcore.blocks.recurrence import Recurrence
from visitcore.blocks.table import Row, Table
from visitcore.codec.policy import load_policy
from visitcore.decisions.verdict import Verdict
from visitcore.facts.customer import Customer
from visitcore.facts.visit import Excuse, Visit, VisitStatus
from visitcore.facts.visit_record import VisitRecord
from visitcore.ground.errors import FactsError, NotInForceError, PolicyError, SilentPolicyError, WrongBlockError
from visitcore.ground.period import Period
from visitcore.ground.span import Span
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy import Strength
from visitcore.rules.due_list import due_lines
from visitcore.rules.visiting import DueReader, completed, visit_due

DAY = timedelta(days=1)
ABC = load_policy("ABC")


# ---------------------------------------------------------------- the oracle: days are walked one by one

SAME = {
    Period.WEEK: lambda day: day.isocalendar()[:2],
    Period.MONTH: lambda day: (day.year, day.month),
    Period.QUARTER: lambda day: (day.year, (day.month - 1) // 3),
    Period.HALF_YEAR: lambda day: (day.year, day.month > 6),
    Period.YEAR: lambda day: day.year,
}


def around(per, day):
    """
    First and last day of the calendar period that holds a day.
    """
    same, first, last = SAME[per], day, day
    while same(first - DAY) == same(day):
        first -= DAY
    while same(last + DAY) == same(day):
        last += DAY
    return first, last


def covered(excuses, first, last):
    """
    Whether the excuses together hold every day of a stretch.
    """
    days = [first + DAY * n for n in range((last - first).days + 1)]
    return all(any(since <= day <= until for since, until in excuses) for day in days)


def expected_per_period(cadence, since, visits, excuses, on):
    """
    What the design says of a cadence per period, word for word.
    """
    first, last = around(cadence.per, on)
    done = sum(first <= day <= on for day in visits)
    short = max(cadence.times - done, 0)
    began = since or min(visits, default=None)
    missed, overdue_since = 0, None
    start, end = around(cadence.per, first - DAY)
    while began is not None and began <= start:
        met = sum(start <= day <= end for day in visits) >= cadence.times
        if met or covered(excuses, start, end):
            break
        missed, overdue_since = missed + 1, end + DAY
        start, end = around(cadence.per, start - DAY)
    status = "met" if not short else "excused" if covered(excuses, first, last) else "overdue" if missed else "due"
    late = status == "overdue"
    return {
        "status": status,
        "last_visit": max(visits, default=None),
        "period_start": first,
        "period_end": last,
        "owed": cadence.times,
        "done": done,
        "short": short,
        "missed": missed,
        "next_due": last if short else around(cadence.per, last + DAY)[1],
        "overdue_since": overdue_since if late else None,
        "days_overdue": (on - overdue_since).days + 1 if late else None,
    }


def one_later(every, day):
    """
    The day that lies one interval later; a day the month does not have becomes its last.
    """
    if every.months is None:
        return day + DAY * (every.days or 7 * every.weeks)
    year, month = divmod(day.year * 12 + day.month - 1 + every.months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def expected_interval(cadence, since, visits, excuses, on):
    """
    What the design says of an interval; an excuse counts while it lasts from the due day on.
    """
    last = max(visits, default=None)
    start = since if last is None else last
    if start is None:
        return None
    due = turn = one_later(cadence.every, start)
    missed = 0
    while turn < on:
        missed, turn = missed + 1, one_later(cadence.every, turn)
    excused = on >= due and covered(excuses, due, on)
    status = "met" if on < due else "excused" if excused else "due" if on == due else "overdue"
    late = status == "overdue"
    return {
        "status": status,
        "last_visit": last,
        "period_start": start,
        "period_end": due,
        "owed": 1,
        "done": int(on < due),
        "short": int(on >= due),
        "missed": 0 if excused else missed,
        "next_due": due,
        "overdue_since": due + DAY if late else None,
        "days_overdue": (on - due).days if late else None,
    }


# ---------------------------------------------------------------- worlds to try

days = st.dates(date(2022, 1, 1), date(2025, 12, 31))
per_period = st.builds(Cadence, times=st.integers(1, 3), per=st.sampled_from(list(SAME)))
every = st.one_of(
    st.builds(Every, days=st.integers(1, 100)),
    st.builds(Every, weeks=st.integers(1, 9)),
    st.builds(Every, months=st.integers(1, 13)),
)
intervals = st.builds(Cadence, every=every)


long_ago = st.integers(-900, 0)


@st.composite
def worlds(draw, cadences, since=st.none() | long_ago):  # noqa: B008  # a strategy is only drawn from
    """
    A cadence, a day, a customer with visits around that day, and excuses.
    """
    on = draw(days)
    began = draw(since)
    visits = draw(st.lists(st.tuples(st.integers(-800, 60), st.sampled_from(list(VisitStatus))), max_size=12))
    excuses = draw(st.lists(st.tuples(st.integers(-500, 40), st.integers(0, 250)), max_size=3))
    return VisitRecord(
        on=on,
        customer=Customer(code="C1", since=None if began is None else on + DAY * began),
        visits=tuple(Visit(start=on + DAY * shift, status=status) for shift, status in visits),
        excuses=tuple(
            Excuse(customer="C1", span=Span(on + DAY * shift, on + DAY * (shift + length + 1)), reason="rebuilding")
            for shift, length in excuses
        ),
    ), draw(cadences)


def asked(make, cadence, facts, **more):
    """
    The decision of a policy that asks everybody for one cadence.
    """
    return visit_due(facts, make.policy(make.pack(visits__cadence=cadence), **more))


def known(facts):
    """
    Completed visits up to the day asked about, and the excuses with both ends inside.
    """
    visits = [one.start for one in facts.visits if one.status is VisitStatus.COMPLETED and one.start <= facts.on]
    return visits, [(one.span.since, one.span.until - DAY) for one in facts.excuses]


@given(world=worlds(per_period))
@example(  # 31 December lies in the first week of the next year
    (VisitRecord(on=date(2024, 12, 31), customer=Customer(code="C1"), visits=()), Cadence(times=1, per=Period.WEEK))
)
def test_a_cadence_per_period_is_counted_as_the_design_says(make, world):
    """
    Every column of the due list is what walking the days one by one gives.
    """
    facts, cadence = world
    visits, excuses = known(facts)

    expected = expected_per_period(cadence, facts.customer.since, visits, excuses, facts.on)

    assert expected == asdict(asked(make, cadence, facts).outcome)


@given(world=worlds(intervals))
def test_an_interval_is_counted_as_the_design_says(make, world):
    """
    It is due one interval after the last visit, or after the first day as a customer, and overdue from the day after.
    """
    facts, cadence = world
    visits, excuses = known(facts)
    expected = expected_interval(cadence, facts.customer.since, visits, excuses, facts.on)
    decision = asked(make, cadence, facts)

    if expected is None:
        assert ("since",) == decision.missing
        assert "undetermined" == decision.outcome.status
    else:
        assert expected == asdict(decision.outcome)


@given(world=worlds(per_period | intervals), seed=st.randoms(use_true_random=False))
def test_the_order_of_visits_and_excuses_never_matters(make, world, seed):
    """
    A sheet may be sorted in any way.
    """
    facts, cadence = world
    visits, excuses = list(facts.visits), list(facts.excuses)
    seed.shuffle(visits)
    seed.shuffle(excuses)
    shuffled = evolve(facts, visits=tuple(visits), excuses=tuple(excuses))

    assert asked(make, cadence, facts).outcome == asked(make, cadence, shuffled).outcome


@given(world=worlds(per_period | intervals))
def test_visits_to_come_planned_or_cancelled_never_count(make, world):
    """
    Only what was done by the day asked about changes the answer.
    """
    facts, cadence = world
    bare = evolve(
        facts,
        visits=tuple(one for one in facts.visits if one.status is VisitStatus.COMPLETED and one.start <= facts.on),
    )

    assert asked(make, cadence, bare).outcome == asked(make, cadence, facts).outcome


@given(world=worlds(per_period | intervals, since=long_ago), shift=st.integers(-900, 30))
def test_one_more_visit_never_makes_it_worse(make, world, shift):
    """
    A further completed visit from the first day as a customer on never raises what is short, missed or overdue.
    """
    facts, cadence = world
    assume(facts.on + DAY * shift >= facts.customer.since)
    more = evolve(facts, visits=(*facts.visits, Visit(start=facts.on + DAY * shift)))
    before, after = asked(make, cadence, facts).outcome, asked(make, cadence, more).outcome

    assert after.short <= before.short
    assert after.missed <= before.missed
    assert (after.days_overdue or 0) <= (before.days_overdue or 0)
    assert before.next_due <= after.next_due


@given(world=worlds(per_period), more=st.integers(1, 2))
def test_a_better_cadence_never_gets_fewer_visits(make, world, more):
    """
    Asking for more visits in the same period never lowers what is owed, short or missed.
    """
    facts, cadence = world
    better = asked(make, evolve(cadence, times=cadence.times + more), facts).outcome
    worse = asked(make, cadence, facts).outcome

    assert worse.owed < better.owed
    assert worse.short <= better.short
    assert worse.missed <= better.missed


@given(world=worlds(per_period | intervals, since=st.none() | st.integers(-900, 30)), kept=st.booleans())
def test_the_list_says_what_one_by_one_says(make, world, kept):
    """
    A customer in a batch gets the decision it gets alone.
    """
    facts, cadence = world
    policy = make.policy(make.pack(visits__cadence=cadence))
    reader = DueReader.open(policy, facts.on)
    visits = completed(facts.visits, reader.zone)
    alone = visit_due(facts, policy)
    (line,) = due_lines(reader, [facts.customer], {"C1": visits} if visits or kept else {}, {"C1": facts.excuses})

    assert alone.outcome == line.due
    assert (alone.verdict, alone.missing, alone.provisional) == (
        line.decision.verdict,
        line.decision.missing,
        line.decision.provisional,
    )


# ---------------------------------------------------------------- single rules


def record(on, *, grade="A", since=date(2024, 1, 1), visits=(), excuses=(), **more):
    """
    The record of one customer with completed visits.
    """
    return VisitRecord(
        on=on,
        customer=Customer(code="C1", grade=grade, since=since),
        visits=None if visits is None else tuple(Visit(start=start) for start in visits),
        excuses=tuple(Excuse(customer="C1", span=Span(first, last + DAY), reason="closed") for first, last in excuses),
        **more,
    )


@pytest.mark.parametrize(
    ("on", "status", "missed", "overdue_since", "days_overdue"),
    [
        (date(2024, 3, 31), "due", 0, None, None),
        (date(2024, 4, 1), "overdue", 1, date(2024, 4, 1), 1),
        (date(2024, 4, 2), "overdue", 1, date(2024, 4, 1), 2),
        (date(2024, 5, 1), "overdue", 2, date(2024, 4, 1), 31),
    ],
)
def test_a_month_is_missed_from_the_first_of_the_next(on, status, missed, overdue_since, days_overdue):
    """
    An A customer last seen in February is due until the end of March and overdue from 1 April on.
    """
    due = visit_due(record(on, visits=[date(2024, 1, 15), date(2024, 2, 29)]), ABC).outcome

    assert (status, missed, overdue_since, days_overdue) == (
        due.status,
        due.missed,
        due.overdue_since,
        due.days_overdue,
    )


@pytest.mark.parametrize(("since", "missed"), [(date(2024, 3, 1), 1), (date(2024, 3, 2), 0), (date(2024, 2, 2), 1)])
def test_a_period_counts_from_the_first_full_one(since, missed):
    """
    A customer since the first of the month owes that month's visit, a customer since the second does not.
    """
    assert missed == visit_due(record(date(2024, 4, 10), since=since), ABC).outcome.missed


def test_without_a_first_day_the_first_visit_stands_in():
    """
    Where nobody wrote down since when it is a customer, the first full period after the first visit counts.
    """
    due = visit_due(record(date(2024, 4, 10), since=None, visits=[date(2024, 1, 20)]), ABC).outcome

    assert (2, "overdue", date(2024, 3, 1)) == (due.missed, due.status, due.overdue_since)


def test_a_customer_of_whom_nothing_is_known_is_due():
    """
    Neither a first day nor a visit: nothing is missed, and the visit of this period is due.
    """
    due = visit_due(record(date(2024, 4, 10), since=None), ABC).outcome

    assert ("due", 0, 1, date(2024, 4, 30)) == (due.status, due.missed, due.short, due.next_due)


def test_a_met_period_ends_the_count():
    """
    Only the periods directly before this one are counted back, up to the last one that was met.
    """
    due = visit_due(record(date(2024, 6, 10), since=date(2023, 1, 1), visits=[date(2024, 3, 5)]), ABC).outcome

    assert (2, date(2024, 5, 1)) == (due.missed, due.overdue_since)


@pytest.mark.parametrize(
    ("last", "status"), [(date(2024, 4, 30), "excused"), (date(2024, 4, 29), "due"), (date(2024, 5, 9), "excused")]
)
def test_an_excuse_must_cover_the_whole_period(last, status):
    """
    An excuse up to the last day of the month excuses it; one that ends a day earlier does not.
    """
    facts = record(date(2024, 4, 10), since=date(2024, 4, 1), excuses=[(date(2024, 4, 1), last)])

    assert status == visit_due(facts, ABC).outcome.status


def test_an_excused_period_is_not_missed():
    """
    A month in which the customer was closed ends the count back.
    """
    facts = record(date(2024, 4, 10), since=date(2024, 1, 1), excuses=[(date(2024, 3, 1), date(2024, 3, 31))])

    assert ("due", 0) == (visit_due(facts, ABC).outcome.status, visit_due(facts, ABC).outcome.missed)


@pytest.mark.parametrize(
    ("on", "status"),
    [(date(2024, 3, 15), "met"), (date(2024, 3, 16), "due"), (date(2024, 3, 17), "overdue")],
)
def test_an_interval_is_due_on_its_last_day(make, on, status):
    """
    Fifteen days after 1 March is 16 March: the day before it is met, on it due, the day after overdue.
    """
    facts = record(on, since=None, visits=[date(2024, 3, 1)])

    assert status == asked(make, Cadence(every=Every(days=15)), facts).outcome.status


@pytest.mark.parametrize(
    ("on", "status", "days_overdue"),
    [(date(2024, 3, 16), "excused", None), (date(2024, 3, 31), "excused", None), (date(2024, 4, 1), "overdue", 16)],
)
def test_an_interval_is_excused_while_the_excuse_lasts(make, on, status, days_overdue):
    """
    An excuse over the due day excuses until its own last day; from then on the visit is overdue as before.
    """
    facts = record(on, since=None, visits=[date(2024, 3, 1)], excuses=[(date(2024, 3, 10), date(2024, 3, 31))])
    due = asked(make, Cadence(every=Every(days=15)), facts).outcome

    assert (status, days_overdue) == (due.status, due.days_overdue)


def test_an_interval_runs_from_the_last_visit_whenever_it_was(make):
    """
    The last completed visit starts the clock, also one before *since*, which is for those never visited.
    """
    facts = record(date(2024, 3, 10), since=date(2024, 3, 1), visits=[date(2023, 6, 1)])
    due = asked(make, Cadence(every=Every(days=15)), facts).outcome

    assert ("overdue", date(2023, 6, 16), date(2023, 6, 1)) == (due.status, due.next_due, due.last_visit)


def test_an_interval_of_months_is_added_up_before_the_month_end(make):
    """
    From 31 January the third month ends on 30 April, whatever February did: nothing more is missed on that day.
    """
    facts = record(date(2024, 4, 30), since=None, visits=[date(2024, 1, 31)])
    cadence = Cadence(every=Every(months=1))

    assert 2 == asked(make, cadence, facts).outcome.missed
    assert 3 == asked(make, cadence, evolve(facts, on=date(2024, 5, 1))).outcome.missed


@pytest.mark.parametrize(("gap", "status"), [(0, "excused"), (1, "due")])
def test_excuses_that_adjoin_are_one_excuse(gap, status):
    """
    Two excuses that meet cover the month together; one day between them is enough not to.
    """
    excuses = [(date(2024, 4, 1), date(2024, 4, 14)), (date(2024, 4, 15 + gap), date(2024, 4, 30))]
    facts = record(date(2024, 4, 20), since=date(2024, 4, 1), excuses=excuses)

    assert status == visit_due(facts, ABC).outcome.status


CHANGING = """
name = "changing"
extends = ["ABC"]

[[rule]]
id = "OWN-1"
clause = "1"
kind = "cadence"
strength = "required"
text = { en = "Two visits a month from June.", zh = "六月起每月两次。" }

[[parameter]]
key = "visits.cadence"
  [[parameter.history]]
  since = 2024-06-01
  cites = ["OWN-1"]
  cadence = { times = 2, per = "month" }
"""


@pytest.mark.parametrize(
    ("on", "owed", "missed", "status"),
    [
        (date(2024, 5, 31), 1, 0, "met"),
        (date(2024, 6, 1), 2, 0, "due"),
        (date(2024, 7, 1), 2, 1, "overdue"),
    ],
)
def test_an_elapsed_period_is_held_against_the_cadence_of_its_own_days(tmp_path, on, owed, missed, status):
    """
    One visit a month was enough until May; the rule of June does not reach back.
    """
    file = tmp_path / "changing.toml"
    file.write_text(CHANGING, encoding="utf-8")
    facts = record(on, since=date(2024, 1, 1), visits=[date(2024, month, 5) for month in range(1, 7)])

    due = visit_due(facts, load_policy(file)).outcome

    assert (owed, missed, status) == (due.owed, due.missed, due.status)


@pytest.mark.parametrize(("until", "missed"), [(date(2024, 4, 1), 0), (date(2024, 3, 1), 1), (date(2024, 2, 29), 2)])
def test_a_company_rule_that_has_ended_still_holds_for_its_own_days(make, until, missed):
    """
    While the company asked for a visit a year, no month was missed; then the pack's month counts again.
    """
    own = make.pack("acme", visits__cadence=(make.dated(Cadence(per=Period.YEAR), until=until, pack="acme"),))
    policy = make.policy(make.pack(visits__cadence=Cadence(per=Period.MONTH)), own=own)

    assert missed == visit_due(record(date(2024, 4, 10), since=date(2023, 6, 1)), policy).outcome.missed


def changing(make, old, new, day):
    """
    A policy that asks for one cadence until a day, and for another one from then on.
    """
    return make.policy(make.pack(visits__cadence=(make.dated(old, until=day), make.dated(new, since=day))))


@pytest.mark.parametrize(
    ("change", "visits", "missed", "overdue_since"),
    [
        (date(2025, 1, 1), [], 2, date(2024, 10, 1)),  # the third and the fourth quarter
        (date(2025, 1, 1), [date(2024, 8, 5)], 1, date(2025, 1, 1)),  # the fourth
        (date(2025, 1, 1), [date(2024, 12, 31)], 0, None),
        (date(2024, 12, 1), [], 2, date(2024, 10, 1)),  # the third, and December; the fourth was cut short
        (date(2024, 12, 1), [date(2024, 11, 30)], 1, date(2025, 1, 1)),  # a visit in what was left of the fourth
        (date(2024, 12, 1), [date(2024, 9, 30)], 1, date(2025, 1, 1)),
    ],
)
def test_a_new_kind_of_period_forgives_nothing(make, change, visits, missed, overdue_since):
    """
    A visit a quarter became a visit a month: quarters that were missed stay missed.
    """
    policy = changing(make, Cadence(per=Period.QUARTER), Cadence(per=Period.MONTH), change)

    due = visit_due(record(date(2025, 1, 15), since=date(2024, 7, 1), visits=visits), policy).outcome

    assert (missed, overdue_since) == (due.missed, due.overdue_since)
    assert ("overdue" if missed else "due") == due.status


def test_before_an_interval_nothing_is_counted_by_periods(make):
    """
    Only the month since the change can have been missed.
    """
    policy = changing(make, Cadence(every=Every(days=10)), Cadence(per=Period.MONTH), date(2024, 12, 1))

    assert 1 == visit_due(record(date(2025, 1, 15), since=date(2024, 7, 1)), policy).outcome.missed


@given(world=worlds(per_period, long_ago), old=per_period, shift=st.integers(-400, 0))
def test_elapsed_periods_are_those_of_their_own_days(make, world, old, shift):
    """
    Walked back day by day: each period as it was counted on its last day, and none that a change cut short.
    """
    facts, new = world
    change = facts.on + DAY * shift
    visits, excuses = known(facts)
    missed, overdue_since = 0, None
    before, _ = around(new.per, facts.on)
    while True:
        end = before - DAY
        then = new if end >= change else old
        start, last = around(then.per, end)
        enough = sum(start <= day <= end for day in visits) >= then.times
        if start < facts.customer.since or enough or covered(excuses, start, end):
            break
        if last == end:
            missed, overdue_since = missed + 1, before
        before = start

    due = visit_due(facts, changing(make, old, new, change)).outcome

    assert missed == due.missed
    assert due.status != "overdue" or overdue_since == due.overdue_since


@pytest.mark.parametrize("visits", [(), (date(2024, 3, 1),), None])
def test_somebody_who_is_no_customer_yet_owes_nothing(visits):
    """
    A first day as a customer after the day asked about makes the question not applicable.
    """
    decision = visit_due(record(date(2024, 3, 10), since=date(2024, 3, 11), visits=visits), ABC)

    assert Verdict.NOT_APPLICABLE is decision.verdict
    assert "not_applicable" == decision.outcome.status
    assert "2024-03-11" in decision.findings[0].says.en


@pytest.mark.parametrize(("grade", "missing"), [("D", "visits.cadence[grade = D]"), (None, "grade")])
def test_a_grade_the_policy_does_not_know_is_undetermined(grade, missing):
    """
    The customer stays in the list, with what is missing.
    """
    decision = visit_due(record(date(2024, 3, 10), grade=grade), ABC)

    assert Verdict.UNDETERMINED is decision.verdict
    assert (missing,) == decision.missing


def test_visits_that_nobody_kept_are_missing():
    """
    Unknown visits are not the same as none.
    """
    decision = visit_due(record(date(2024, 3, 10), visits=None), ABC)

    assert Verdict.UNDETERMINED is decision.verdict
    assert ("visits",) == decision.missing


def test_instants_are_brought_to_the_packs_zone():
    """
    23:30 of 31 March in UTC is 1 April in Shanghai; a naive 23:30 is still 31 March.
    """
    aware = visit_due(record(date(2024, 4, 1), visits=[datetime(2024, 3, 31, 23, 30, tzinfo=UTC)]), ABC).outcome
    naive = visit_due(record(date(2024, 4, 1), visits=[datetime(2024, 3, 31, 23, 30)]), ABC).outcome

    assert (1, date(2024, 4, 1)) == (aware.done, aware.last_visit)
    assert (0, date(2024, 3, 31)) == (naive.done, naive.last_visit)


def test_the_day_asked_about_may_be_an_instant():
    """
    Asked late on 31 March in UTC, the rules and the period of 1 April in Shanghai govern.
    """
    decision = visit_due(record(datetime(2024, 3, 31, 16, 0, tzinfo=UTC)), ABC)

    assert date(2024, 4, 1) == decision.on
    assert date(2024, 4, 30) == decision.outcome.period_end


def test_first_days_and_excuses_may_be_instants():
    """
    They are brought to their local day as visits are.
    """
    utc = datetime(2024, 3, 31, 16, 0, tzinfo=UTC)
    facts = VisitRecord(
        on=date(2024, 4, 10),
        customer=Customer(code="C1", grade="A", since=utc),
        visits=(),
        excuses=(Excuse(customer="", span=Span(utc, utc + DAY * 30), reason="closed"),),
    )

    assert "excused" == visit_due(facts, ABC).outcome.status
    assert 0 == visit_due(facts, ABC).outcome.missed


def test_the_cadence_of_the_day_governs(make):
    """
    On the last day of the old rule one visit a month is owed, on the first day of the new one two.
    """
    change = date(2024, 4, 1)
    entries = (
        make.dated(Cadence(times=1, per=Period.MONTH), until=change),
        make.dated(Cadence(times=2, per=Period.MONTH), since=change),
    )
    policy = make.policy(make.pack(visits__cadence=entries))
    owed = [visit_due(record(day), policy).outcome.owed for day in (change - DAY, change)]

    assert [1, 2] == owed


@pytest.mark.parametrize(
    ("strength", "verdict"),
    [
        (Strength.MUST, Verdict.REFUSED),
        (Strength.REQUIRED, Verdict.REFUSED),
        (Strength.SOFT, Verdict.ALLOWED),
        (Strength.NOTE, Verdict.ALLOWED),
    ],
)
def test_only_a_binding_rule_refuses(make, strength, verdict):
    """
    An overdue visit under a soft rule is told and allowed.
    """
    rule = make.rule(strength=strength)
    dated = make.dated(Cadence(times=1, per=Period.MONTH), rules=(rule,))
    decision = visit_due(record(date(2024, 5, 1)), make.policy(make.pack(rules=[rule], visits__cadence=(dated,))))

    assert verdict is decision.verdict
    assert "overdue" == decision.outcome.status
    assert decision.findings[0].holds is False


def test_a_row_without_a_cadence_asks_for_nothing(make):
    """
    Where the table says that no visit is owed, unknown visits do not matter.
    """
    table = Table(
        inputs={"grade": ["A", "B"]},
        rows=(
            Row(when={"grade": "A"}, then=Cadence(times=1, per=Period.MONTH)),
            Row(when={"grade": "B"}, then=None, verdict="not_applicable"),
        ),
        outcome="cadence",
    )
    decision = asked(make, table, record(date(2024, 5, 1), grade="B", visits=None))

    assert Verdict.NOT_APPLICABLE is decision.verdict
    assert () == decision.missing


def test_a_cadence_left_open_names_the_key(make):
    """
    Where the document gives no number, the key to set is missing.
    """
    decision = asked(make, UNSPECIFIED, record(date(2024, 5, 1)))

    assert Verdict.UNDETERMINED is decision.verdict
    assert ("visits.cadence",) == decision.missing


def test_a_visit_to_another_customer_is_a_mistake():
    """
    A record holds the visits and excuses of one customer; any other is named with its place.
    """
    facts = evolve(
        record(date(2024, 5, 1)),
        visits=(Visit(start=date(2024, 4, 1)), Visit(customer="C2", start=date(2024, 4, 2))),
        excuses=(Excuse(customer="C3", span=Span(), reason="closed"),),
    )

    with pytest.raises(FactsError) as told:
        visit_due(facts, ABC)

    assert ["visits[1].customer", "excuses[0].customer"] == [problem.where for problem in told.value.problems]


def test_a_far_year_is_provisional():
    """
    A next due day in a year without an official calendar is marked.
    """
    near, far = (visit_due(record(day), ABC) for day in (date(2024, 5, 1), date(2099, 5, 1)))

    assert (False, True) == (near.provisional, far.provisional)


def test_the_wrong_key_is_a_mistake(make):
    """
    A key of another shape, of a table of something else, or of no policy at all is refused with the reason.
    """
    on = date(2024, 5, 1)

    with pytest.raises(WrongBlockError, match="needs a cadence"):
        visit_due(record(on, cadence="tables.cadence_basis"), ABC)
    with pytest.raises(WrongBlockError, match="needs a cadence or table"):
        asked(make, Recurrence(rrule="FREQ=MONTHLY;BYMONTHDAY=1"), record(on))
    with pytest.raises(SilentPolicyError):
        visit_due(record(on, cadence="visits.cadens"), ABC)


def test_a_day_before_the_rules_has_no_cadence(make):
    """
    Before its first day the cadence is not in force.
    """
    policy = make.policy(make.pack(visits__cadence=(make.dated(Cadence(per=Period.MONTH), since=date(2024, 1, 1)),)))

    with pytest.raises(NotInForceError):
        visit_due(record(date(2023, 12, 31)), policy)


def test_a_cadence_that_asks_for_nothing_is_refused(make):
    """
    An interval of no days would never come to an end.
    """
    with pytest.raises(PolicyError, match="leaves no time until the next one"):
        asked(make, Cadence(every=Every(days=0)), record(date(2024, 5, 1)))
