import pytest
from django.db import connection
from django.urls import reverse
from visitcore_site.days import TODAY
from visitcore_site.rows import new

from visitcore_django import desk
from visitcore_django.models import CalendarDay, Complaint, CustomerFigure, DecisionRecord, ShipmentRequest
from visitcore_django.models.base import about

PAGE = "admin:visitcore_django_decisionrecord_"
LIST = reverse(f"{PAGE}changelist")
NASTY = '<script>alert("x")</script>'


pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def record(office):
    """
    The grading of a customer of Li's, ranked among two.
    """
    CalendarDay.objects.create(day=TODAY, works=True, reason=NASTY)
    for code, sales in (("C1", "10"), ("C2", "20")):
        customer = office.customer(code, name=f"=1+1 {NASTY}")
        for name, value in (("sales", sales), ("price_index", "0.95"), ("collection_rate", "1")):
            CustomerFigure.objects.create(customer=customer, name=name, value=value, as_of=TODAY)
    desk.grade_round(desk.open_round(TODAY, by=office.manager), by=office.manager)
    return DecisionRecord.objects.get(customer__code="C1")


def look(client, person, address, lang="en", **asked):
    """
    A page as somebody sees it.
    """
    client.force_login(person)
    return client.get(address, asked, headers={"accept-language": lang})


def of(record, page="change"):
    """
    The address of a record.
    """
    return reverse(f"{PAGE}{page}", args=[record.pk])


def test_the_list_tells_verdict_and_question_in_words(office, client, record):
    """
    With the sign of the verdict, the customer, the clauses, and in Chinese.
    """
    english = look(client, office.li, LIST).content.decode()
    chinese = look(client, office.li, LIST, "zh-hans").content.decode()

    assert "Grade customer" in english
    assert "in order" in english
    assert "客户评级" in chinese
    assert "CGR-02.2" in english


def test_two_shipments_of_one_customer_are_told_apart(office, client):
    """
    The list says what each decision is about, a shipment by its number and amount.
    """
    customer = office.customer()
    for number in ("S7", "S8"):
        shipment = new(ShipmentRequest, office.li, customer, number=number, amount="1500")
        new(DecisionRecord, office.li, customer, **about(shipment))
    shown = look(client, office.boss, LIST, "zh-hans").content.decode()

    assert "发货申请 S7 1,500.00" in shown
    assert "发货申请 S8 1,500.00" in shown


def test_the_page_tells_why_and_on_which_facts(office, client, record):
    """
    The reasons with their clauses, the facts as a table, the company days.
    """
    shown = look(client, office.li, of(record), "zh-hans").content.decode()

    assert "客户评级 · =1+1" in shown
    assert "grade_customer" not in shown
    assert "依据" in shown
    assert "客户分级管理" in shown
    assert "价格指数" in shown
    assert "0.95" in shown
    assert "当时公司自定的工作日与休息日" in shown


def test_nothing_in_it_is_markup(office, client, record):
    """
    A customer's name and a day's reason that look like scripts are text on the list and on the page.
    """
    for address in (LIST, of(record)):
        assert "<script>alert" not in look(client, office.li, address).content.decode()


def test_the_auditor_decides_it_again_with_a_button(office, client, record):
    """
    The same answer is said; one that was changed behind the desk's back is told.
    """
    client.force_login(office.auditor)
    page = client.post(reverse(f"{PAGE}do", args=[record.pk, "replay"]), follow=True)
    assert "the answer is the same" in page.content.decode()

    with connection.cursor() as cursor:
        cursor.execute("UPDATE visitcore_django_decisionrecord SET verdict = 'refused'")
    page = client.post(reverse(f"{PAGE}do", args=[record.pk, "replay"]), follow=True)
    assert "It comes out otherwise:" in page.content.decode()


@pytest.mark.parametrize("page", ["change", "json"])
def test_anothers_record_does_not_exist(office, client, record, page):
    """
    A guessed address answers 404 to a salesperson of another team.
    """
    assert 404 == look(client, office.zhao, of(record, page)).status_code


@pytest.mark.parametrize("person", ["boss", "auditor", "manager"])
def test_nobody_changes_or_deletes_it(office, client, record, person):
    """
    No form, no delete page, and a forged one is refused.
    """
    user = getattr(office, person)
    shown = look(client, user, of(record)).content.decode()

    assert 'name="_save"' not in shown
    assert 403 == client.post(of(record), {"verdict": "refused"}).status_code
    assert 403 == client.post(of(record, "delete"), {"post": "yes"}).status_code
    assert 403 == client.get(reverse(f"{PAGE}add")).status_code


def test_the_policy_version_is_linked(office, client):
    """
    What was decided under a version leads to it.
    """
    row = office.policy('extends = ["standard"]')
    office.customer()
    desk.grade_round(desk.open_round(TODAY, by=office.manager), by=office.manager)
    shown = look(client, office.li, of(DecisionRecord.objects.get())).content.decode()

    assert reverse("admin:visitcore_django_policyversion_change", args=[row.pk]) in shown


def test_what_it_is_about_is_linked_only_for_those_who_may_open_it(office, client):
    """
    Finance reads decisions about complaints of everybody, and has no page of a complaint to go to.
    """
    complaint = new(Complaint, office.li, office.customer())
    row = new(DecisionRecord, office.li, complaint.customer, **about(complaint))
    there = reverse("admin:visitcore_django_complaint_change", args=[complaint.pk])

    assert f'<a href="{there}">complaint {complaint}</a>' in look(client, office.boss, of(row)).content.decode()
    assert there not in look(client, office.money, of(row)).content.decode()


def test_what_is_gone_is_said_to_be_gone(office, client, record):
    """
    A record outlives what it is about.
    """
    with connection.cursor() as cursor:
        cursor.execute("UPDATE visitcore_django_decisionrecord SET subject_id = 9999")

    assert "gone" in look(client, office.li, of(record)).content.decode()


def test_the_list_takes_as_many_queries_for_thirty_as_for_three(office, client, record, django_assert_max_num_queries):
    """
    Customers and people are read along.
    """
    for number in range(30):
        office.customer(f"M{number}")
    desk.grade_round(desk.open_round(TODAY.replace(day=13), by=office.manager), by=office.manager)
    look(client, office.manager, LIST)

    with django_assert_max_num_queries(16):  # logging in takes some of them
        assert 34 == len(look(client, office.manager, LIST).context["cl"].result_list)
