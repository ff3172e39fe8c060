import pickle
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.codec.cells import (
    CellError,
    as_written,
    read_flag,
    read_number,
    read_ratio,
    read_text,
    shorten,
    tidy,
)
from visitcore.ground.errors import VisitcoreError


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("Ｃ００１", "C001"),
        ("　C001\u00a0", "C001"),
        ("\ufeffC001\u200b", "C001"),
        (None, ""),
        (1001, "1001"),
        (1001.0, "1001"),
        (1001.5, "1001.5"),
        (date(2024, 6, 14), "2024-06-14"),
        (datetime(2024, 6, 14, 9, 30), "2024-06-14 09:30:00"),
        ("'=1+1", "=1+1"),
        ("'quoted'", "'quoted'"),
    ],
)
def test_text_has_one_normal_form(cell, text):
    """
    Full-width letters, odd spaces and numbers that stand for codes come out as plain text.
    """
    actual = tidy(cell)

    assert text == actual


def test_a_name_keeps_its_own_characters():
    """
    A company name keeps its full-width brackets; only the blanks around it go.
    """
    actual = as_written("　上海（华东）商贸 ")

    assert actual == "上海（华东）商贸"


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "-工贸", "@home", "+86"])
def test_the_protecting_apostrophe_comes_off_again(name):
    """
    A formula-like text that was written out with an apostrophe is read back as it was.
    """
    actual = as_written(f"'{name}")

    assert name == actual


@pytest.mark.parametrize("cell", ["", "  ", None, "-", "——", "/", "无", "暂无", "N/A", "NULL", "None"])
def test_an_empty_cell_is_none(cell):
    """
    A cell that is empty or only says so holds nothing.
    """
    assert read_text(cell) is None
    assert read_number(cell) is None


@pytest.mark.parametrize("cell", ["#N/A", "#REF!", "#DIV/0!", "######"])
def test_a_spreadsheet_error_is_no_text(cell):
    """
    What a broken formula shows is refused, never taken for a value.
    """
    with pytest.raises(CellError, match="spreadsheet"):
        read_text(cell)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1234.5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1，234，567", "1234567"),
        ("１２３", "123"),
        ("¥1,200", "1200"),
        ("￥1200元", "1200"),
        ("12万", "120000"),
        ("1.5亿元", "150000000"),
        ("95%", "0.95"),
        ("９５％", "0.95"),
        ("-5", "-5"),
        ("+5", "5"),
        ("(1,200)", "-1200"),
        (".5", "0.5"),
        (7, "7"),
        (0.1, "0.1"),
        (0.1 + 0.2, "0.3"),
        (Decimal("1.10"), "1.10"),
    ],
)
def test_numbers_are_read_exactly(cell, number):
    """
    A number is the same however it was typed.
    """
    actual = read_number(cell)

    assert Decimal(number) == actual


@pytest.mark.parametrize(
    "cell", ["abc", "1,23", "3,5", "1.2.3", "1.234,56", "∞", "9" * 30, True, date(2024, 1, 1), float("nan"), "12 kg"]
)
def test_what_is_no_number_is_refused(cell):
    """
    A text that is no number, or could be two, is refused with an example of how to write it.
    """
    with pytest.raises(CellError, match="not a number") as caught:
        read_number(cell)

    assert "1234.5" in caught.value.reason.en
    assert "不是数字" in caught.value.reason.zh


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2, allow_nan=False))
def test_a_number_survives_thousands_separators(number):
    """
    Writing a number with separators and reading it back gives the number.
    """
    assert number == read_number(f"{number:,}")
    assert number == read_number(str(number))


@pytest.mark.parametrize(("cell", "ratio"), [("0.95", "0.95"), ("95%", "0.95"), (1, "1"), ("120%", "1.2"), ("2", "2")])
def test_ratios_are_shares_of_one(cell, ratio):
    """
    A share with or without a percent sign is the same ratio.
    """
    actual = read_ratio(cell)

    assert Decimal(ratio) == actual


@pytest.mark.parametrize("cell", ["95", 95, "2.01"])
def test_a_percentage_without_its_sign_is_refused(cell):
    """
    95 in a column of ratios may mean 95 % or 95 times; it is not guessed.
    """
    with pytest.raises(CellError, match="too big for a ratio"):
        read_ratio(cell)


@pytest.mark.parametrize("cell", ["是", "有", "√", "Yes", "TRUE", "1", "Ｙ", True, 1])
def test_yes(cell):
    """
    Every usual way to say yes is understood.
    """
    assert read_flag(cell) is True


@pytest.mark.parametrize("cell", ["否", "无", "×", "no", "FALSE", "0", False, 0])
def test_no(cell):
    """
    Every usual way to say no is understood.
    """
    assert read_flag(cell) is False


@pytest.mark.parametrize("cell", ["", "-", None])
def test_an_empty_flag_is_unknown(cell):
    """
    An empty cell is neither yes nor no.
    """
    assert read_flag(cell) is None


@pytest.mark.parametrize("cell", ["x", "maybe", "2", time(9)])
def test_what_is_neither_yes_nor_no_is_refused(cell):
    """
    A lone x can mean a tick or a cross; it is not guessed.
    """
    with pytest.raises(CellError, match="neither yes nor no"):
        read_flag(cell)


def test_a_long_value_is_shortened_in_messages():
    """
    A message shows the beginning of a long cell, not all of it.
    """
    with pytest.raises(CellError) as caught:
        read_number("x" * 100_000)

    assert len(str(caught.value)) < 200
    assert shorten("abc") == "abc"


def test_the_error_is_ours_and_can_be_pickled():
    """
    The error is one of the house, a ValueError, and survives pickling.
    """
    with pytest.raises(VisitcoreError) as caught:
        read_flag("perhaps")

    again = pickle.loads(pickle.dumps(caught.value))

    assert isinstance(again, ValueError)
    assert str(caught.value) == str(again)


def test_an_apostrophe_before_a_blank_goes_with_it():
    """
    A text that was nothing but a line's end says nothing when it is read back.
    """
    assert "" == as_written("'\r") == tidy("'\n")
    assert "'" == as_written("'") == tidy(" ' ")
