from django.utils.translation import override

from visitcore_django.models import Excuse
from visitcore_django.sheets.excuses import ExcuseSheet


def names(columns):
    """
    What some columns are called.
    """
    return [column.column_name for column in columns]


def test_columns_that_are_only_written_are_not_read(office):
    """
    Of an excuse the state and who asked are written; a look shows the customer's name beside the code.
    """
    sheet = ExcuseSheet(user=office.li)

    assert ["customer code", "first day", "last day", "reason"] == names(sheet.read_columns())
    assert ["customer code", "customer name", "first day", "last day", "reason"] == names(sheet.look_columns())
    assert sheet.get_diff_headers() == names(sheet.look_columns())


def test_a_form_has_the_headers_of_what_is_read(office):
    """
    Those of needed columns are marked, in the reader's language.
    """
    with override("zh-hans"):
        form = ExcuseSheet(user=office.li).form()

    assert ["客户编号 *", "首日 *", "末日 *", "原因 *"] == form.headers
    assert 0 == len(form)


def test_headers_are_counted_in_either_language(office):
    """
    Two of three cells head columns that are read.
    """
    assert 2 == ExcuseSheet(user=office.li).known_headers(["原因", "first day", "状态"])


def test_a_needed_cell_that_is_empty_is_a_fault_beside_the_others(office):
    """
    Every such column by its name, and a fault that is there already stays.
    """
    sheet = ExcuseSheet(user=office.li)

    assert {"customer", "first_day", "last_day", "reason"} == set(sheet.with_empty(Excuse(), {}))
    assert "x" == sheet.with_empty(Excuse(), {"reason": "x"})["reason"]


def test_a_cell_that_cannot_be_read_says_nothing_yet(office):
    """
    It is told when its row is.
    """
    sheet = ExcuseSheet(user=office.li)

    assert sheet.cell("first_day", {"first day": "2024-02-30"}) is None
    assert 1 == sheet.cell("first_day", {"first day": "2024-06-01"}).day
