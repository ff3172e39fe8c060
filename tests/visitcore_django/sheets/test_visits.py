from datetime import date

import pytest
import tablib
import time_machine
from django.urls import reverse
from visitcore_site.days import NOW, at
from visitcore_site.purposes import PURPOSES_OF_JULY
from visitcore_site.together import together

from visitcore_django.models import DecisionRecord, Visit, VisitPlan
from visitcore_django.sheets.visits import PurposesWidget, VisitSheet

pytestmark = pytest.mark.usefixtures("today")


def come(sheet, user, headers, *rows):
    """
    What comes of a sheet.
    """
    return sheet(user=user).import_data(
        tablib.Dataset(*rows, headers=headers), use_transactions=True, retain_instance_in_row_result=True
    )


def test_a_sheet_of_visits_changes_how_customers_stand(office):
    """
    ABC-03.2a: an A customer overdue since February is met in June once a visit of June comes in.
    """
    row = office.customer("C1", "A")
    come(VisitSheet, office.lead, ["客户编号", "拜访日期", "状态"], ["C1", "2024-06-03 09:00", "已完成"])
    row.refresh_from_db()

    assert (1, "met", date(2024, 6, 3)) == (row.done, row.due_status, row.last_visit)


def test_the_same_visit_twice_is_one(office):
    """
    A file brought again adds nothing.
    """
    office.customer("C1")
    for _time in range(2):
        come(VisitSheet, office.lead, ["客户编号", "拜访日期"], ["C1", "2024-06-03 09:00"])

    assert [(office.li, "completed", at(date(2024, 6, 3), 9))] == [
        (row.owner, row.status, row.start) for row in Visit.objects.all()
    ]


def test_a_visit_to_anothers_customer_is_not_taken(office):
    """
    Li brings visits to Li's customers only.
    """
    office.customer("C2", owner=office.wang)
    result = come(VisitSheet, office.li, ["客户编号", "拜访日期"], ["C2", "2024-06-03"])

    assert 1 == len(result.invalid_rows)
    assert not Visit.objects.exists()


def test_a_visit_that_ends_before_it_starts_is_told(office):
    """
    The rule of the table holds for sheets as well.
    """
    office.customer("C1")
    result = come(
        VisitSheet, office.li, ["客户编号", "开始时间", "结束时间"], ["C1", "2024-06-03 10:00", "2024-06-03 09:00"]
    )

    assert "ends before" in str(result.invalid_rows[0].error)


@pytest.mark.parametrize(("day", "taken"), [("2024-06-14 09:59", True), ("2024-06-14 10:01", False)])
def test_a_visit_that_lies_ahead_was_not_made(office, day, taken):
    """
    It is ten o'clock: what began a minute ago was made, what begins in a minute was not.
    """
    office.customer("C1")
    come(VisitSheet, office.li, ["客户编号", "拜访日期", "状态"], ["C1", day, "已完成"])

    assert taken == Visit.objects.exists()


def test_the_list_of_visits_takes_a_sheet(office, client):
    """
    A salesperson finds the way in on the list of visits.
    """
    client.force_login(office.li)
    address = reverse("admin:visitcore_django_visit_import")

    assert address in client.get(reverse("admin:visitcore_django_visit_changelist")).content.decode()
    assert 200 == client.get(address).status_code


HEADERS = ["客户编号", "开始时间", "结束时间", "状态", "拜访人", "拜访目的", "取消原因"]


def sheet(user, *rows):
    """
    What comes of a full sheet of visits; short rows are filled up.
    """
    return come(VisitSheet, user, HEADERS, *([*row, *[""] * (len(HEADERS) - len(row))] for row in rows))


def said(result):
    """
    Everything that is told of the rows at fault.
    """
    return "\n".join(str(row.error) for row in result.invalid_rows)


def made(office, owner=None, status="completed", hour=9, **more):
    """
    A visit of today to C1, Li's unless said otherwise.
    """
    told = {"customer": office.customer("C1"), "owner": owner or office.li, "start": at(NOW.date(), hour)}
    return Visit.objects.create(**told, status=status, **more)


