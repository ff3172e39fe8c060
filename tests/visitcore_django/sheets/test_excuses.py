import pytest
import tablib

from visitcore_django import desk
from visitcore_django.models import Approval, Excuse
from visitcore_django.sheets.excuses import ExcuseSheet

pytestmark = pytest.mark.usefixtures("today")
HEADERS = ["客户编号", "开始日期", "结束日期", "原因"]


def bring(user, headers, *rows):
    """
    What comes of a sheet.
    """
    return ExcuseSheet(user=user).import_data(tablib.Dataset(*rows, headers=headers), use_transactions=True)


def test_an_excuse_in_a_sheet_does_not_count_yet(office):
    """
    It is requested, whatever the sheet says of its state, and waits for the lead's approval.
    """
    row = office.customer("C1")
    bring(office.li, [*HEADERS, "state"], ["C1", "2024-06-01", "2024-06-30", "moving", "approved"])
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
    bring(office.lead, HEADERS, ["C1", "2024-06-01", "2024-06-30", "moving"])

    with pytest.raises(desk.FourEyesError):
        desk.approve_excuse(Approval.objects.get(), by=office.lead)
