from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.codec.cells import CellError
from visitcore.codec.moments import SERIALS, SHIFT_1904, DayError, read_day, read_moment, read_time

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))
FORMS = [
    "{0.year:04}-{0.month:02}-{0.day:02}",
    "{0.year}-{0.month}-{0.day}",
    "{0.year}/{0.month}/{0.day}",
    "{0.year}/{0.month:02}/{0.day:02}",
    "{0.year}.{0.month}.{0.day}",
    "{0.year}年{0.month}月{0.day}日",
    "{0.year} 年 {0.month:02} 月 {0.day:02} 号",
    "{0.year}{0.month:02}{0.day:02}",
]


@given(day=DAYS, form=st.sampled_from(FORMS))
def test_a_day_survives_every_way_of_writing_it(day, form):
    """
    A day written in any known way is read back as that day.
    """
    actual = read_moment(form.format(day))

    assert day == actual


@given(day=DAYS, form=st.sampled_from(FORMS))
def test_full_width_digits_are_digits(day, form):
    """
    A day typed with full-width digits is the same day.
    """
    wide = form.format(day).translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})

    assert day == read_moment(wide)


@given(
    at=st.datetimes(datetime(1950, 1, 1), datetime(2099, 12, 31)).map(lambda at: at.replace(microsecond=0)),
    form=st.sampled_from(
        [
            "%Y-%m-%d %H:%M:%S",
            "%Y/%m/%d %H:%M:%S",
            "%Y-%m-%dT%H:%M:%S",
            "%Y年%m月%d日 %H时%M分%S秒",
            "%Y.%m.%d %H：%M：%S",
        ]
    ),
)
def test_an_instant_survives_every_way_of_writing_it(at, form):
    """
    An instant is read back as that instant; midnight is only a day.
    """
    expected = at.date() if at.time() == time() else at

    actual = read_moment(at.strftime(form))

    assert expected == actual


@given(serial=st.integers(SERIALS[0], SERIALS[-1]), as_text=st.booleans())
def test_a_serial_number_counts_days_from_1900(serial, as_text):
    """
    A serial number after February 1900 lies that many days after 1899-12-30.
    """
    expected = date(1899, 12, 30) + timedelta(days=serial)

    assert expected == read_moment(str(serial) if as_text else serial)
    assert expected == read_moment(float(serial))


@given(at=st.datetimes(datetime(1950, 1, 2), datetime(2099, 12, 30)).map(lambda at: at.replace(microsecond=0)))
def test_the_fraction_of_a_serial_number_is_the_time(at):
    """
    A serial number keeps its time to the second.
    """
    span = at - datetime(1899, 12, 30)
    expected = at.date() if at.time() == time() else at

    assert expected == read_moment(span / timedelta(days=1))


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2024/6/14 9:30", datetime(2024, 6, 14, 9, 30)),
        ("2024-06-14 下午2:05", datetime(2024, 6, 14, 14, 5)),
        ("2024-06-14 上午 12:05", datetime(2024, 6, 14, 0, 5)),
        ("2024/6/14 2:05 PM", datetime(2024, 6, 14, 14, 5)),
        ("2024年6月14日9点", datetime(2024, 6, 14, 9)),
        ("2024-06-14 00:00:00", date(2024, 6, 14)),
        ("2024-06-14 23:59:59.7", datetime(2024, 6, 14, 23, 59, 59)),
        (datetime(2024, 6, 14), date(2024, 6, 14)),
        (datetime(2024, 6, 14, 9, 30, 0, 123), datetime(2024, 6, 14, 9, 30)),
        (date(2024, 6, 14), date(2024, 6, 14)),
        (20240614, date(2024, 6, 14)),
        (None, None),
        ("-", None),
    ],
)
def test_instants_and_days_by_hand(cell, moment):
    """
    Times with and without seconds, in words and by the half-day, are understood.
    """
    actual = read_moment(cell)

    assert (type(moment), moment) == (type(actual), actual)


def test_a_workbook_may_count_from_1904():
    """
    The same serial number lies 1,462 days later in a workbook that counts from 1904.
    """
    assert date(2024, 6, 14) == read_moment(45457)
    assert date(2024, 6, 14) == read_moment(45457 - 1462, shift=SHIFT_1904)


def test_an_offset_is_kept_and_brought_to_the_zone():
    """
    Half past eleven at night in London is already the next day in Shanghai.
    """
    cell = "2024-01-31T23:30:00+00:00"

    assert datetime(2024, 1, 31, 23, 30, tzinfo=UTC) == read_moment(cell)
    assert date(2024, 2, 1) == read_day(cell, SHANGHAI)
    assert date(2024, 1, 31) == read_day(cell)
    assert date(2024, 1, 31) == read_day("2024-01-31T23:30:00", SHANGHAI)
    assert read_day("", SHANGHAI) is None