def test_a_visit_that_no_plan_holds_is_marked_as_on_the_screen(office):
    """
    The desk records it: its mark and the decision are there, and it says by whom.
    """
    office.customer("C1")
    sheet(office.li, ["C1", "2024-06-13 09:00"])
    row = Visit.objects.get()

    assert office.li == row.recorded_by
    assert row.mark
    assert 1 == DecisionRecord.objects.filter(subject_kind="visit", subject_id=row.pk).count()


def test_nobody_enters_the_visits_of_others(office):
    """
    Li may not name Wang, and the lead nobody of another team; the lead may name Li.
    """
    office.customer("C1")

    assert "wang" in said(sheet(office.li, ["C1", "2024-06-13 09:00", "", "", "wang"]))
    assert "zhao" in said(sheet(office.lead, ["C1", "2024-06-13 09:00", "", "", "zhao"]))
    assert not Visit.objects.exists()

    sheet(office.lead, ["C1", "2024-06-13 09:00", "", "", "li"])

    assert office.li == Visit.objects.get().owner


def test_nobody_changes_or_cancels_the_visits_of_others(office):
    """
    A colleague's visit to one's own customer stays as it is, with the visitor named or not.
    """
    row = made(office, owner=office.wang)
    for owner in ("", "li", "wang"):
        sheet(office.li, ["C1", "2024-06-14 09:00", "", "取消", owner, "", "not mine"])
        sheet(office.li, ["C1", "2024-06-14 09:00", "", "", owner, "another purpose"])
    row.refresh_from_db()

    assert ("completed", "", office.wang) == (row.status, row.purpose, row.owner)


def test_a_visit_is_cancelled_with_a_reason(office):
    """
    Without one it stays; with one it no longer counts, and the rest of it stays as it was.
    """
    row = made(office, purpose="x")

    assert "why" in said(sheet(office.li, ["C1", "2024-06-14 09:00", "", "取消", "li", "x"]))
    assert "stays as it was" in said(sheet(office.li, ["C1", "2024-06-14 09:00", "", "取消", "li", "y", "ill"]))

    sheet(office.li, ["C1", "2024-06-14 09:00", "", "取消", "li", "x", "ill"])
    row.refresh_from_db()

    assert ("cancelled", "ill", "x") == (row.status, row.cancelled_because, row.purpose)
    assert row.customer.__class__.objects.get().last_visit is None


def test_a_cancelled_visit_comes_back_as_it_is_and_not_to_life(office):
    """
    Its own line of an export changes nothing; to make it again is refused, and so is cancelling what never was.
    """
    made(office, status="cancelled", cancelled_because="ill")
    again = sheet(office.li, ["C1", "2024-06-14 09:00", "", "取消", "li", "", "ill"])

    assert 1 == again.totals["skip"]
    assert "cancelled" in said(sheet(office.li, ["C1", "2024-06-14 09:00", "", "已完成", "li"]))
    assert "no such visit" in said(sheet(office.li, ["C1", "2024-06-13 09:00", "", "取消", "li", "", "ill"]))
    assert ["cancelled"] == [row.status for row in Visit.objects.all()]


def test_a_visit_made_anew_stands_beside_the_cancelled_one(office):
    """
    The lines of both change nothing; another reason to cancel is about the one that stands.
    """
    old = made(office, status="cancelled", cancelled_because="ill")
    new = Visit.objects.create(customer=old.customer, owner=office.li, start=old.start, status="completed", purpose="x")
    line = ["C1", "2024-06-14 09:00", ""]
    both = sheet(office.li, [*line, "取消", "li", "", "ill"], [*line, "已完成", "li", "x"], ["C1", "2024-06-14", ""])

    assert (2, 1) == (both.totals["skip"], both.totals["invalid"])

    sheet(office.li, [*line, "取消", "li", "x", "sick"])

    assert {old.pk: "ill", new.pk: "sick"} == dict(Visit.objects.values_list("pk", "cancelled_because"))


def test_a_planned_visit_goes_into_the_plan_while_it_is_open(office):
    """
    The plan of the month holds it; once approved it takes no more, and keeps what it has.
    """
    office.customer("C1")
    sheet(office.li, ["C1", "2024-06-20 09:00", "", "计划"])
    plan = VisitPlan.objects.get()

    assert [plan] == [row.plan for row in Visit.objects.all()]

    VisitPlan.objects.update(state="approved")
    changed = ["C1", "2024-06-20 09:00", "", "计划", "", "coverage"]
    more = sheet(office.li, ["C1", "2024-06-21 09:00", "", "计划"], changed)

    assert 2 == said(more).count("recorded as made")
    assert [""] == [row.purpose for row in Visit.objects.all()]


