from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from visitcore_django.models import CalendarDay
from visitcore_django.sheets.calendar import CalendarSheet, WorksWidget, weekday

HEADERS = ["日期", "公司安排", "原因"]
SATURDAY, MONDAY = date(2024, 6, 15), date(2024, 6, 17)


def days():
    """
    What is said of which day.
    """
    return list(CalendarDay.objects.order_by("day").values_list("day", "works", "reason"))


def test_days_come_in_many_at_once(office, bring, confirm):
    """
    A holiday of the company's own and the Saturday that is worked for it; the look says what each does.
    """
    seen = bring(office.boss, "calendarday", HEADERS, [SATURDAY, "上班", "补班"], [MONDAY, "休息", "厂庆"])
    told = seen.content.decode()
    assert ([], 2) == (seen.context["faults"], seen.context["new"])
    assert "a rest day becomes a working day" in told
    assert "a working day becomes a rest day" in told

    confirm(seen)
    assert [(SATURDAY, True, "补班"), (MONDAY, False, "厂庆")] == days()


def test_a_day_that_stands_is_said_anew(office, take):
    """
    The same sheet again changes nothing; another word for it changes the day.
    """
    take(office.boss, "calendarday", HEADERS, [MONDAY, "休息", "厂庆"])
    same, _answer = take(office.boss, "calendarday", HEADERS, [MONDAY, "放假", "厂庆"])
    take(office.boss, "calendarday", HEADERS, [MONDAY, "上班", "厂庆改期"])

    assert (0, 0, 1) == tuple(same.context[name] for name in ("new", "changed", "same"))
    assert [(MONDAY, True, "厂庆改期")] == days()


def test_what_cannot_be_taken_is_told_and_the_rest_is_taken(office, bring, confirm):
    """
    An unknown word, a day without a reason, and a day that stands twice.
    """
    rows = [[SATURDAY, "也许", "x"], [MONDAY, "休息", ""], [date(2024, 6, 18), "休息", "盘点"]]
    seen = bring(office.boss, "calendarday", HEADERS, *rows, *[[date(2024, 6, 19), "休息", "x"]] * 2)
    faults = [(place, header) for place, header, _value, _reason in seen.context["faults"]]
    confirm(seen)

    assert [(2, "the company"), (3, "reason"), (5, ""), (6, "")] == faults
    assert [date(2024, 6, 18)] == [day for day, _works, _reason in days()]


def test_a_list_that_goes_out_comes_back_as_before(office, today):
    """
    In the words of the screen, with the weekday and what each day does; nothing of it is noted or changed.
    """
    CalendarDay.objects.create(day=SATURDAY, works=True, reason="补班")
    CalendarDay.objects.create(day=MONDAY, works=True, reason="x")
    with translation.override("zh-hans"):
        written = CalendarSheet(user=office.boss).export()
        (first, second) = sorted(written.dict, key=lambda row: row["日期"])
        sheet = CalendarSheet(user=office.boss)
        result = sheet.import_data(written)

    assert (SATURDAY, "星期六", "补班") == (first["日期"], first["星期"], first["原因"])
    assert ["+", "="] == [row["作用"][0] for row in (first, second)]
    assert ([], [], 2) == (sheet.notes, result.invalid_rows, result.totals["skip"])


def test_the_calendar_is_looked_up_once_for_a_sheet(office, today):
    """
    Thirty days cost no more questions than three.
    """
    CalendarSheet(user=office.boss).export()  # what the policy says is kept from then on
    asked = []
    for days_of in (range(1, 4), range(4, 31)):
        for day in days_of:
            CalendarDay.objects.create(day=date(2024, 6, day), works=False, reason="x")
        with CaptureQueriesContext(connection) as queries:
            CalendarSheet(user=office.boss).export()
        asked.append(len(queries))

    assert asked[0] == asked[1]


@pytest.mark.parametrize("person", ["auditor", "li"])
def test_who_may_not_say_days_brings_no_sheet(office, bring, person):
    """
    Reading them is another right.
    """
    assert 403 == bring(getattr(office, person), "calendarday", HEADERS, [MONDAY, "休息", "x"]).status_code


@pytest.mark.parametrize(
    ("cell", "works"), [("上班", True), ("补班", True), ("休息", False), ("放假", False), ("rests", False), ("", None)]
)
def test_it_is_told_in_many_words(cell, works):
    """
    Nothing where the cell says nothing.
    """
    assert works is WorksWidget().clean(cell)


@pytest.mark.parametrize(("cell", "works"), [("调休上班", True), ("调休放假", False), ("调休", None)])
def test_a_word_for_both_is_asked_about(cell, works):
    """
    The public calendar calls both so: the Saturday that is worked, and the Friday that is free for it.
    """
    if works is None:
        with pytest.raises(ValidationError, match="is not known here"):
            WorksWidget().clean(cell)
    else:
        assert works is WorksWidget().clean(cell)


def test_a_day_that_is_not_known_has_no_weekday():
    """
    A row that cannot be read says nothing of it.
    """
    assert (None, "Monday") == (weekday(CalendarDay()), weekday(CalendarDay(day=MONDAY)))


def test_each_sheet_looks_the_calendar_up_itself(office, today):
    """
    What one sheet found holds for no later one.
    """
    CalendarDay.objects.create(day=SATURDAY, works=True, reason="x")
    first, second = CalendarSheet(user=office.boss), CalendarSheet(user=office.boss)
    first.export()

    assert first.fields["effect"] is first.fields["effect"].say.__self__
    assert second.fields["effect"] is second.fields["effect"].say.__self__
    assert second.fields["effect"] is not first.fields["effect"]
