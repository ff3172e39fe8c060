from datetime import date

import pytest
from visitcore_site.days import LONG_BEFORE, at
from visitcore_site.sweeping import on

from visitcore_django import desk
from visitcore_django.desk.approving import ask
from visitcore_django.models import Approval, Gift, GiftItem, Reminder
from visitcore_django.sweep.approvals import approvals

FRIDAY, MONDAY, TUESDAY, WEDNESDAY = (date(2024, 6, day) for day in (14, 17, 18, 19))
KIND = "approval_waiting"


@pytest.fixture
def waiting(office):
    """
    Li's plan of July, which waits since Friday the 14th.
    """
    plan = desk.plan_visit(office.customer(), by=office.li, start=at(date(2024, 7, 3)), at=LONG_BEFORE).plan
    return desk.submit_plan(plan, by=office.li, at=at(FRIDAY))


def test_after_two_working_days_those_who_may_are_reminded(office, waiting, reminders):
    """
    VC-06: asked for on Friday, it has waited long enough on Tuesday.
    """
    approvals(on(MONDAY), 0)
    assert [] == reminders(KIND)
    approvals(on(TUESDAY), 0)

    assert [("lead", 0, TUESDAY), ("manager", 0, TUESDAY)] == reminders(KIND)
    assert "VC-06" == Reminder.objects.first().rule


def test_who_wrote_it_is_not_reminded(office, reminders):
    """
    The lead changed what Li asks for: the manager alone is reminded, nor does it climb to the lead.
    """
    row = Gift.objects.create(
        customer=office.customer(),
        item=GiftItem.objects.create(code="TEA", value=80),
        on=FRIDAY,
        requested_by=office.li,
    )
    row.writers.add(office.lead)
    ask(row, by=office.li, right="approve_gift", at=at(FRIDAY), customer=row.customer)
    approvals(on(date(2024, 6, 28)), 0)

    assert "manager" in {person for person, *_more in reminders(KIND)}
    assert "lead" not in {person for person, *_more in reminders(KIND)}


def test_an_answer_closes_the_reminders(office, waiting, reminders):
    """
    Approved, sent back or withdrawn, it waits no longer.
    """
    approvals(on(TUESDAY), 0)
    desk.approve_plan(waiting, by=office.lead, at=at(TUESDAY))
    approvals(on(TUESDAY), 0)

    assert [] == reminders(KIND)


def test_what_nobody_may_approve_is_told_to_all_who_see_everything(office, waiting, reminders):
    """
    A right that nobody holds leaves a reminder for nobody in particular.
    """
    Approval.objects.update(permission="no_such_right")
    approvals(on(TUESDAY), 0)

    assert [(None, 0, TUESDAY)] == reminders(KIND)
    assert "nobody here may approve it" in Reminder.objects.get().says_en


def test_one_who_goes_on_waiting_climbs(office, waiting, reminders):
    """
    VC-07: the day after, the superior of the one who was asked is told as well, if he was not asked himself.
    """
    Approval.objects.update(needs="regional_manager")
    office.team.lead = office.lead
    office.team.save()
    approvals(on(WEDNESDAY), 0)

    assert [("manager", 0, TUESDAY), ("lead", 1, TUESDAY)] == reminders(KIND)
