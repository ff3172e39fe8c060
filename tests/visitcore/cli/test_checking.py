import json

import pytest

WRONG = """
extends = ["DST", "ABCD"]
onyl = 3

[[rule]]
id = "OWN-1"
clause = "1"
"""
HOLE = """
extends = ["ABC"]

[[rule]]
id = "OWN-1"
clause = "1"
kind = "cadence"
strength = "required"
text = { en = "A customer is visited once a month.", zh = "每月拜访一次客户。" }

[[parameter]]
key = "visits.cadence"
unit = "visits"
label = { en = "How often", zh = "频次" }
  [[parameter.history]]
  cites = ["OWN-1"]
  table = { inputs = { grade = ["A", "B", "C"] }, outcome = "cadence", rows = [
    { when = { grade = "A" }, then = { times = 1, per = "month" } },
    { when = { grade = "B" }, then = { times = 1, per = "quarter" } } ] }
"""


@pytest.fixture
def faulty(desk):
    """
    A company file with a hole in a table.
    """
    (desk / "own.toml").write_text(HOLE, encoding="utf-8")
    return "own.toml"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["ABC"], "1 checked, no problem found\n"),
        (["ABC", "DST", "standard"], "3 checked, no problem found\n"),
        (["ABC", "--lang", "zh"], "检查了 1 项，未发现问题\n"),
    ],
)
def test_a_sound_policy_is_said_to_be_sound(call, words, told):
    """
    How many were looked at, and that nothing was found.
    """
    said = call("check", *words)

    assert (0, told, "") == (said.code, said.out, said.err)


def test_problems_are_told_in_lines(call, faulty):
    """
    File, path and fault on one line, below it a case that falls into the hole and what to do; exit code 1.
    """
    said = call("check", "ABC", faulty)
    lines = said.out.splitlines()

    assert 1 == said.code
    assert "2 checked, 1 problem in 1 of them" == lines[0]
    assert lines[2].startswith("own.toml: ")
    assert "visits.cadence" in lines[2]
    assert "    for example: grade = C" == lines[3]
    assert lines[4].startswith("    to mend it: ")


def test_problems_are_told_in_chinese(call, faulty):
    """
    The words around a problem are Chinese.
    """
    lines = call("check", faulty, "--lang", "zh").out.splitlines()

    assert "检查了 1 项，其中 1 项有问题，共 1 处" == lines[0]
    assert "    例如：grade = C" == lines[3]
    assert lines[4].startswith("    处理：")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('name = "acme" extends', "own.toml: 第1行第15个字符——不是有效的 TOML："),
        ("extends = [", "own.toml: 文件末尾——不是有效的 TOML："),
    ],
)
def test_the_place_of_a_broken_file_is_told_in_chinese(call, desk, content, told):
    """
    Line, column and end of the file are no English words on a Chinese screen; a program reads the same as ever.
    """
    (desk / "own.toml").write_text(content, encoding="utf-8")
    lines = call("check", "own.toml", "--lang", "zh").out.splitlines()
    [problem] = json.loads(call("check", "own.toml", "--lang", "zh", "--format", "json").out)

    assert lines[2].startswith(told)
    assert problem["where"] in {"line 1, column 15", "end of document"}


def test_problems_for_a_program(call, faulty):
    """
    Five texts for each problem.
    """
    said = call("check", faulty, "--format", "json")
    [problem] = json.loads(said.out)

    assert 1 == said.code
    assert ["file", "where", "what", "fix", "sample"] == list(problem)
    assert {str} == {type(value) for value in problem.values()}
    assert ("own.toml", "grade = C") == (problem["file"], problem["sample"])


def test_a_sound_policy_for_a_program_is_an_empty_list(call):
    """
    No sentence where a program reads.
    """
    assert [] == json.loads(call("check", "ABC", "--format", "json").out)


def test_every_fault_of_a_wrong_file_is_told_at_once(call, desk):
    """
    Each with the file, its path, what is wrong and what to do.
    """
    (desk / "own.toml").write_text(WRONG, encoding="utf-8")
    said = call("check", "own.toml")
    text = said.out

    assert (1, "") == (said.code, said.err)
    assert "'onyl'" in text
    assert "did you mean 'only'?" in text


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("nowhere.toml", "nowhere.toml – there is no such file"),
        ("ABCD", "ABCD – there is no policy 'ABCD'; did you mean 'ABC'?"),
    ],
)
def test_what_is_not_there_ends_with_two(call, faulty, name, told):
    """
    A file that is missing is told beside the problems of the others.
    """
    said = call("check", faulty, name)

    assert 2 == said.code
    assert told in said.out.splitlines()
    assert "for example: grade = C" in said.out


def test_a_file_that_is_no_toml_is_a_problem(call, desk):
    """
    A broken file is told like any other fault.
    """
    (desk / "own.toml").write_text("extends = [", encoding="utf-8")
    said = call("check", "own.toml")

    assert 1 == said.code
    assert "is not valid TOML: " in said.out


def test_a_key_that_nobody_knows_but_that_comes_close_is_told(call, desk):
    """
    A mistyped key would leave the old value in force without a word.
    """
    (desk / "own.toml").write_text(
        'extends = ["ABC"]\n'
        '[[rule]]\nid = "OWN-1"\nclause = "1"\nkind = "cadence"\nstrength = "must"\n'
        'text = { en = "Twice.", zh = "两次。" }\n'
        '[[parameter]]\nkey = "visits.cadense"\n[[parameter.history]]\ncites = ["OWN-1"]\n'
        'cadence = { times = 2, per = "month" }\n',
        encoding="utf-8",
    )
    said = call("check", "own.toml")

    assert 1 == said.code
    assert "did you mean 'visits.cadence'?" in said.out
