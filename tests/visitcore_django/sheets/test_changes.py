from datetime import datetime

import pytest
import tablib
from django.utils import translation

from visitcore_django.models import Excuse
from visitcore_django.sheets.changes import Change
from visitcore_django.sheets.customers import CustomerSheet
from visitcore_django.sheets.excuses import ExcuseSheet
from visitcore_django.sheets.visits import VisitSheet


def change(before, after, *, new=False):
    """
    A change from some cells to others.
    """
    made = Change(ExcuseSheet(), Excuse(), new)
    made.left, made.right = before, after
    return made.as_html()


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("a", "a", "a"),
        ("a", "b", "<del>a</del> <ins>b</ins>"),
        (None, datetime(2024, 6, 14, 9), "<ins>2024-06-14 09:00</ins>"),
        (7, None, "<del>7</del>"),
        (None, None, ""),
        ("", "<b>", "<ins>&lt;b&gt;</ins>"),
    ],
)
def test_a_cell_is_shown_with_what_changes_in_it(before, after, shown):
    """
    What goes is struck out, what comes is marked, and nothing is run.
    """
    assert [shown] == change([before], [after])


def test_of_a_new_row_only_what_comes_is_shown():
    """
    What its table would fill in by itself is no change.
    """
    assert ["<ins>made</ins>", ""] == change(["planned", "x"], ["made", ""], new=True)


def test_the_figures_of_a_customer_are_shown_with_its_row(office):
    """
    A row that brings a figure alone shows what it brings.
    """
    office.customer("C1")
    data = tablib.Dataset(["C1", "12万"], headers=["code", "年度销售额"])
    result = CustomerSheet(user=office.lead).import_data(data, dry_run=True)

    assert "new figures" == result.diff_headers[-1]
    assert "<ins>Sales 120000</ins>" == result.rows[0].diff[-1]


def test_a_look_shows_what_is_read(office):
    """
    With the names beside codes and what the policy calls a visit, and nothing that is worked out later.
    """
    with translation.override("zh-hans"):
        visits, customers = VisitSheet().get_diff_headers(), CustomerSheet().get_diff_headers()

    assert ["客户编号", "客户名称", "开始时间"] == visits[:3]
    assert "计划内外" == visits[-1]
    assert not {"拜访状态", "逾期天数"} & set(customers)


def test_a_look_has_a_cell_for_every_header_and_no_other(office):
    """
    Customers and visits alike, whether there already or new.
    """
    office.customer("C1")
    customers, visits = CustomerSheet(user=office.lead), VisitSheet(user=office.lead)
    for sheet, headers, rows in (
        (customers, ["code", "name", "owner"], [["C1", "x", ""], ["C2", "y", "li"]]),
        (visits, ["customer code", "start"], [["C1", "2024-06-03 09:00"]]),
    ):
        result = sheet.import_data(tablib.Dataset(*rows, headers=headers), dry_run=True)

        assert [len(result.diff_headers)] * len(rows) == [len(row.diff) for row in result.rows]
