import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.codec.calendar import days_written, read_calendar
from visitcore.ground.calendar import DayOverride, WorkCalendar
from visitcore.ground.errors import SheetError

FAIR = DayOverride(date(2026, 2, 14), works=False, reason="年会, 全天")
OPEN = DayOverride(date(2026, 3, 7), works=True, reason="盘点")

TOML = """
[[day]]
on = 2026-03-07
works = true
reason = "盘点"

[[day]]
on = 2026-02-14
works = false
reason = "年会, 全天"
"""
CHINESE = '日期,上班,原因\r\n2026/3/7,是,盘点\r\n\r\n2026年2月14日,否,"年会, 全天"\r\n'
ENGLISH = 'works,Date,Reason\nyes,2026-03-07,盘点\nNO,2026-02-14,"年会, 全天"\n'
TABS = "works\tdate\treason\nyes\t2026-03-07\t盘点\nno\t2026-02-14\t年会, 全天\n"
DIGITS = "日期;上班;原因\n2026-03-07;１;盘点\n2026-02-14;0;年会, 全天\n"


def wrong(tmp_path, name, text):
    """
    The faults found in a file, each as (where, what, fix).
    """
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(SheetError) as caught:
        read_calendar(path)
    assert str(path) == caught.value.subject
    return [(problem.where, str(problem.what), str(problem.fix)) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("days.toml", TOML.encode()),
        ("days.toml", TOML.encode("utf-8-sig")),
        ("days.csv", CHINESE.encode()),
        ("days.csv", CHINESE.encode("utf-8-sig")),
        ("days.csv", CHINESE.encode("gb18030")),
        ("DAYS.CSV", ENGLISH.encode()),
        ("days.csv", DIGITS.encode()),
        ("days.csv", TABS.encode()),
        ("days.csv", CHINESE.replace("\r\n", ",,\r\n").encode()),
    ],
    ids=[
        "toml",
        "toml with BOM",
        "utf-8",
        "utf-8 with BOM",
        "gb18030",
        "english",
        "semicolons",
        "tabs",
        "empty columns",
    ],
)
def test_the_same_days_are_read_from_every_form(tmp_path, name, content):
    """
    However the calendar is written, the same days come out, in order, each with its reason as written.
    """
    path = tmp_path / name
    path.write_bytes(content)

    assert (FAIR, OPEN) == read_calendar(path)


@pytest.mark.parametrize(("word", "works"), [("上班", True), (" 上班 ", True), ("放假", False), ("休息", False)])
def test_the_words_of_a_notice_say_whether_a_day_is_worked(tmp_path, word, works):
    """
    What a notice of holidays calls a day is understood like yes and no.
    """
    path = tmp_path / "days.csv"
    path.write_text(f"日期,上班,原因\n2026-03-07,{word},盘点\n", encoding="utf-8")

    assert (DayOverride(OPEN.day, works, "盘点"),) == read_calendar(path)


def test_the_faults_of_a_calendar_are_told_in_chinese(tmp_path):
    """
    Where, what and what to do are Chinese, with no English words between.
    """
    path = tmp_path / "days.csv"
    path.write_text("日期,上班,原因\n2026-03-07,也许,盘点\n2026-03-08,是,盘点\n2026-03-08,否,盘点\n", encoding="utf-8")

    with pytest.raises(SheetError) as caught:
        read_calendar(path)

    assert [
        "第2行, 上班：“也许”既不是“是”也不是“否”；请填写是或否",
        "第4行：2026-03-08 与 第3行 处不一致；请保留其一",
    ] == [problem.in_("zh") for problem in caught.value.problems]


def test_a_file_read_is_laid_over_the_public_calendar(tmp_path):
    """
    What is read can be handed to a calendar as it is.
    """
    path = tmp_path / "days.csv"
    path.write_text(CHINESE, encoding="utf-8")
    calendar = WorkCalendar(overrides=read_calendar(str(path)))

    assert (False, True) == (calendar.is_workday(FAIR.day), calendar.is_workday(OPEN.day))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("days.toml", "[[day]]\non = 2026-02-27\nuntil = 2026-03-01\nworks = false\nreason = '搬家'\n"),
        ("days.csv", "日期,至,上班,原因\n2026-02-27,2026-03-01,否,搬家\n"),
    ],
)
def test_a_stretch_runs_to_its_last_day(tmp_path, name, content):
    """
    A stretch holds its first and its last day.
    """
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    days = (date(2026, 2, 27), date(2026, 2, 28), date(2026, 3, 1))

    assert tuple(DayOverride(day, works=False, reason="搬家") for day in days) == read_calendar(path)


