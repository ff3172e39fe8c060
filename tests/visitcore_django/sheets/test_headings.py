import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from visitcore_django.sheets.customers import CustomerSheet
from visitcore_django.sheets.headings import PLACE, REASON, in_both, name_headers, told_twice
from visitcore_django.sheets.visits import VisitSheet


def named(sheet, *headers, **more):
    """
    What the headers of a sheet stand for, and what is told of the others.
    """
    return name_headers(headers, list(sheet.fields.values()), more)


def test_the_surest_of_several_headers_is_read():
    """
    A log with the customer's owner beside the visitor is about the visitor, whichever stands first; the other is told.
    """
    for headers in (["客户编号", "开始时间", "负责人", "拜访人"], ["客户编号", "开始时间", "拜访人", "负责人"]):
        found, notes = named(VisitSheet, *headers)

        assert headers.index("拜访人") == found.index("visitor")
        assert 1 == len(notes)
        assert "负责人" in notes[0]
        assert "拜访人" in notes[0]


def test_an_unknown_header_is_told_with_the_nearest_known():
    """
    A slip of the pen is met with what was meant; anything else with what is known and not there.
    """
    with translation.override("zh-hans"):
        _found, near = named(CustomerSheet, "客户编号", "客户名秤")
        _found, other = named(CustomerSheet, "客户编号", "建档日其")
        _found, far = named(CustomerSheet, "客户编号", "天气")

    assert "是否指“建档日期”" in other[0]
    assert "是否指“客户名称”" in near[0]
    assert "客户等级" in far[0]


def test_what_is_read_beside_the_columns_is_not_told():
    """
    Nor is a header without a word, nor the reason in a file of rows that came back mended, in either language.
    """
    ours = [*in_both(REASON), *in_both(PLACE)]
    _found, notes = named(CustomerSheet, "客户编号", "x", "", *ours, x=lambda header: header == "x")

    assert [] == notes


def test_headers_of_either_language_are_read_in_the_other():
    """
    What was taken away on an English screen comes in on a Chinese one.
    """
    english = [column.column_name for column in CustomerSheet.fields.values()]
    with translation.override("zh-hans"):
        found, notes = named(CustomerSheet, *english)

        assert [] == notes
        assert found == [column.column_name for column in CustomerSheet.fields.values()]


def test_a_header_that_stands_twice_is_refused():
    """
    Which of them holds is not for the machine to say.
    """
    with pytest.raises(ValidationError, match="stands twice"):
        named(CustomerSheet, "code", "name", "name")


def test_rows_alike_are_told_by_all_their_places():
    """
    Each of them names the others; rows without a key stand for themselves.
    """
    said = told_twice([(2, "a"), (3, None), (4, "b"), (7, "a"), (8, None)])

    assert {2, 7} == set(said)
    assert all("2、7" in words for words in said.values())
