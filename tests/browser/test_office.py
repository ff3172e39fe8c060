from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from visitcore_django import desk
from visitcore_django.models import (
    Approval,
    CallbackMatter,
    MealRequest,
    PolicyVersion,
    ShipmentRequest,
    Visit,
    VisitPlan,
    VisitReport,
)

pytestmark = pytest.mark.django_db(transaction=True)
PLUGIN = "/admin/visitcore_django/"
OWN = """
name = "own"
extends = ["standard"]

[[rule]]
id = "OWN-1"
clause = "1"
kind = "cadence"
strength = "must"
text = { en = "A and B are visited every month, C twice a year.", zh = "A、B 级客户每月拜访一次，C 级每半年一次。" }

[[parameter]]
key = "visits.cadence"
unit = "visits"

  [[parameter.history]]

    [parameter.history.table]
    inputs = { grade = ["A", "B", "C"] }
    outcome = "cadence"
    rows = [
      { when = { grade = ["A", "B"] }, then = { times = 1, per = "month" }, rule = "OWN-1" },
      { when = { grade = "C" }, then = { times = 1, per = "half-year" }, rule = "OWN-1" },
    ]
"""


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


def test_a_meal_over_the_cap_is_refused_with_its_clause(browser, office, overdue):
    """
    While Li types, the page says that the bill is over the cap, by which clause; saved, it is refused and says why.
    """
    browser.login("li")
    browser.open(f"{PLUGIN}mealrequest/add/?customer={overdue.pk}")
    browser.write("用餐日期", f"{timezone.localdate() + timedelta(days=3):%Y-%m-%d}")
    browser.write("餐厅", "望江楼")
    for label in ("客户重要程度", "用餐场合", "主陪角色"):
        browser.write(label, browser.options(label)[1])
    for label, number in (("客人人数", "2"), ("陪餐人数", "1"), ("账单金额", "9000")):
        browser.write(label, number)
    browser.wait(lambda: "HM-" in browser.text, seconds=15)
    browser.picture("11-meal-while-typing")
    browser.write("原因", "洽谈年度合同")
    browser.press("保存并提交审批")
    meal = MealRequest.objects.get()
    browser.open(f"{PLUGIN}mealrequest/{meal.pk}/change/")
    browser.picture("12-meal-refused")

    assert MealRequest.State.REFUSED == meal.state
    assert "HM-" in browser.text


def test_a_shipment_over_the_limit_waits_for_a_signature(browser, office, overdue):
    """
    Goods worth more than the head-room are not released by finance; they wait for the one who signs.
    """
    before = timezone.now() - timedelta(days=2)
    day, today = timezone.localdate(before), timezone.localdate()
    account = desk.open_account(
        overdue,
        by=office.money,
        file_data=True,
        opener_id_copy=True,
        contract_type="distribution",
        settlement_agreement=True,
        at=before,
    )
    for number in range(2):
        told = {
            "amount": Decimal(6000),
            "number": f"F{number}",
            "on": day,
            "cash": Decimal(6000),
            "plan": True,
            "at": before,
        }
        desk.release_shipment(desk.request_shipment(account, by=office.li, **told), by=office.money, at=before)
    within = desk.request_shipment(account, by=office.li, amount=Decimal(10000), number="F8", on=today, plan=True)
    desk.release_shipment(within, by=office.money)
    shipment = desk.request_shipment(account, by=office.li, amount=Decimal(3000), number="F9", on=today, plan=True)
    browser.login("money")
    browser.open(f"{PLUGIN}shipmentrequest/{shipment.pk}/change/")
    browser.press("申请放行")
    shipment.refresh_from_db()
    browser.picture("13-shipment")

    assert ShipmentRequest.State.REFERRED == shipment.state
    assert "CR-02.2" in browser.text

    browser.open(f"{PLUGIN}creditaccount/{account.pk}/change/")
    browser.picture("14-account")


def test_a_policy_is_brought_and_its_effect_is_shown(browser, office, overdue):
    """
    A broken file is told with every fault; a sound one shows what it changes and for which customers.
    """
    office.customer("B1", "B", name="杭州鼎盛食品有限公司")
    browser.login("manager")
    browser.open(f"{PLUGIN}policyversion/add/")
    browser.write("文件内容", 'name = "own"\nextends = ["standrad"]\n')
    browser.write("生效日期", f"{timezone.localdate():%Y-%m-%d}")
    browser.press("保存")

    assert "standrad" in browser.text
    browser.picture("15-policy-broken")

    browser.write("文件内容", OWN)
    browser.press("保存并继续编辑")
    browser.picture("16-policy-effect")

    assert "杭州鼎盛食品有限公司" in browser.text
    assert PolicyVersion.State.DRAFT == PolicyVersion.objects.get().state


