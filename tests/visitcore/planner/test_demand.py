"""
What a month has to hold, day by day, and what the due list says once it was made.
"""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.cadence import Cadence, Every
from visitcore.blocks.table import Row, Table
from visitcore.codec.policy import load_policy
from visitcore.facts.customer import Customer
from visitcore.facts.visit import Excuse
from visitcore.ground.errors import PolicyError
from visitcore.ground.period import Period
from visitcore.ground.span import Span
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.planner import Frame, demands, draft_plan
from visitcore.rules.visiting import DueReader

DAY = timedelta(days=1)
APRIL = date(2024, 4, 1)
YEARS = date(2020, 1, 1)


def ends(month):
    """
    First and last day of a month.
    """
    span = Period.MONTH.span(month)
    return span.since, span.until - DAY


def away(first, last):
    """
    An excuse from one day to another, both included; one without an end where there is no last day.
    """
    return Excuse(customer="C1", span=Span(first, None if last is None else last + DAY), reason="rebuilding")


def april(day):
    """
    A day of April 2024.
    """
    return date(2024, 4, day)


@pytest.fixture(scope="session")
def reader(make):
    """
    Opens a cadence on the day before a month, by a policy that lets visits be made six days early.
    """

    def open_(cadence, month=APRIL, on=None, early=6, **more):
        pack = make.pack(visits__cadence=cadence, plans__early_days=early, **more)
        return DueReader.open(make.policy(pack), on or ends(month)[0] - DAY)

    return open_


@pytest.fixture(scope="session")
def windows(reader):
    """
    First and last sensible day of each visit that a customer of four years needs in a month.
    """

    def windows_(cadence, visited=(), excuses=(), month=APRIL, since=YEARS, **more):
        customer = Customer(code="C1", grade="A", since=since)
        found = demands(reader(cadence, month, **more), customer, visited, excuses, Period.MONTH.span(month))
        return [(demand.opens, demand.due_by) for demand in found]

    return windows_


# ---------------------------------------------------------------- so many times in a period

WEEKLY = Cadence(times=2, per=Period.WEEK)
MONTHLY = Cadence(times=1, per=Period.MONTH)
QUARTERLY = Cadence(times=1, per=Period.QUARTER)


def test_two_a_week_are_two_in_each_week_of_the_month(windows):
    """
    The second one makes sense from the middle of the week; a holiday there brings it forward to a working day.

    Thursday 4 April 2024 and Thursday 2 May are holidays, so are the days before the latter back to the 1st.
    """
    expected = [
        *((april(1), april(7)), (april(3), april(7))),
        *((april(8), april(14)), (april(11), april(14))),
        *((april(15), april(21)), (april(18), april(21))),
        *((april(22), april(28)), (april(25), april(28))),
        *((april(29), date(2024, 5, 5)), (april(30), date(2024, 5, 5))),
    ]

    assert expected == windows(WEEKLY)


def test_one_a_quarter_may_be_made_in_its_first_month(windows):
    """
    It is due at the quarter's end and makes sense from its beginning, as long as it was not made.
    """
    visited = [date(2024, 4, 10)]

    assert [(april(1), date(2024, 6, 30))] == windows(QUARTERLY)
    assert [(date(2024, 6, 1), date(2024, 6, 30))] == windows(QUARTERLY, month=date(2024, 6, 1))
    assert [] == windows(QUARTERLY, visited, month=date(2024, 6, 1))


def test_three_a_quarter_are_spread_over_what_is_left_of_it(windows):
    """
    The second would begin with the holidays of May and is brought forward; the third is left to the months to come.
    """
    thrice = Cadence(times=3, per=Period.QUARTER)

    assert [(april(1), date(2024, 6, 30)), (april(30), date(2024, 6, 30))] == windows(thrice)
    assert [(date(2024, 5, 1), date(2024, 6, 30)), (date(2024, 5, 31), date(2024, 6, 30))] == windows(
        thrice, [april(2)], month=date(2024, 5, 1)
    )


