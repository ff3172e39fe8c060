from datetime import date, datetime, time
from decimal import Decimal

import pytest

from visitcore.codec.listing import Heading, Listing, as_data, harmless, in_words, is_number
from visitcore.facts.visit import VisitStatus
from visitcore.ground.text import Text

LISTING = Listing(
    headings=(Heading("code", Text("Code", "编号")), Heading("days", Text("Days", "天数"))),
    rows=[{"days": 3, "code": "C1"}, ("C2", None), {"code": "C3"}],
)


def test_a_row_is_a_mapping_or_a_sequence():
    """
    Values are found by key or by order; what a mapping lacks is empty.
    """
    assert [["C1", 3], ["C2", None], ["C3", None]] == [list(LISTING.cells(row)) for row in LISTING.rows]


def test_headers_come_in_the_language_asked_for():
    """
    The same list has English or Chinese headers.
    """
    assert ["Code", "Days"] == LISTING.labels("en")
    assert ["编号", "天数"] == LISTING.labels("zh")


def test_a_column_of_numbers_is_known():
    """
    Empty cells do not spoil a column of numbers; one word does, and so does yes or no.
    """
    mixed = Listing(headings=LISTING.headings, rows=[("C1", 3), ("C2", True)])

    assert [False, True] == LISTING.numeric()
    assert [False, False] == mixed.numeric()
    assert not is_number(True)


@pytest.mark.parametrize(
    ("value", "en", "zh"),
    [
        (None, "", ""),
        ("x", "x", "x"),
        (Text("week", "周"), "week", "周"),
        (False, "no", "否"),
        (12, "12", "12"),
        (Decimal("1E+3"), "1000", "1000"),
        (Decimal("0.80"), "0.80", "0.80"),
        (date(2024, 6, 14), "2024-06-14", "2024-06-14"),
        (datetime(2024, 6, 14, 9, 30), "2024-06-14 09:30", "2024-06-14 09:30"),
        (datetime(2024, 6, 14, 9, 30, 5), "2024-06-14 09:30:05", "2024-06-14 09:30:05"),
        (time(18, 30), "18:30", "18:30"),
        (time(18, 30, 5), "18:30:05", "18:30:05"),
        (VisitStatus.PLANNED, "planned", "planned"),
        (("grade", Text("week", "周")), "grade; week", "grade、周"),
        ({"b", "a"}, "a; b", "a、b"),
        ((), "", ""),
    ],
)
def test_a_value_in_words(value, en, zh):
    """
    Every kind of value has its words in both languages.
    """
    assert (en, zh) == (in_words(value, "en"), in_words(value, "zh"))


@pytest.mark.parametrize("text", ["=1+1", "+86", "-工贸", "@x", "\tx", "\rx", "\n=1", "＝1", "－工贸"])
def test_a_text_that_looks_like_a_formula_is_kept_from_running(text):
    """
    Whatever a spreadsheet program could run gets an apostrophe before it.
    """
    assert f"'{text}" == harmless(text, "en")


@pytest.mark.parametrize(
    ("value", "text"), [(-5, "-5"), (Decimal("-0.5"), "-0.5"), ("a=b", "a=b"), (None, ""), ("", "")]
)
def test_numbers_and_harmless_texts_stay_as_they_are(value, text):
    """
    A negative number is a number, and a sign inside a text runs nothing.
    """
    assert text == harmless(value, "en")


def test_plain_data_for_json():
    """
    Amounts become text, days ISO, words both languages, and what is inside is treated alike.
    """
    value = {
        "amount": Decimal("1E+1"),
        "day": date(2024, 6, 14),
        "at": datetime(2024, 6, 14, 9, 30),
        "clock": time(9, 30),
        "words": Text("week", "周"),
        "status": VisitStatus.COMPLETED,
        "list": ("a", None, True, 2),
        "set": {"b", "a"},
    }

    assert {
        "amount": "10",
        "day": "2024-06-14",
        "at": "2024-06-14T09:30:00",
        "clock": "09:30:00",
        "words": {"en": "week", "zh": "周"},
        "status": "completed",
        "list": ["a", None, True, 2],
        "set": ["a", "b"],
    } == as_data(value)
