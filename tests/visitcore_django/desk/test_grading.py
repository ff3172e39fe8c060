from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from visitcore_site.days import NOW, TODAY
from visitcore_site.office import Office
from visitcore_site.together import together

from visitcore.ground.errors import SilentPolicyError
from visitcore_django import desk
from visitcore_django.desk.grading import Graded
from visitcore_django.models import CustomerFigure, DecisionRecord, GradeAssessment, GradingRound, SharedFacts

STRONG = {
    "sales_points": "90",
    "price_index": "0.95",
    "collection_rate": "0.95",
    "order_planning": "A",
    "product_fit": "A",
    "communication": "B",
    "trend": "A",
    "first_cooperation": "2020-01-01",
}


def figures(customer, on=TODAY, **told):
    """
    Write a customer's figures down.
    """
    for name, value in told.items():
        CustomerFigure.objects.create(customer=customer, name=name, value=value, as_of=on)


@pytest.fixture
def held(office):
    """
    A round of today.
    """
    return desk.open_round(TODAY, by=office.manager, at=NOW)


def test_the_worked_example_is_graded(office, held):
    """
    CGR-M, example 1: sales 90 points, price index 0.95, collection 0.95, letters A A B, trend A make 87.375 and an A.
    """
    customer = office.customer("C1", grade="B")
    figures(customer, **STRONG)

    assert Graded(proposed=1) == desk.grade_round(held, by=office.manager)
    row = GradeAssessment.objects.get()
    assert ("B", "A", Decimal("87.375"), "proposed") == (row.before, row.proposed, row.score, row.state)
    assert (customer, "allowed", "grade_customer") == (row.customer, row.decision.verdict, row.decision.name)


def test_the_gate_of_the_front_rank_keeps_from_grade_a(office, held):
    """
    CGR-M, example 2: 90 points with a price factor of 50 are a B.
    """
    figures(
        office.customer("C2"), **{**STRONG, "sales_points": "100", "price_index": "0.90", "collection_rate": "1.00"},
        loyalty="A",
    )  # fmt: skip
    desk.grade_round(held, by=office.manager)

    assert "B" == GradeAssessment.objects.get().proposed


def test_a_customer_of_whom_something_is_missing_is_told_what(office, held):
    """
    CGR-M, example 4: without the collection there is no grade, and the fact is named.
    """
    told = {name: value for name, value in STRONG.items() if name != "collection_rate"}
    figures(office.customer("C3"), **told)

    assert Graded(undetermined=1) == desk.grade_round(held, by=office.manager)
    row = GradeAssessment.objects.get()
    assert ("", None, "collection_rate") == (row.proposed, row.score, row.missing)
    assert "undetermined" == row.decision.verdict


def test_sales_are_ranked_among_all_customers(office, held):
    """
    CGR-M, example 7: sales of 10, 20, 20, 50 and 100 are worth 20, 60, 60, 80 and 100 points; the other factors 80.
    """
    for number, sales in enumerate(["10", "20", "20", "50", "100"]):
        told = {"price_index": "0.96", "collection_rate": "0.92", "first_cooperation": "2020-01-01"}
        figures(office.customer(f"C{number}"), sales=sales, **told)
    desk.grade_round(held, by=office.manager)

    points = [Decimal(20), Decimal(60), Decimal(60), Decimal(80), Decimal(100)]
    scores = [((30 * one + 45 * 80) / 75).quantize(Decimal("0.0001")) for one in points]
    assert scores == [row.score for row in GradeAssessment.objects.order_by("customer__code")]


def test_the_sales_of_all_are_kept_once(office, held):
    """
    Every record names the shared sales by their fingerprint instead of repeating them.
    """
    for number in range(3):
        customer = office.customer(f"C{number}", since=date(2020, 1, 1))
        figures(customer, sales=str(number + 1), price_index="1", collection_rate="1")
    desk.grade_round(held, by=office.manager)

    [shared] = SharedFacts.objects.all()
    assert ["1", "2", "3"] == shared.content
    assert {shared.key} == {record.facts["cohort_sales"]["shared"] for record in DecisionRecord.objects.all()}


def test_a_new_customer_gets_a_provisional_grade(office, held):
    """
    CGR-05.7 and 05.8: in the first six months sales are left out, and the grade is provisional.
    """
    told = {name: value for name, value in STRONG.items() if name != "sales_points"}
    figures(office.customer("C4"), **{**told, "first_cooperation": "2024-03-01"})
    desk.grade_round(held, by=office.manager)

    assert GradeAssessment.objects.get().provisional


def test_figures_count_up_to_the_day_of_the_round(office, held):
    """
    A figure of the day counts, one of the day after does not.
    """
    customer = office.customer("C5")
    figures(customer, **STRONG)
    figures(customer, on=date(2024, 6, 15), sales_points="0")
    desk.grade_round(held, by=office.manager)

    assert Decimal("87.375") == GradeAssessment.objects.get().score


