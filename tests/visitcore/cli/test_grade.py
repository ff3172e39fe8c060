import csv
import io
import json

import pytest

POINTS = ["sales_points", "price_points", "collection_points", "cooperation_points", "trend_points"]
BEFORE = ["customer", "name", "owner", "old_grade", "grade", "score"]
AFTER = ["capped", "provisional_grade", "review_from", "status", "missing", "remark", "rules"]
SHEET = """\
code,name,grade,owner,points,price_index,collection_rate,order_planning,product_fit,communication,trend,first_cooperation
G1,Harbour,A,Ann,90,0.95,0.95,A,A,B,A,2020-01-01
G2,Northgate,A,Ann,100,0.90,1.00,A,A,A,A,2020-01-01
G3,Lotus,B,Ben,,,,,,,,2020-01-01
G4,Pearl,,Ben,,0.95,0.95,A,A,B,A,2024-06-01
"""


@pytest.fixture
def grade(call, desk):
    """
    Grades four customers on 2024-06-14 by the policy CGR; the first two are worked examples of the rulebook.
    """
    (desk / "customers.csv").write_text(SHEET)
    (desk / "map.toml").write_text('"points" = "figures.sales_points"\n')
    words = ("customers.csv", "--on", "2024-06-14", "--policy", "CGR", "--columns", "map.toml")
    return lambda *more: call("grade", *words, *more)


def test_json_has_the_grade_and_the_parts_of_the_score(grade):
    """
    One object for each customer: grade, score and points, exact to a tenth, as text.
    """
    said = grade("--format", "json")
    rows = json.loads(said.out)

    assert (0, "") == (said.code, said.err)
    assert {tuple(BEFORE + POINTS + AFTER)} == {tuple(row) for row in rows}
    assert ("A", "87.4", "90.0", "allowed") == tuple(
        rows[0][name] for name in ("grade", "score", "sales_points", "status")
    )
    assert ("B", "90.0", True) == tuple(rows[1][name] for name in ("grade", "score", "capped"))


def test_why_a_grade_is_another_one_is_said(grade):
    """
    A customer kept from the best grade and one too new for a final one each have a remark.
    """
    rows = json.loads(grade("--format", "json").out)

    assert [None, True, None, True] == [bool(row["remark"]) or None for row in rows]
    assert {"en", "zh"} == set(rows[1]["remark"])
    assert (True, "2024-12-01") == (rows[3]["provisional_grade"], rows[3]["review_from"])
    assert rows[0]["review_from"] is None


def test_who_cannot_be_graded_has_no_grade_and_a_reason(grade):
    """
    Never a guess: what is missing stands in the row.
    """
    row = json.loads(grade("--format", "json").out)[2]

    assert ("undetermined", None, None) == (row["status"], row["grade"], row["score"])
    assert "price_index" in row["missing"]


@pytest.mark.parametrize(
    ("lang", "header", "words"),
    [("en", "Proposed", ("graded", "undetermined")), ("zh", "建议等级", ("已评定", "无法判定"))],
)
def test_csv_has_headers_and_words_in_the_language(grade, lang, header, words):
    """
    One row for each customer; the points stand under the names of the factors.
    """
    rows = list(csv.reader(io.StringIO(grade("--format", "csv", "--lang", lang).out)))

    assert len(BEFORE + POINTS + AFTER) == len(rows[0])
    assert header == rows[0][4]
    assert [words[0], words[0], words[1], words[0]] == [row[14] for row in rows[1:]]
    assert [] == [name for name in rows[0][6:11] if "(" in name or "（" in name]


def test_people_read_the_counts_by_grade_at_the_end(grade):
    """
    How many get each grade, their share, and for how many it is new.
    """
    said = grade()
    parts = said.out.split("\n\n")

    assert ["Grades proposed on 2024-06-14, policy CGR", "By grade"] == parts[::2]
    counted = [line.split() for line in parts[3].splitlines()[2:]]
    assert ["A", "2", "50", "1", "0", "1"] == counted[0]
    assert ["(not", "graded)", "1", "25", "0", "0", "0"] == counted[-1]
    assert 4 == sum(int(line[-5]) for line in counted)


def test_people_read_it_in_chinese(grade):
    """
    Headings and sums are Chinese.
    """
    parts = grade("--lang", "zh").out.split("\n\n")

    assert ["2024-06-14 客户评级建议（制度：CGR）", "按等级汇总"] == parts[::2]
    assert "（无法评级）" in parts[3]


def test_a_workbook_holds_the_grades_and_the_counts(grade, desk):
    """
    Two sheets with frozen headers.
    """
    openpyxl = pytest.importorskip("openpyxl")
    grade("-o", "grades.xlsx")
    book = openpyxl.load_workbook(desk / "grades.xlsx")

    assert ["Grades", "By grade"] == book.sheetnames
    assert ["A2", "A2"] == [sheet.freeze_panes for sheet in book]
    assert ("A", 87.4) == (book["Grades"]["E2"].value, book["Grades"]["F2"].value)


def test_strict_turns_a_customer_without_a_grade_into_an_exit_code(grade, desk):
    """
    Bad news only where it is asked for.
    """
    codes = [grade().code, grade("--strict").code]
    (desk / "customers.csv").write_text("\n".join(SHEET.splitlines()[:3]))

    assert [0, 1, 0] == [*codes, grade("--strict").code]


def test_an_empty_sheet_has_nobody_to_grade(grade, desk):
    """
    A sentence for people, an empty list for a program.
    """
    (desk / "customers.csv").write_text(SHEET.splitlines()[0])

    assert "there is no customer to tell of" in grade().out
    assert [] == json.loads(grade("--format", "json").out)


def test_a_policy_without_grading_is_told(call, desk):
    """
    Which packs grade customers is said.
    """
    (desk / "customers.csv").write_text(SHEET)
    said = call("grade", "customers.csv", "--policy", "DST")

    assert (2, "", 1) == (said.code, said.out, said.err.count("\n"))
    assert "says nothing about 'grading.score'" in said.err