def test_what_was_planned_is_recorded_as_made(office):
    """
    At whatever time of the day it was: it is the visit of the plan, and stays in it.
    """
    office.customer("C1")
    plan = VisitPlan.objects.create(owner=office.li, month="2024-06-01", state="approved")
    visit = made_in(plan, office)
    sheet(office.li, ["C1", "2024-06-14 09:40", "", "已完成"])
    visit.refresh_from_db()

    assert ("completed", plan, at(NOW.date(), 9, 40), "") == (visit.status, visit.plan, visit.start, visit.mark)
    assert 1 == Visit.objects.count()


def made_in(plan, office):
    """
    A visit to C1 in a plan, for today at nine.
    """
    customer = office.li.visitcore_customers.get()
    return Visit.objects.create(customer=customer, owner=office.li, plan=plan, start=at(NOW.date(), 9))


def test_a_planned_visit_does_not_begin_in_the_past(office):
    """
    As on the form: what lies behind was made, or has another time.
    """
    office.customer("C1")

    assert "in the past" in said(sheet(office.li, ["C1", "2024-06-13 09:00", "", "计划"]))


def test_a_day_alone_means_the_visit_of_the_day(office):
    """
    A log without times does not double what was recorded with one; two visits on that day have to be told apart.
    """
    visit = made(office)
    result = sheet(office.li, ["C1", "2024-06-14", "", "已完成", "li"])

    assert 1 == result.totals["skip"]
    assert [visit.start] == [row.start for row in Visit.objects.all()]

    Visit.objects.create(customer=visit.customer, owner=office.li, start=at(NOW.date(), 8), status="completed")

    assert "several visits" in said(sheet(office.li, ["C1", "2024-06-14", "", "已完成", "li"]))


def test_a_log_that_comes_again_with_times_doubles_nothing(office):
    """
    What was known by its day alone gets its time, and the same log again changes nothing.
    """
    office.customer("C1")
    sheet(office.li, ["C1", "2024-06-13"])
    for _time in range(2):
        again = sheet(office.li, ["C1", "2024-06-13 09:30"])

    assert 1 == again.totals["skip"]
    assert [at(date(2024, 6, 13), 9, 30)] == [row.start for row in Visit.objects.all()]


def test_another_visit_of_the_same_day_is_told_before_it_is_taken(office):
    """
    It may be the same one with another time: it is taken, and said.
    """
    made(office)
    brought = VisitSheet(user=office.li)
    brought.import_data(tablib.Dataset(["C1", "2024-06-14 08:00"], headers=HEADERS[:2]), use_transactions=True)

    assert 2 == Visit.objects.count()
    assert "row 2" in brought.notes[0].casefold()


def test_a_customers_owner_of_another_team_is_not_entered(office):
    """
    Where nobody is named and the owner is none of the lead's people, the visitor has to be named.
    """
    office.customer("C1", owner=office.zhao)
    office.zhao.visitcore_customers.update(team=office.team)

    assert "name the visitor" in said(sheet(office.lead, ["C1", "2024-06-13 09:00"]))


def test_two_rows_about_one_visit_are_both_left_out(office):
    """
    Which of them holds is not for the machine to say; both are named, and the others taken.
    """
    office.customer("C1")
    result = sheet(
        office.li,
        ["C1", "2024-06-12 09:00", "", "已完成"],
        ["C1", "2024-06-13 09:00", "", "已完成", "", "a"],
        ["C1", "2024/6/13 9:00", "", "已完成", "", "b"],
    )

    assert 2 == said(result).count("3、4")
    assert 1 == Visit.objects.count()


def test_rows_without_a_customer_are_not_about_the_same(office):
    """
    Each is told that it lacks one.
    """
    told = said(sheet(office.li, ["", "2024-06-13 09:00"], ["", "2024-06-13 09:00"]))

    assert 2 == told.count("Fill this in.")
    assert "about the same" not in told


