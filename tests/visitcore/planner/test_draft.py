"""
The draft of a month, against every way in which its visits could be placed.
"""

from collections import Counter
from datetime import date, time, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.facts.customer import Customer
from visitcore.ground.calendar import WorkCalendar
from visitcore.ground.period import Period
from visitcore.ground.span import Span
from visitcore.planner import Demand, Frame, draft_plan

DAY = timedelta(days=1)
JUNE = date(2024, 6, 1)
JULY = date(2024, 7, 1)


def june(day):
    """
    A day counted from the first of June: 0 is the last of May, 31 the first of July.
    """
    return JUNE + DAY * (day - 1)


def framed(days, most=1, month=JUNE):
    """
    A frame with some working days, each with room for so many visits.
    """
    slots = tuple((time(8 + n), time(9 + n)) for n in range(most))
    return Frame(month=Period.MONTH.span(month), days=tuple(days), slots=slots, provisional=False)


def want(code="C1", opens=JUNE, due_by=date(2024, 6, 28), *, owner="li", grade="A", **more):
    """
    One visit to be placed.
    """
    customer = Customer(code=code, owner=owner, grade=grade)
    return Demand(**{"customer": customer, "opens": opens, "due_by": due_by, "overdue": False, "rule": "X-1", **more})


def placed(plan):
    """
    What a plan comes to: owner, day, hour and customer of each visit.
    """
    return [(visit.owner, visit.day, visit.start, visit.demand.customer.code) for visit in plan.visits]


def days_of(plan):
    """
    The days of June on which each customer is visited.
    """
    return [(visit.demand.customer.code, visit.day.day) for visit in plan.visits]


def reasons(plan):
    """
    Who goes without, and why.
    """
    return [(miss.customer.code, miss.why.en) for miss in plan.unfitted]


# ---------------------------------------------------------------- worlds to try

late_june = st.sets(st.integers(22, 30), max_size=6).map(lambda days: [june(day) for day in sorted(days)])
frames = st.builds(framed, late_june, st.integers(0, 3))


@st.composite
def wanted(draw, most=3, owners=("li", "wang", None), overdue=(False, True), closed=True):
    """
    Visits of a few customers; the windows of one customer follow each other, as those of a cadence do.
    """
    found = []
    for n in range(draw(st.integers(0, 5))):
        owner, grade = draw(st.sampled_from(owners)), draw(st.sampled_from(["A", "B", None]))
        late = draw(st.sampled_from(overdue))
        count = draw(st.integers(1, most))
        opens = sorted(draw(st.lists(st.integers(18, 32), min_size=count, max_size=count)))
        dues = sorted(draw(st.lists(st.integers(18, 33), min_size=count, max_size=count)))
        excused = [Span(june(low), june(low) + DAY * 3) for low in draw(st.lists(st.integers(18, 30), max_size=2))]
        for at, (first, last) in enumerate(zip(opens, dues, strict=True)):
            gone = late and at == 0
            found.append(
                want(
                    f"C{n}",
                    JUNE if gone else june(first),
                    june(-4) if gone else june(max(first, last)),
                    owner=owner,
                    grade=grade,
                    overdue=late,
                    closed=tuple(excused) if closed else (),
                )
            )
    return draw(st.permutations(found))


def fits(demand, day):
    """
    Whether a visit may be made on a day.
    """
    in_time = day <= demand.due_by or demand.due_by < JUNE
    return demand.opens <= day and in_time and not any(span.since <= day < span.until for span in demand.closed)


# ---------------------------------------------------------------- what holds for every plan


@given(frame=frames, wanted=wanted())
def test_every_visit_that_is_due_is_planned_or_told_once(frame, wanted):
    """
    None is lost and none is made twice; what is due later is counted where it finds no place.
    """
    plan = draft_plan(frame, wanted)
    told = [*(id(visit.demand) for visit in plan.visits), *(id(miss.demand) for miss in plan.unfitted)]
    due = {id(demand) for demand in wanted if demand.due_by < JULY}

    assert len(set(told)) == len(told)
    assert due <= set(told) <= {id(demand) for demand in wanted}
    assert all(miss.demand.due_by < JULY for miss in plan.unfitted)
    assert len(wanted) == len(told) + plan.waiting


