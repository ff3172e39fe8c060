from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from visitcore_site.days import NOW, at
from visitcore_site.sweeping import on

from visitcore_django import desk
from visitcore_django.models import Approval, Visit, VisitReport
from visitcore_django.sweep.papers import reports

LIST = reverse("admin:visitcore_django_visitreport_changelist")
XSS = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def clock():
    """
    The morning of the 14th of June.
    """
    with time_machine.travel(NOW, tick=False) as travel:
        yield travel


@pytest.fixture
def report(office):
    """
    The report on a visit of Li's of Thursday, 13 June.
    """
    visit = Visit(customer=office.customer(), owner=office.li, start=at(date(2024, 6, 13)))
    return desk.start_report(desk.record_visit(visit, by=office.li), by=office.li)


def as_of(person):
    """
    Somebody's browser.
    """
    client = Client()
    client.force_login(person)
    return client


def page_of(row):
    """
    The address of a report's page.
    """
    return reverse("admin:visitcore_django_visitreport_change", args=[row.pk])


def press(client, row, name, **more):
    """
    A button of the page.
    """
    return client.post(reverse("admin:visitcore_django_visitreport_do", args=[row.pk, name]), more, follow=True)


def test_a_report_is_written_and_handed_in(office, report):
    """
    Saved as a draft, and handed in with the other button; it waits for the reviewer.
    """
    client = as_of(office.li)
    assert 302 == client.post(page_of(report), {"text": "first words", "version": report.version}).status_code
    report.refresh_from_db()
    assert ("draft", "first words") == (report.state, report.text)
    client.post(page_of(report), {"text": "all words", "version": report.version, "_submit": "x"})
    report.refresh_from_db()

    assert ("submitted", "all words", False) == (report.state, report.text, report.late)
    assert ("supervisor", "allowed") == Approval.objects.values_list("needs", "decision__verdict").get()


def test_the_clock_is_shown_while_it_runs(office, report, clock):
    """
    VPR-03.4a: due on Monday the 17th; three days left on Friday, one day late on Tuesday.
    """
    client = as_of(office.li)
    assert "due by June 17, 2024, 3 days left" in client.get(page_of(report)).content.decode()
    clock.move_to(at(date(2024, 6, 18)))
    client = as_of(office.li)

    assert "1 day late, was due by June 17, 2024" in client.get(page_of(report)).content.decode()
    assert "1 day late" in client.get(LIST).content.decode()
    assert [report] == list(client.get(LIST, {"is": "overdue"}).context["cl"].result_list)
    desk.cancel_visit(report.visit, by=office.li, reason="x")
    assert [] == list(client.get(LIST, {"is": "overdue"}).context["cl"].result_list)
    assert "1 day late" not in client.get(LIST).content.decode()


def test_the_report_goes_round(office, report):
    """
    Handed in, taken back, handed in, sent back, handed in again, reviewed.
    """
    report.text = "x"
    desk.save_report(report, by=office.li)
    li, lead = as_of(office.li), as_of(office.lead)
    for client, name, state in (
        (li, "submit", "submitted"),
        (li, "withdraw", "draft"),
        (li, "submit", "submitted"),
        (lead, "return", "returned"),
        (li, "resubmit", "submitted"),
        (lead, "approve", "reviewed"),
    ):
        press(client, report, name, comment="who was there?")
        report.refresh_from_db()
        assert state == report.state
    assert "who was there?" in li.get(page_of(report)).content.decode()


def test_a_late_report_is_told_and_found(office, report, clock):
    """
    Handed in on Tuesday it is one day late; before that it was overdue, and not handed in late.
    """
    clock.move_to(at(date(2024, 6, 18)))
    reports(on(date(2024, 6, 18)), 0)
    report.refresh_from_db()
    assert report.late
    assert [] == list(as_of(office.lead).get(LIST, {"is": "late"}).context["cl"].result_list)
    report.text = "x"
    desk.submit_report(desk.save_report(report, by=office.li), by=office.li)
    client = as_of(office.lead)

    assert "late by 1 day" in client.get(page_of(report)).content.decode()
    assert [report] == list(client.get(LIST, {"is": "late"}).context["cl"].result_list)


