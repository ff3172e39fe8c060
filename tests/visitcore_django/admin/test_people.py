from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from visitcore_django.models import Delegation, GroupRole, Team

ADD = reverse("admin:visitcore_django_delegation_add")


pytestmark = pytest.mark.usefixtures("today")


def give(client, giver, to, first="2024-06-14", last="2024-06-20", **more):
    """
    Give away one's approvals through the form.
    """
    client.force_login(giver)
    told = {"from_user": giver.pk, "to_user": to.pk, "first_day": first, "last_day": last, "reason": "away", **more}
    return client.post(ADD, told)


def test_a_lead_gives_his_approvals_away_for_some_days(office, client):
    """
    The lead is away for a week, and the manager stands in.
    """
    answer = give(client, office.lead, office.manager)

    assert 302 == answer.status_code
    assert office.manager == Delegation.objects.get().to_user


def test_the_auditor_is_not_offered_and_not_taken_as_a_deputy(office, client):
    """
    He changes nothing, and so stands in for nobody; the manager does.
    """
    client.force_login(office.lead)
    page = client.get(ADD).content.decode()
    answer = give(client, office.lead, office.auditor)

    assert (True, False) == tuple(f'<option value="{one.pk}">' in page for one in (office.manager, office.auditor))
    assert (200, False) == (answer.status_code, Delegation.objects.exists())


def test_two_who_stand_in_on_the_same_days_are_pointed_out(office, client):
    """
    Both are kept; the second is told, the one of the week after is not, nor is another's.
    """
    give(client, office.lead, office.manager)
    give(client, office.lead, office.wang, "2024-06-20", "2024-06-21")
    give(client, office.li, office.wang)
    last = give(client, office.lead, office.zhao, "2024-06-22", "2024-06-23")
    told = [str(message) for message in get_messages(last.wsgi_request) if "stands in too" in str(message)]

    assert ["From 2024-06-14 to 2024-06-20 manager stands in too"] == [one.partition(";")[0] for one in told]
    assert 4 == Delegation.objects.count()


def test_nobody_gives_away_the_approvals_of_another(office, client):
    """
    A forged sender is no choice of the form.
    """
    answer = give(client, office.li, office.wang, from_user=office.lead.pk)

    assert 200 == answer.status_code
    assert not Delegation.objects.exists()


@pytest.mark.parametrize(("who", "given"), [("money", False), ("cs", False), ("boss", True)])
def test_who_sees_everything_gives_away_no_approvals_of_another(office, client, who, given):
    """
    Finance and customer service cannot hand on the general manager's approvals; he can hand on the lead's.
    """
    giver = office.boss if who != "boss" else office.lead
    give(client, getattr(office, who), office.manager, from_user=giver.pk)

    assert given == Delegation.objects.exists()


@pytest.mark.parametrize(("last", "taken"), [("2024-06-13", False), ("2024-06-14", True)])
def test_a_delegation_is_not_given_for_the_past(office, client, last, taken):
    """
    Yesterday is over; today still counts.
    """
    give(client, office.lead, office.manager, first="2024-06-10", last=last)

    assert taken == Delegation.objects.exists()


def test_days_out_of_order_are_told_on_the_form(office, client):
    """
    A last day before the first is refused with a sentence.
    """
    answer = give(client, office.lead, office.manager, first="2024-06-20", last="2024-06-19")

    assert "lies before the first" in answer.content.decode()


def test_days_out_of_order_in_the_past_are_only_out_of_order(office, client):
    """
    The last day is over too, but what is wrong is their order.
    """
    page = give(client, office.lead, office.manager, first="2024-06-20", last="2024-06-10").content.decode()

    assert "lies before the first" in page
    assert "These days are over" not in page


def test_who_stands_in_cannot_stretch_it(office, client):
    """
    The one who stands in sees the delegation and cannot change it.
    """
    row = Delegation.objects.create(
        from_user=office.lead, to_user=office.manager, first_day=date(2024, 6, 14), last_day=date(2024, 6, 15)
    )
    client.force_login(office.manager)
    page = reverse("admin:visitcore_django_delegation_change", args=[row.pk])

    assert 200 == client.get(page).status_code
    assert 403 == client.post(page, {"last_day": "2024-12-31"}).status_code


def test_teams_show_how_many_belong_to_them(office, client):
    """
    The east has four people, the west one.
    """
    client.force_login(office.boss)
    answer = client.get(reverse("admin:visitcore_django_team_changelist"))

    assert {"east": 4, "west": 1} == {row.code: row.size for row in answer.context["cl"].result_list}
    assert f">{Team.objects.get(code='east')}</a>" in answer.content.decode()


def test_a_name_with_markup_is_shown_as_it_is(office, client):
    """
    A team called like a script is text, not a script.
    """
    Team.objects.create(code="x", name="<script>alert(1)</script>", lead=office.boss)
    client.force_login(office.boss)
    text = client.get(reverse("admin:visitcore_django_team_changelist")).content.decode()

    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_roles_of_groups_are_told_in_words(office, client, django_user_model):
    """
    The list says what people call a role of the policy.
    """
    client.force_login(django_user_model.objects.create_superuser("root"))
    answer = client.get(reverse("admin:visitcore_django_grouprole_changelist"), {"q": "department_supervisor"})

    assert GroupRole.objects.filter(role="department_supervisor").count() == answer.context["cl"].result_count
    assert "department supervisor" in answer.content.decode()
    assert ["action_checkbox", "group", "in_words"] == answer.context["cl"].list_display
