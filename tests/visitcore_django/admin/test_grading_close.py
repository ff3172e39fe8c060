import pytest
from django.urls import reverse
from visitcore_site.days import TODAY

from visitcore_django import desk
from visitcore_django.admin.grading_close import left_out_panel, who_loses
from visitcore_django.models import Customer, GradingRound

PAGE = "admin:visitcore_django_gradinground_"
ENGLISH = {"headers": {"accept-language": "en"}}


pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def held(office):
    """
    A graded round in which six customers cannot be told; a seventh is filed after it.
    """
    for number in range(1, 7):
        office.customer(f"C{number}", grade="B")
    held = desk.open_round(TODAY, by=office.manager)
    desk.grade_round(held, by=office.manager)
    office.customer("C7", grade="B")
    return held


def asks(held):
    """
    The address of the page between.
    """
    return reverse(f"{PAGE}enter", args=[held.pk, "unrate"])


def grades():
    """
    Which grades there are.
    """
    return set(Customer.objects.values_list("grade", flat=True))


def test_grades_are_taken_only_after_a_page_that_says_whose(office, client, held):
    """
    CGR-06.2: how many, a few names, who of them could not be told, and only its button takes them.
    """
    client.force_login(office.manager)
    row = reverse(f"{PAGE}change", args=[held.pk])
    shown = client.get(row, **ENGLISH).content.decode()
    asked = client.get(asks(held), **ENGLISH).content.decode()
    forged = client.post(reverse(f"{PAGE}do", args=[held.pk, "unrate"]), follow=True, **ENGLISH).content.decode()

    assert asks(held) in shown and reverse(f"{PAGE}do", args=[held.pk, "unrate"]) not in shown
    assert "7 customers lose their grades by CGR-06.2" in asked
    assert "Customer C1 (C1)" in asked and "Customer C6" not in asked and "and 2 other customers" in asked
    assert "6 of them were looked at and could not be told" in asked
    assert "This cannot be done now" in forged
    assert ({"B"}, "open") == (grades(), GradingRound.objects.get().state)

    done = client.post(asks(held), {"token": "t"}, follow=True, **ENGLISH).content.decode()
    told = client.get(reverse(f"{PAGE}history", args=[held.pk]), **ENGLISH).content.decode()
    assert "who was left out of it has no grade any more" in done and "who was left out of it" in told
    assert ({""}, "closed") == (grades(), GradingRound.objects.get().state)


def test_what_the_desk_refuses_is_told_on_the_page(office, client, held):
    """
    A customer of another team is left out too: nothing is closed, and nobody loses anything.
    """
    office.customer("W1", grade="B", owner=office.zhao)
    client.force_login(office.manager)
    shown = client.post(asks(held), {"token": "t"}, **ENGLISH).content.decode()

    assert "whom you do not look after" in shown
    assert ({"B"}, "open") == (grades(), GradingRound.objects.get().state)


@pytest.mark.parametrize("who", ["boss", "auditor"])
def test_who_does_not_grade_takes_no_grade(office, client, held, who):
    """
    No link on the page, and a forged form is refused.
    """
    client.force_login(getattr(office, who))

    assert asks(held) not in client.get(reverse(f"{PAGE}change", args=[held.pk])).content.decode()
    assert 403 == client.post(asks(held), {"token": "t"}).status_code
    assert {"B"} == grades()


def test_without_such_a_rule_nobody_is_asked(office, client, held, settings):
    """
    ABC says nothing of rounds; the page is not there for one who knows its address either.
    """
    settings.VISITCORE = {"POLICY": "ABC"}
    client.force_login(office.manager)

    assert [] == left_out_panel(held, office.manager)
    assert 403 == client.get(asks(held)).status_code
    assert 403 == client.post(asks(held), {"token": "t"}).status_code
    assert ({"B"}, "open") == (grades(), GradingRound.objects.get().state)


def test_a_round_that_has_not_begun_leaves_out_nobody(office, client, held):
    """
    Before the grades are worked out there is no page, for one who knows its address either; afterwards there is.
    """
    held.assessments.all().delete()
    client.force_login(office.manager)
    assert [] == left_out_panel(held, office.manager)
    assert 403 == client.get(asks(held)).status_code
    assert 403 == client.post(asks(held), {"token": "t"}).status_code
    assert ({"B"}, "open") == (grades(), GradingRound.objects.get().state)

    desk.grade_round(held, by=office.manager)
    assert 1 == len(left_out_panel(held, office.manager))


def test_a_closed_round_takes_no_grade(office, client, held):
    """
    It is over; its page is gone.
    """
    GradingRound.objects.update(state=GradingRound.State.CLOSED)
    client.force_login(office.manager)

    assert 403 == client.post(asks(held), {"token": "t"}).status_code
    assert {"B"} == grades()


def test_where_nobody_is_left_out_nobody_is_asked(office, held):
    """
    Each is decided on, or gone.
    """
    Customer.objects.update(active=False)

    assert [] == left_out_panel(held, office.manager)
    assert "Nobody loses a grade." in who_loses(held, office.manager)
