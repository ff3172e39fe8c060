from decimal import Decimal

import pytest
from django.urls import reverse
from visitcore_site.days import TODAY

from visitcore_django.models import Customer, GradeAssessment, GradingRound

PAGE = "admin:visitcore_django_gradeassessment_"
LIST = reverse(f"{PAGE}changelist")
NASTY = '=<script>alert("x")</script>'


pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def held(office):
    """
    A B customer of Li's for whom an A is proposed.
    """
    customer = office.customer("C1", grade="B", name=NASTY)
    told = {"on": TODAY, "before": "B", "proposed": "A", "score": Decimal("87.375")}
    return GradeAssessment.objects.create(customer=customer, round=GradingRound.objects.create(on=TODAY), **told)


@pytest.fixture
def untold(office, held):
    """
    A customer whose collection is not known.
    """
    customer = office.customer("C2", grade="B")
    told = {"on": TODAY, "before": "B", "missing": "collection_rate"}
    return GradeAssessment.objects.create(customer=customer, round=held.round, **told)


def of(row, page="change"):
    """
    The address of an assessment.
    """
    return reverse(f"{PAGE}{page}", args=[row.pk])


def press(client, person, row, name, **more):
    """
    Press a button as somebody.
    """
    client.force_login(person)
    return client.post(reverse(f"{PAGE}do", args=[row.pk, name]), more)


def test_the_list_tells_before_after_and_what_is_missing(office, client, held, untold):
    """
    B to A with 87.4 points; the other one cannot be told without the collection.
    """
    client.force_login(office.li)
    shown = client.get(LIST, headers={"accept-language": "en"}).content.decode()

    assert '<span aria-hidden="true">→</span> A' in shown
    assert "87.4" in shown
    assert "Not known: Collection rate." in shown
    assert "<script>alert" not in shown


def test_a_grade_is_confirmed(office, client, held):
    """
    With one button; the page then offers nothing more.
    """
    press(client, office.manager, held, "confirm")
    held.refresh_from_db()

    assert ("confirmed", "A") == (held.state, Customer.objects.get().grade)
    assert "/do/" not in client.get(of(held)).content.decode()


def test_another_grade_is_given_with_its_reason(office, client, held):
    """
    The form offers every grade but the one worked out; without a reason nothing happens.
    """
    client.force_login(office.manager)
    shown = client.get(of(held)).content.decode()
    assert "<option>C</option>" in shown
    assert "<option>A</option>" not in shown
    press(client, office.manager, held, "override", grade="C", comment=" ")
    assert "B" == Customer.objects.get().grade
    press(client, office.manager, held, "override", grade="C", comment=NASTY)
    held.refresh_from_db()

    assert ("overridden", "C", NASTY) == (held.state, held.given, held.reason)
    assert "<script>alert" not in client.get(of(held)).content.decode()


def test_a_grade_is_rejected_with_its_reason(office, client, held):
    """
    The customer keeps the one it has.
    """
    press(client, office.manager, held, "reject", comment="figures doubted")
    held.refresh_from_db()

    assert ("rejected", "B") == (held.state, Customer.objects.get().grade)


def test_what_cannot_be_told_offers_no_confirmation(office, client, untold):
    """
    Only another grade, or none.
    """
    client.force_login(office.manager)
    shown = client.get(of(untold)).content.decode()

    assert reverse(f"{PAGE}do", args=[untold.pk, "confirm"]) not in shown
    assert reverse(f"{PAGE}do", args=[untold.pk, "override"]) in shown


@pytest.mark.parametrize("deed", ["confirm", "override", "reject"])
@pytest.mark.parametrize("who", ["li", "lead", "auditor"])
def test_a_forged_press_is_refused(office, client, held, deed, who):
    """
    Who sees a grade and may not confirm it changes none.
    """
    assert 403 == press(client, getattr(office, who), held, deed, grade="C", comment="x").status_code
    assert "B" == Customer.objects.get().grade


def test_anothers_assessment_does_not_exist(office, client, held):
    """
    404 for a salesperson of another team, also when pressing.
    """
    client.force_login(office.zhao)

    assert 404 == client.get(of(held)).status_code
    assert 404 == press(client, office.zhao, held, "confirm").status_code


def test_a_double_click_confirms_once(office, client, held):
    """
    The second one is told that it is done.
    """
    press(client, office.manager, held, "confirm")
    version = Customer.objects.get().version

    assert 302 == press(client, office.manager, held, "confirm").status_code
    assert version == Customer.objects.get().version


def test_many_are_confirmed_at_once(office, client, held, untold):
    """
    The list's action confirms what can be, and counts the rest.
    """
    client.force_login(office.manager)
    asked = {"action": "confirm_selected", "_selected_action": [held.pk, untold.pk]}
    shown = client.post(LIST, asked, follow=True, headers={"accept-language": "en"}).content.decode()

    assert "1 grade confirmed." in shown
    assert "1 passed over" in shown
    assert "A" == Customer.objects.get(code="C1").grade


def test_who_may_not_confirm_has_no_such_action(office, client, held):
    """
    Not on the list, and a forged one does nothing.
    """
    client.force_login(office.lead)
    asked = {"action": "confirm_selected", "_selected_action": [held.pk]}

    assert "confirm_selected" not in client.get(LIST).content.decode()
    client.post(LIST, asked)
    assert "B" == Customer.objects.get().grade


def test_a_closed_round_offers_nothing(office, client, untold):
    """
    What is history stays.
    """
    GradingRound.objects.update(state="closed")
    client.force_login(office.manager)

    assert "/do/" not in client.get(of(untold)).content.decode()


def test_earlier_gradings_stand_below(office, client, held):
    """
    Old grades stay to be seen.
    """
    told = {"on": TODAY.replace(year=2023), "before": "C", "proposed": "B", "given": "B", "state": "confirmed"}
    GradeAssessment.objects.create(customer=held.customer, **told)
    client.force_login(office.li)

    assert "2023-06-14" in client.get(of(held)).content.decode()


def test_nobody_adds_changes_or_deletes_by_hand(office, client, held):
    """
    A forged form is refused.
    """
    client.force_login(office.manager)

    assert 403 == client.get(reverse(f"{PAGE}add")).status_code
    assert 403 == client.post(of(held), {"given": "A", "state": "confirmed"}).status_code
    assert 403 == client.post(of(held, "delete"), {"post": "yes"}).status_code


def test_the_list_takes_as_many_queries_for_thirty_as_for_three(office, client, held, django_assert_max_num_queries):
    """
    Customers and people are read along.
    """
    for number in range(30):
        GradeAssessment.objects.create(customer=office.customer(f"M{number}"), on=TODAY, proposed="A")
    client.force_login(office.manager)
    client.get(LIST)

    with django_assert_max_num_queries(14):
        client.get(LIST)
