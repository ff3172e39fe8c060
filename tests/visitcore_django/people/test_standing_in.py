from datetime import date

import pytest
from django.contrib.auth.models import Permission
from visitcore_site.days import NOW, TODAY
from visitcore_site.meals import asked_for

from visitcore_django import desk
from visitcore_django.models import Approval, Delegation
from visitcore_django.people.standing_in import delegations, only_readers, stands_in_for

FIRST, LAST = date(2024, 6, 10), date(2024, 6, 14)


@pytest.fixture
def away(office):
    """
    The lead is away from Monday to Friday, and Wang stands in.
    """
    return Delegation.objects.create(from_user=office.lead, to_user=office.wang, first_day=FIRST, last_day=LAST)


@pytest.mark.parametrize(
    ("day", "there"),
    [(date(2024, 6, 9), False), (FIRST, True), (date(2024, 6, 12), True), (LAST, True), (date(2024, 6, 15), False)],
)
def test_both_days_count(office, away, day, there):
    """
    On the first and the last day Wang stands in; the day before and the day after he does not.
    """
    assert ([office.lead] if there else []) == stands_in_for(office.wang, day)


def test_standing_in_goes_one_way(office, away):
    """
    The lead does not stand in for Wang, and nobody else stands in for the lead.
    """
    assert [] == stands_in_for(office.lead, LAST)
    assert [] == stands_in_for(office.li, LAST)


def test_nobody_stands_in_for_somebody_who_has_left(office, away):
    """
    When an account is switched off, what it could do is gone.
    """
    office.lead.is_active = False
    office.lead.save()

    assert [] == stands_in_for(office.wang, LAST)


def test_who_has_left_stands_in_for_nobody(office, away):
    """
    When the account of the deputy is switched off, he gives no approval by another's hand either.
    """
    meal = asked_for(office)
    office.wang.is_active = False
    office.wang.save()
    Delegation.objects.create(from_user=office.cs, to_user=office.wang, first_day=TODAY, last_day=TODAY)

    assert [] == stands_in_for(office.wang, LAST)
    assert not delegations(LAST).exists()
    with pytest.raises(desk.NotAllowedError):
        desk.approve(Approval.objects.get(subject_id=meal.pk), by=office.wang, at=NOW)


def test_two_delegations_name_a_person_once(office, away):
    """
    Somebody who has delegated twice is stood in for once.
    """
    Delegation.objects.create(from_user=office.lead, to_user=office.wang, first_day=LAST, last_day=LAST)

    assert [office.lead] == stands_in_for(office.wang, LAST)


def test_who_reads_all_and_changes_nothing_stands_in_for_nobody(office):
    """
    An auditor changes nothing, by nobody's hand either, whoever gave him the approvals.
    """
    for person in (office.auditor, office.boss):
        Delegation.objects.create(from_user=office.lead, to_user=person, first_day=FIRST, last_day=LAST)

    assert [[], [office.lead]] == [stands_in_for(person, LAST) for person in (office.auditor, office.boss)]
    assert [office.boss] == [row.to_user for row in delegations(LAST)]


def test_only_auditors_do_nothing_but_read(office):
    """
    Of all the roles the auditor's alone; one right to do something, or the right to everything, makes another of him.
    """
    assert [office.auditor] == list(only_readers())
    office.auditor.user_permissions.add(Permission.objects.get(codename="approve_excuse"))
    assert [] == list(only_readers())
    office.auditor.user_permissions.clear()
    office.auditor.is_superuser = True
    office.auditor.save()

    assert [] == list(only_readers())


def test_who_is_given_the_sight_of_everything_by_himself_only_reads(office, django_user_model):
    """
    By no group, and with no other right.
    """
    guest = django_user_model.objects.create_user("guest")
    assert guest not in only_readers()
    guest.user_permissions.add(Permission.objects.get(codename="scope_all"))

    assert guest in only_readers()