def test_a_second_grading_keeps_what_is_proposed_and_tries_the_rest_again(office, held):
    """
    Going on after a stop, or after figures were brought in, repeats nobody who has a grade; old decisions stay.
    """
    first, second = office.customer("C1"), office.customer("C2")
    figures(first, **STRONG)
    assert Graded(proposed=1, undetermined=1) == desk.grade_round(held, by=office.manager)
    figures(second, **STRONG)

    assert Graded(proposed=1, kept=1) == desk.grade_round(held, by=office.manager)
    assert 2 == GradeAssessment.objects.count()
    assert 3 == DecisionRecord.objects.count()
    assert "" == GradeAssessment.objects.get(customer=second).missing


def test_only_customers_in_scope_are_graded(office, held):
    """
    The manager of the east grades the east; those who left are graded by nobody; the system grades all.
    """
    office.customer("C1")
    office.customer("W1", owner=office.zhao)
    office.customer("G1", active=False)

    assert 1 == desk.grade_round(held, by=office.manager).undetermined
    assert Graded(undetermined=2) == desk.grade_round(held, by=None)


@pytest.mark.parametrize("who", ["li", "lead", "boss", "auditor"])
def test_who_may_not_grade_opens_no_round(office, who):
    """
    The right is asked for.
    """
    with pytest.raises(desk.NotAllowedError):
        desk.open_round(TODAY, by=getattr(office, who), at=NOW)


def test_a_day_that_lies_ahead_is_not_graded(office):
    """
    Today may be, tomorrow not.
    """
    with pytest.raises(desk.DeskError):
        desk.open_round(date(2024, 6, 15), by=office.manager, at=NOW)


def test_a_day_has_one_round(office, held):
    """
    A second one is refused; a double click is the first one.
    """
    with pytest.raises(desk.DeskError):
        desk.open_round(TODAY, by=office.manager, at=NOW)
    one = desk.open_round(date(2024, 6, 1), by=office.manager, at=NOW, token="t1")

    assert one == desk.open_round(date(2024, 6, 1), by=office.manager, at=NOW, token="t1")


def test_a_round_is_closed_when_nothing_waits(office, held):
    """
    A proposed grade keeps it open, one that could not be told does not; closed, nobody is graded any more.
    """
    figures(office.customer("C1"), **STRONG)
    office.customer("C2", grade="")
    desk.grade_round(held, by=office.manager)
    with pytest.raises(desk.DeskError):
        desk.close_round(held, by=office.manager)
    desk.confirm_grade(GradeAssessment.objects.get(proposed="A"), by=office.manager, at=NOW)

    assert GradingRound.State.CLOSED == desk.close_round(held, by=office.manager).state
    with pytest.raises(desk.WrongStateError):
        desk.grade_round(held, by=office.manager)
    with pytest.raises(desk.WrongStateError):
        desk.override_grade(GradeAssessment.objects.get(proposed=""), "C", by=office.manager, reason="x", at=NOW)


def test_a_policy_that_grades_nobody_says_so(office, held):
    """
    Nothing is written where the policy of the day has no score.
    """
    office.customer("C1")
    office.policy('extends = ["ABC"]')

    with pytest.raises(SilentPolicyError):
        desk.grade_round(held, by=office.manager)
    assert 0 == GradeAssessment.objects.count()


def test_odd_figures_of_one_customer_stop_nobody_else(office, held):
    """
    A word where a number belongs leaves that one customer undetermined, and the figure is shown.
    """
    figures(office.customer("C1"), **{**STRONG, "price_index": "=1+1"})
    figures(office.customer("C2"), **STRONG)

    assert Graded(proposed=1, undetermined=1) == desk.grade_round(held, by=office.manager)
    assert "price_index = =1+1" == GradeAssessment.objects.get(proposed="").missing


def test_grading_takes_as_many_queries_for_many_as_for_few(office, held, django_assert_max_num_queries):
    """
    Customers are graded in batches.
    """
    for number in range(30):
        figures(office.customer(f"C{number}"), **STRONG)

    with django_assert_max_num_queries(25):
        desk.grade_round(held, by=office.manager)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_open_the_same_round_one_is_told():
    """
    A day has one round, whoever presses first.
    """
    office = Office()
    said = together(*[partial(desk.open_round, TODAY, by=office.manager, at=NOW)] * 2)

    assert ["DeskError", "GradingRound"] == sorted(type(one).__name__ for one in said), said
    assert 1 == GradingRound.objects.count()


def test_a_round_grades_its_own_day(office, held):
    """
    Called a round of another day in memory, it grades the day for which it was opened.
    """
    figures(office.customer("C1", grade="B"), **STRONG)
    held.on = date(2024, 6, 1)
    desk.grade_round(held, by=office.manager)

    assert TODAY == GradeAssessment.objects.get().on
