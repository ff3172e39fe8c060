from datetime import date

import pytest
import tablib
import time_machine
from django.urls import reverse
from visitcore_site.days import NOW, at

from visitcore_django import desk
from visitcore_django.models import Approval, Excuse, Visit
from visitcore_django.sheets.visits import ExcuseSheet, VisitSheet


@pytest.fixture(autouse=True)
def today():
    """
    It is the day on which the tests play.
    """
    with time_machine.travel(NOW, tick=False):
        yield


def bring(sheet, user, headers, *rows):
    """
    What comes of a sheet.
    """
    return sheet(user=user).import_data(
        tablib.Dataset(*rows, headers=headers), use_transactions=True, retain_instance_in_row_result=True
    )


def test_a_sheet_of_visits_changes_how_customers_stand(office):
    """
    ABC-03.2a: an A customer overdue since February is met in June once a visit of June comes in.
    """
    row = office.customer("C1", "A")
    bring(VisitSheet, office.lead, ["客户编号", "拜访日期", "状态"], ["C1", "2024-06-03 09:00", "已完成"])
    row.refresh_from_db()

    assert (1, "met", date(2024, 6, 3)) == (row.done, row.due_status, row.last_visit)


def test_the_same_visit_twice_is_one(office):
    """
    A file brought again adds nothing.
    """
    office.customer("C1")
    for _time in range(2):
        bring(VisitSheet, office.lead, ["客户编号", "拜访日期"], ["C1", "2024-06-03 09:00"])

    assert [(office.li, "completed", at(date(2024, 6, 3), 9))] == [
        (row.owner, row.status, row.start) for row in Visit.objects.all()
    ]


def test_a_visit_to_anothers_customer_is_not_taken(office):
    """
    Li brings visits to Li's customers only.
    """
    office.customer("C2", owner=office.wang)
    result = bring(VisitSheet, office.li, ["客户编号", "拜访日期"], ["C2", "2024-06-03"])

    assert 1 == len(result.invalid_rows)
    assert not Visit.objects.exists()


def test_a_visit_that_ends_before_it_starts_is_told(office):
    """
    The rule of the table holds for sheets as well.
    """
    office.customer("C1")
    result = bring(
        VisitSheet, office.li, ["客户编号", "开始时间", "结束时间"], ["C1", "2024-06-03 10:00", "2024-06-03 09:00"]
    )

    assert "ends before" in str(result.invalid_rows[0].error)


def test_an_excuse_in_a_sheet_does_not_count_yet(office):
    """
    It is requested, whatever the sheet says of its state, and waits for the lead's approval.
    """
    row = office.customer("C1")
    headers = ["客户编号", "开始日期", "结束日期", "原因", "state"]
    bring(ExcuseSheet, office.li, headers, ["C1", "2024-06-01", "2024-06-30", "moving", "approved"])
    approval = Approval.objects.get()
    row.refresh_from_db()

    assert Excuse.State.REQUESTED == Excuse.objects.get().state
    assert (office.li, "approve_excuse", "open") == (approval.requested_by, approval.permission, approval.state)
    assert "excused" != row.due_status

    desk.approve_excuse(approval, by=office.lead)
    row.refresh_from_db()

    assert "excused" == row.due_status


def test_nobody_approves_the_excuse_that_he_brought(office):
    """
    The lead who brings a sheet is the one who asks; somebody else has to answer.
    """
    office.customer("C1")
    headers = ["客户编号", "开始日期", "结束日期", "原因"]
    bring(ExcuseSheet, office.lead, headers, ["C1", "2024-06-01", "2024-06-30", "moving"])

    with pytest.raises(desk.FourEyesError):
        desk.approve_excuse(Approval.objects.get(), by=office.lead)


@pytest.mark.parametrize(("day", "taken"), [("2024-06-14 09:59", True), ("2024-06-14 10:01", False)])
def test_a_visit_that_lies_ahead_was_not_made(office, day, taken):
    """
    It is ten o'clock: what began a minute ago was made, what begins in a minute was not.
    """
    office.customer("C1")
    bring(VisitSheet, office.li, ["客户编号", "拜访日期", "状态"], ["C1", day, "已完成"])

    assert taken == Visit.objects.exists()


def test_the_list_of_visits_takes_a_sheet(office, client):
    """
    A salesperson finds the way in on the list of visits.
    """
    client.force_login(office.li)
    address = reverse("admin:visitcore_django_visit_import")

    assert address in client.get(reverse("admin:visitcore_django_visit_changelist")).content.decode()
    assert 200 == client.get(address).status_code
