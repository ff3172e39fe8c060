import json

import pytest

OWN = """
extends = ["ABC"]

[[rule]]
id = "OWN-1"
clause = "1"
kind = "cadence"
strength = "required"
text = { en = "A customers are visited twice a month.", zh = "A类客户每月拜访两次。" }

[[parameter]]
key = "visits.cadence"
unit = "visits"
label = { en = "How often", zh = "频次" }
  [[parameter.history]]
  since = 2025-01-01
  cites = ["OWN-1"]
  table = { inputs = { grade = ["A", "B", "C"] }, outcome = "cadence", rows = [
    { when = { grade = "A" }, then = { times = 2, per = "month" } },
    { when = { grade = "B" }, then = { times = 1, per = "quarter" } },
    { when = { grade = "C" }, then = { times = 1, per = "half-year" } } ] }
"""


@pytest.fixture
def compare(call, sheets):
    """
    Compares the policy ABC with a company file that visits A customers twice as often from 2025 on.
    """
    (sheets / "own.toml").write_text(OWN, encoding="utf-8")
    return lambda *words: call("compare", "ABC", "own.toml", *words)


def test_a_change_is_told_as_what_goes_and_what_comes(compare):
    """
    Key and first day on one line; below it the rows that go and those that come, and no row that stays.
    """
    said = compare()
    lines = said.out.splitlines()

    assert (0, "") == (said.code, said.err)
    assert "From ABC to own.toml: 1 parameter changed" == lines[0]
    assert lines[2].startswith("visits.cadence from 2025-01-01")
    assert ["  -", "  +"] == [line[:3] for line in lines[3:5]]
    assert "grade = A" in lines[3]
    assert "grade = A" in lines[4]
    assert [] == [line for line in lines if "grade = C" in line]


def test_a_change_is_told_in_chinese(compare):
    """
    Heading and days are Chinese.
    """
    lines = compare("--lang", "zh").out.splitlines()

    assert "从 ABC 到 own.toml：1 个参数有变化" == lines[0]
    assert lines[2].startswith("visits.cadence（2025-01-01 起）")


def test_the_same_twice_changes_nothing(call):
    """
    A sentence for people, an empty list for a program.
    """
    assert "nothing changes" in call("compare", "ABC", "ABC").out
    assert [] == json.loads(call("compare", "ABC", "ABC", "--format", "json").out)


def test_a_program_gets_the_changes(compare):
    """
    Six keys for each change; the last day counts, and no end is null.
    """
    [change] = json.loads(compare("--format", "json").out)

    assert ["key", "from", "to", "old", "new", "rules"] == list(change)
    assert ("visits.cadence", "2025-01-01", None) == (change["key"], change["from"], change["to"])
    assert {"en", "zh"} == set(change["new"])


def test_what_only_one_of_them_says_has_no_other_side(call):
    """
    A parameter that comes or goes has null on one side.
    """
    changes = json.loads(call("compare", "ABC", "DST", "--format", "json").out)

    assert {(True, False), (False, True), (False, False)} >= {
        (change["old"] is None, change["new"] is None) for change in changes
    }
    assert any(change["old"] is None for change in changes)
    assert any(change["new"] is None for change in changes)


def test_for_whom_it_changes_is_counted_and_listed(compare):
    """
    On the first day of the change: how many customers by grade, and each by name.
    """
    parts = compare("--customers", "customers.csv").out.split("\n\n")

    assert "On 2025-01-01, 2 of 6 customers get another cadence" == parts[2]
    assert "A" == parts[3].splitlines()[2].split()[0]
    assert "2" == parts[3].splitlines()[2].split()[-1]
    assert ["C1", "C2"] == [line.split()[0] for line in parts[5].splitlines()[2:]]


def test_on_another_day_it_may_change_for_nobody(compare):
    """
    Before the first day nobody is visited otherwise.
    """
    out = compare("--customers", "customers.csv", "--on", "2024-12-31").out

    assert "On 2024-12-31, 0 of 6 customers get another cadence" in out
    assert "no customer's cadence changes" in out


def test_a_program_gets_changes_and_customers(compare):
    """
    Two lists under two keys.
    """
    found = json.loads(compare("--customers", "customers.csv", "--format", "json").out)

    assert ["changes", "customers"] == list(found)
    assert ["C1", "C2"] == [row["customer"] for row in found["customers"]]


def test_a_csv_holds_one_table(compare, sheets):
    """
    The changes; the customers lie beside it, or are left out with a word where there is no file.
    """
    said = compare("--customers", "customers.csv", "-o", "changes.csv")
    printed = compare("--customers", "customers.csv", "--format", "csv")

    assert "for whom the cadence changes stands in changes.csv.customers.csv\n" == said.err
    assert 2 == len((sheets / "changes.csv").read_text().splitlines()) == len(printed.out.splitlines())
    assert 3 == len((sheets / "changes.csv.customers.csv").read_text().splitlines())
    assert printed.err.startswith("CSV holds the changes only; ")


def test_rejected_customers_are_kept(compare, sheets):
    """
    A row that cannot be read is written out as with every sheet.
    """
    with (sheets / "customers.csv").open("a") as sheet:
        sheet.write("C1,again,A,,,\n")

    assert "1 row rejected, see compare.rejected.csv\n" == compare("--customers", "customers.csv").err


@pytest.mark.parametrize("words", [("ABCD", "ABC"), ("ABC", "nowhere.toml")])
def test_a_policy_that_is_not_there_is_told(call, words):
    """
    Whichever of the two.
    """
    said = call("compare", *words)

    assert (2, "", 1) == (said.code, said.out, said.err.count("\n"))