def test_a_call_back_shows_what_its_way_asks_for(browser, office, overdue):
    """
    RCB-01.7 and RCB-01.10: on site a signature, for a letter its cases; what holds something stays.
    """
    told = {"cause": "complaint", "class_of": "important", "complainant": "孙", "reply_letter_only": False}
    matter = desk.open_matter(CallbackMatter(customer=overdue, closed_at=timezone.now(), **told), by=office.li)
    browser.login("lead")
    browser.open(f"{PLUGIN}callback/add/?matter={matter.pk}")

    def shown():
        """
        Which of the fields that depend on the way are to be seen.
        """
        names = ("customer_signature", "answers", "mark", "opinion")
        return [name for name in names if browser.find(f"[name='values__{name}']").is_displayed()]

    before = shown()
    browser.fill("mode", "on_site")
    on_site = shown()
    browser.fill("values__customer_signature", "孙")
    browser.fill("mode", "open_letter")
    browser.picture("13-call-back")

    assert ([], ["customer_signature"], ["customer_signature", "answers"]) == (before, on_site, shown())


def test_a_list_fits_a_phone(browser, office):
    """
    Every row is a card whose values stand beside their headings, and nothing has to be pushed sideways.
    """
    for number in range(3):
        office.customer(f"C{number}", name="上海海盛国际贸易有限公司")
    browser.login("li")
    browser.width(390)
    browser.open(f"{PLUGIN}customer/")
    results = browser.find(".results")
    wide, room = (
        browser.driver.execute_script(f"return arguments[0].{name}", results) for name in ("scrollWidth", "clientWidth")
    )
    heads = [cell.get_attribute("data-label") for cell in browser.all("#result_list tbody tr:first-child td")]

    assert wide <= room <= 390
    assert "逾期天数" in heads
    browser.picture("phone-due-list")


def test_the_filters_of_a_list_open_above_it_on_a_phone(browser, office):
    """
    Folded behind a link until one asks for them; on a screen they stand beside the list, without the link.
    """
    for number in range(3):
        office.customer(f"C{number}", name="上海海盛国际贸易有限公司")
    browser.login("li")
    browser.width(390)
    browser.open(f"{PLUGIN}customer/")
    link, filters = browser.find(".visitcore-filters"), browser.find("#changelist-filter")
    assert "过滤器" == link.text
    assert not filters.is_displayed()

    link.click()
    browser.picture("phone-filters")
    assert filters.is_displayed()
    assert link.rect["y"] < filters.rect["y"] < browser.find("#result_list").rect["y"]

    browser.width(1280)
    browser.open(f"{PLUGIN}customer/")
    assert browser.find("#changelist-filter").is_displayed()
    assert not browser.find(".visitcore-filters").is_displayed()


def test_a_table_below_a_form_fits_a_phone(browser, office, overdue):
    """
    Its rows are cards as those of a list, each value beside its heading; on a screen it stays a table.
    """
    yesterday = timezone.now() - timedelta(days=1)
    desk.record_visit(Visit(customer=overdue, owner=office.li, start=yesterday), by=office.li)
    browser.login("li")
    browser.width(390)
    browser.open(f"{PLUGIN}customer/{overdue.pk}/change/")
    panel = browser.find(".visitcore-panel:has(tbody td[data-label])")
    heads = [head.get_attribute("textContent").strip() for head in panel.find_elements("css selector", "thead th")]
    cells = panel.find_elements("css selector", "tbody tr:first-child td")
    wide, room = (
        browser.driver.execute_script(f"return arguments[0].{name}", panel) for name in ("scrollWidth", "clientWidth")
    )

    assert heads[1:] == [cell.get_attribute("data-label") for cell in cells if cell.get_attribute("data-label")]
    assert wide <= room <= 390
    assert not panel.find_element("css selector", "thead").is_displayed()
    browser.picture("phone-table")

    browser.width(1280)
    assert panel.find_element("css selector", "thead").is_displayed()
