from datetime import timedelta

import pytest
from django.utils import timezone

from visitcore_django import desk
from visitcore_django.models import Approval, Visit, VisitPlan, VisitReport

pytestmark = pytest.mark.django_db(transaction=True)
PLUGIN = "/admin/visitcore_django/"


@pytest.fixture
def overdue(office):
    """
    An A customer of Li's that nobody has visited for months.
    """
    row = office.customer("C1", "A", name="上海华恒机电设备有限公司")
    desk.refresh_due(row, timezone.localdate())
    return row


def test_the_first_login_leads_to_the_due_list(browser, office, overdue):
    """
    A salesperson logs in, opens the list of customers, and reads who is overdue, by which clause and why.
    """
    browser.login("li")
    browser.picture("01-index")
    browser.press("客户")

    assert "上海华恒机电设备有限公司" in browser.text
    assert "逾期" in browser.text
    assert "ABC-03.2a" in browser.text
    browser.picture("02-due-list")

    browser.press("依据")

    assert "逾期" in browser.text
    browser.picture("03-why")
    browser.open(f"{PLUGIN}customer/{overdue.pk}/change/")
    browser.picture("04-customer")


def test_a_month_goes_from_plan_to_report(browser, office, overdue):
    """
    Li drafts next month's plan and hands it in, the lead approves it, and Li records a visit and reports on it.
    """
    browser.login("li")
    browser.open(f"{PLUGIN}visitplan/add/")
    for label in ("拜访目标", "拜访计划", "行动方案"):
        browser.write(label, "维护关系")
    browser.press("保存并继续编辑")
    browser.press("自动排本月拜访")
    browser.picture("05-plan")

    assert Visit.objects.filter(status="planned").exists()

    browser.press("提交")

    assert VisitPlan.State.SUBMITTED == VisitPlan.objects.get().state

    browser.login("lead")
    browser.open(f"{PLUGIN}approval/")
    browser.picture("06-approvals")
    browser.follow(browser.find("#result_list tbody a"))
    browser.picture("07-approval")
    browser.press("同意")

    assert Approval.State.APPROVED == Approval.objects.get().state
    assert VisitPlan.State.APPROVED == VisitPlan.objects.get().state

    browser.login("li")
    browser.open(f"{PLUGIN}visit/add/?customer={overdue.pk}")
    yesterday = timezone.localtime() - timedelta(days=1)
    browser.write("开始时间", f"{yesterday:%Y-%m-%dT10:00}")
    browser.write("结束时间", f"{yesterday:%Y-%m-%dT11:00}")
    browser.tick("联络感情")
    browser.write("对象类别", browser.options("对象类别")[1])
    for label in ("共识", "下一步行动计划", "感谢"):
        browser.write(label, "下月签订年度合同")
    browser.picture("08-visit")
    browser.press("登记为已完成")
    made = Visit.objects.get(status="completed")

    browser.open(f"{PLUGIN}visit/{made.pk}/change/")
    browser.press("写拜访报告")
    browser.picture("09-report")
    browser.write("拜访报告", "客户希望下月看样品。")
    browser.press("保存并提交")

    assert VisitReport.State.SUBMITTED == VisitReport.objects.get().state


@pytest.mark.parametrize("width", [390, 1280])
def test_the_desk_fits_a_phone_and_a_screen(browser, office, overdue, width):
    """
    The desk page never asks to be pushed sideways.
    """
    browser.login("lead")
    browser.width(width)
    browser.open(f"{PLUGIN}desk/")
    browser.picture(f"10-desk-{width}")
    inner = browser.driver.execute_script("return document.documentElement.scrollWidth")

    assert inner <= width
    assert "各等级拜访覆盖情况" in browser.text