def test_a_visit_made_in_a_week_that_began_before_the_month_counts(windows):
    """
    Of two visits in the week from 29 April to 5 May one was made on the 29th.
    """
    found = windows(WEEKLY, [april(29)], month=date(2024, 5, 1))

    assert (date(2024, 5, 1), date(2024, 5, 5)) == found[0]
    assert [date(2024, 5, 12)] * 2 == [due_by for _, due_by in found[1:3]]


def test_what_is_done_beyond_the_cadence_asks_for_nothing_more(windows):
    """
    Three visits where two are owed leave none.
    """
    done = [april(29), april(29), april(30)]

    assert date(2024, 5, 12) == windows(WEEKLY, done, month=date(2024, 5, 1))[0][1]


def test_visits_after_the_day_known_up_to_do_not_count(windows):
    """
    A plan made in March does not know of April.
    """
    assert [(april(1), april(30))] == windows(MONTHLY, [april(2)])
    assert [(april(1), date(2024, 6, 30))] == windows(QUARTERLY, [april(2)], on=date(2024, 3, 15))


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        (april(1), [(april(1), april(30))]),
        (april(15), [(april(15), april(30))]),
        (april(30), [(april(30), april(30))]),
        (date(2024, 5, 1), []),
        (date(2024, 5, 20), []),
        (None, [(april(1), april(30))]),
    ],
)
def test_a_customer_is_visited_from_its_first_day_on(windows, since, expected):
    """
    One who begins within the month is due in what is left of it, one who begins later not at all.
    """
    assert expected == windows(MONTHLY, since=since)


def test_weeks_before_a_customer_begins_ask_for_nothing(windows):
    """
    One who begins on Tuesday the 23rd is due in the last two weeks.
    """
    assert [april(28), april(28), date(2024, 5, 5), date(2024, 5, 5)] == [
        due_by for _, due_by in windows(WEEKLY, since=april(23))
    ]


def test_the_first_day_is_the_local_one(windows):
    """
    An instant is brought to the pack's own zone: in Shanghai it is the 16th already.
    """
    instant = datetime(2024, 4, 15, 18, tzinfo=UTC)

    assert [(april(16), april(30))] == windows(MONTHLY, since=instant)


# ---------------------------------------------------------------- excuses in a period


@pytest.mark.parametrize(
    ("excuse", "expected"),
    [
        (away(april(1), april(30)), []),
        (away(date(2024, 3, 1), date(2024, 6, 1)), []),
        (away(None, None), []),
        (away(april(1), None), []),
        (away(april(1), april(10)), [(april(11), april(30))]),
        (away(date(2024, 3, 5), april(1)), [(april(2), april(30))]),
        (away(april(1), april(29)), [(april(30), april(30))]),
        (away(april(2), april(30)), [(april(1), april(30))]),
        (away(april(10), april(20)), [(april(1), april(30))]),
        (away(date(2024, 5, 1), None), [(april(1), april(30))]),
        (away(None, date(2024, 3, 31)), [(april(1), april(30))]),
    ],
)
def test_an_excuse_keeps_its_days_free(windows, excuse, expected):
    """
    A period that it covers asks for nothing; otherwise the visit is due in what is left.
    """
    assert expected == windows(MONTHLY, excuses=[excuse])


def test_excuses_that_follow_each_other_count_together(windows):
    """
    In whatever order they stand.
    """
    excuses = [away(april(6), april(12)), away(april(1), april(3)), away(april(3), april(5))]

    assert [(april(13), april(30))] == windows(MONTHLY, excuses=excuses)


def test_an_excuse_that_covers_a_quarter_covers_its_months(windows):
    """
    It must cover the whole period; a month of it only shifts the visit.
    """
    assert [] == windows(QUARTERLY, excuses=[away(april(1), date(2024, 6, 30))])
    assert [] == windows(QUARTERLY, excuses=[away(april(1), april(30))])
    assert [(date(2024, 5, 1), date(2024, 6, 30))] == windows(
        QUARTERLY, excuses=[away(april(1), april(30))], month=date(2024, 5, 1)
    )


