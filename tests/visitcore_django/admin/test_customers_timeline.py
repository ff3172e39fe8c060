from datetime import date, timedelta

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from visitcore_site.days import TODAY, at

from visitcore_django import models
from visitcore_django.admin import customers_timeline
from visitcore_django.admin.customers_timeline import SOURCES, page_of, timeline

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def busy(office):
    """
    A customer to whom everything happened once, a day apart, the first thing yesterday.
    """
    row = office.customer()
    fill(office, row, 0)
    return row


def fill(office, row, number):
    """
    One of each kind, the days counted back from today.
    """
    days = [TODAY - timedelta(days=number * 12 + back) for back in range(1, 12)]
    visit = models.Visit.objects.create(customer=row, owner=office.li, start=at(days[0]), purpose="see them")
    models.VisitReport.objects.create(visit=visit, state="submitted", submitted_at=at(days[1]), late=True)
    models.Promise.objects.create(customer=row, owner=office.li, what="a quotation", made=days[2])
    models.Excuse.objects.create(customer=row, first_day=days[3], last_day=days[3], reason="closed")
    models.MealRequest.objects.create(
        customer=row,
        requested_by=office.li,
        on=days[4],
        occasion="dinner",
        importance="vip",
        host="salesperson",
        customers=2,
        company_diners=1,
        bill=1000,
        currency="CNY",
    )
    item, _ = models.GiftItem.objects.get_or_create(code="tea", defaults={"name": "Tea", "value": 10, "stock": 9})
    models.Gift.objects.create(customer=row, item=item, on=days[5], requested_by=office.li)
    account, _ = models.CreditAccount.objects.get_or_create(customer=row, defaults={"currency": "CNY"})
    models.ShipmentRequest.objects.create(
        account=account, on=days[6], number=f"S{number}", amount=5, requested_by=office.li
    )
    for place, kind in enumerate(("payment", "invoice")):
        models.LedgerEntry.objects.create(
            account=account, place=number * 2 + place, on=days[7], kind=kind, number=f"L{number}", amount=5
        )
    models.Complaint.objects.create(
        number=f"K{number}", customer=row, problem="broken", received_at=at(days[8]), receptionist=office.li
    )
    matter = models.CallbackMatter.objects.create(case=f"M{number}", cause="complaint", customer=row)
    models.CallBack.objects.create(matter=matter, made=at(days[9]), by=office.li, person="Ms Sun")
    models.GradeAssessment.objects.create(customer=row, on=days[10], before="B", given="A", state="confirmed")


def test_everything_stands_in_it_the_newest_first(office, busy):
    """
    Visit, report, promise, excuse, meal, gift, shipment, payment, complaint, call-back and grade, day by day.
    """
    happened, more = timeline(busy, office.manager, admin.site)
    kinds = [one.row._meta.model_name for one in happened]

    assert [
        "visit",
        "visitreport",
        "promise",
        "excuse",
        "mealrequest",
        "gift",
        "shipmentrequest",
        "ledgerentry",
        "complaint",
        "callback",
        "gradeassessment",
    ] == kinds
    assert sorted((one.day for one in happened), reverse=True) == [one.day for one in happened]
    assert not more


def test_each_says_what_it_was(office, busy):
    """
    The words of each kind, how far it came, and who did it.
    """
    told = {one.row._meta.model_name: one for one in timeline(busy, office.manager, admin.site)[0]}

    assert ("see them", "planned", "li") == (told["visit"].what, told["visit"].state, told["visit"].who)
    assert "submitted, late" == told["visitreport"].state
    assert ["dinner ¥1,000.00", "S0 ¥5.00", "payment L0 ¥5.00"] == [
        told[name].what for name in ("mealrequest", "shipmentrequest", "ledgerentry")
    ]
    assert ("a quotation", "open") == (told["promise"].what, told["promise"].state)
    assert "Tea × 1" == told["gift"].what
    assert ("B → A", "confirmed") == (told["gradeassessment"].what, told["gradeassessment"].state)
    assert "M0 Ms Sun" == told["callback"].what


@pytest.mark.parametrize(("back", "there"), [(date(2023, 6, 14), True), (date(2023, 6, 13), False)])
def test_it_reaches_back_twelve_months(office, back, there):
    """
    A visit of the same day last year is in, one of the day before is not.
    """
    row = office.customer()
    models.Visit.objects.create(customer=row, start=at(back, 0))

    assert there == bool(timeline(row, office.manager, admin.site)[0])


def test_only_tables_that_one_may_view_are_told(office, busy):
    """
    Finance views neither visits nor promises nor call-backs, and is not told of them.
    """
    kinds = {one.row._meta.model_name for one in timeline(busy, office.money, admin.site)[0]}

    assert {"mealrequest", "gift", "shipmentrequest", "ledgerentry"} <= kinds
    assert not kinds & {"visit", "visitreport", "promise", "excuse", "callback", "gradeassessment"}


def test_nothing_of_another_customer_stands_in_it(office, busy):
    """
    What happened with one customer is not told of another.
    """
    assert ([], False) == timeline(office.customer("C2"), office.manager, admin.site)


def test_a_long_year_takes_as_many_queries_as_a_short_one(office, busy):
    """
    One query for each kind, however much happened.
    """
    counts = []
    person = type(office.manager).objects.get(pk=office.manager.pk)
    person.has_perm("visitcore_django.view_visit")
    for number in (1, 2):
        fill(office, busy, number)
        with CaptureQueriesContext(connection) as seen:
            timeline(busy, person, admin.site)
        counts.append(len(seen))

    assert [len(SOURCES)] * 2 == counts


def test_so_much_and_no_more(office, busy, monkeypatch):
    """
    Beyond what a page holds the oldest are left out, and it is said.
    """
    monkeypatch.setattr(customers_timeline, "IN_ALL", 3)
    happened, more = timeline(busy, office.manager, admin.site)

    assert (["visit", "visitreport", "promise"], True) == ([one.row._meta.model_name for one in happened], more)


def test_a_row_leads_to_its_page_where_there_is_one(office, busy):
    """
    On a site that does not show a table there is no way to it.
    """
    promise = busy.promises.get()

    assert f"/admin/visitcore_django/promise/{promise.pk}/change/" == page_of(promise, admin.site)
    assert "" == page_of(promise, admin.AdminSite(name="other"))


def test_who_sees_the_customer_sees_what_is_told(office, busy):
    """
    The timeline asks for the table's right only, for who sees a customer sees its rows.
    """
    from visitcore_django.people.scope import sees

    for person in (office.li, office.lead, office.cs, office.auditor):
        assert sees(person, busy)
        assert all(sees(person, one.row) for one in timeline(busy, person, admin.site)[0])
