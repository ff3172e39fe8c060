from datetime import date

import pytest
from visitcore_site.days import NOW, TODAY

from visitcore_django import desk
from visitcore_django.desk.grades import grades_on
from visitcore_django.models import Customer, GradeAssessment, GradingRound


@pytest.fixture
def assessment(office):
    """
    A customer of grade B, for whom an A is proposed.
    """
    customer = office.customer("C1", grade="B")
    return GradeAssessment.objects.create(customer=customer, on=TODAY, before="B", proposed="A")


@pytest.fixture
def untold(office):
    """
    A customer whose collection is not known.
    """
    customer = office.customer("C2", grade="B")
    return GradeAssessment.objects.create(customer=customer, on=TODAY, before="B", missing="collection_rate")


def test_a_confirmed_grade_is_the_customers(office, assessment):
    """
    The customer gets it, its visits are due by the new cadence, and the row says who and when.
    """
    made = desk.confirm_grade(assessment, by=office.manager, at=NOW)
    customer = Customer.objects.get()

    assert ("confirmed", "A", "B", office.manager, NOW) == (
        made.state, made.given, made.before, made.decided_by, made.decided_at,
    )  # fmt: skip
    assert ("A", "ABC-03.2a", date(2024, 6, 30)) == (customer.grade, customer.due_rule, customer.period_end)


def test_the_customers_other_editors_are_told(office, assessment):
    """
    Whoever has the customer's form open finds that it was changed.
    """
    before = Customer.objects.get().version
    desk.confirm_grade(assessment, by=office.manager, at=NOW)

    assert before + 1 == Customer.objects.get().version


def test_another_grade_needs_a_reason_and_keeps_both(office, assessment):
    """
    The one worked out stays beside the one given.
    """
    with pytest.raises(desk.DeskError, match="needs a reason"):
        desk.override_grade(assessment, "C", by=office.manager, reason="  ", at=NOW)
    made = desk.override_grade(assessment, "C", by=office.manager, reason="plant closed, minute 7", at=NOW)

    assert ("A", "C", "overridden", "plant closed, minute 7") == (made.proposed, made.given, made.state, made.reason)
    assert "C" == Customer.objects.get().grade


@pytest.mark.parametrize("grade", ["D", "", "=A1", "<b>A</b>"])
def test_a_grade_that_the_policy_does_not_know_is_refused(office, assessment, grade):
    """
    CGR-02.1: grade D is rejected.
    """
    with pytest.raises(desk.DeskError):
        desk.override_grade(assessment, grade, by=office.manager, reason="x", at=NOW)

    assert "B" == Customer.objects.get().grade


def test_the_grade_worked_out_is_confirmed_not_replaced(office, assessment):
    """
    Replacing A by A would look like a change.
    """
    with pytest.raises(desk.DeskError):
        desk.override_grade(assessment, "A", by=office.manager, reason="x", at=NOW)


def test_a_rejected_grade_changes_nothing_but_says_why(office, assessment):
    """
    The customer keeps the grade it has.
    """
    with pytest.raises(desk.DeskError):
        desk.reject_grade(assessment, by=office.manager, reason="", at=NOW)
    made = desk.reject_grade(assessment, by=office.manager, reason="figures doubted", at=NOW)

    assert ("rejected", "", "figures doubted") == (made.state, made.given, made.reason)
    assert "B" == Customer.objects.get().grade


def test_what_could_not_be_told_is_not_confirmed_but_may_be_given(office, untold):
    """
    Nobody confirms an empty grade; a person may give one with a reason.
    """
    with pytest.raises(desk.DeskError, match="collection_rate"):
        desk.confirm_grade(untold, by=office.manager, at=NOW)

    assert "C" == desk.override_grade(untold, "C", by=office.manager, reason="small", at=NOW).given


@pytest.mark.parametrize("first", ["confirm", "override", "reject"])
def test_nothing_is_decided_twice(office, assessment, first):
    """
    Whatever was decided stays, whichever way it went.
    """
    deeds = {
        "confirm": lambda: desk.confirm_grade(assessment, by=office.manager, at=NOW),
        "override": lambda: desk.override_grade(assessment, "C", by=office.manager, reason="x", at=NOW),
        "reject": lambda: desk.reject_grade(assessment, by=office.manager, reason="x", at=NOW),
    }
    deeds[first]()

    for deed in deeds.values():
        with pytest.raises(desk.WrongStateError):
            deed()


def test_an_older_round_does_not_overwrite_a_later_grade(office, assessment):
    """
    A customer graded today is not set back by what was proposed in May.
    """
    older = GradeAssessment.objects.create(customer=assessment.customer, on=date(2024, 5, 1), before="B", proposed="C")
    desk.confirm_grade(assessment, by=office.manager, at=NOW)

    with pytest.raises(desk.DeskError):
        desk.confirm_grade(older, by=office.manager, at=NOW)
    assert (0, 1) == desk.confirm_grades([older], by=office.manager, at=NOW)
    assert "A" == Customer.objects.get().grade


@pytest.mark.parametrize("who", ["li", "lead", "auditor"])
def test_who_may_not_confirm_changes_no_grade(office, assessment, who):
    """
    The right is asked for, one by one and for many.
    """
    person = getattr(office, who)
    with pytest.raises(desk.NotAllowedError):
        desk.confirm_grade(assessment, by=person, at=NOW)
    with pytest.raises(desk.NotAllowedError):
        desk.confirm_grades([assessment], by=person, at=NOW)


def test_another_teams_grades_are_out_of_reach(office):
    """
    The manager of the east does not grade the west's customers.
    """
    customer = office.customer("W1", owner=office.zhao)
    other = GradeAssessment.objects.create(customer=customer, on=TODAY, proposed="C")

    with pytest.raises(desk.NotAllowedError):
        desk.confirm_grade(other, by=office.manager, at=NOW)
    assert (0, 1) == desk.confirm_grades([other], by=office.manager, at=NOW)


def test_many_are_confirmed_at_once(office, assessment, untold, django_assert_max_num_queries):
    """
    Those that can be are, the others are counted; the number of queries does not grow with each.
    """
    more = [
        GradeAssessment(customer=office.customer(f"M{number}", grade="C"), on=TODAY, before="C", proposed="B")
        for number in range(20)
    ]
    rows = [assessment, untold, *GradeAssessment.objects.bulk_create(more)]
    with django_assert_max_num_queries(25):
        assert (21, 1) == desk.confirm_grades(rows, by=office.manager, at=NOW)

    assert 20 == Customer.objects.filter(grade="B", code__startswith="M", due_rule="ABC-03.2b").count()


def test_many_are_not_confirmed_in_a_closed_round(office, assessment):
    """
    Of two proposals that of the closed round stays one, and is counted as passed over.
    """
    closed = GradingRound.objects.create(on=TODAY, state=GradingRound.State.CLOSED)
    other = GradeAssessment.objects.create(
        customer=office.customer("C9", grade="B"), on=TODAY, before="B", proposed="A", round=closed
    )

    assert (1, 1) == desk.confirm_grades(GradeAssessment.objects.order_by("pk"), by=office.manager, at=NOW)
    other.refresh_from_db()
    assert ("proposed", "B") == (other.state, other.customer.grade)


def test_the_policy_says_which_grades_there_are(db):
    """
    CGR-02.1: three grades, the best first.
    """
    assert ("A", "B", "C") == grades_on(TODAY)