def test_the_same_day_may_be_said_twice_with_one_answer(tmp_path):
    """
    Two entries that agree are no fault; the first reason stands.
    """
    path = tmp_path / "days.csv"
    path.write_text("日期,上班,原因\n2026-03-07,是,盘点\n2026-03-07,是,订货会\n", encoding="utf-8")

    assert (OPEN,) == read_calendar(path)


@pytest.mark.parametrize(("name", "content"), [("days.toml", ""), ("days.csv", "日期,上班,原因\n")])
def test_a_calendar_may_say_nothing(tmp_path, name, content):
    """
    A file without entries is a calendar without overrides.
    """
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")

    assert () == read_calendar(path)


def test_every_fault_of_a_sheet_is_told_at_once(tmp_path):
    """
    All faults are collected, each with its row, its column as the sheet names it, and what to do.
    """
    sheet = (
        "日期,至,上班,原因\n"
        "2026-02-30,,是,盘点\n"
        "2026-03-07,,也许,盘点\n"
        "\n"
        "2026-03-08,,是,\n"
        "2026-03-09,2026-03-08,是,盘点\n"
        "2026-03-10,2062-03-11,是,盘点\n"
        "2026-03-12,,是,盘点,多\n"
        ",,,\n"
        ",,是,盘点\n"
    )

    assert [
        ("row 2, 日期", "'2026-02-30' names a day or time that does not exist", "check it"),
        ("row 3, 上班", "'也许' is neither yes nor no", "write yes or no"),
        ("row 5, 原因", "is missing", "say why the day differs"),
        ("row 6, 至", "2026-03-08 lies before 2026-03-09", "give the last day of the stretch"),
        (
            "row 7, 至",
            "2026-03-10 to 2062-03-11 are 13151 days",
            "check the year, or split a stretch of more than 366 days",
        ),
        ("row 8", "has 5 cells under 4 titles", "put a text that holds the separator in quotes"),
        ("row 10, 日期", "is missing", "give the day, e.g. 2026-02-14"),
    ] == wrong(tmp_path, "days.csv", sheet)


def test_every_fault_of_a_toml_file_is_told_at_once(tmp_path):
    """
    All faults are collected, each with its path and what to do.
    """
    text = """
    [[day]]
    on = 2026-03-07
    work = true
    reason = "盘点"
    [[day]]
    on = "soon"
    works = false
    [[days]]
    """

    assert [
        ("days", "is no key of a company calendar", "did you mean 'day'?"),
        ("day[0].work", "is no key of a day", "did you mean 'works'?"),
        ("day[0].works", "is missing", "say whether the day is worked: yes or no"),
        ("day[1].on", "'soon' is not a day", "write it like 2024-06-14"),
        ("day[1].reason", "is missing", "say why the day differs"),
    ] == wrong(tmp_path, "days.toml", text)


def test_two_answers_for_one_day_are_a_fault(tmp_path):
    """
    A day that is worked in one row and not in another is named with both rows, once for a whole stretch.
    """
    sheet = "日期,至,上班,原因\n2026-03-07,2026-03-09,是,盘点\n2026-03-08,2026-03-12,否,搬家\n"

    assert [("row 3", "2026-03-08 has another answer than in row 2", "keep one of the two")] == wrong(
        tmp_path, "days.csv", sheet
    )


@pytest.mark.parametrize("reason", ["", "  ", "-", "无"])
def test_an_empty_reason_is_a_fault(tmp_path, reason):
    """
    A reason that only says that there is none is none.
    """
    faults = wrong(tmp_path, "days.csv", f"date,works,reason\n2026-03-07,yes,{reason}\n")

    assert [("row 2, reason", "is missing", "say why the day differs")] == faults


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", [("", "has no row of titles", "begin with the titles 日期,上班,原因")]),
        (
            "日期,上班\n2026-03-07,是\n",
            [("row 1", "has no column 原因 or reason", "add it")],
        ),
        (
            "日期,date,上班,原因\n",
            [("row 1, date", "says the same as 日期", "keep one of the two")],
        ),
        (
            "日期,上班,原因,reasons\n",
            [
                (
                    "row 1, reasons",
                    "is no column of a company calendar",
                    "take the column out, or mend its title: did you mean 'reason'?",
                )
            ],
        ),
        (
            '日期,上班,原因\n2026-03-07,是,"盘点\n',
            [("line 2", "is not valid CSV: unexpected end of data", "mend the line named")],
        ),
    ],
    ids=["empty", "column missing", "column twice", "column unknown", "quote left open"],
)
def test_a_sheet_needs_its_titles(tmp_path, text, faults):
    """
    Titles missing, doubled or unknown are told, and no row is guessed at.
    """
    assert faults == wrong(tmp_path, "days.csv", text)