def test_the_second_visit_comes_before_an_excuse_that_holds_its_day(windows):
    """
    Of two visits in April the second makes sense from the 16th; away from the 11th on, it does from the 10th.
    """
    twice = Cadence(times=2, per=Period.MONTH)
    friday = april(12)

    assert [(april(1), april(30)), (april(10), april(30))] == windows(twice, excuses=[away(april(11), april(30))])
    assert [(april(1), april(30)), (friday, april(30))] == windows(twice, excuses=[away(april(15), april(30))])
    assert [(april(1), april(30)), (april(1), april(30))] == windows(twice, excuses=[away(april(2), april(16))])


def test_an_excuse_in_instants_is_brought_to_local_days(windows):
    """
    Until 16:30 in London is past midnight in Shanghai.
    """
    excuse = Excuse(
        customer="C1",
        span=Span(datetime(2024, 3, 31, 16, tzinfo=UTC), datetime(2024, 4, 9, 16, 30, tzinfo=UTC)),
        reason="away",
    )

    assert [(april(10), april(30))] == windows(MONTHLY, excuses=[excuse])


# ---------------------------------------------------------------- again after an interval

FORTNIGHT = Cadence(every=Every(days=15))


@pytest.mark.parametrize(
    ("cadence", "visited", "expected"),
    [
        (FORTNIGHT, [date(2024, 3, 25)], [(april(3), april(9)), (april(18), april(24))]),
        (FORTNIGHT, [date(2024, 3, 17)], [(april(1), april(1)), (april(10), april(16))]),
        (FORTNIGHT, [date(2024, 3, 16)], [(april(1), date(2024, 3, 31)), (april(10), april(16))]),
        (FORTNIGHT, [YEARS, date(2023, 1, 1)], [(april(1), date(2023, 1, 16)), (april(10), april(16))]),
        (Cadence(every=Every(weeks=5)), [date(2024, 3, 30)], []),
        (Cadence(every=Every(months=1)), [date(2024, 3, 31)], [(april(24), april(30))]),
        (Cadence(every=Every(working_days=10)), [date(2024, 3, 25)], [(april(3), april(9)), (april(17), april(23))]),
    ],
)
def test_an_interval_is_counted_from_the_last_visit(windows, cadence, visited, expected):
    """
    Each is due an interval after the one before, and makes sense six days ahead; an overdue one is due at once.
    """
    assert expected == windows(cadence, visited)


def test_visits_of_a_short_interval_do_not_run_ahead(windows):
    """
    Every three days, with six days' leave to be early: a visit opens when the one before it is past.
    """
    found = windows(Cadence(every=Every(days=3)), [date(2024, 3, 30)])

    assert [(april(1), april(2)), (april(3), april(5)), (april(6), april(8))] == found[:3]
    assert (april(27), april(29)) == found[-1]


@pytest.mark.parametrize(("early", "opens"), [(0, april(9)), (2, april(7)), (30, april(1))])
def test_how_early_a_visit_may_be_is_the_policys_to_say(windows, early, opens):
    """
    But never before the month.
    """
    assert (opens, april(9)) == windows(FORTNIGHT, [date(2024, 3, 25)], early=early)[0]


def test_the_house_lets_a_visit_be_six_days_early(make):
    """
    VC says so where nobody else does, and of the first of the month.
    """
    kat = load_policy("KAT")

    assert 6 == kat.on(april(1)).read("plans.early_days").value


def test_early_days_of_the_first_of_the_month_govern(make, windows):
    """
    A value that ends with March is not used in April.
    """
    changing = (
        make.dated(20, key="plans.early_days", until=april(1)),
        make.dated(1, key="plans.early_days", since=april(1), until=april(2)),
        make.dated(9, key="plans.early_days", since=april(2)),
    )

    assert (april(8), april(9)) == windows(FORTNIGHT, [date(2024, 3, 25)], early=changing)[0]


