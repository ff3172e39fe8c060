from datetime import date

import pytest
from visitcore_site.days import TODAY, at
from visitcore_site.sweeping import on

from visitcore_django import desk
from visitcore_django.models import CalendarDay, Promise, Reminder, SweepRun, Visit, VisitReport
from visitcore_django.sweep.papers import promises, reports, unreported

MONDAY = date(2024, 6, 10)
IN_TWO_DAYS = """
extends = ["ABC"]

[[rule]]
id = "O-1"
kind = "term"
strength = "must"
clause = "1"
text = { en = "What is promised is done within two working days.", zh = "承诺事项两个工作日内办理。" }

[[parameter]]
key = "followups.due"
[[parameter.history]]
term = { working_days = 2 }
cites = ["O-1"]
"""


@pytest.fixture
def visit(office):
    """
    A visit of Li's on Monday the 10th; its report is due by Wednesday the 12th (VPR-05.1).

    The office sweeps since the beginning of the year.
    """
    SweepRun.objects.create(on=date(2024, 1, 2))
    return Visit.objects.create(
        customer=office.customer(), owner=office.li, start=at(MONDAY, 10), end=at(MONDAY, 11), status="completed"
    )


@pytest.fixture
def report(visit):
    """
    The report on it, begun.
    """
    return VisitReport.objects.create(visit=visit, due_by=date(2024, 6, 12))


def test_a_report_begun_is_called_to_mind(report, reminders):
    """
    Two days before, and on the day itself, Li is reminded; after it the lead is told too.
    """
    reports(on(date(2024, 6, 9)), 0)
    assert [] == reminders("report_due")
    reports(on(date(2024, 6, 12)), 0)
    assert [("li", 0, date(2024, 6, 12))] == reminders("report_due")
    reports(on(date(2024, 6, 13)), 0)

    assert [] == reminders("report_due")
    assert [("li", 0, date(2024, 6, 12)), ("lead", 1, date(2024, 6, 12))] == reminders("report_overdue")


def test_a_late_report_is_marked(report):
    """
    On its last good day it is not late, the day after it is; a second sweep marks nothing.
    """
    assert 0 == reports(on(date(2024, 6, 12)), 0).counts["late"]
    assert 1 == reports(on(date(2024, 6, 13)), 0).counts["late"]
    assert 0 == reports(on(date(2024, 6, 13)), 0).counts["late"]
    report.refresh_from_db()
    assert report.late


def test_a_company_day_moves_a_report_that_is_begun(office, visit, reminders):
    """
    VPR-05.1: visited on Wednesday 5 June it is due on Friday; the company rests on Friday, and Monday is a holiday.

    On Saturday nobody is late; the day taken back, it was due on Friday after all.
    """
    wednesday = date(2024, 6, 5)
    Visit.objects.update(start=at(wednesday, 9), end=at(wednesday, 10))
    visit.refresh_from_db()
    report = desk.start_report(visit, by=office.li, at=at(wednesday, 12))
    assert date(2024, 6, 7) == report.due_by
    rest = CalendarDay.objects.create(day=date(2024, 6, 7), works=False, reason="stocktaking")
    reports(on(date(2024, 6, 8)), 0)
    report.refresh_from_db()
    assert (date(2024, 6, 11), None) == (report.due_by, report.late)
    assert [] == reminders("report_overdue")
    rest.delete()
    reports(on(date(2024, 6, 8)), 0)
    report.refresh_from_db()

    assert (date(2024, 6, 7), True) == (report.due_by, report.late)
    assert [("li", 0, date(2024, 6, 7)), ("lead", 1, date(2024, 6, 7))] == reminders("report_overdue")


def test_many_reports_ask_the_database_no_more_than_few(office, visit, django_assert_max_num_queries):
    """
    Twelve reports on visits of twelve days, all moved by company days, cost what two of them do.
    """
    seen = []
    for number, days in ((2, range(3, 5)), (12, range(5, 15))):
        for day in days:
            told = {"customer": visit.customer, "owner": visit.owner, "start": at(date(2024, 5, day))}
            VisitReport.objects.create(visit=Visit.objects.create(status="completed", **told), due_by=TODAY)
        job = on(TODAY)
        assert all((job.terms, job.whom))
        with django_assert_max_num_queries(100) as asked:
            reports(job, 0)
        assert number == VisitReport.objects.filter(late=True, due_by__lt=TODAY).count()
        seen.append(len(asked))

    assert seen[0] == seen[1]


def test_a_cancelled_visit_owes_no_report(report, reminders):
    """
    The visit was begun to be reported on and then cancelled: nobody is late, and nobody is told.
    """
    reports(on(date(2024, 6, 12)), 0)
    Visit.objects.update(status="cancelled")

    assert 0 == reports(on(date(2024, 6, 13)), 0).counts["late"]
    assert [] == reminders("report_due")
    assert [] == reminders("report_overdue")


