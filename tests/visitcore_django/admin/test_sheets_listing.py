from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import mark_safe
from visitcore_site.days import TODAY, at
from visitcore_site.rows import tables

from visitcore_django.admin.sheets_listing import cell_of, columns_of, listing, text_of
from visitcore_django.models import (
    Approval,
    CalendarDay,
    DecisionRecord,
    GradeAssessment,
    GroupRole,
    MealRequest,
    Promise,
    ShipmentRequest,
    VisitPlan,
    VisitReport,
)
from visitcore_django.models.base import about


def listed(model):
    """
    Whether a table has a list that is written as its screen shows it.
    """
    page = admin.site._registry.get(model)
    return page is not None and page.sheet is None


@pytest.fixture
def told(rf, office, django_user_model):
    """
    The sheet of a list as a Chinese reader takes it away, each row by its headers: ``told(Visit)``.
    """
    root = django_user_model.objects.create_superuser("root")

    def of(model):
        request = rf.get("/")
        request.user = root
        with translation.override("zh-hans"):
            return listing(admin.site._registry[model], request).dict

    return of


def test_a_list_goes_out_as_its_screen_shows_it(told, office, row):
    """
    Its columns come first; people by their names, choices by their labels, days and numbers as such, and no signs.
    """
    office.li.first_name, office.li.last_name = "丽", "李"
    office.li.save()
    row(MealRequest, bill=Decimal("300.00"), occasion="banquet")
    (only,) = told(MealRequest)

    assert ["用餐日期", "客户编号", "客户", "状态", "账单金额"] == list(only)[:5]
    assert (TODAY, "C0", "Customer C0 (C0)", "草稿", Decimal("300.00")) == tuple(only.values())[:5]
    assert ("李丽", "宴请") == (only["申请人"], only["用餐场合"])


def test_the_customer_of_an_account_stands_there_once(told, row):
    """
    With the code before the name; the account that the goods leave on is no second name of it.
    """
    row(ShipmentRequest)
    (only,) = told(ShipmentRequest)

    assert ("C0", "Customer C0 (C0)") == (only["客户编号"], only["客户"])
    assert ["客户"] == [header for header, cell in only.items() if cell == "Customer C0 (C0)"]


def test_a_role_is_told_in_words_alone(told, row):
    """
    What people call it, and not once more under the header of its column.
    """
    row(GroupRole)

    assert {2} == {len(only) for only in told(GroupRole)}


def test_how_long_a_request_waits_is_a_number_of_days(rf, row):
    """
    Asked three days and two hours ago: three, to be sorted by.
    """
    approval = row(Approval, requested_at=timezone.now() - timedelta(days=3, hours=2))
    with translation.override("zh-hans"):
        columns = {one.header: one.of for one in columns_of(admin.site._registry[Approval], rf.get("/"))}

    assert 3 == columns["已等待天数"](approval)
    assert "已等待" not in columns


def test_a_time_is_a_time(told, row):
    """
    Of a meal at half past six.
    """
    row(MealRequest, starts_at=time(18, 30))
    (only,) = told(MealRequest)

    assert time(18, 30) in only.values()


def test_a_grade_has_no_sign_before_it(told, row):
    """
    Neither one that is worked out, nor the question mark where it cannot be.
    """
    row(GradeAssessment, before="B", proposed="A")
    row(GradeAssessment, before="B", proposed="")

    assert {"A", "无法判定"} == {only["拟定等级"] for only in told(GradeAssessment)}


def test_what_the_list_counts_and_lays_beside_its_rows_is_there(told, office, row):
    """
    A plan with how many visits it holds, and a company day with what it does.
    """
    VisitPlan.objects.create(owner=office.li, month=date(2024, 6, 1))
    row(CalendarDay, day=date(2024, 6, 18), works=False)
    (plan,), (day,) = told(VisitPlan), told(CalendarDay)

    assert (date(2024, 6, 1), "草稿", 0) == (plan["月份"], plan["状态"], plan["拜访"])
    assert ("星期二", "休息") == (day["星期"], day["公司安排"])