def test_an_empty_report_is_told(office, report):
    """
    Handing it in says what is wanted.
    """
    page = as_of(office.li).post(page_of(report), {"text": "", "version": report.version, "_submit": "x"})

    assert "says nothing yet" in page.content.decode()
    assert "says nothing yet" in press(as_of(office.li), report, "submit").content.decode()


def test_the_fields_of_the_policy_are_asked_for(office, report, settings):
    """
    PEN-03.4b: purpose, content, result and next action plan.
    """
    settings.VISITCORE = {"POLICY": "PEN"}
    data = {"text": "", "version": report.version, "values__purpose": "x", "_submit": "x"}
    page = as_of(office.li).post(page_of(report), data)

    assert {"values__content", "values__result", "values__next_action_plan"} == set(
        page.context["adminform"].form.errors
    )


def test_a_handed_in_report_is_read_only(office, report):
    """
    Also for its writer; what it says is told.
    """
    report.text = "all words"
    desk.submit_report(desk.save_report(report, by=office.li), by=office.li)
    client = as_of(office.li)
    page = client.get(page_of(report)).content.decode()

    assert 'name="text"' not in page
    assert "all words" in page
    assert 403 == client.post(page_of(report), {"text": "y", "version": report.version}).status_code


def test_the_reviewer_reads_and_does_not_write(office, report):
    """
    The lead has no form, and cannot hand it in for Li.
    """
    client = as_of(office.lead)

    assert 'name="text"' not in client.get(page_of(report)).content.decode()
    assert 403 == client.post(page_of(report), {"text": "y"}).status_code
    assert 403 == press(client, report, "submit").status_code


def test_a_forged_review_of_ones_own_is_refused(office):
    """
    The lead's own report: 403, and nothing has changed.
    """
    visit = Visit(customer=office.customer(owner=office.lead), owner=office.lead, start=at(date(2024, 6, 13)))
    report = desk.start_report(desk.record_visit(visit, by=office.lead), by=office.lead)
    report.text = "x"
    desk.submit_report(desk.save_report(report, by=office.lead), by=office.lead)

    assert 403 == press(as_of(office.lead), report, "approve").status_code
    report.refresh_from_db()
    assert "submitted" == report.state


@pytest.mark.parametrize(("who", "code"), [("li", 200), ("lead", 200), ("auditor", 200), ("wang", 404), ("zhao", 404)])
def test_a_guessed_report_does_not_exist(office, report, who, code):
    """
    For those who do not see the visit.
    """
    client = as_of(getattr(office, who))

    assert code == client.get(page_of(report)).status_code
    assert code == press(client, report, "x").status_code
    assert (code == 200) == (report in client.get(LIST).context["cl"].result_list)


def test_a_report_is_not_begun_here(office, report):
    """
    It is begun on the page of its visit.
    """
    assert 403 == as_of(office.li).get(reverse("admin:visitcore_django_visitreport_add")).status_code


def test_the_second_writer_is_told(office, report):
    """
    A form opened before another change is not saved.
    """
    desk.save_report(report, by=office.li)
    page = as_of(office.li).post(page_of(report), {"text": "late", "version": report.version - 1})

    assert "Somebody else has changed this" in page.content.decode()


def test_markup_is_text(office, report):
    """
    In the words, in the fields, and in the comment.
    """
    report.text, report.values = XSS, {"old": XSS}
    desk.save_report(report, by=office.li)
    desk.send_back(desk.submit_report(report, by=office.li), by=office.lead, comment=XSS)
    for person in (office.li, office.lead):
        assert XSS not in as_of(person).get(page_of(report)).content.decode()


def test_the_list_costs_the_same_for_many(office):
    """
    Three reports or thirty: the same number of queries.
    """
    client, customer = as_of(office.li), office.customer()

    def reports(numbers):
        for number in numbers:
            visit = Visit(customer=customer, owner=office.li, start=at(date(2024, 5, number + 1)))
            desk.start_report(desk.record_visit(visit, by=office.li), by=office.li)

    reports(range(3))
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    reports(range(3, 30))
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)

    assert len(few) == len(many)
    assert 30 == VisitReport.objects.count()
