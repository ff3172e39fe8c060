from datetime import date

import pytest
from visitcore_site.days import at
from visitcore_site.sweeping import on

from visitcore_django import desk
from visitcore_django.desk.report_clocks import late_reports, not_begun, owed_reports, refresh_reports
from visitcore_django.models import CalendarDay, DecisionRecord, SweepRun, Visit, VisitReport
from visitcore_django.policies import running
from visitcore_django.sweep.papers import reports, unreported

THURSDAY, FRIDAY = date(2024, 3, 7), date(2024, 3, 8)
MONDAY, TUESDAY = date(2024, 3, 11), date(2024, 3, 12)


@pytest.fixture
def visit(office):
    """
    A visit of Li's, made on Thursday the 7th of March.
    """
    told = Visit(customer=office.customer(), owner=office.li, start=at(THURSDAY, 9), end=at(THURSDAY, 10))
    return desk.record_visit(told, by=office.li, at=at(THURSDAY, 11))


@pytest.fixture
def report(office, visit):
    """
    The report on it, due by Monday, with a few words.
    """
    draft = desk.start_report(visit, by=office.li, at=at(THURSDAY, 12))
    draft.text = "talked of the new line"
    return desk.save_report(draft, by=office.li)


def move(visit, day, by, now):
    """
    Record the visit as made on another day.
    """
    visit.start, visit.end = at(day, 9), at(day, 10)
    return desk.record_visit(visit, by=by, at=now)


def test_a_visit_moved_moves_its_report(office, visit, report):
    """
    VPR-03.4a: two days after the Wednesday before is Friday.
    """
    move(visit, date(2024, 3, 6), office.li, at(FRIDAY))
    report.refresh_from_db()

    assert (FRIDAY, None) == (report.due_by, report.late)


def test_a_visit_moved_makes_its_report_late(office, visit, report):
    """
    Moved to Wednesday and looked at on Tuesday, the report is late; moved back to Monday, it is not.
    """
    move(visit, date(2024, 3, 6), office.li, at(TUESDAY))
    report.refresh_from_db()
    assert report.late
    move(visit, MONDAY, office.li, at(TUESDAY))
    report.refresh_from_db()

    assert (date(2024, 3, 13), None) == (report.due_by, report.late)


def test_a_report_handed_in_stays_as_it_was_decided(office, visit, report):
    """
    Handed in on Monday it was in time; the visit corrected by an hour, and a clock that says otherwise, change nothing.
    """
    desk.submit_report(report, by=office.li, at=at(MONDAY))
    VisitReport.objects.update(due_by=FRIDAY)
    visit.end = at(THURSDAY, 11)
    desk.record_visit(visit, by=office.li, at=at(TUESDAY))
    report.refresh_from_db()

    assert ("submitted", FRIDAY, False) == (report.state, report.due_by, report.late)
    assert 1 == DecisionRecord.objects.filter(name="report_submission").count()


def test_a_visit_saved_at_its_time_leaves_its_report_alone(office, visit, report):
    """
    A note on the visit decides nothing, and whoever writes the report is not disturbed.
    """
    desk.submit_report(report, by=office.li, at=at(MONDAY))
    version = report.version
    desk.record_visit(visit, by=office.li, at=at(TUESDAY))
    report.refresh_from_db()

    assert version == report.version
    assert 1 == DecisionRecord.objects.filter(name="report_submission").count()


def test_a_cancelled_visit_owes_no_report(office, visit, report):
    """
    It was begun, and is owed no more.
    """
    assert [report] == list(owed_reports())
    desk.cancel_visit(visit, by=office.li, reason="x", at=at(FRIDAY))

    assert [] == list(owed_reports())


def test_what_came_in_time_and_was_sent_back_is_not_late(office, visit, report):
    """
    Handed in on Monday and sent back: on Tuesday it is still owed, and not late; one never handed in is.
    """
    assert [report] == list(late_reports(TUESDAY))
    assert [] == list(late_reports(MONDAY))
    approval = desk.submit_report(report, by=office.li, at=at(MONDAY))
    desk.send_back(approval, by=office.lead, comment="who was there?", at=at(MONDAY, 11))

    assert [report] == list(owed_reports())
    assert [] == list(late_reports(TUESDAY))
    assert 0 == reports(on(TUESDAY), 0).counts["late"]


def test_what_came_late_and_was_sent_back_stays_late(office, visit, report):
    """
    Handed in on Tuesday, a day late, and sent back.
    """
    approval = desk.submit_report(report, by=office.li, at=at(TUESDAY))
    desk.send_back(approval, by=office.lead, comment="who was there?", at=at(TUESDAY, 11))

    assert [report] == list(late_reports(TUESDAY))


def test_a_report_not_begun_is_late_after_its_day(office, visit):
    """
    Due by Monday: on Monday it is not late, on Tuesday it is, and once begun it is another matter.
    """
    SweepRun.objects.create(on=date(2024, 1, 2))
    unreported(on(MONDAY), 0)
    assert [[], [visit]] == [list(not_begun(day)) for day in (MONDAY, TUESDAY)]
    desk.start_report(visit, by=office.li, at=at(TUESDAY))

    assert [] == list(not_begun(TUESDAY))


def test_a_report_handed_in_meanwhile_keeps_its_deadline(office, report):
    """
    What was decided when it was handed in is not written over by one who read it before.
    """
    stale = VisitReport.objects.get(pk=report.pk)
    desk.submit_report(report, by=office.li, at=at(MONDAY))
    CalendarDay.objects.create(day=MONDAY, works=False, reason="stocktaking")

    assert 0 == refresh_reports([stale], at(TUESDAY), lambda day: running(day).policy)
    assert (MONDAY, False) == tuple(VisitReport.objects.values_list("due_by", "late").get())


def test_a_report_sent_back_is_late_by_the_day_it_came(office, report):
    """
    It came on Monday, its last day; the company worked on Saturday, and so it was due by then.
    """
    approval = desk.submit_report(report, by=office.li, at=at(MONDAY))
    desk.return_report(approval, by=office.lead, comment="too short", at=at(TUESDAY))
    CalendarDay.objects.create(day=date(2024, 3, 9), works=True, reason="stocktaking")

    assert 1 == refresh_reports(VisitReport.objects.all(), at(TUESDAY), lambda day: running(day).policy)
    assert (date(2024, 3, 9), True) == tuple(VisitReport.objects.values_list("due_by", "late").get())