@given(frame=frames, wanted=wanted())
def test_nobody_makes_more_visits_than_the_day_holds(frame, wanted):
    """
    An owner's visits of a day take its hours from the first one on, without a gap.
    """
    by_day = {}
    for visit in draft_plan(frame, wanted).visits:
        by_day.setdefault((visit.owner, visit.day), []).append((visit.start, visit.end))

    assert all(list(frame.slots[: len(found)]) == found for found in by_day.values())


@given(frame=frames, wanted=wanted())
def test_a_visit_lies_on_a_working_day_that_makes_sense(frame, wanted):
    """
    Not before it opens, not after its last day unless that lay before the month, never while excused.
    """
    plan = draft_plan(frame, wanted)

    assert all(visit.day in frame.days for visit in plan.visits)
    assert all(fits(visit.demand, visit.day) for visit in plan.visits)
    assert all(visit.owner == visit.demand.customer.owner for visit in plan.visits)


@given(frame=frames, wanted=wanted())
def test_nobody_is_visited_twice_on_a_day(frame, wanted):
    """
    Each visit to a customer has a day of its own.
    """
    plan = draft_plan(frame, wanted)
    times = Counter((visit.demand.customer.code, visit.day) for visit in plan.visits)

    assert set(times.values()) <= {1}


@given(frame=frames, wanted=wanted(), seed=st.randoms(use_true_random=False))
def test_the_order_of_the_sheet_never_matters(frame, wanted, seed):
    """
    The same visits give the same plan, however they come.
    """
    shuffled = list(wanted)
    seed.shuffle(shuffled)
    plan, other = draft_plan(frame, wanted), draft_plan(frame, shuffled)

    assert placed(plan) == placed(other)
    assert [(miss.demand, miss.why) for miss in plan.unfitted] == [(miss.demand, miss.why) for miss in other.unfitted]


@given(frame=frames, wanted=wanted())
def test_owners_do_not_stand_in_each_others_way(frame, wanted):
    """
    Each one's plan is what it would be alone, and the plan is told owner by owner, day by day.
    """
    alone = [draft_plan(frame, [one for one in wanted if one.customer.owner == owner]) for owner in ("li", "wang")]
    together = placed(draft_plan(frame, wanted))

    assert [visit for plan in alone for visit in placed(plan)] == together
    assert sorted(together, key=lambda visit: visit[:3]) == together


@given(frame=frames, wanted=wanted())
def test_no_free_place_is_left_that_an_untold_visit_could_take(frame, wanted):
    """
    A visit that goes without finds every day it could be made on full, or with a visit to the same customer.
    """
    plan = draft_plan(frame, wanted)
    full = Counter((visit.owner, visit.day) for visit in plan.visits)
    own = {(visit.demand.customer.code, visit.day) for visit in plan.visits}

    for miss in plan.unfitted:
        left = [day for day in frame.days if fits(miss.demand, day) and (miss.customer.code, day) not in own]

        assert miss.customer.owner is None or all(full[miss.customer.owner, day] == len(frame.slots) for day in left)


# ---------------------------------------------------------------- against every way there is


def most_placed(frame, wanted):
    """
    How many of the visits due in the month can be placed at best: every way is tried.
    """
    due = sorted((one for one in wanted if one.due_by < JULY), key=lambda one: one.customer.code)

    @cache
    def best(at, room, own):
        if at == len(due):
            return 0
        code = due[at].customer.code
        own = own if at and due[at - 1].customer.code == code else frozenset()
        ways = [best(at + 1, room, own)]
        for place, day in enumerate(frame.days):
            if room[place] and day not in own and fits(due[at], day):
                left = (*room[:place], room[place] - 1, *room[place + 1 :])
                ways.append(1 + best(at + 1, left, own | {day}))
        return max(ways)

    return best(0, (len(frame.slots),) * len(frame.days), frozenset())


def due_placed(plan):
    """
    How many visits due in the month a plan holds.
    """
    return sum(visit.demand.due_by < JULY for visit in plan.visits)


@given(frame=frames, wanted=wanted(most=1, owners=("li",), overdue=(False,), closed=False))
def test_no_plan_holds_more_visits_than_the_draft(frame, wanted):
    """
    Where each customer is due once, as many visits are placed as can be.
    """
    assert most_placed(frame, wanted) == due_placed(draft_plan(frame, wanted))


