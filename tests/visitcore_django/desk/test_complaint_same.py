from datetime import date

import pytest
from visitcore_site.days import at

from visitcore_django import desk
from visitcore_django.desk.complaint_same import on_record, others_of, same_as
from visitcore_django.models import Complaint

DAY = date(2024, 7, 1)


@pytest.fixture
def known(office):
    """
    A complaint on record.
    """
    told = Complaint(customer=office.customer(), problem="Lift stuck", received_at=at(DAY))
    return desk.open_complaint(told, by=office.li, at=at(DAY))


def test_the_same_customer_on_the_same_problem_is_on_record(known):
    """
    Letters and blanks aside, the same problem of the same customer belongs to the record that is open.
    """
    again = Complaint(customer=known.customer, problem=" lift  stuck", received_at=at(DAY, 12))
    decision = on_record(again, at(DAY, 12))

    assert (known.number, 2) == (decision.outcome.record, decision.outcome.times)
    assert [known] == same_as(again, at(DAY, 12))


@pytest.mark.parametrize("change", [{"problem": "noise"}, {"customer": None, "complainant": "Sun"}])
def test_another_problem_or_customer_is_a_record_of_its_own(known, change):
    """
    What differs in either stands by itself.
    """
    told = {"customer": known.customer, "problem": "Lift stuck", "received_at": at(DAY, 12), **change}
    other = Complaint(**told)

    assert "" == on_record(other, at(DAY, 12)).outcome.record
    assert [] == same_as(other, at(DAY, 12))


def test_those_who_are_no_customers_go_by_their_name(office):
    """
    Two complaints under the same name belong together; without a name none does.
    """
    told = {"problem": "x", "received_at": at(DAY)}
    first = desk.open_complaint(Complaint(complainant="Sun", **told), by=office.cs, at=at(DAY))

    assert [first] == list(others_of(Complaint(complainant="sun", problem="x")))
    assert () == others_of(Complaint(problem="x"))


def test_without_a_rule_nothing_is_the_same(known, settings):
    """
    Where the policy does not say what makes two the same, none is told to be.
    """
    settings.VISITCORE = {"POLICY": "ABC"}

    assert on_record(known, at(DAY)) is None
    assert [] == same_as(known, at(DAY))
