from datetime import date, timedelta

import pytest
from visitcore_site.days import LONG_BEFORE, NOW, TODAY, at

from visitcore_django import desk
from visitcore_django.desk.approving import ask
from visitcore_django.desk.waiting import acts_for, may_decide, waiting_for
from visitcore_django.models import Approval, Delegation, Gift, GiftItem, GroupRole, MealRequest

NEXT = at(date(2024, 7, 3))


@pytest.fixture
def requests(office):
    """
    Plans of Li, Zhao of the other team, the lead and the manager; an excuse of Wang's.
    """
    asked = {}
    for name in ("li", "zhao", "lead", "manager"):
        who = getattr(office, name)
        visit = desk.plan_visit(office.customer(name, owner=who), by=who, start=NEXT, at=LONG_BEFORE)
        asked[name] = desk.submit_plan(visit.plan, by=who, at=NOW)
    days = {"first_day": TODAY, "last_day": TODAY, "reason": "closed"}
    desk.request_excuse(office.customer("wang", owner=office.wang), by=office.wang, at=NOW, **days)
    asked["wang"] = Approval.objects.get(subject_kind="excuse")
    return asked


def names(requests, rows):
    """
    Who asked for what is among some rows.
    """
    by_row = {approval.pk: name for name, approval in requests.items()}
    return {by_row[row.pk] for row in rows}


@pytest.mark.parametrize(
    ("who", "waits"),
    [
        ("li", set()),
        ("lead", {"li", "manager", "wang"}),
        ("manager", {"li", "lead", "wang"}),
        ("boss", {"li", "zhao", "lead", "manager", "wang"}),
        ("auditor", set()),
        ("cs", set()),
    ],
)
def test_what_waits_for_whom(office, requests, who, waits):
    """
    By right, scope and role of the policy; never one's own.
    """
    assert waits == names(requests, waiting_for(getattr(office, who), TODAY))


def test_the_list_agrees_with_each_row(office, requests):
    """
    For everybody, with and without somebody to stand in for, the list holds what he may decide and nothing else.
    """
    Delegation.objects.create(from_user=office.boss, to_user=office.cs, first_day=TODAY, last_day=TODAY)
    Delegation.objects.create(from_user=office.lead, to_user=office.manager, first_day=TODAY, last_day=TODAY)
    Delegation.objects.create(from_user=office.lead, to_user=office.li, first_day=TODAY, last_day=TODAY)
    for person in (office.li, office.wang, office.zhao, office.lead, office.manager, office.cs, office.boss):
        one_by_one = [row for row in requests.values() if may_decide(row, person, TODAY)]

        assert names(requests, one_by_one) == names(requests, waiting_for(person, TODAY))


def test_who_stands_in_sees_the_others_queue(office, requests):
    """
    Wang stands in for the lead from today to tomorrow: he sees what the lead would, but not his own excuse.
    """
    day = timedelta(days=1)
    Delegation.objects.create(from_user=office.lead, to_user=office.wang, first_day=TODAY, last_day=TODAY + day)

    assert {"li", "manager"} == names(requests, waiting_for(office.wang, TODAY))
    assert set() == names(requests, waiting_for(office.wang, TODAY - day))
    assert set() == names(requests, waiting_for(office.wang, TODAY + 2 * day))


def test_who_stands_in_approves_on_behalf(office, requests):
    """
    The approval says for whom it was given.
    """
    Delegation.objects.create(from_user=office.lead, to_user=office.wang, first_day=TODAY, last_day=TODAY)
    desk.approve(requests["li"], by=office.wang, at=NOW)
    done = Approval.objects.get(pk=requests["li"].pk)

    assert (office.wang, office.lead) == (done.decided_by, done.on_behalf_of)


def test_for_whom_one_would_decide(office, requests):
    """
    Zhao stands in for the lead and for Wang, who approves nothing; what one may decide oneself is nobody else's.
    """
    days = {"first_day": TODAY, "last_day": TODAY}
    for person in (office.wang, office.lead):
        Delegation.objects.create(from_user=person, to_user=office.zhao, **days)
    Delegation.objects.create(from_user=office.lead, to_user=office.manager, **days)
    keys = [row.pk for row in requests.values()]
    lead = {requests[name].pk: office.lead for name in ("li", "manager", "wang")}

    assert lead == acts_for(office.zhao, keys, TODAY)
    assert {} == acts_for(office.manager, keys, TODAY)
    assert {} == acts_for(office.zhao, keys, TODAY + timedelta(days=1))
    assert {requests["li"].pk} == set(acts_for(office.zhao, [requests["li"].pk], TODAY))