@given(frame=frames, wanted=wanted(owners=("li",), overdue=(False,), closed=False))
def test_everything_is_placed_wherever_that_is_possible(frame, wanted):
    """
    Customers due several times, each time on another day, find their places where there is a way at all.
    """
    plan = draft_plan(frame, wanted)
    due = sum(demand.due_by < JULY for demand in wanted)

    assert (most_placed(frame, wanted) == due) == (due_placed(plan) == due)


def test_the_last_days_of_a_month_are_not_given_away():
    """
    What is due on a closing Sunday is due on the Friday before, so the visit before it is due on the Thursday.
    """
    friday, sunday = june(28), june(30)
    wanted = [
        *(want("C1", june(27), sunday) for _ in range(2)),
        want("C2", june(27), friday),
        want("C3", june(27), friday),
    ]
    plan = draft_plan(framed([june(27), friday], 2), wanted)

    assert () == plan.unfitted
    assert [("C1", 27), ("C2", 27), ("C1", 28), ("C3", 28)] == days_of(plan)


def test_what_is_due_later_never_takes_the_place_of_what_is_due_now():
    """
    Three visits due at the beginning of July wait for one due at the end of June.
    """
    wanted = [*(want("C1", june(28), JULY) for _ in range(3)), want("C2", june(28), june(28), grade="B")]
    plan = draft_plan(framed([june(28)]), wanted)

    assert [("C2", 28)] == days_of(plan)
    assert ((), 3) == (plan.unfitted, plan.waiting)


# ---------------------------------------------------------------- whose turn it is


def test_what_is_due_earliest_comes_first():
    """
    The last good day decides, not the grade.
    """
    wanted = [want("C1", due_by=june(7)), want("C2", due_by=june(6), grade="C"), want("C3", due_by=june(5))]
    frame = framed(june(day) for day in range(3, 8))

    assert [("C3", 3), ("C2", 4), ("C1", 5)] == days_of(draft_plan(frame, wanted))


def test_what_is_due_at_the_weekend_is_due_on_the_friday():
    """
    Among visits due on Friday, Saturday and Sunday the better grade comes first.
    """
    wanted = [
        want("C1", due_by=june(7), grade="C"),
        want("C2", due_by=june(8), grade="B"),
        want("C3", due_by=june(9), grade="A"),
    ]
    frame = framed([june(5), june(6), june(7), june(10)])

    assert [("C3", 5), ("C2", 6), ("C1", 7)] == days_of(draft_plan(frame, wanted))


def test_the_overdue_come_first_and_as_early_as_they_fit():
    """
    Visits due before the month are made on its first days, the one longest overdue before the others.
    """
    wanted = [
        want("C1", due_by=june(4)),
        want("C2", due_by=june(-3), overdue=True),
        want("C3", due_by=june(-20), overdue=True, grade="C"),
    ]

    assert [("C3", 3), ("C2", 3), ("C1", 4)] == days_of(draft_plan(framed([june(3), june(4)], 2), wanted))
    assert [("C3", 3), ("C2", 4)] == days_of(draft_plan(framed([june(3), june(4)]), wanted))


def test_of_those_due_on_one_day_the_overdue_the_better_grade_and_the_lower_code_come_first():
    """
    A customer without a grade comes after those that have one.
    """
    wanted = [
        want("C1", grade=None),
        want("C2", grade="B"),
        want("C5", grade="A"),
        want("C4", grade="A"),
        want("C3", grade="C", overdue=True),
    ]
    plan = draft_plan(framed([june(3)], 5), wanted)

    assert ["C3", "C4", "C5", "C2", "C1"] == [visit.demand.customer.code for visit in plan.visits]


def test_a_visit_waits_until_it_opens():
    """
    A free day before it stays free.
    """
    assert [("C1", 12)] == days_of(draft_plan(framed([june(3), june(12)]), [want(opens=june(4))]))


def test_what_is_due_later_is_made_ahead_where_there_is_room():
    """
    A visit due in July takes a place of June that nobody needs.
    """
    assert [("C1", 3)] == days_of(draft_plan(framed([june(3)]), [want(due_by=date(2024, 9, 30))]))


def test_an_excused_day_is_left_out():
    """
    Another customer takes the place, and the excused one comes the day after.
    """
    wanted = [want("C1", due_by=june(20), closed=(Span(june(1), june(4)),)), want("C2", due_by=june(27))]

    assert [("C2", 3), ("C1", 4)] == days_of(draft_plan(framed([june(3), june(4)]), wanted))


