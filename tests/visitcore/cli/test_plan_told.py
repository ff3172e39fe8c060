from datetime import date, time

import pytest
from attrs import evolve

from visitcore.cli.plan_told import plan_told
from visitcore.facts.customer import Customer
from visitcore.ground.period import Period
from visitcore.planner import Demand, Frame, Plan, PlannedVisit

DAY = date(2024, 7, 1)
CUSTOMER = Customer(code="C1", owner="Ann")
DEMAND = Demand(customer=CUSTOMER, opens=DAY, due_by=DAY, overdue=False, rule="ABC-03.2a")
VISIT = PlannedVisit(owner="Ann", day=DAY, start=time(9), end=time(10), demand=DEMAND)
FRAME = Frame(month=Period.MONTH.span(DAY), days=(DAY,), slots=((time(9), time(10)),), provisional=False)
PLAN = Plan(frame=FRAME, visits=(VISIT,), unfitted=(), waiting=0)


def told(plan=PLAN, lang="en", *, customers=1, unknown=(), kept=0, capacity=None):
    """
    What is said of a plan.
    """
    found = plan_told(plan, customers=customers, unknown=unknown, kept=kept, capacity=capacity)
    return [text.in_(lang) for text in found]


def test_the_counts_are_told():
    """
    One is one, and two are two.
    """
    [one] = told()
    [more] = told(evolve(PLAN, visits=(VISIT,) * 1200, waiting=3), customers=2000)

    assert one.startswith("1 customer, 1 working day: 1 visit planned, 0 due in the month cannot be fitted")
    assert more.startswith("2,000 customers, 1 working day: 1,200 visits planned")
    assert more.endswith("3 due later can wait")
    assert ["1 个客户、1 个工作日：已安排 1 次拜访，本月到期而无法安排 0 次，可顺延 0 次"] == told(lang="zh")


@pytest.mark.parametrize(
    ("kept", "sentence"),
    [
        (1, "1 visit of this month is planned in the sheet already; "),
        (2, "2 visits of this month are planned in the sheet already; "),
    ],
)
def test_what_is_agreed_already_is_told(kept, sentence):
    """
    Visits of the sheet that lie in the month are not in the plan.
    """
    assert told(kept=kept)[1].startswith(sentence)


def test_who_is_left_out_is_named():
    """
    Five by their codes, the others by their number.
    """
    few, many = told(unknown=["C1", "C2"]), told(unknown=[f"C{number}" for number in range(7)])

    assert "2 customers (C1, C2); " in few[1]
    assert "7 customers (C0, C1, C2, C3, C4 …); " in many[1]
    assert "7 个客户（C0、C1、C2、C3、C4 等）" in told(lang="zh", unknown=["C0", "C1", "C2", "C3", "C4", "x", "y"])[1]


def test_a_capacity_that_cannot_be_used_is_told():
    """
    Only where the hours of a day hold fewer.
    """
    assert 1 == len(told(capacity=1))
    assert ["the visiting hours hold 1 visit a day, so --capacity 2 is not used in full"] == told(capacity=2)[1:]


@pytest.mark.parametrize(("lang", "word"), [("en", "provisional: "), ("zh", "暂定：")])
def test_a_month_not_yet_announced_is_told_last(lang, word):
    """
    Its working days may still change.
    """
    assert told(evolve(PLAN, frame=evolve(FRAME, provisional=True)), lang)[-1].startswith(word)
