from argparse import Namespace
from datetime import date, time

import pytest

from visitcore.cli.plan_grids import plan_grids, unfitted
from visitcore.facts.customer import Customer
from visitcore.ground.period import Period
from visitcore.ground.text import Text
from visitcore.planner import Demand, Frame, Plan, PlannedVisit, Unfitted


def demand(code, *, owner="Ann", overdue=False):
    """
    A visit to be made in July.
    """
    customer = Customer(code=code, name=f"Customer {code}", grade="A", owner=owner)
    return Demand(
        customer=customer, opens=date(2024, 7, 1), due_by=date(2024, 7, 31), overdue=overdue, rule="ABC-03.2a"
    )


def visit(code, day, *, owner="Ann", overdue=False):
    """
    A planned visit at nine.
    """
    wanted = demand(code, owner=owner, overdue=overdue)
    return PlannedVisit(owner=owner, day=date(2024, 7, day), start=time(9), end=time(10), demand=wanted)


@pytest.fixture
def plan():
    """
    Three visits of two owners, one miss, one customer without an owner.
    """
    frame = Frame(month=Period.MONTH.span(date(2024, 7, 1)), days=(), slots=(), provisional=False)
    visits = (visit("C1", 1, overdue=True), visit("C2", 1), visit("C1", 2), visit("C3", 1, owner="Ben"))
    misses = (
        Unfitted(demand=demand("C4"), why=Text("full", "排满")),
        Unfitted(demand=demand("C5", owner=None), why=Text("no owner", "无负责人")),
    )
    return Plan(frame=frame, visits=visits, unfitted=misses, waiting=0)


def options(style):
    """
    The words of a call.
    """
    return Namespace(format=style, output=None, formats=(style,), month=date(2024, 7, 1), policy="ABC")


@pytest.mark.parametrize("style", ["text", "json", "csv", "md"])
def test_the_sums_come_first(plan, style):
    """
    Per owner, then the visits, then those without a place.
    """
    assert ["By owner", "Plan", "Cannot be fitted"] == [grid.title.en for grid in plan_grids(plan, options(style))]


def test_a_workbook_has_a_table_for_each_owner(plan):
    """
    The visits of an owner are those of the whole plan.
    """
    whole, ann, ben, _misses, _sums = plan_grids(plan, options("xlsx"))

    assert ("Ann", "Ben") == (ann.title.en, ben.title.zh)
    assert whole.rows == [*ann.rows, *ben.rows]


def test_the_sums_count_visits_customers_days_and_misses(plan):
    """
    A customer visited twice counts once among the customers; who has no owner is counted apart.
    """
    sums = plan_grids(plan, options("text"))[0]

    assert [
        {"owner": "Ann", "visits": 3, "customers": 2, "days": 2, "overdue": 1, "unfitted": 1},
        {"owner": "Ben", "visits": 1, "customers": 1, "days": 1, "overdue": 0, "unfitted": 0},
        {"owner": Text("(none)", "（无）"), "visits": 0, "customers": 0, "days": 0, "overdue": 0, "unfitted": 1},
        {"owner": Text("all", "合计"), "visits": 4, "customers": 3, "days": 3, "overdue": 1, "unfitted": 2},
    ] == sums.rows


def test_a_visit_is_a_row(plan):
    """
    Day and weekday, hours, the customer, by when and by which rule.
    """
    assert {
        "owner": "Ann",
        "day": date(2024, 7, 1),
        "weekday": Text("Mon", "周一"),
        "start": "09:00",
        "end": "10:00",
        "customer": "C1",
        "name": "Customer C1",
        "grade": "A",
        "region": None,
        "due_by": date(2024, 7, 31),
        "overdue": True,
        "rule": "ABC-03.2a",
        "provisional": False,
    } == plan_grids(plan, options("text"))[1].rows[0]


def test_a_miss_is_a_row_with_its_reason(plan):
    """
    Who goes without, by when it was due, and why.
    """
    first, second = unfitted(plan).rows

    assert ("Ann", "C4", Text("full", "排满"), "ABC-03.2a") == (
        first["owner"],
        first["customer"],
        first["why"],
        first["rule"],
    )
    assert second["owner"] is None
