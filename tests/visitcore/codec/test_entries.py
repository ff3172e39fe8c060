from datetime import date, datetime
from decimal import Decimal
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from visitcore.codec.cells import CellError
from visitcore.codec.columns import Holds
from visitcore.codec.entries import read_anything, read_code, read_grade, read_region, read_status, readers_of
from visitcore.facts.visit import VisitStatus


@pytest.mark.parametrize(("cell", "code"), [(" Ｃ０１ ", "C01"), (1001, "1001"), (1001.0, "1001"), ("'-7", "-7")])
def test_codes_have_one_form(cell, code):
    """
    The same code typed in two ways is the same code.
    """
    assert code == read_code(cell)


@pytest.mark.parametrize("cell", [None, "", " ", "-", "#REF!"])
def test_a_customer_has_a_code(cell):
    """
    An empty or broken code is refused.
    """
    with pytest.raises(CellError):
        read_code(cell)


@pytest.mark.parametrize(
    ("cell", "grade"),
    [
        ("a", "A"),
        ("Ｂ", "B"),
        ("A级", "A"),
        ("b 类", "B"),
        ("C类客户", "C"),
        ("D", "D"),
        ("vip", "vip"),
        ("重点", "重点"),
        ("A+", "A+"),
        ("", None),
        ("无", None),
        (1, "1"),
    ],
)
def test_grades_have_one_form_and_unknown_ones_stay(cell, grade):
    """
    A letter is a grade however it is dressed; a word is kept for the policy to judge.
    """
    assert grade == read_grade(cell)


@pytest.mark.parametrize(
    ("cell", "region"),
    [
        ("本地", "local"),
        ("本市", "local"),
        ("Local", "local"),
        ("外地", "out_of_town"),
        ("外埠", "out_of_town"),
        ("out of town", "out_of_town"),
        ("Out-of-Town", "out_of_town"),
        ("华东", "华东"),
        ("", None),
    ],
)
def test_regions(cell, region):
    """
    Here and elsewhere are known in both languages; a part of the country stays as it is.
    """
    assert region == read_region(cell)


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("已完成", "completed"),
        ("完 成", "completed"),
        ("Completed", "completed"),
        ("未开始", "planned"),
        ("canceled", "cancelled"),
    ],
)
def test_statuses(cell, status):
    """
    The three statuses are known in both languages.
    """
    assert VisitStatus(status) is read_status(cell)


@pytest.mark.parametrize("cell", ["", None, "改期", "ok?"])
def test_an_unknown_status_is_refused(cell):
    """
    A word we do not know, or none, is refused with the words we know.
    """
    with pytest.raises(CellError, match="write completed, planned or cancelled"):
        read_status(cell)


@pytest.mark.parametrize("cell", ["", None, " ", "-"])
def test_an_empty_status_is_told_as_such(cell):
    """
    Nothing is not quoted like a word.
    """
    with pytest.raises(CellError, match="the status is empty") as caught:
        read_status(cell)

    assert caught.value.reason.zh.startswith("状态为空")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("12", Decimal(12)),
        (datetime(2024, 6, 14), date(2024, 6, 14)),
        ("2024-06-14", "2024-06-14"),
        ("红", "红"),
        ("是", True),
        (False, False),
        ("1", Decimal(1)),
        ("", None),
    ],
)
def test_a_figure_of_the_companys_own(cell, value):
    """
    A number is a number, a plain yes a yes, a date cell a day, and anything else its text.
    """
    assert value == read_anything(cell)


def test_every_kind_of_column_has_a_reader():
    """
    Each kind of column can be read; days are taken in the zone, serial numbers are shifted.
    """
    readers = readers_of(ZoneInfo("Asia/Shanghai"), 1462)

    assert set(get_args(Holds)) == set(readers)
    assert date(2024, 2, 1) == readers["day"]("2024-01-31T23:30:00Z")
    assert date(2024, 6, 14) == readers["moment"](45457 - 1462)