def test_a_decision_goes_out_with_every_clause_and_with_what_it_is_about(told, row):
    """
    The screen names two clauses and counts the others; the sheet has all of them.
    """
    row(DecisionRecord, rules="HM-06.3, HM-06.4, HM-07.1", **about(row(MealRequest, on=TODAY)))
    (only,) = told(DecisionRecord)

    assert "HM-06.3, HM-06.4, HM-07.1" == only["条款"]
    assert f"招待用餐 Customer C0 (C0) {TODAY}" == only["相关内容"]


def test_a_moment_behind_another_row_is_a_moment(told, row):
    """
    The start of the visit stands on the list of reports, and can be sorted by in the sheet.
    """
    report = row(VisitReport)
    report.visit.start = at(TODAY, 9, 30)
    report.visit.save()
    (only,) = told(VisitReport)

    assert at(TODAY, 9, 30).replace(tzinfo=None) == only["拜访时间"]


def test_no_list_shows_how_its_rows_are_kept(rf, django_user_model):
    """
    No key, fingerprint or name of a column stands over any list, and no header twice.
    """
    request = rf.get("/")
    request.user = django_user_model(is_superuser=True, is_active=True)
    for model in tables():
        if listed(model):
            with translation.override("zh-hans"):
                headers = [column.header for column in columns_of(admin.site._registry[model], request)]

            assert len(headers) == len(set(headers)), model
            assert [] == [header for header in headers if header.isascii() or header in {"指纹", "封印", "编号"}], model


@pytest.mark.parametrize(
    ("shown", "cell"),
    [
        (mark_safe('<a href="x">&lt;b&gt;</a>'), "<b>"),
        (mark_safe('<p><span aria-hidden="true">✓</span> met<br>twice</p>'), "met twice"),
        ("a <b> c &amp; d", "a <b> c &amp; d"),
        ("2024-06-14 09:30", at(TODAY, 9, 30).replace(tzinfo=None)),
        (at(TODAY, 9), at(TODAY, 9).replace(tzinfo=None)),
        (True, "yes"),
        (Decimal("1.50"), Decimal("1.50")),
        ("-", None),
        (None, None),
    ],
)
def test_a_cell_holds_what_is_read_on_the_screen(shown, cell):
    """
    Without its markup; days and numbers as such, and nothing for a dash.
    """
    assert cell == text_of(shown)


@pytest.mark.parametrize("model", [model for model in tables() if listed(model)], ids=lambda model: model.__name__)
def test_a_list_is_read_in_as_many_queries_whatever_its_length(told, office, row, model):
    """
    Six rows cost no more questions than two.
    """
    counts = []
    for numbers in (range(2), range(2, 6)):
        for number in numbers:
            row(model, customer_of=office.customer(f"N{number}"))
        with CaptureQueriesContext(connection) as asked:
            told(model)
        counts.append(len(asked))

    assert counts[1] <= counts[0]


def test_the_words_of_a_person_go_out_as_they_stand(told, row):
    """
    Whatever looks like markup, a day or a name of the policy in them.
    """
    for text in ("a <b> c &amp; d", "2024-06-14", "late", "two\nlines"):
        row(Promise, what=text)

        assert text in {promise["承诺内容"] for promise in told(Promise)}


def test_an_export_is_within_the_scope(office, row, client):
    """
    Li's file of promises has Li's, and not those about Wang's customers.
    """
    row(Promise, what="of mine")
    row(Promise, person=office.wang, customer_of=office.customer("W", owner=office.wang), what="of his")
    client.force_login(office.li)
    content = client.get(reverse("admin:visitcore_django_promise_export"), {"as": "csv"}).content.decode("utf-8-sig")

    assert "of mine" in content
    assert "of his" not in content


def test_decisions_and_policies_go_out_in_words(told, office, row):
    """
    An approval names what was decided, and a decision the policy, never what they are kept under.
    """
    record = row(DecisionRecord, name="plan_submission", verdict="allowed", policy_name="standard", policy_version=None)
    approval = row(Approval, decision=record)
    (decision,) = told(DecisionRecord)

    assert "Plan submission, in order" == cell_of(Approval._meta.get_field("decision"), approval)
    assert "标准制度" in decision.values()
    assert "standard" not in decision.values()