def test_an_excuse_at_the_end_makes_a_visit_due_before_it():
    """
    A customer away from the 4th on is visited before one who can be seen until the 10th.
    """
    wanted = [want("C1", due_by=june(28), closed=(Span(june(4), None),)), want("C2", due_by=june(10))]

    assert [("C1", 3), ("C2", 4)] == days_of(draft_plan(framed([june(3), june(4)]), wanted))


# ---------------------------------------------------------------- why one goes without


def test_a_customer_without_an_owner_is_told():
    """
    Nobody can be sent there.
    """
    for nobody in (None, ""):
        assert [("C1", "the customer has no owner")] == reasons(draft_plan(framed([june(3)]), [want(owner=nobody)]))


def test_a_full_calendar_is_told():
    """
    With how many visits a day there is room for.
    """
    wanted = [want(f"C{n}", due_by=june(4)) for n in range(5)]
    plan = draft_plan(framed([june(3), june(4)], 2), wanted)

    assert [("C4", "every working day from 2024-06-01 to 2024-06-04 is full (2 visits a day)")] == reasons(plan)
    assert "2024-06-01 至 2024-06-04 的工作日均已排满（每天2次）" == plan.unfitted[0].why.zh


def test_a_visit_overdue_before_the_month_is_told_with_the_whole_month():
    """
    It could have been made on any day up to the end.
    """
    plan = draft_plan(framed([june(3)], 0), [want(due_by=june(-3), overdue=True)])

    assert [("C1", "every working day from 2024-06-01 to 2024-06-30 is full (0 visits a day)")] == reasons(plan)


def test_a_customer_visited_on_every_day_already_is_told():
    """
    The day has room, but not for the same customer again.
    """
    plan = draft_plan(framed([june(3)], 6), [want(due_by=june(5)) for _ in range(2)])
    why = (
        "every working day from 2024-06-01 to 2024-06-05 is full (6 visits a day) or has a visit to this customer "
        "already"
    )

    assert [("C1", 3)] == days_of(plan)
    assert [("C1", why)] == reasons(plan)


def test_excused_days_are_told():
    """
    Where all that is left is excused, that is the reason.
    """
    plan = draft_plan(framed([june(3)]), [want(due_by=june(5), closed=(Span(None, june(5)),))])

    assert [("C1", "every working day from 2024-06-01 to 2024-06-05 is excused")] == reasons(plan)


@pytest.mark.parametrize("month", [date(2024, 5, 1), date(2024, 10, 1)])
def test_a_week_without_a_working_day_is_told(month):
    """
    The first days of May and of October are holidays in China: what is due in them cannot be planned.
    """
    frame = framed(WorkCalendar().workdays(Period.MONTH.span(month)), month=month)
    plan = draft_plan(frame, [want(opens=month, due_by=month + DAY * 4)])

    assert [("C1", f"no working day from {month} to {month + DAY * 4}")] == reasons(plan)
    assert f"{month} 至 {month + DAY * 4} 之间没有工作日" == plan.unfitted[0].why.zh


@pytest.mark.parametrize(
    ("opens", "due_by"),
    [
        (date(2024, 4, 4), date(2024, 4, 7)),
        (date(2024, 4, 27), date(2024, 4, 28)),
        (date(2024, 5, 11), date(2024, 5, 12)),
    ],
)
def test_a_weekend_worked_in_lieu_is_used(opens, due_by):
    """
    Sunday 7 and 28 April and Saturday 11 May 2024 are worked in China.
    """
    frame = framed(WorkCalendar().workdays(Period.MONTH.span(opens)), month=opens)
    worked = {date(2024, 4, 7), date(2024, 4, 28), date(2024, 5, 11)}
    plan = draft_plan(frame, [want(opens=opens, due_by=due_by)])

    assert () == plan.unfitted
    assert {visit.day for visit in plan.visits} <= worked


def test_those_who_go_without_are_told_by_owner_and_last_day():
    """
    Customers without an owner come first.
    """
    wanted = [
        want("C1", owner="wang", due_by=june(5)),
        want("C2", due_by=june(9)),
        want("C3", due_by=june(5)),
        want("C4", owner=None),
    ]

    assert ["C4", "C3", "C2", "C1"] == [miss.customer.code for miss in draft_plan(framed([]), wanted).unfitted]