@pytest.mark.parametrize("cell", ["03/04/2024", "3-4-2024", "22/11/2024", "24/3/5", "3.4.24"])
def test_a_day_that_can_be_read_in_two_ways_is_refused(cell):
    """
    Day first, month first or a short year: none is guessed.
    """
    with pytest.raises(CellError, match="which number is the day"):
        read_moment(cell)


@pytest.mark.parametrize(
    "cell", ["2024-02-30", "2023/2/29", "2024-13-01", "2024年4月31日", "20240230", "2024-02-30 10:00"]
)
def test_a_day_that_does_not_exist_is_refused(cell):
    """
    30 February is a mistake, not 1 March.
    """
    with pytest.raises(CellError, match="does not exist"):
        read_moment(cell)


@pytest.mark.parametrize("cell", ["2024-06-14 25:00", "2024/6/14 9:61", "2024-06-14 24:00"])
def test_a_time_that_does_not_exist_is_refused(cell):
    """
    The day has hours 0 to 23 and minutes 0 to 59.
    """
    with pytest.raises(CellError, match="does not exist"):
        read_moment(cell)


@pytest.mark.parametrize(
    "cell",
    ["soon", "2024-06", "6月14日", "2024-3-115:30", "2024-06-14 noon", "2024-06/14", "12345", "1718323200"],
)
def test_a_text_that_is_no_day_is_refused(cell):
    """
    Any other text is refused with an example of how to write a day.
    """
    with pytest.raises(CellError, match="2024-06-14") as caught:
        read_moment(cell)

    assert caught.value.reason.zh


@pytest.mark.parametrize(
    ("cell", "en", "zh"),
    [
        ("6月3日", "lacks the year", "缺少年份"),
        ("６月３号 9:30", "lacks the year", "缺少年份"),
        ("2024年3月", "lacks the day", "缺少日"),
        ("2024年03月份", "lacks the day", "缺少日"),
        ("2024-06", "lacks the day", "缺少日"),
        ("2024/12", "lacks the day", "缺少日"),
        ("2024年13月", "is not a day", "不是日期"),
        ("2024-13", "is not a day", "不是日期"),
    ],
)
def test_a_day_with_a_part_left_out_is_told_which(cell, en, zh):
    """
    The year or the day that is missing is named; a month that does not exist is none.
    """
    with pytest.raises(CellError) as caught:
        read_moment(cell)

    assert en in caught.value.reason.en
    assert zh in caught.value.reason.zh


@pytest.mark.parametrize(
    "cell", [12345, 0.5, -1, 99999, 1e300, True, time(9), timedelta(days=1), float("nan"), float("inf")]
)
def test_a_number_that_is_no_day_is_refused(cell):
    """
    A number outside the plausible serial numbers is refused.
    """
    with pytest.raises(CellError, match="2024-06-14"):
        read_moment(cell)


def test_a_huge_cell_makes_a_short_message():
    """
    The message shows the beginning of the cell only.
    """
    with pytest.raises(CellError) as caught:
        read_moment("x" * 100_000)

    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("cell", ["0024-01-01", "1899/12/31", "2200-01-01", datetime(2300, 1, 1)])
def test_a_year_far_away_is_refused(cell):
    """
    A slip in the year is caught.
    """
    with pytest.raises(CellError, match="lies in the year"):
        read_moment(cell)


@pytest.mark.parametrize(
    ("cell", "clock"),
    [("9:30", time(9, 30)), ("下午2:05", time(14, 5)), (time(9), time(9)), ("2024-06-14", None), ("", None), (3, None)],
)
def test_a_time_of_day_alone(cell, clock):
    """
    A cell with only a time is told from one with a day.
    """
    actual = read_time(cell)

    assert clock == actual


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text):
    """
    No text makes the reader fail in another way than by its own error.
    """
    try:
        actual = read_moment(text)
    except CellError as error:
        actual = error

    assert actual is None or isinstance(actual, date | CellError)


@pytest.mark.parametrize(
    "text", ["2026-03-11 09:00 北京时间", "2026年3月11日 9时00分（北京时间）", "2026-03-11 09:00 UTC"]
)
def test_a_zone_in_words_is_told_how_to_be_written(text):
    """
    The time alone, or with its offset.
    """
    with pytest.raises(CellError) as caught:
        read_moment(text)

    assert "+08:00" in caught.value.reason.en
    assert "用文字写了时区" in caught.value.reason.zh


@pytest.mark.parametrize(("cell", "day"), [("11月26号", "11-26"), ("2月30日", "06-14"), ("soon", "06-14")])
def test_an_example_of_a_day_is_the_cells_own_where_there_is_one(cell, day):
    """
    Of the year that is asked for; a day that no year has is no example.
    """
    with pytest.raises(DayError) as caught:
        read_day(cell)

    assert f"write it like 2026-{day}" in caught.value.in_year(2026).en
    assert f"请写成 2026-{day}" in caught.value.in_year(2026).zh