def test_early_days_left_open_are_told_where_they_are_needed(windows):
    """
    A cadence per period does without.
    """
    assert [(april(1), april(30))] == windows(MONTHLY, early=UNSPECIFIED)
    with pytest.raises(PolicyError, match=r"plans\.early_days: is left open"):
        windows(FORTNIGHT, early=UNSPECIFIED)


@pytest.mark.parametrize(
    ("since", "visited", "expected"),
    [
        (date(2024, 3, 20), [], [(april(1), april(4)), (april(13), april(19))]),
        (date(2024, 3, 20), [date(2024, 3, 1)], [(april(1), date(2024, 3, 16)), (april(10), april(16))]),
        (april(10), [date(2024, 3, 20)], [(april(10), april(16))]),
        (april(10), [], [(april(19), april(25))]),
        (april(20), [], []),
        (date(2024, 5, 1), [date(2024, 3, 1)], []),
        (None, [], []),
    ],
)
def test_a_customer_never_visited_is_due_an_interval_after_it_began(windows, since, visited, expected):
    """
    The first day as a customer stands in for the last visit; no visit comes before it, or where neither is known.
    """
    assert expected == windows(FORTNIGHT, visited, since=since)


@pytest.mark.parametrize(
    ("excuses", "expected"),
    [
        ([away(april(5), april(12))], [(april(13), april(19))]),
        ([away(april(9), None)], []),
        ([away(april(1), april(30))], []),
        ([away(april(9), april(9))], [(april(10), april(16))]),
        ([away(april(1), april(8))], [(april(9), april(9)), (april(18), april(24))]),
        ([away(april(10), april(20))], [(april(3), april(9)), (april(21), april(24))]),
        ([away(april(2), april(9)), away(april(10), april(15))], [(april(16), april(22))]),
    ],
)
def test_an_interval_waits_for_an_excuse_to_end(windows, excuses, expected):
    """
    A visit due on an excused day is wanted soon after; no visit is wanted on an excused day.
    """
    found = windows(FORTNIGHT, [date(2024, 3, 25)], excuses)  # due on 9 and 24 April

    assert expected == found


def test_an_overdue_visit_waits_for_an_excuse_to_end_too(windows):
    """
    It was due in March; away until the 10th, it is made from the 11th on, and the next one is due 15 days later.
    """
    last = [date(2024, 3, 1)]
    found = windows(FORTNIGHT, last, [away(april(1), april(10))])

    assert [(april(11), date(2024, 3, 16)), (april(20), april(26))] == found
    assert [] == windows(FORTNIGHT, last, [away(april(1), april(30))])


def test_one_excuse_after_the_other(windows):
    """
    Wanted again from 29 March, it cannot be made before the second excuse is over: it is due soon after that one.
    """
    excuses = [away(date(2024, 3, 10), date(2024, 3, 28)), away(april(1), april(8))]

    assert (april(9), april(15)) == windows(FORTNIGHT, [date(2024, 3, 1)], excuses)[0]


# ---------------------------------------------------------------- who asks, and of whom


def test_the_rule_of_the_row_stands_on_the_visit():
    """
    ABC-03.2b asks for one visit a quarter with a customer of grade B.
    """
    reader = DueReader.open(load_policy("ABC"), date(2024, 3, 31))
    found = list(demands(reader, Customer(code="C1", grade="B"), (), (), Period.MONTH.span(APRIL)))

    assert [("ABC-03.2b", "C1")] == [(demand.rule, demand.customer.code) for demand in found]


def test_a_cadence_of_its_own_cites_the_rule_it_rests_on(reader):
    """
    Where no row gave it, the value as a whole is cited.
    """
    found = demands(reader(MONTHLY), Customer(code="C1"), (), (), Period.MONTH.span(APRIL))

    assert ["DST-01"] == [demand.rule for demand in found]


