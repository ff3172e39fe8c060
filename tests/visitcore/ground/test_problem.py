import pytest

from visitcore.ground.problem import Problem


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
