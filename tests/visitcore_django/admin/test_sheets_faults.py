from types import SimpleNamespace

import tablib

from visitcore.ground.errors import FactsError
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text
from visitcore_django.admin.sheets_faults import faults_of, faults_sheet
from visitcore_django.desk.errors import DeskError
from visitcore_django.sheets.customers import CustomerSheet
from visitcore_django.sheets.excuses import ExcuseSheet
from visitcore_django.sheets.headings import PLACE, REASON, in_both
from visitcore_django.sheets.resource import ROWS
from visitcore_django.sheets.visits import VisitSheet


def result(*, invalid=(), errors=()):
    """
    What comes of a sheet with such faults.
    """
    return SimpleNamespace(invalid_rows=list(invalid), row_errors=lambda: list(errors))


def invalid(number, **columns):
    """
    A row that is at fault in some columns.
    """
    return SimpleNamespace(number=number, field_specific_errors=columns, non_field_specific_errors=[])


def dataset():
    """
    Two rows of excuses, of which the second stands behind a blank row.
    """
    rows = tablib.Dataset(["C1", "x"], ["C2", "y"], headers=["customer code", "first day"])
    setattr(rows, ROWS, [2, 4])
    return rows


def test_faults_come_from_the_top_to_the_end(db):
    """
    Each has the row as Excel shows it, the header, what stands there, and the reason; whoever found it.
    """
    refused = (1, [SimpleNamespace(error=ValueError("the desk says no"))])
    found = faults_of(ExcuseSheet(), dataset(), result(invalid=[invalid(2, first_day=["no day"])], errors=[refused]))

    assert [(2, "", "", "the desk says no"), (4, "first day", "y", "no day")] == found


def test_a_fault_of_the_facts_stands_under_its_column(db):
    """
    The library calls the first day of an excuse ``from``; the sheet has it under *first day*.
    """
    error = FactsError("x", [Problem("from", Text("too early", "过早"), Text("give a later one", "请改晚"))])
    found = faults_of(ExcuseSheet(), dataset(), result(errors=[(2, [SimpleNamespace(error=error)])]))

    assert [(4, "first day", "y")] == [fault[:3] for fault in found]
    assert "too early" in found[0][3]


def test_the_value_under_a_header_beside_the_columns_is_told(db):
    """
    A figure is no column of its own, and yet its cell is shown.
    """
    rows = tablib.Dataset(["C1", "many"], headers=["customer code", "annual sales"])
    found = faults_of(CustomerSheet(), rows, result(invalid=[invalid(1, **{"annual sales": ["no number"]})]))

    assert [(2, "annual sales", "many", "no number")] == found


def test_the_rows_at_fault_are_taken_away_as_they_came(db):
    """
    Each whole, with its reasons behind it; those that were good are not among them.
    """
    faults = [(4, "first day", "y", "no day."), (4, "", "", "not yours")]
    told = faults_sheet(dataset(), faults)

    assert ["customer code", "first day", "row in the original file", "not taken because"] == told.headers
    assert [("C2", "y", 4, "first day: no day; not yours.")] == list(told)


def test_the_reasons_of_the_last_time_are_not_kept(db):
    """
    A file of mended rows that comes back at fault has one column of reasons, the new one, in whatever language.
    """
    rows = tablib.Dataset(["C1", 9, "old"], headers=["customer code", in_both(PLACE)[1], in_both(REASON)[1]])
    told = faults_sheet(rows, [(2, "", "", "new")])

    assert [("C1", 2, "new.")] == list(told)


def test_a_fault_under_its_column_does_not_name_it_again(db):
    """
    The library says first which field is wrong; on the screen the column says it.
    """
    error = FactsError("x", [Problem("from", Text("too early", "过早"), Text("give a later one", "请改晚"))])
    found = faults_of(ExcuseSheet(), dataset(), result(errors=[(2, [SimpleNamespace(error=error)])]))

    assert ["too early; give a later one"] == [fault[3] for fault in found]


def test_a_fault_of_a_whole_row_stands_under_no_column(db):
    """
    A sheet that has columns of its own beside those of its table does not take it for one of them.
    """
    rows = tablib.Dataset(["C1", ""], headers=["customer code", "in the plan"])

    assert [(2, "", "", "twice")] == faults_of(VisitSheet(), rows, result(invalid=[whole(1, "twice")]))


def whole(number, *messages):
    """
    A row that is at fault as a whole.
    """
    return SimpleNamespace(number=number, field_specific_errors={}, non_field_specific_errors=list(messages))


def test_what_the_desk_refuses_stands_under_its_column(db):
    """
    Where the desk knows what of the row it is about.
    """
    refused = (1, [SimpleNamespace(error=DeskError("too early", column="first_day"))])

    assert [(2, "first day", "x", "too early")] == faults_of(ExcuseSheet(), dataset(), result(errors=[refused]))