@pytest.mark.parametrize(
    ("visited", "overdue"), [([], True), ([date(2024, 3, 31)], False), ([date(2024, 2, 28)], True)]
)
def test_a_customer_that_is_overdue_before_the_month_is_marked(reader, visited, overdue):
    """
    As the due list of the day before says.
    """
    customer = Customer(code="C1", since=YEARS)
    found = demands(reader(FORTNIGHT), customer, visited, (), Period.MONTH.span(APRIL))

    assert {overdue} == {demand.overdue for demand in found}


@pytest.mark.parametrize("grade", ["Z", None, "D", "E"])
def test_a_customer_whose_cadence_is_not_known_is_left_to_the_due_list(reader, grade):
    """
    Neither a grade the policy does not know, nor a row left open, nor one without a visit gives anything to plan.
    """
    table = Table(
        inputs={"grade": ["A", "D", "E"]},
        rows=(
            Row(when={"grade": "A"}, then=MONTHLY),
            Row(when={"grade": "D"}, then=UNSPECIFIED),
            Row(when={"grade": "E"}, then="none"),
        ),
        outcome="cadence",
    )
    month = Period.MONTH.span(APRIL)

    assert [] == list(demands(reader(table), Customer(code="C1", grade=grade), (), (), month))
    assert 1 == len(list(demands(reader(table), Customer(code="C1", grade="A"), (), (), month)))


def test_excuses_that_touch_the_month_close_their_days(reader):
    """
    The draft leaves them out.
    """
    excuses = [away(april(10), april(20)), away(date(2024, 3, 1), date(2024, 3, 31)), away(april(30), None)]
    found = list(demands(reader(MONTHLY), Customer(code="C1"), (), excuses, Period.MONTH.span(APRIL)))

    assert [(Span(april(10), april(21)), Span(april(30), None))] == [demand.closed for demand in found]
    assert [False, True, True, False, False, True, False] == [
        found[0].wanted_on(day) for day in (date(2024, 3, 31), *map(april, (1, 9, 10, 20, 21, 30)))
    ]


# ---------------------------------------------------------------- properties

months = st.dates(date(2024, 1, 1), date(2025, 12, 31)).map(lambda day: day.replace(day=1))
per_period = st.builds(Cadence, times=st.integers(1, 4), per=st.sampled_from(list(Period)))
intervals = st.builds(
    Cadence, every=st.builds(Every, days=st.integers(1, 60)) | st.builds(Every, months=st.integers(1, 4))
)


@st.composite
def worlds(draw, cadences, excused=True):
    """
    A month, a cadence, a customer, its visits before the month and its excuses.
    """
    month = draw(months)
    since = draw(st.none() | st.integers(-400, 40).map(lambda shift: month + DAY * shift))
    visited = sorted(month - DAY * back for back in draw(st.lists(st.integers(1, 300), max_size=6)))
    starts = draw(st.lists(st.tuples(st.integers(-60, 40), st.integers(0, 60)), max_size=3 if excused else 0))
    excuses = [away(month + DAY * start, month + DAY * (start + length)) for start, length in starts]
    return month, draw(cadences), Customer(code="C1", owner="li", since=since), visited, excuses


def found_in(reader, world):
    """
    The visits that a world's customer needs.
    """
    month, cadence, customer, visited, excuses = world
    return list(demands(reader(cadence, month), customer, visited, excuses, Period.MONTH.span(month)))


@given(world=worlds(per_period | intervals))
def test_every_visit_makes_sense_in_the_month(reader, world):
    """
    It opens on a day of the month on which the customer is one, and is not excused.
    """
    month, _, customer, _, excuses = world
    first, last = ends(month)

    for demand in found_in(reader, world):
        assert max(first, customer.since or first) <= demand.opens <= last
        assert demand.wanted_on(demand.opens)
        assert not any(demand.opens in excuse.span for excuse in excuses)
        assert demand.due_by < first or demand.opens <= demand.due_by


