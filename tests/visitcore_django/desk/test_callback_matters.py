from datetime import date
from functools import partial

import pytest
from visitcore_site.calling import FIFTH, FOURTH, SECOND, last_decision, opened
from visitcore_site.days import at
from visitcore_site.office import Office
from visitcore_site.together import together

from visitcore_django import desk
from visitcore_django.desk import DeskError
from visitcore_django.models import CallbackMatter


@pytest.fixture
def matter(office):
    """
    An important complaint of Li's customer, dealt with on 1 March 2024.
    """
    return opened(office, class_of="important")


def test_a_complaint_is_called_back_on_within_three_days(matter):
    """
    RCB-01.3a: dealt with on 1 March 2024, the call-back is due on 4 March; RCB-01.3c: by the department supervisor.
    """
    assert at(FOURTH, 23, 59) < matter.next_due < at(FIFTH, 0)
    assert "department_supervisor" == matter.next_by
    assert not matter.settled
    assert matter.case


def test_a_number_given_by_the_desk_is_never_one_that_somebody_gave(office, matter):
    """
    Somebody called a matter by the number that the next one would get: the next one gets another.
    """
    year, _dash, last = matter.case[1:].partition("-")
    taken = opened(office, code="C2", case=f"M{year}-{int(last) + 2:06d}")
    third = opened(office, code="C3")

    assert third.pk == matter.pk + 2
    assert taken.case != third.case
    assert third.case.startswith(taken.case)


@pytest.mark.django_db(transaction=True)
def test_a_number_is_given_to_one_of_two_at_once():
    """
    Two clerks give the same number at the same moment: one matter is opened, and the other clerk is told.
    """
    office = Office()
    said = together(*(partial(opened, office, code=code, case="TS-7") for code in ("C1", "C2")))

    assert ["CallbackMatter", "DeskError"] == sorted(type(one).__name__ for one in said), said
    assert "TS-7 is taken" in str(next(one for one in said if isinstance(one, desk.DeskError)))


def test_one_who_left_no_name_is_not_called_back(office):
    """
    RCB-01.13: an anonymous complaint needs no call-back.
    """
    matter = opened(office, customer=None, complainant="", anonymous=True)

    assert matter.settled and matter.next_due is None


def test_a_known_customer_is_not_anonymous(office, matter):
    """
    RCB-01.13 spares those who left no name; a late matter is not spared by emptying the name of a customer of ours.

    Nor by taking the customer out together with it.
    """
    for customer in (matter.customer, None):
        matter.complainant, matter.anonymous, matter.customer = "", True, customer
        with pytest.raises(DeskError, match="known customer"):
            desk.correct_matter(matter, by=office.cs, at=at(FIFTH))
    matter.refresh_from_db()

    assert not matter.settled and "Sun" == matter.complainant
    with pytest.raises(DeskError, match="known customer"):
        opened(office, code="C2", complainant="", anonymous=True)


@pytest.mark.parametrize("name", ["Sun", " Sun"])
def test_one_who_is_named_is_not_anonymous(office, matter, name):
    """
    RCB-01.13 spares those who left no name; a name and no name at once is refused, and nothing is kept.
    """
    with pytest.raises(DeskError, match="named is not anonymous"):
        opened(office, code="C2", class_of="general", complainant=name, anonymous=True)
    matter.anonymous = True
    with pytest.raises(DeskError, match="named is not anonymous"):
        desk.correct_matter(matter, by=office.lead, at=at(FIFTH))

    assert [None] == list(CallbackMatter.objects.values_list("anonymous", flat=True))


def test_what_is_not_known_is_not_guessed(office):
    """
    Whether a superior body only asks for a written reply has to be said before a day is told.
    """
    matter = opened(office, reply_letter_only=None)

    assert not matter.settled and matter.next_due is None
    assert "undetermined" == last_decision(matter).verdict


def test_repairs_are_called_back_on_within_a_month(office):
    """
    RCB-01.4: a repair of 1 March is called back on by 1 April, by the assistant of the area.
    """
    matter = opened(office, "repair_work")

    assert at(date(2024, 4, 1), 23, 59) < matter.next_due < at(date(2024, 4, 2), 0)
    assert "area_property_assistant" == matter.next_by


def test_a_cause_that_the_policy_does_not_know_is_refused(office):
    """
    After a thing for which the policy has no term there is no call-back.
    """
    with pytest.raises(desk.DeskError, match="no call-back after"):
        opened(office, "birthday")
    assert not CallbackMatter.objects.exists()


def test_a_matter_settles_itself_nowhere(office, matter):
    """
    RCB-01.3a: what a row says of its own deadline, of what is left and of the complaint behind it counts for nothing.
    """
    due = matter.next_due
    matter.settled, matter.next_due, matter.next_by, matter.problem = True, None, "", "the lift"
    kept = desk.correct_matter(matter, by=office.li, at=at(SECOND))

    assert (False, due, "department_supervisor", "the lift") == (
        kept.settled,
        kept.next_due,
        kept.next_by,
        kept.problem,
    )
    with pytest.raises(desk.DeskError, match="on record already"):
        desk.open_matter(matter, by=office.li, at=at(SECOND))


def test_a_matter_of_others_is_not_taken_over(office):
    """
    Wang names himself as the caller, or a customer of his: the matter is Li's.
    """
    matter = opened(office)
    for column, value in (("caller", office.wang), ("customer", office.customer("W1", owner=office.wang))):
        mine = CallbackMatter.objects.get(pk=matter.pk)
        setattr(mine, column, value)
        with pytest.raises(desk.NotAllowedError):
            desk.correct_matter(mine, by=office.wang, at=at(SECOND))


def test_a_matter_is_of_a_class_that_the_policy_lists(office):
    """
    RCB: an important complaint or an ordinary one; another class is refused with those that are known.
    """
    with pytest.raises(desk.DeskError, match=r"“huge” is not known here; write one of: .*important"):
        opened(office, class_of="huge")


@pytest.mark.parametrize(
    ("cause", "words"),
    [("", "Say after what"), ("  ", "Say after what"), ("dinner", "asks for no call-back after dinner")],
)
def test_a_matter_has_a_cause_that_the_policy_knows(office, cause, words):
    """
    RCB-01: there is a call-back after a complaint, a repair or an event.
    """
    with pytest.raises(DeskError, match=words) as caught:
        opened(office, cause=cause)

    assert "cause" == caught.value.column
    assert not CallbackMatter.objects.exists()


def test_a_matter_that_has_a_customer_keeps_one(office, matter):
    """
    Emptied, it would go out of sight of whoever looks after the customer.
    """
    matter.customer = None
    with pytest.raises(DeskError, match="as a matter of Customer C1") as caught:
        desk.correct_matter(matter, by=office.cs, at=at(SECOND))

    assert "customer" == caught.value.column
    assert CallbackMatter.objects.get().customer is not None