@pytest.mark.parametrize(
    ("text", "what"),
    [("[[day]\n", "is not valid TOML"), ("[day]\non = 2026-03-07\n", "is not a list of entries")],
)
def test_a_toml_file_is_a_list_of_days(tmp_path, text, what):
    """
    Broken TOML, or one day written as a single table, is told with the way out.
    """
    [(_where, told, fix)] = wrong(tmp_path, "days.toml", text)

    assert told.startswith(what)
    assert fix


@pytest.mark.parametrize(
    ("name", "content", "fix"),
    [
        ("days.xlsx", b"PK", "save it as .csv or .toml"),
        ("days", b"", "save it as .csv or .toml"),
        ("days.csv", b"\xff\xff\xff", "save it as UTF-8"),
    ],
)
def test_other_files_are_refused(tmp_path, name, content, fix):
    """
    A file that is neither of the two, or in no known encoding, is refused with what to do.
    """
    [(_where, _what, told)] = wrong(tmp_path, name, content)

    assert fix == told


def test_faults_are_told_in_chinese_too(tmp_path):
    """
    Every fault of a calendar has its Chinese words.
    """
    path = tmp_path / "days.csv"
    path.write_text("日期,上班,原因,备注\n2026-03-07,也许,\n2026-03-08,是,x,,\n", encoding="utf-8")

    with pytest.raises(SheetError) as caught:
        read_calendar(path)

    assert [] == [problem for problem in caught.value.problems if problem.in_("zh").isascii()]
    assert "第2行, 原因：缺少内容；请填写原因" in caught.value.in_("zh")


def test_a_missing_file_is_told_like_any_other_fault(tmp_path):
    """
    A path that leads nowhere is a fault of the call, named with the path.
    """
    with pytest.raises(SheetError, match=r"nowhere\.csv: cannot be read") as caught:
        read_calendar(tmp_path / "nowhere.csv")

    assert "check the path" == str(caught.value.problems[0].fix)


@given(told=st.dictionaries(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.booleans(), max_size=20))
def test_what_was_written_is_what_is_read(tmp_path_factory, told):
    """
    Any set of days written as TOML or as CSV comes back as it was.
    """
    folder = tmp_path_factory.mktemp("days")
    toml, sheet = folder / "days.toml", folder / "days.csv"
    toml.write_text(
        "".join(f'[[day]]\non = {day}\nworks = {str(works).lower()}\nreason = "盘点"\n' for day, works in told.items()),
        encoding="utf-8",
    )
    sheet.write_text(
        "日期,上班,原因\n" + "".join(f"{day},{'是' if works else '否'},盘点\n" for day, works in told.items()),
        encoding="gb18030",
    )
    expected = tuple(DayOverride(day, works, "盘点") for day, works in sorted(told.items()))

    assert len(told) == len(tomllib.loads(toml.read_text(encoding="utf-8")).get("day", []))
    assert expected == read_calendar(toml) == read_calendar(sheet)


def test_entries_inside_another_file():
    """
    The days of a company's own file are read like those of a calendar file, and every fault is handed over.
    """
    problems = []
    good = {"on": date(2026, 3, 7), "works": True, "reason": "盘点"}

    assert (OPEN,) == days_written([good], problems)
    assert [] == problems
    assert () == days_written(5, problems)
    assert ["day"] == [problem.where for problem in problems]


@pytest.mark.parametrize("value", [[], ["x"], {"a": 1}, b"x"])
@pytest.mark.parametrize("key", ["on", "until", "works", "reason"])
def test_a_list_is_no_day(key, value):
    """
    A list or table where one value belongs is a fault like any other.
    """
    problems = []
    days_written([{"on": date(2026, 3, 7), "works": True, "reason": "盘点", key: value}], problems)

    assert [(f"day[0].{key}", "give one value")] == [(problem.where, str(problem.fix)) for problem in problems]