def test_the_requester_does_not_approve_through_another(office, requests):
    """
    The lead stands in for the manager and gains nothing over his own plan.
    """
    Delegation.objects.create(from_user=office.manager, to_user=office.lead, first_day=TODAY, last_day=TODAY)

    assert "lead" not in names(requests, waiting_for(office.lead, TODAY))
    with pytest.raises(desk.FourEyesError):
        desk.approve(requests["lead"], by=office.lead, at=NOW)


def test_a_role_asked_for_is_matched_as_a_whole(office, requests):
    """
    Of several roles one is enough; a part of a word is none.
    """
    row = requests["li"]
    for needs, fits in (
        ("x,supervisor", True),
        ("supervisor,x", True),
        ("a,supervisor,b", True),
        ("supervisor_x", False),
    ):
        Approval.objects.filter(pk=row.pk).update(needs=needs)
        row.refresh_from_db()

        assert fits == waiting_for(office.lead, TODAY).filter(pk=row.pk).exists() == may_decide(row, office.lead, TODAY)


def test_an_administrator_may_decide_whatever_the_role(office, requests):
    """
    A superuser needs no group, and still does not decide on his own.
    """
    GroupRole.objects.all().delete()
    office.cs.is_superuser = True
    office.cs.save()

    assert set(requests) == names(requests, waiting_for(office.cs, TODAY))


@pytest.mark.parametrize("column", ["requested_by", "changed_by", "writers"])
def test_what_one_wrote_does_not_wait_for_him(office, row, column):
    """
    Li handed in what the lead wrote or changed: it waits for the manager, and not for the lead, nor by his hand.
    """
    told = {"requested_by": office.li, column: office.lead}
    meal = row(MealRequest, **({} if column == "writers" else told))
    if column == "writers":
        meal.writers.add(office.lead)
    waits = ask(meal, by=office.li, right="approve_mealrequest", customer=meal.customer)
    for deputy, absent in ((office.wang, office.lead), (office.lead, office.manager)):
        Delegation.objects.create(from_user=absent, to_user=deputy, first_day=TODAY, last_day=TODAY)

    assert {office.manager} == {
        person
        for person in (office.lead, office.manager, office.wang, office.li)
        if waiting_for(person, TODAY).filter(pk=waits.pk).exists()
    }
    assert [False, True] == [may_decide(waits, person, TODAY) for person in (office.lead, office.manager)]


def test_what_is_decided_waits_for_nobody(office, requests):
    """
    Nor does what is about nothing any more.
    """
    desk.approve(requests["li"], by=office.lead, at=NOW)
    row = Approval.objects.get(pk=requests["li"].pk)
    gone = requests["zhao"]
    gone.subject_id = 0

    assert not may_decide(row, office.boss, TODAY)
    assert not may_decide(gone, office.boss, TODAY)
    assert "li" not in names(requests, waiting_for(office.boss, TODAY))


def test_who_has_signed_is_asked_no_more_until_it_is_asked_anew(office, settings):
    """
    KAR-01.3: each signature is another person's; sent back and asked for again, it waits for everybody again.
    """
    settings.VISITCORE = {"POLICY": "KAR"}
    for group in ("Department manager", "Customer-service manager"):
        for role in ("manager", "marketing_specialist"):
            GroupRole.objects.create(group=office.groups[group], role=role)
    Delegation.objects.create(from_user=office.cs, to_user=office.wang, first_day=TODAY, last_day=TODAY)
    Delegation.objects.create(from_user=office.manager, to_user=office.lead, first_day=TODAY, last_day=TODAY)
    tea = GiftItem.objects.create(code="TEA", name="Tea", value=80, stock=5)
    gift = Gift(customer=office.customer(), item=tea, quantity=2, on=TODAY)

    def waits():
        people = (office.li, office.wang, office.lead, office.manager, office.cs, office.boss)
        (held,) = Approval.objects.filter(state="open")
        told = {one.username for one in people if waiting_for(one, TODAY).exists()}
        assert told == {one.username for one in people if may_decide(held, one, TODAY)}
        return told

    row = desk.request_gift(gift, by=office.li, at=NOW)
    assert {"wang", "lead", "manager", "cs", "boss"} == waits()
    desk.approve(Approval.objects.get(state="open"), by=office.wang, at=NOW)
    assert {"lead", "manager", "boss"} == waits()
    desk.send_back(Approval.objects.get(state="open"), by=office.manager, comment="one is enough", at=NOW)
    row.refresh_from_db()
    desk.request_gift(row, by=office.li, at=NOW)
    assert {"wang", "lead", "manager", "cs", "boss"} == waits()
