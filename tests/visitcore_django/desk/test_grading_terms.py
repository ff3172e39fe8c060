from datetime import date

import pytest
from visitcore_site.days import NOW, TODAY, at

from visitcore_django import desk
from visitcore_django.desk.grading_terms import left_out, names_of, round_warning, unrate, unrated_by
from visitcore_django.models import Customer, GradeAssessment, GradingRound

MARCH = date(2024, 3, 25)


@pytest.fixture
def held(office):
    """
    The round of March, in which C1 cannot be told and C2 was given a C by a person; C3 came in April.
    """
    rows = [office.customer(code) for code in ("C1", "C2")]
    office.customer("C3", since=date(2024, 4, 1))
    office.customer("C4", grade="")
    office.customer("C5", active=False)
    held = desk.open_round(MARCH, by=office.manager, at=NOW)
    desk.grade_round(held, by=office.manager)
    told = GradeAssessment.objects.get(customer=rows[1])
    desk.override_grade(told, "C", by=office.manager, reason="seen", at=NOW)
    return held


def grades():
    """
    The grade of each customer.
    """
    return dict(Customer.objects.values_list("code", "grade"))


@pytest.mark.parametrize(
    ("on", "outside"),
    [
        (date(2024, 3, 24), True),
        (MARCH, False),
        (date(2024, 3, 30), False),
        (date(2024, 3, 31), True),
    ],
)
def test_a_round_outside_its_days_is_pointed_out(db, on, outside):
    """
    CGR-05.1: as a rule 25 to 30 March, both included; outside is a warning.
    """
    warning = round_warning(on)

    assert outside is bool(warning)
    assert not outside or "CGR-05.1" in warning


def test_the_next_days_are_named(db):
    """
    CGR-05.1: after the 30th of March the next are those of the year after.
    """
    assert "2025-03-25 to 2025-03-30" in round_warning(TODAY)


def test_who_is_left_out_loses_the_grade_when_it_is_said(office, held):
    """
    CGR-06.2: an A that is not rated in the round of 2024 is unrated once that is published; nobody else is.
    """
    with pytest.raises(desk.DeskError, match=r"1 customers with a grade .* CGR-06.2: C1[.]"):
        desk.close_round(held, by=office.manager)
    assert {"C1": "A", "C2": "C", "C3": "A", "C4": "", "C5": "A"} == grades()
    assert GradingRound.State.OPEN == GradingRound.objects.get().state

    assert GradingRound.State.CLOSED == desk.close_round(held, by=office.manager, unrate_left_out=True).state
    assert {"C1": "", "C2": "C", "C3": "A", "C4": "", "C5": "A"} == grades()
    told = GradeAssessment.objects.get(customer__code="C1")
    assert ("A", "", "overridden", office.manager) == (told.before, told.given, told.state, told.decided_by)
    assert "CGR-06.2" in told.reason
    assert "undetermined" == Customer.objects.get(code="C1").due_status


def test_nobody_loses_a_grade_to_one_who_does_not_look_after_him(office, held):
    """
    CGR-06.2: a customer of another team has to be rated there first, or the round is closed for everybody.
    """
    office.customer("W1", owner=office.zhao)
    for said in (False, True):
        with pytest.raises(desk.DeskError, match=r"^1 customers .* do not look after") as refused:
            desk.close_round(held, by=office.manager, unrate_left_out=said)
        assert "W1" not in str(refused.value)
    assert "A" == grades()["W1"]

    desk.close_round(held, by=None, unrate_left_out=True)
    assert ("", "") == (grades()["W1"], grades()["C1"])


def test_nobody_on_whom_something_was_decided_is_left_out(office, held):
    """
    One turned down keeps its grade, as the person had it; one who is rated in a later round has that one.
    """
    first = GradeAssessment.objects.get(customer__code="C1")
    desk.reject_grade(first, by=office.manager, reason="stays", at=NOW)
    assert [] == list(left_out(held))

    GradeAssessment.objects.filter(pk=first.pk).update(state="proposed")
    assert ["C1"] == list(left_out(held).values_list("code", flat=True))
    GradeAssessment.objects.create(customer=first.customer, on=TODAY, given="B", state="confirmed")
    assert [] == list(left_out(held))


def test_a_customer_who_was_not_even_looked_at_gets_a_line_of_its_own(office, held):
    """
    One who was filed after the grades were worked out is left out too, and it is written down.
    """
    late = office.customer("C9", since=date(2024, 1, 1))

    assert 2 == unrate(held, "CGR-06.2", by=office.manager, at=at(TODAY))
    assert "A" == GradeAssessment.objects.get(customer=late, round=held).before


def test_without_such_a_rule_a_grade_stays(office, held, settings):
    """
    ABC says nothing of rounds.
    """
    settings.VISITCORE = {"POLICY": "ABC"}

    assert ("", "") == (unrated_by(held), round_warning(TODAY))
    with pytest.raises(desk.DeskError, match="policy takes no grade from those who are left out"):
        desk.close_round(held, by=office.manager, unrate_left_out=True)
    assert GradingRound.State.OPEN == GradingRound.objects.get().state
    desk.close_round(held, by=office.manager)
    assert "A" == grades()["C1"]


@pytest.mark.parametrize("said", [False, True])
@pytest.mark.parametrize("who", ["manager", None])
def test_a_round_that_has_not_begun_takes_no_grade(office, said, who):
    """
    Until the grades are worked out nobody can be left out of it, whoever says so; that is what is asked for.
    """
    office.customer("C1", grade="B")
    held = desk.open_round(TODAY, by=office.manager, at=NOW)
    with pytest.raises(desk.DeskError, match="work out the grades first"):
        desk.close_round(held, by=who and office.manager, unrate_left_out=said)

    assert ({"C1": "B"}, "open") == (grades(), GradingRound.objects.get().state)


def test_a_round_that_has_not_begun_is_closed_where_nobody_has_a_grade(office):
    """
    Nobody loses anything by it.
    """
    office.customer("C1", grade="")
    held = desk.open_round(TODAY, by=office.manager, at=NOW)

    assert GradingRound.State.CLOSED == desk.close_round(held, by=office.manager).state


def test_of_many_a_few_are_named(office):
    """
    Five, and dots.
    """
    for number in range(6):
        office.customer(f"C{number}")

    assert "C0, C1, C2, C3, C4 …" == names_of(Customer.objects.order_by("code"))