def test_a_visit_told_by_its_day_and_by_its_time_is_told_twice(office):
    """
    However the two rows are typed: the second is left out, and names the first.
    """
    visit = made(office)
    result = sheet(office.li, ["C1", "2024-06-14", "", "", "", "a"], ["C1", "2024-06-14 09:00", "", "", "", "b"])
    visit.refresh_from_db()

    assert "2、3" in said(result)
    assert "a" == visit.purpose


def test_what_was_planned_and_is_over_was_made_where_no_status_is_told(office):
    """
    A log without a status is of visits that were made; what is planned for later stays so.
    """
    office.customer("C1")
    plan = VisitPlan.objects.create(owner=office.li, month="2024-06-01", state="approved")
    made_in(plan, office)
    later = Visit.objects.create(
        customer=Visit.objects.get().customer, owner=office.li, plan=plan, start=at(date(2024, 6, 20), 9)
    )
    come(VisitSheet, office.li, HEADERS[:2], ["C1", "2024-06-14"], ["C1", "2024-06-20"])
    later.refresh_from_db()

    assert ["completed", "planned"] == [row.status for row in Visit.objects.order_by("start")]


def test_what_others_did_comes_back_as_before(office):
    """
    Li's sheet has two colleagues at one customer at once, and Li's own visit to somebody else's customer.
    """
    row = made(office, owner=office.wang)
    for person in (office.zhao, office.li):
        Visit.objects.create(customer=row.customer, owner=person, start=row.start, status="completed")
    theirs = office.customer("W1", owner=office.zhao)
    Visit.objects.create(customer=theirs, owner=office.li, start=row.start, status="completed")
    written = VisitSheet(user=office.li).export()
    result = VisitSheet(user=office.li).import_data(written, use_transactions=True)

    assert ([], 4) == (result.invalid_rows, result.totals["skip"])

    changed = sheet(office.li, ["W1", "2024-06-14 09:00", "", "", "li", "other"])

    assert "look after" in said(changed)


def test_another_plan_for_the_same_day_is_told(office):
    """
    Whoever moves a planned visit in a sheet plans another one: it is said before.
    """
    made(office, status="planned", hour=15)
    brought = VisitSheet(user=office.li)
    brought.import_data(tablib.Dataset(["C1", "2024-06-14 16:00", "计划"], headers=["客户编号", "开始时间", "状态"]))

    assert "15:00" in brought.notes[0]


def test_a_row_that_the_desk_refuses_leaves_the_others(office, bring, confirm):
    """
    The good rows of a log are taken, and the others handed out.
    """
    office.customer("C1")
    rows = [["C1", "2024-06-13 09:00"], ["C1", "2024-06-12 09:00", "2024-06-12 08:00"], ["C1", "2024-06-11 09:00"]]
    seen = bring(office.li, "visit", HEADERS[:3], *rows)

    assert [3] == [place for place, *_rest in seen.context["faults"]]

    confirm(seen)

    assert {13, 11} == {row.start.day for row in Visit.objects.all()}


@pytest.mark.django_db(transaction=True)
def test_two_sheets_at_once_count_each_others_visits(office):
    """
    Whichever hand is the second one waits for the first: the customer stands with both visits.
    """
    row = office.customer("C1", "A")

    def press(day):
        return lambda: sheet(office.li, ["C1", f"2024-06-{day} 09:00"]).has_errors()

    assert [False, False] == together(press("12"), press("13"))

    row.refresh_from_db()

    assert (2, date(2024, 6, 13)) == (row.done, row.last_visit)


def test_an_empty_cell_leaves_what_the_visit_has(office):
    """
    End, purpose and note of a visit stay where a sheet has their columns and says nothing in them.
    """
    visit = made(office, purpose="sales", note="as agreed", end=at(NOW.date(), 10))
    names = ["start", "end", "status", "owner", "purpose", "note"]
    before = Visit.objects.values(*names).get(pk=visit.pk)
    headers = ["客户编号", "拜访日期", "end", "purpose", "note", "status", "visitor"]
    result = come(VisitSheet, office.lead, headers, ["C1", "2024-06-14 09:00", "", None, " ", "", ""])

    assert (1, []) == (result.totals["skip"], result.invalid_rows)
    assert before == Visit.objects.values(*names).get(pk=visit.pk)


