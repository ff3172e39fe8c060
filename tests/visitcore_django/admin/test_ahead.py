from datetime import date

import pytest
from visitcore_site.days import TODAY

from visitcore_django.admin.ahead import closed_plans, period_of_all, still_owed
from visitcore_django.models import VisitPlan

State = VisitPlan.State


pytestmark = pytest.mark.usefixtures("today")


def test_closed_plans_are_told_by_person_and_month(office):
    """
    From this month on; open ones, past ones and those of others are not.
    """
    for owner, month, state in (
        (office.li, 5, State.APPROVED),
        (office.li, 6, State.APPROVED),
        (office.li, 7, State.RETURNED),
        (office.wang, 7, State.SUBMITTED),
        (office.zhao, 7, State.SUBMITTED),
    ):
        VisitPlan.objects.create(owner=owner, month=date(2024, month, 1), state=state)

    told = closed_plans([office.li, office.wang], TODAY)
    assert "taken back by its owner, or sent back by whoever approves it" in told
    assert told.endswith(": li June 2024 (approved), wang July 2024 (submitted)")
    assert "" == closed_plans([office.lead], TODAY)


def test_a_period_is_that_of_all_or_of_none(office):
    """
    What differs, or is not known, is not made up.
    """
    june = {"period_start": date(2024, 6, 1), "period_end": date(2024, 6, 30)}
    first, second = office.customer("C1", **june), office.customer("C2", **june)

    assert (date(2024, 6, 1), date(2024, 6, 30)) == period_of_all([first, second], TODAY)
    assert period_of_all([first, office.customer("C3")], TODAY) is None
    assert period_of_all([], TODAY) is None


def test_a_visit_that_stays_owed_is_told_with_its_period(office):
    """
    Nothing is said where the days cover it.
    """
    row = office.customer(since=date(2024, 6, 1))

    assert "from 2024-06-01 to 2024-06-30" in still_owed(row, date(2024, 6, 10), date(2024, 6, 30))
    assert "" == still_owed(row, date(2024, 6, 1), date(2024, 6, 30))
