from datetime import date
from functools import partial

import pytest
from visitcore_site.days import LONG_BEFORE, at
from visitcore_site.office import Office
from visitcore_site.together import together

from visitcore_django import desk
from visitcore_django.desk.report_clocks import report_clock
from visitcore_django.desk.reports import may_write
from visitcore_django.models import Approval, Customer, DecisionRecord, StaleError, Visit, VisitReport

THURSDAY, MONDAY, TUESDAY = date(2024, 3, 7), date(2024, 3, 11), date(2024, 3, 12)


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
    The report on it, with a few words.
    """
    draft = desk.start_report(visit, by=office.li, at=at(THURSDAY, 12))
    draft.text = "talked of the new line"
    return desk.save_report(draft, by=office.li)


def test_a_report_knows_by_when_it_is_due(report):
    """
    VPR-03.4a: visited on Thursday, two days end on a Saturday, so it is due on Monday the 11th.
    """
    assert ("draft", MONDAY) == (report.state, report.due_by)


def test_a_report_is_begun_once(office, visit, report):
    """
    Whoever opens it again gets the one there is.
    """
    assert report == desk.start_report(visit, by=office.lead)
    assert 1 == VisitReport.objects.count()


def test_only_a_visit_that_was_made_has_a_report(office):
    """
    A planned one has none.
    """
    planned = desk.plan_visit(office.customer(), by=office.li, start=at(THURSDAY), at=LONG_BEFORE)

    with pytest.raises(desk.DeskError, match="made"):
        desk.start_report(planned, by=office.li)


def test_no_report_is_handed_in_on_a_cancelled_visit(office, visit, report):
    """
    It was begun while the visit stood; then the visit was cancelled.
    """
    desk.cancel_visit(visit, by=office.li, reason="x", at=at(THURSDAY, 13))

    with pytest.raises(desk.DeskError, match="Only a visit that was made has a report"):
        desk.submit_report(report, by=office.li, at=at(MONDAY))


def test_nobody_reviews_the_report_on_a_cancelled_visit(office, visit, report):
    """
    What waits for the lead is taken back with the visit; what he has reviewed already stays reviewed.
    """
    desk.submit_report(report, by=office.li, at=at(MONDAY))
    desk.cancel_visit(visit, by=office.li, reason="x", at=at(MONDAY, 11))
    report.refresh_from_db()

    assert ("draft", None) == (report.state, report.submitted_at)
    assert ["withdrawn"] == [row.state for row in Approval.objects.all()]


def test_a_report_of_a_cancelled_visit_is_not_reviewed(office, visit, report):
    """
    However it came to wait for the lead: he cannot pass it, and sends it back.
    """
    approval = desk.submit_report(report, by=office.li, at=at(MONDAY))
    Visit.objects.update(status=Visit.Status.CANCELLED)
    with pytest.raises(desk.DeskError, match="Only a visit that was made has a report"):
        desk.approve(approval, by=office.lead, at=at(MONDAY, 11))
    report.refresh_from_db()

    assert "submitted" == report.state
    assert "returned" == desk.send_back(approval, by=office.lead, comment="cancelled", at=at(MONDAY, 11)).state


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("visit_comes_first", [True, False])
def test_a_report_is_handed_in_or_its_visit_is_cancelled(visit_comes_first):
    """
    Both at once: whichever comes first, no report on a cancelled visit waits for the reviewer.
    """
    office = Office()
    customer = office.customer()
    for minute in range(8):
        start = at(THURSDAY, 9, minute)
        told = Visit(customer=customer, owner=office.li, start=start, end=at(THURSDAY, 10))
        made = desk.record_visit(told, by=office.li, at=at(THURSDAY, 11))
        draft = desk.start_report(made, by=office.li, at=at(THURSDAY, 12))
        draft.text = "x"
        desk.save_report(draft, by=office.li)
        calls = [
            partial(desk.cancel_visit, made, by=office.li, reason="x", at=at(MONDAY)),
            partial(desk.submit_report, draft, by=office.li, at=at(MONDAY)),
        ]

        said = together(*(calls if visit_comes_first else reversed(calls)))

        assert not [one for one in said if isinstance(one, Exception) and type(one) is not desk.DeskError], said
        kept = VisitReport.objects.get(visit=made)
        assert ("cancelled", "draft") == (kept.visit.status, kept.state)
    assert not Approval.objects.filter(state=Approval.State.OPEN).exists()


@pytest.mark.django_db(transaction=True)
def test_what_is_done_to_a_report_and_its_visit_at_once_is_done_in_turn():
    """
    The lead reviews it, Li takes it back or cancels the visit: one after the other, and no one is told to try again.
    """
    office = Office()
    customer = office.customer()
    for minute in range(6):
        told = Visit(customer=customer, owner=office.li, start=at(THURSDAY, 9, minute))
        made = desk.record_visit(told, by=office.li, at=at(THURSDAY, 11))
        draft = desk.start_report(made, by=office.li, at=at(THURSDAY, 12))
        draft.text = "x"
        asked = desk.submit_report(desk.save_report(draft, by=office.li), by=office.li, at=at(MONDAY))

        said = together(
            partial(desk.approve, asked, by=office.lead, at=at(MONDAY, 11)),
            partial(desk.cancel_visit, made, by=office.li, reason="x", at=at(MONDAY, 11)),
            partial(desk.withdraw_report, draft, by=office.li, at=at(MONDAY, 11)),
        )

        assert not [one for one in said if isinstance(one, Exception) and type(one) is not desk.WrongStateError], said
        kept = VisitReport.objects.get(visit=made)
        assert ("cancelled", True) == (kept.visit.status, kept.state in ("draft", "reviewed")), said


def test_a_reviewed_report_stays_reviewed(office, visit, report):
    """
    The visit is cancelled after the review.
    """
    desk.approve(desk.submit_report(report, by=office.li, at=at(MONDAY)), by=office.lead, at=at(MONDAY, 11))
    desk.cancel_visit(visit, by=office.li, reason="x", at=at(MONDAY, 12))
    report.refresh_from_db()

    assert "reviewed" == report.state


@pytest.mark.parametrize(("day", "late", "verdict"), [(MONDAY, False, "allowed"), (TUESDAY, True, "refused")])
def test_a_report_is_handed_in_in_time_or_late(office, report, day, late, verdict):
    """
    VPR-03.4a: on Monday it is in time, on Tuesday it is late; both wait for the reviewer.
    """
    approval = desk.submit_report(report, by=office.li, at=at(day))

    assert ("submitted", late) == (report.state, report.late)
    assert (verdict, "supervisor") == (approval.decision.verdict, approval.needs)


def moved(visit, what):
    """
    A visit with another day, end, customer or visitor, in memory.
    """
    told = Visit.objects.get(pk=visit.pk)
    if what == "visitor":
        told.owner = told.owner.__class__.objects.get(username="wang")
        return told
    if what == "customer":
        told.customer = Customer.objects.create(code="C9", name="C9", owner=visit.owner, team=visit.customer.team)
    elif what == "end":
        told.end = at(MONDAY, 9)
    else:
        told.start, told.end = at(MONDAY, 9), at(MONDAY, 10)
    return told


@pytest.mark.parametrize("what", ["day", "end", "customer", "visitor"])
@pytest.mark.parametrize("state", ["submitted", "reviewed"])
def test_a_visit_is_not_moved_behind_its_report(office, visit, report, what, state):
    """
    VPR-03.4a: handed in late on Tuesday for a visit of Thursday, the report is not in time by calling it one of Monday.
    """
    approval = desk.submit_report(report, by=office.li, at=at(TUESDAY))
    if state == "reviewed":
        desk.approve(approval, by=office.lead, at=at(TUESDAY, 11))
    told = moved(visit, what)
    words = "reviewed, so its day" if state == "reviewed" else "handed in; take it"
    with pytest.raises(desk.DeskError, match=words) as caught:
        desk.record_visit(told, by=office.lead if what == "visitor" else office.li, at=at(TUESDAY, 12))
    assert caught.value.column == {"customer": "customer", "visitor": "owner"}.get(what, "start")

    report.refresh_from_db()
    assert (state, True, MONDAY) == (report.state, report.late, report.due_by)
    kept = Visit.objects.get()
    assert (visit.customer, visit.owner, visit.start, visit.end) == (kept.customer, kept.owner, kept.start, kept.end)


@pytest.mark.parametrize("what", ["day", "end", "customer", "visitor"])
def test_a_visit_is_moved_once_its_report_came_back(office, visit, report, what):
    """
    Sent back by the lead, the report is Li's again, and so is the visit.
    """
    approval = desk.submit_report(report, by=office.li, at=at(TUESDAY))
    desk.send_back(approval, by=office.lead, comment="not on Thursday", at=at(TUESDAY, 11))

    by = office.lead if what == "visitor" else office.li

    assert "completed" == desk.record_visit(moved(visit, what), by=by, at=at(TUESDAY, 12)).status


def test_the_hours_and_the_note_of_a_visit_are_corrected_at_any_time(office, visit, report):
    """
    The same day and customer: nothing that was reviewed changes by it.
    """
    desk.approve(desk.submit_report(report, by=office.li, at=at(MONDAY)), by=office.lead, at=at(MONDAY, 11))
    visit.start, visit.end, visit.note = at(THURSDAY, 8), at(THURSDAY, 11), "longer"
    desk.record_visit(visit, by=office.li, at=at(MONDAY, 12))

    assert ("longer", at(THURSDAY, 8)) == (Visit.objects.get().note, Visit.objects.get().start)


def test_a_report_goes_to_the_lead_and_is_reviewed(office, report):
    """
    The lead passes it.
    """
    approval = desk.submit_report(report, by=office.li, at=at(MONDAY))

    assert VisitReport.State.REVIEWED == desk.approve(approval, by=office.lead, at=at(MONDAY, 11)).state


def test_nobody_reviews_his_own_report(office):
    """
    The lead's own report waits for somebody else, though he has the right.
    """
    told = Visit(customer=office.customer(owner=office.lead), owner=office.lead, start=at(THURSDAY))
    visit = desk.record_visit(told, by=office.lead, at=at(THURSDAY, 11))
    report = desk.start_report(visit, by=office.lead, at=at(THURSDAY, 12))
    report.text = "x"
    approval = desk.submit_report(desk.save_report(report, by=office.lead), by=office.lead, at=at(MONDAY))

    with pytest.raises(desk.FourEyesError):
        desk.approve(approval, by=office.lead, at=at(MONDAY, 11))
    assert VisitReport.State.REVIEWED == desk.approve(approval, by=office.manager, at=at(MONDAY, 11)).state


@pytest.mark.parametrize("hands_in", [False, True])
def test_whoever_wrote_in_a_report_never_reviews_it(office, hands_in):
    """
    The lead writes, and may be hands in and takes back, the report on his visit; it is Li who goes on with both.
    """
    told = Visit(customer=office.customer(), owner=office.lead, start=at(THURSDAY))
    visit = desk.record_visit(told, by=office.lead, at=at(THURSDAY, 11))
    draft = desk.start_report(visit, by=office.lead, at=at(THURSDAY, 12))
    draft.text = "talked of the new line"
    report = desk.save_report(draft, by=office.lead)
    if hands_in:
        VisitReport.writers.through.objects.all().delete()  # as if somebody else had typed it
        desk.submit_report(report, by=office.lead, at=at(MONDAY))
        desk.withdraw_report(report, by=office.lead, at=at(MONDAY, 11))
    visit.owner = office.li
    desk.record_visit(visit, by=office.lead, at=at(MONDAY, 11))
    approval = desk.submit_report(report, by=office.li, at=at(MONDAY, 12))
    with pytest.raises(desk.FourEyesError):
        desk.approve(approval, by=office.lead, at=at(MONDAY, 13))

    assert "reviewed" == desk.approve(approval, by=office.manager, at=at(MONDAY, 14)).state


def test_a_report_kept_as_it_is_has_no_new_writer(office, report):
    """
    Of a visit without a visitor the lead opens the report and saves what is there: it is Li's words, which he reviews.
    """
    Visit.objects.update(owner=None)
    desk.save_report(VisitReport.objects.get(), by=office.lead)
    approval = desk.submit_report(report, by=office.li, at=at(MONDAY))

    assert "reviewed" == desk.approve(approval, by=office.lead, at=at(MONDAY, 11)).state


def test_a_returned_report_comes_again_and_stays_in_time(office, report):
    """
    What came in time and was sent back is not late because of the way back.
    """
    first = desk.submit_report(report, by=office.li, at=at(MONDAY))
    desk.send_back(first, by=office.lead, comment="who was there?", at=at(MONDAY, 11))
    report.refresh_from_db()
    assert "returned" == report.state
    second = desk.submit_report(report, by=office.li, at=at(TUESDAY))

    assert (False, "allowed") == (report.late, second.decision.verdict)
    assert ["returned", "open"] == [row.state for row in Approval.objects.order_by("pk")]
    assert 2 == DecisionRecord.objects.filter(name="report_submission").count()


def test_a_report_taken_back_counts_as_not_handed_in(office, report):
    """
    Taken back on Monday and handed in on Tuesday, it is late.
    """
    desk.submit_report(report, by=office.li, at=at(MONDAY))
    desk.withdraw_report(report, by=office.li, at=at(MONDAY, 11))
    assert ("draft", None, None) == (report.state, report.submitted_at, report.late)
    desk.submit_report(report, by=office.li, at=at(TUESDAY))

    assert report.late
    assert ["withdrawn", "open"] == [row.state for row in Approval.objects.order_by("pk")]


def test_an_empty_report_is_not_handed_in(office, visit):
    """
    A report says something.
    """
    draft = desk.start_report(visit, by=office.li)

    with pytest.raises(desk.DeskError, match="says nothing"):
        desk.submit_report(draft, by=office.li)


def test_a_policy_may_want_fields(office, visit, settings):
    """
    PEN-03.4b wants purpose, content, result and next action plan, and gives no number of days.
    """
    settings.VISITCORE = {"POLICY": "PEN"}
    report = desk.start_report(visit, by=office.li)
    report.values = {"purpose": "x", "content": "x", "result": "x"}
    approval = desk.submit_report(desk.save_report(report, by=office.li), by=office.li, at=at(TUESDAY))

    assert ("refused", None, None) == (approval.decision.verdict, report.late, report.due_by)
    assert ("next_action_plan",) == report_clock(report, at(TUESDAY)).missing


def test_a_policy_without_a_word_on_reports_asks_for_no_decision(office, visit, settings):
    """
    ABC says nothing of reports: one can be handed in, and nothing is decided.
    """
    settings.VISITCORE = {"POLICY": "ABC"}
    report = desk.start_report(visit, by=office.li)
    report.text = "x"
    approval = desk.submit_report(desk.save_report(report, by=office.li), by=office.li, at=at(TUESDAY))

    assert (None, None, "open") == (approval.decision, report.due_by, approval.state)
    assert report_clock(report) is None


def test_the_visitor_alone_writes_his_report(office, visit, report):
    """
    The lead reads and reviews it; he does not write it.
    """
    assert [True, False] == [may_write(visit, who) for who in (office.li, office.lead)]
    for deed in (desk.save_report, desk.submit_report, desk.withdraw_report):
        with pytest.raises(desk.NotAllowedError):
            deed(report, by=office.lead)


def test_what_is_handed_in_is_not_written_any_more(office, report):
    """
    A handed-in report is saved or handed in again only after a return.
    """
    desk.submit_report(report, by=office.li, at=at(MONDAY))

    with pytest.raises(desk.WrongStateError):
        desk.save_report(report, by=office.li)
    with pytest.raises(desk.WrongStateError):
        desk.submit_report(report, by=office.li, at=at(MONDAY))


def test_the_second_writer_is_told(office, report):
    """
    Nothing is overwritten.
    """
    other = VisitReport.objects.get(pk=report.pk)
    desk.save_report(report, by=office.li)

    with pytest.raises(StaleError):
        desk.save_report(other, by=office.li)


def test_a_double_click_hands_in_once(office, report):
    """
    One approval waits.
    """
    first = desk.submit_report(report, by=office.li, at=at(MONDAY), token="t")

    assert first == desk.submit_report(report, by=office.li, at=at(MONDAY), token="t")
    assert 1 == Approval.objects.count()


def test_a_clock_set_back_reviews_nothing(office, report):
    """
    What was handed in at ten is not reviewed at nine.
    """
    approval = desk.submit_report(report, by=office.li, at=at(MONDAY, 10))

    with pytest.raises(desk.DeskError, match="clock"):
        desk.approve(approval, by=office.lead, at=at(MONDAY, 9))
    report.refresh_from_db()
    assert "submitted" == report.state


def test_a_report_reviews_itself_nowhere(office, report):
    """
    A row that says of itself that it is reviewed, in time and due later keeps its words, and stays a draft.
    """
    report.state, report.late, report.due_by, report.text = "reviewed", False, TUESDAY, "new words"
    desk.save_report(report, by=office.li)
    kept = VisitReport.objects.get()

    assert ("draft", None, MONDAY, "new words") == (kept.state, kept.late, kept.due_by, kept.text)


def test_a_report_is_not_moved_to_another_visit(office, visit, report):
    """
    Nor does it become another's with the visitor changed in memory.
    """
    told = Visit(customer=visit.customer, owner=office.li, start=at(THURSDAY, 13))
    report.visit = desk.record_visit(told, by=office.li, at=at(THURSDAY, 14))
    desk.save_report(report, by=office.li)
    stolen = VisitReport.objects.get()
    stolen.visit.owner = office.lead

    assert visit == VisitReport.objects.get().visit
    with pytest.raises(desk.NotAllowedError, match="who made the visit"):
        desk.save_report(stolen, by=office.lead)
    with pytest.raises(desk.NotAllowedError, match="who made the visit"):
        desk.submit_report(stolen, by=office.lead)