@given(world=worlds(per_period, excused=False))
def test_each_period_that_ends_in_the_month_asks_for_what_is_still_owed(reader, world):
    """
    So many visits as are owed and not made, each with a later beginning than the one before, all due at its end.
    """
    month, cadence, customer, visited, _ = world
    first, last = ends(month)
    found = found_in(reader, world)
    day, expected = first, {}
    while day <= last:
        span = cadence.span(day)
        end = span.until - DAY
        if end <= last and (customer.since is None or customer.since <= end):
            expected[end] = max(cadence.times - sum(one in span for one in visited), 0)
        day = span.until

    for end, owed in expected.items():
        own = [demand.opens for demand in found if demand.due_by == end]

        assert owed == len(own)
        assert sorted(own) == own
    assert {demand.due_by for demand in found if demand.due_by <= last} == {
        end for end, owed in expected.items() if owed
    }


@given(world=worlds(intervals, excused=False))
def test_visits_of_an_interval_follow_each_other(reader, world):
    """
    From one due day to the next is one interval, and none is left out before the month ends.
    """
    month, cadence, customer, visited, _ = world
    first, last = ends(month)
    found = found_in(reader, world)
    dues = [demand.due_by for demand in found]
    calendar = reader(cadence, month).calendar
    earliest = max(first, customer.since or first)
    begun = visited[-1] if visited else customer.since
    due = last + DAY if begun is None or earliest > last else cadence.next_after(begun, calendar)
    turns = []
    while due <= last:
        turns.append(earliest + DAY * 6 if first <= due < earliest else due)
        due = cadence.next_after(max(turns[-1], earliest), calendar)

    assert turns == dues
    assert all(later.opens > earlier.due_by for earlier, later in pairwise(found))


@given(world=worlds(per_period))
def test_a_plan_that_holds_every_visit_meets_the_cadence(reader, make, world):
    """
    Once its visits are made, the due list at the end of each period in the month has nothing open.
    """
    month, cadence, customer, visited, excuses = world
    _, last = ends(month)
    found = found_in(reader, world)
    calendar = reader(cadence, month).calendar
    slots = tuple((time(9 + n), time(10 + n)) for n in range(6))
    frame = Frame(
        month=Period.MONTH.span(month),
        days=calendar.workdays(Period.MONTH.span(month)),
        slots=slots,
        provisional=False,
    )
    plan = draft_plan(frame, found)
    made = sorted([*visited, *(visit.day for visit in plan.visits)])
    without = {miss.demand.due_by for miss in plan.unfitted}
    day = cadence.span(month).until - DAY
    while day <= last:
        due = reader(cadence, on=day).decide(customer, made, excuses).outcome
        closed = any(day in excuse.span for excuse in excuses)

        assert due.short == 0 or due.status == "not_applicable" or day in without or closed
        day = cadence.span(day + DAY).until - DAY


def test_the_cadence_of_the_month_counts_not_that_of_the_day_before(reader):
    """
    A rule that begins with the month is planned by, although the visits are known up to the day before.
    """
    before, then = reader(MONTHLY), reader(Cadence(times=2, per=Period.MONTH), on=APRIL)
    month = Period.MONTH.span(APRIL)

    assert 1 == len(list(demands(before, Customer(code="C1"), (), (), month)))
    assert 2 == len(list(demands(before, Customer(code="C1"), (), (), month, then=then)))


@pytest.mark.parametrize(("planned", "left"), [((), 1), ((april(12),), 0), ((date(2024, 5, 3),), 1)])
def test_a_visit_that_is_planned_already_is_not_planned_again(reader, planned, left):
    """
    What the sheet has planned in the period counts; a day of another month does not.
    """
    found = demands(reader(MONTHLY), Customer(code="C1"), (), (), Period.MONTH.span(APRIL), planned=planned)

    assert left == len(list(found))
