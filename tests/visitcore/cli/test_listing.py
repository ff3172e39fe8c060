import csv
import json

import pytest

from visitcore.codec.library import library_packs, pack_files

KEYS = ["id", "pack", "kind", "strength", "clause", "text"]


def test_rules_are_told_in_lines(call):
    """
    Id, clause, kind and strength on one line, the rule itself on the next.
    """
    said = call("rules", "--pack", "DST", "--kind", "cadence")

    assert (0, "") == (said.code, said.err)
    lines = said.out.splitlines()
    assert "DST-01  一  cadence, required" == lines[0]
    assert lines[1].startswith("  Class A and class B customers")


def test_rules_are_told_in_chinese(call):
    """
    Strength and text are Chinese where Chinese is asked for.
    """
    lines = call("rules", "--pack", "DST", "--kind", "cadence", "--lang", "zh").out.splitlines()

    assert "DST-01  一  cadence，应当" == lines[0]
    assert not lines[1].isascii()


def test_every_rule_of_every_pack_is_listed(call):
    """
    Nothing is left out, and each rule has exactly the six keys.
    """
    rules = json.loads(call("rules", "--format", "json").out)

    assert {tuple(KEYS)} == {tuple(rule) for rule in rules}
    assert {id_ for pack in library_packs() for id_ in pack.rules} <= {rule["id"] for rule in rules}
    assert {"en", "zh"} == set(rules[0]["text"])


@pytest.mark.parametrize(
    ("lang", "headers"),
    [
        ("en", ["Rule", "Pack", "Kind", "Strength", "Clause", "Text"]),
        ("zh", ["规则", "制度包", "类型", "约束力", "条款", "内容"]),
    ],
)
def test_rules_as_csv_have_headers_in_the_language(call, lang, headers):
    """
    The same six columns.
    """
    rows = list(csv.reader(call("rules", "--pack", "DST", "--format", "csv", "--lang", lang).out.splitlines()))

    assert headers == rows[0]
    assert {len(headers)} == {len(row) for row in rows}


def test_rules_as_a_page_are_a_table(call):
    """
    Markdown shows columns.
    """
    assert call("rules", "--pack", "DST", "--format", "md").out.startswith("| Rule | Pack | Kind | Strength |")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--pack", "dst"], "there is no pack 'dst'; did you mean 'DST'?"),
        (["--pack", "DST", "--kind", "cadense"], "there is no kind of rule 'cadense'; did you mean 'cadence'?"),
        (["--policy", "DST", "--pack", "ABC"], "there is no pack 'ABC'; known: DST, VC"),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest(call, words, told):
    """
    A misspelt pack or kind does not give an empty list.
    """
    said = call("rules", *words)

    assert (2, "", f"visitcore: {told}\n") == (said.code, said.out, said.err)


def test_packs_and_compositions_are_listed(call):
    """
    Each pack once, and what a composition is made of.
    """
    packs = json.loads(call("packs", "--format", "json").out)

    assert {*pack_files(), "VC", "standard"} <= {pack["code"] for pack in packs}
    assert ["code", "kind", "name", "rules", "parameters", "extends"] == list(packs[0])
    [standard] = [pack for pack in packs if pack["code"] == "standard"]
    assert "CGR" in standard["extends"].split(", ")


def test_the_packs_of_a_policy_are_its_own(call):
    """
    With a policy only what it reads is listed.
    """
    packs = json.loads(call("packs", "--policy", "DST", "--format", "json").out)

    assert ["DST", "VC"] == sorted(pack["code"] for pack in packs)


@pytest.mark.parametrize(
    ("lang", "dash", "kind", "made"),
    [("en", " – ", "    composition, ", "; made of ABC, "), ("zh", "——", "    组合，", "；由 ABC、")],
)
def test_packs_are_told_in_lines(call, lang, dash, kind, made):
    """
    Name and title on one line, on the next what it is, how much it holds and what it is made of.
    """
    lines = call("packs", "--lang", lang).out.splitlines()
    place = lines.index("standard")

    assert [*pack_files(), "VC"] == [line.partition(dash)[0] for line in lines[: 2 * len(pack_files()) + 2 : 2]]
    assert lines[place + 1].startswith(kind)
    assert made in lines[place + 1]