def test_a_month_for_which_nothing_is_wanted():
    """
    It is an empty plan, not an error.
    """
    plan = draft_plan(framed([june(3)]), [])

    assert ((), (), 0) == (plan.visits, plan.unfitted, plan.waiting)


def test_a_frame_without_an_end():
    """
    Where the frame has no end, all is due in it.
    """
    frame = Frame(month=Span(JUNE, None), days=(june(3),), slots=(), provisional=False)
    plan = draft_plan(frame, [want("C1", due_by=date(2030, 1, 1)), want("C2", due_by=june(1))])

    assert (["C2", "C1"], 0) == ([miss.customer.code for miss in plan.unfitted], plan.waiting)


def test_a_day_with_visits_agreed_already_holds_fewer():
    """
    What an owner has on a day takes its room; another owner's day is not touched by it.
    """
    frame = framed([june(3), june(4)], most=1)
    visits = [want("C1", due_by=june(4)), want("C2", due_by=june(4)), want("C3", due_by=june(4), owner="wang")]
    plan = draft_plan(frame, visits, {("li", june(3)): 1})

    assert [("C1", june(4)), ("C3", june(3))] == [(one.demand.customer.code, one.day) for one in plan.visits]
    assert ["C2"] == [miss.customer.code for miss in plan.unfitted]


# ---------------------------------------------------------------- spread over the month


@given(frame=frames, wanted=wanted())
def test_spreading_a_month_leaves_nobody_out(frame, wanted):
    """
    The same visits are placed as without, each on a day that makes sense.
    """
    plan = draft_plan(frame, wanted, spread=True)

    assert {id(one.demand) for one in draft_plan(frame, wanted).visits} == {id(one.demand) for one in plan.visits}
    assert all(fits(visit.demand, visit.day) for visit in plan.visits)
    assert all(count <= len(frame.slots) for count in Counter((one.owner, one.day) for one in plan.visits).values())


def test_a_month_is_spread_over_its_days():
    """
    Twenty-two visits that have time lie one or two to a day on all twenty days, and not six a day on the first four.
    """
    days = [june(day) for day in range(3, 29) if june(day).weekday() < 5]
    wanted = [want(f"C{n:02}") for n in range(22)]
    plans = [draft_plan(framed(days, 6), wanted, spread=spread) for spread in (True, False)]
    told = [Counter(Counter(day for _code, day in days_of(plan)).values()) for plan in plans]

    assert [{1: 18, 2: 2}, {6: 3, 4: 1}] == told


def test_the_overdue_come_first_in_a_month_that_is_spread():
    """
    Two that are overdue lie before four that have time.
    """
    late = [want(f"L{n}", due_by=june(-4), overdue=True) for n in range(2)]
    plan = draft_plan(framed([june(3), june(4), june(5)], 6), [*(want(f"C{n}") for n in range(4)), *late], spread=True)

    assert [("L0", 3), ("L1", 3), ("C0", 4), ("C1", 4), ("C2", 5), ("C3", 5)] == days_of(plan)


def test_spreading_a_month_makes_the_overdue_wait_no_longer():
    """
    Eight overdue visits take the first two days with four places each; the three others lie evenly behind.
    """
    late = [want(f"L{n}", due_by=june(-4), overdue=True) for n in range(8)]
    days = [june(3), june(4), june(5), june(6), june(7)]
    plan = draft_plan(framed(days, 4), [*(want(f"C{n}") for n in range(3)), *late], spread=True)

    assert {june(3), june(4)} == {one.day for one in plan.visits if one.demand.customer.code.startswith("L")}
    assert {june(6), june(7)} == {one.day for one in plan.visits if one.demand.customer.code.startswith("C")}


def test_days_that_are_short_are_filled_in_a_month_that_is_spread():
    """
    Three that are due on the first day are made on it, whatever the share of the day.
    """
    frame = framed([june(3), june(4), june(5)], 3)
    plan = draft_plan(frame, [want(f"C{n}", due_by=june(3)) for n in range(3)], spread=True)

    assert () == plan.unfitted
    assert {3} == {day for _code, day in days_of(plan)}


def test_a_month_is_spread_beside_what_is_agreed_already():
    """
    A day that is half full takes less of it.
    """
    frame = framed([june(3), june(4)], 4)
    plan = draft_plan(frame, [want(f"C{n}") for n in range(3)], {("li", june(3)): 3}, spread=True)

    assert [3, 4, 4] == [day for _code, day in days_of(plan)]