def test_a_report_handed_in_is_done(report, reminders):
    """
    Handed in or reviewed, nobody is reminded any more.
    """
    reports(on(TODAY), 0)
    VisitReport.objects.update(state="submitted")
    reports(on(TODAY), 0)

    assert [] == reminders("report_overdue")


@pytest.mark.parametrize(("handed_in", "late"), [(12, False), (13, True)])
def test_a_report_that_came_in_time_and_was_sent_back_is_not_late(report, reminders, handed_in, late):
    """
    VPR-05.1: due by the 12th and sent back, one of the 12th is Li's to mend, and of one of the 13th the lead is told.
    """
    VisitReport.objects.update(state="returned", submitted_at=at(date(2024, 6, handed_in)), late=late)
    reports(on(date(2024, 6, 20)), 0)

    assert ([] if late else [("li", 0, None)]) == reminders("report_due")
    assert (["li", "lead"] if late else []) == [who for who, _rung, _day in reminders("report_overdue")]
    assert late != ("sent back" in Reminder.objects.get(rung=0).says_en)


def test_a_visit_without_a_report_is_called_to_mind(visit, reminders):
    """
    Nobody has begun the report: Li is reminded by the policy's own deadline.
    """
    unreported(on(date(2024, 6, 11)), 0)

    assert [("li", 0, date(2024, 6, 12))] == reminders("unreported_due")
    unreported(on(TODAY), 0)
    assert ["li", "lead"] == [who for who, _rung, _day in reminders("unreported_overdue")]
    assert "The report on the visit to Customer C1 (C1) of 2024-06-10 was due by 2024-06-12." == (
        Reminder.objects.get(kind="unreported_overdue", rung=0).says_en
    )


def test_a_report_that_is_begun_closes_that_reminder(visit, reminders):
    """
    From then on the report itself is called to mind.
    """
    unreported(on(TODAY), 0)
    VisitReport.objects.create(visit=visit)
    unreported(on(TODAY), 0)

    assert [] == reminders("unreported_overdue")


def test_visits_of_long_ago_are_not_dug_up_but_not_forgotten_either(visit, reminders):
    """
    A visit before last month opens no reminder; one that is open goes on being open.
    """
    old = date(2024, 4, 30)
    Visit.objects.create(customer=visit.customer, owner=visit.owner, start=at(old), status="completed")
    unreported(on(TODAY), 0)
    assert 1 == len([who for who, rung, _day in reminders("unreported_overdue") if not rung])
    unreported(on(date(2024, 12, 1)), 0)

    assert [("li", 0, date(2024, 6, 12))] == reminders("unreported_overdue")[:1]


def test_visits_before_the_first_sweep_are_left_alone(visit, reminders):
    """
    Visits taken over from a sheet owe no report here.
    """
    SweepRun.objects.update(on=date(2024, 6, 11))
    unreported(on(TODAY), 0)

    assert [] == reminders("unreported_overdue")


def test_planned_and_cancelled_visits_owe_no_report(visit, reminders):
    """
    Only a visit that was made is reported.
    """
    Visit.objects.update(status="cancelled")
    unreported(on(TODAY), 0)

    assert [] == reminders("unreported_overdue")


def test_a_policy_without_reports_asks_for_none(visit, settings, reminders):
    """
    Where the policy is silent nobody is reminded.
    """
    settings.VISITCORE = {"POLICY": "ABC"}
    unreported(on(TODAY), 0)

    assert 0 == Reminder.objects.count()


def test_a_promise_is_called_to_mind_until_it_is_kept(office, reminders):
    """
    Before its day and after it Li is told, after it the lead too; kept, nobody is.
    """
    thursday = date(2024, 6, 13)
    promise = desk.make_promise(office.customer(), by=office.li, what="a sample", made=thursday, at=at(TODAY))
    promises(on(date(2024, 6, 13)), 0)
    assert [("li", 0, date(2024, 6, 13))] == reminders("promise_due")
    promises(on(TODAY), 0)
    assert ["li", "lead"] == [who for who, _rung, _day in reminders("promise_overdue")]
    Promise.objects.filter(pk=promise.pk).update(kept=TODAY)
    promises(on(TODAY), 0)

    assert [] == reminders("promise_overdue")


def test_a_company_day_moves_a_promise(office, reminders):
    """
    Promised on Tuesday 11 June, due within two working days; the company rests on Wednesday, so Friday is the last.
    """
    office.policy(IN_TWO_DAYS)
    promise = desk.make_promise(
        office.customer(), by=office.li, what="a sample", made=date(2024, 6, 11), at=at(date(2024, 6, 11))
    )
    assert date(2024, 6, 13) == promise.due_by
    CalendarDay.objects.create(day=date(2024, 6, 12), works=False, reason="stocktaking")
    promises(on(TODAY), 0)
    promise.refresh_from_db()

    assert TODAY == promise.due_by
    assert [] == reminders("promise_overdue")
    assert [("li", 0, TODAY)] == reminders("promise_due")