def test_a_planned_end_before_the_time_of_a_visit_does_not_hold(office):
    """
    Planned from seven to eight and made at nine: a sheet that leaves the end empty leaves none that is over before it.
    """
    visit = made(office, status="planned", hour=7, end=at(NOW.date(), 8))
    result = come(VisitSheet, office.li, ["客户编号", "拜访日期", "end"], ["C1", "2024-06-14 09:00", ""])
    visit.refresh_from_db()

    assert [] == result.invalid_rows
    assert (at(NOW.date(), 9), None) == (visit.start, visit.end)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (["C1", "2024-06-13 09:00", "2024-06-13 08:00"], "end"),
        (["C1", "2024-06-14 13:00", "", "已完成"], "start"),
        (["C1", "2024-06-13 09:00", "", "已取消", "", "", "ill"], "start"),
    ],
)
def test_what_the_desk_refuses_stands_under_its_column(office, row, column):
    """
    Times that are not in order, a visit that lies ahead, and one that is not there.
    """
    office.customer("C1")
    (refused,) = sheet(office.li, row).invalid_rows

    assert [column] == list(refused.field_specific_errors)


def test_a_planned_visit_whose_time_is_over_may_get_a_note(office):
    """
    It stays planned at its time, for nobody has said yet that it was made: only a time that is moved lies ahead.
    """
    row = office.customer("C1")
    plan = VisitPlan.objects.create(owner=office.li, month=date(2024, 6, 1))
    visit = Visit.objects.create(customer=row, owner=office.li, plan=plan, start=at(date(2024, 6, 13), 9))
    result = come(
        VisitSheet,
        office.li,
        ["客户编号", "拜访日期", "状态", "备注"],
        ["C1", "2024-06-13 09:00", "计划", "to be confirmed"],
    )
    visit.refresh_from_db()

    assert (1, "planned", "to be confirmed") == (result.totals["update"], visit.status, visit.note)


def test_a_visit_is_planned_for_what_the_policy_lists_and_was_made_for_whatever_it_says(office):
    """
    VPR-02.1: another purpose of a planned visit stands under its column, that of a visit that was made is kept.
    """
    office.customer("C1")
    planned = sheet(office.li, ["C1", "2024-06-20 09:00", "", "计划", "", "own words"])
    sheet(office.li, ["C1", "2024-06-13 09:00", "", "", "", "own words"])

    assert "'purpose': ['“own words” is not known here" in said(planned)
    assert "own words" == Visit.objects.get().purpose


def test_the_purpose_of_a_row_is_one_of_its_day(office):
    """
    Said in Chinese, each row is read by the policy of its day: in June for a new product, in July for a complaint.
    """
    office.policy(PURPOSES_OF_JULY, since=date(2024, 7, 1))
    office.customer("C1")
    for day, words in (("2024-06-20 09:00", "推广新品"), ("2024-07-03 09:00", "投诉")):
        result = sheet(office.li, ["C1", day, "", "计划", "", words])
        assert not result.has_errors() and not result.has_validation_errors()
    refused = sheet(office.li, ["C1", "2024-07-04 09:00", "", "计划", "", "推广新品"])

    assert ["new_product", "complaint"] == [visit.purpose for visit in Visit.objects.order_by("start")]
    assert "is not known here" in said(refused)


def test_purposes_that_no_row_asks_for_are_those_of_the_day(office):
    """
    Of a process that lives from June into July too: whatever day it was when it began.
    """
    office.policy(PURPOSES_OF_JULY, since=date(2024, 7, 1))
    widget = PurposesWidget()
    assert "new_product" in widget.known().values()

    with time_machine.travel(at(date(2024, 7, 3)), tick=False):
        assert {"care_payment", "complaint"} == set(widget.known().values())


NUMBERED = ["客户编号", "开始时间", "结束时间", "拜访人", "拜访编号"]


def numbered(user, *row):
    """
    What comes of one row with its number, and what is noted of it.
    """
    brought = VisitSheet(user=user)
    result = brought.import_data(tablib.Dataset(row, headers=NUMBERED), use_transactions=True)
    return result, brought.notes


