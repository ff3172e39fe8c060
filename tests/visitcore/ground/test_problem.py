import pytest

from visitcore.ground.problem import Problem, words
from visitcore.ground.text import Text


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (Problem("", "is empty"), "is empty"),
        (Problem("day[0].on", "is missing"), "day[0].on: is missing"),
        (Problem("day[0].on", "is missing", "give the day"), "day[0].on: is missing; give the day"),
        (
            Problem("table", "has a hole", "add a row", "grade = A, score = 45"),
            "table: has a hole (for example: grade = A, score = 45); add a row",
        ),
        (Problem("table", "has a hole", file="HM.toml"), "HM.toml: table: has a hole"),
        (Problem("", "is no TOML", file="HM.toml"), "HM.toml: is no TOML"),
    ],
)
def test_problem_says_where_what_example_and_fix(problem, text):
    """
    A problem reads as one line: place, fault, example, next step; what is empty is left out.
    """
    assert text == str(problem)


@pytest.mark.parametrize(
    ("where", "outer", "joined"),
    [
        ("rows[2]", "table", "table.rows[2]"),
        ("[2].when", "rows", "rows[2].when"),
        ("", "table", "table"),
        ("rows[2]", "", "rows[2]"),
    ],
)
def test_inside_puts_the_outer_path_in_front(where, outer, joined):
    """
    A problem found deep inside gets its whole path on the way out.
    """
    problem = Problem(where, "is wrong", "mend it", "a = 1", "HM.toml")

    assert Problem(joined, "is wrong", "mend it", "a = 1", "HM.toml") == problem.inside(outer)


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (Problem("", Text("is empty", "为空")), "为空"),
        (
            Problem("day[0].on", Text("is missing", "缺少"), Text("give the day", "请填写日期")),
            "day[0].on：缺少；请填写日期",
        ),
        (Problem("line 22, column 12", "is wrong", "", "", "c.toml"), "c.toml: 第22行第12个字符：is wrong"),
        (Problem("end of document", "is wrong", "", "", "c.toml"), "c.toml: 文件末尾：is wrong"),
        (Problem("Sheet1: row 3", "is wrong", "", "a = 1", "c.xlsx"), "c.xlsx: Sheet1: 第3行：is wrong（例如：a = 1）"),
    ],
)
def test_problem_reads_in_chinese(problem, text):
    """
    The line exists in Chinese too; words that are English only stay as they are.
    """
    assert text == problem.in_("zh")


def test_words_are_in_both_languages():
    """
    A text stays as it is; plain English stands for both.
    """
    assert Text("a", "甲") == words(Text("a", "甲"))
    assert Text("a", "a") == words("a")
