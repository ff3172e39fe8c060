import re
from importlib import import_module
from pathlib import Path

import pytest

from visitcore.decisions.verdict import Verdict
from visitcore.ground.text import Text

ROOT = Path(__file__).parents[2]
LISTS = ("due_columns", "plan_grids", "grade", "credit", "complaint_columns")
ROWS = re.findall(
    r"^\| ([^|]+?) \| ([^|]+?) \| ([^|]+?) \|$",
    (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)
CHINESE = {word for _, zh, _ in ROWS for word in re.split("[，、]", zh)}


def headers(name):
    """
    Every header and word of a list that is kept in a module of the command line.
    """
    module = import_module(f"visitcore.cli.{name}")
    tables = [value for value in vars(module).values() if isinstance(value, dict)]
    return {text for table in tables for text in table.values() if isinstance(text, Text)}


@pytest.mark.parametrize("name", LISTS)
def test_every_header_of_a_list_stands_in_the_glossary(name):
    """
    What an office reads on the screen it finds in the glossary, in the same word.
    """
    assert set() == {text.zh for text in headers(name)} - CHINESE


def test_every_verdict_stands_in_the_glossary():
    """
    The five answers have one Chinese word each, everywhere.
    """
    assert set() == {verdict.label.zh for verdict in Verdict} - CHINESE


def test_no_word_is_explained_twice():
    """
    One row per English word.
    """
    words = [en for en, _, _ in ROWS if en != "English"]

    assert sorted(set(words)) == sorted(words)