def test_a_visit_that_comes_back_is_known_by_its_number(office):
    """
    Another day, another time and another end are a correction, and make no second visit.
    """
    row = made(office, end=at(NOW.date(), 9, 30))
    result, notes = numbered(office.li, "C1", "2024-06-07 08:00", "2024-06-07 09:00", "li", row.pk)
    row.refresh_from_db()

    assert (1, 0, []) == (result.totals["update"], result.totals["new"], notes)
    assert [(at(date(2024, 6, 7), 8), at(date(2024, 6, 7), 9))] == list(Visit.objects.values_list("start", "end"))


@pytest.mark.parametrize("number", ["", None])
def test_a_visit_over_several_days_is_noted(office, number):
    """
    Somebody has moved the start a week back and left the end, with the number or without.
    """
    row = made(office, end=at(NOW.date(), 9, 30))
    _result, notes = numbered(
        office.li, "C1", "2024-06-07 09:00", "2024-06-14 09:30", "li", row.pk if number is None else number
    )

    assert ["Row 2: this visit lasts from 2024-06-07 09:00 to 2024-06-14 09:30"] == [
        note.partition(",")[0] for note in notes
    ]


def test_a_day_alone_beside_a_number_moves_the_visit_to_another_day_only(office):
    """
    On its own day the visit keeps its time; on another one the day is what is known.
    """
    row = made(office)
    same, _notes = numbered(office.li, "C1", "2024-06-14", "", "li", row.pk)
    assert 1 == same.totals["skip"]

    numbered(office.li, "C1", "2024-06-07", "", "li", row.pk)
    assert at(date(2024, 6, 7), 0) == Visit.objects.get().start


@pytest.mark.parametrize(
    ("customer", "number", "why"),
    [
        ("C2", "its own", "The visit of this number is one to Customer C1"),
        ("C1", "999", "You see no visit of the number 999"),
        ("C1", f"{2**70}", "You see no visit of the number"),
        ("C1", "-1", "You see no visit of the number -1"),
        ("C1", "1.5", "is no whole number"),
        ("C1", "x", "{'id': [\"'x' is not a number"),
    ],
)
def test_a_number_that_means_no_such_visit_is_refused(office, customer, number, why):
    """
    It stands under its column; a row copied for another customer makes nothing of the visit that it was copied from.
    """
    row = made(office)
    office.customer("C2")
    result, _notes = numbered(
        office.li, customer, "2024-06-07 08:00", "", "li", row.pk if number == "its own" else number
    )

    assert why in said(result)
    assert [at(NOW.date(), 9)] == [visit.start for visit in Visit.objects.all()]


def test_what_the_desk_refuses_is_refused_beside_a_number_too(office):
    """
    A colleague's visit is not changed, and nobody is made the visitor whom one may not enter.
    """
    row = made(office, owner=office.wang)
    theirs, _notes = numbered(office.li, "C1", "2024-06-07 08:00", "", "", row.pk)
    Visit.objects.update(owner=office.li)
    given, _notes = numbered(office.li, "C1", "2024-06-14 09:00", "", "wang", row.pk)

    assert "who alone changes it" in said(theirs)
    assert "wang" in said(given)
    assert (office.li, at(NOW.date(), 9)) == (Visit.objects.get().owner, Visit.objects.get().start)


def test_two_rows_of_one_number_are_both_left_out(office):
    """
    They are about the same visit, whatever else they say.
    """
    row = made(office)
    rows = [["C1", f"2024-06-0{day} 08:00", "", "", row.pk] for day in (6, 7)]
    result = come(VisitSheet, office.li, NUMBERED, *rows)

    assert 2 == said(result).count("The rows 2、3 are about the same")


def test_a_cancelled_visit_keeps_its_visitor_beside_a_number_too(office):
    """
    Whoever cancels it and enters another visitor in the same row is told that he does two things at once.
    """
    row = made(office, owner=office.li)
    head = ["customer code", "start", "status", "visitor", "why cancelled", "visit number"]
    for owner, state in (("wang", "completed"), ("li", "cancelled")):
        result = come(VisitSheet, office.lead, head, ["C1", "2024-06-14 09:00", "取消", owner, "ill", row.pk])
        row.refresh_from_db()
        assert (state, office.li) == (row.status, row.owner)
        assert ("stays as it was" in said(result)) is (owner == "wang")
