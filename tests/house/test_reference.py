import re
import sys
from contextlib import suppress
from inspect import getdoc
from pathlib import Path

import pytest
from django.db.models import Model

import visitcore
from visitcore.cli.main import main
from visitcore.codec.library import DEFAULTS, library_pack, library_packs
from visitcore.rules.catalogue import CATALOGUE
from visitcore_django import desk, models, notify, sources

ROOT = Path(__file__).parents[2]
PACKS = {pack.code: pack for pack in (*library_packs(), library_pack(DEFAULTS))}


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    """
    The reference, written afresh.
    """
    docs = tmp_path_factory.mktemp("docs")
    sys.path.insert(0, str(ROOT / "docs"))
    try:
        from reference_pages import write_pages

        write_pages(docs)
    finally:
        sys.path.remove(str(ROOT / "docs"))
    return docs / "reference"


def headings(page, level=2):
    """
    The headings of a page.
    """
    text = page.read_text(encoding="utf-8")
    return re.findall(rf"^{'#' * level} `?([^`\n]+)`?$", text, re.MULTILINE)


def test_the_reference_has_every_public_name_and_no_other(reference):
    """
    What `import visitcore` offers is what the page says.
    """
    assert sorted(visitcore.__all__) == sorted(headings(reference / "python" / "index.md"))


def test_every_public_name_has_a_home():
    """
    What is promised can be imported.
    """
    assert [] == [name for name in visitcore.__all__ if getattr(visitcore, name, None) is None]


def test_the_reference_has_every_decision_and_no_other(reference):
    """
    The catalogue and the page agree.
    """
    found = headings(reference / "python" / "decisions.md")

    assert [entry.name for entry in CATALOGUE] == [name for name in found if name != "Facts"]


def test_every_fact_has_its_meaning(reference):
    """
    No row of the page of decisions says a name and nothing else.
    """
    text = (reference / "python" / "decisions.md").read_text(encoding="utf-8")

    assert [] == re.findall(r"^\|.*\|  \|$", text, re.MULTILINE)


def test_the_reference_has_every_pack_and_no_other(reference):
    """
    One page per pack.
    """
    assert sorted(PACKS) == sorted(page.stem for page in (reference / "packs").glob("*.md") if page.stem != "index")


@pytest.mark.parametrize("code", sorted(PACKS))
def test_the_page_of_a_pack_has_every_value_and_rule(reference, code):
    """
    Every key has its heading, and every rule its row.
    """
    page = reference / "packs" / f"{code}.md"
    rows = re.findall(r"^\| `([^`]+)` \|", page.read_text(encoding="utf-8"), re.MULTILINE)

    assert list(PACKS[code].parameters) == headings(page, 3)
    assert list(PACKS[code].rules) == rows


@pytest.mark.parametrize("page", ["index", "zh"])
def test_the_reference_has_every_command(reference, capsys, page):
    """
    Each command that the program names has its section.
    """
    with suppress(SystemExit):
        main(["--help"])
    named = re.findall(r"^    ([a-z]+) {2,}\S", capsys.readouterr().out, re.MULTILINE)

    assert [f"visitcore {name}" for name in named] == headings(reference / "commands" / f"{page}.md")


def test_the_page_of_the_desk_has_every_public_name_and_no_other(reference):
    """
    Each function and error of the Django desk stands in one group.
    """
    assert sorted(desk.__all__) == sorted(headings(reference / "django" / "desk.md", 3))


def test_the_chinese_page_of_the_desk_has_every_public_name_and_no_other(reference):
    """
    Each name has its line there too.
    """
    told = (reference / "django" / "zh.md").read_text(encoding="utf-8")

    assert sorted(desk.__all__) == sorted(re.findall(r"^\| \[`(\w+)`\].* \| .+ \|$", told, re.MULTILINE))


def test_what_is_shown_of_the_desk_says_what_it_is(reference):
    """
    No public function or class of the desk is without its docstring.
    """
    assert [] == [name for name in desk.__all__ if callable(getattr(desk, name)) and not getdoc(getattr(desk, name))]


@pytest.mark.parametrize("module", [models, sources, notify], ids=lambda module: module.__name__.rpartition(".")[2])
def test_the_pages_of_the_plugin_have_every_public_name_and_no_other(reference, module):
    """
    What a host imports from a module is what its page says.
    """
    page = reference / "django" / f"{module.__name__.rpartition('.')[2]}.md"

    assert sorted(module.__all__) == sorted(headings(page))


def test_every_column_of_a_table_has_its_row(reference):
    """
    The page of the models shows each column, with its words in both languages.
    """
    text = (reference / "django" / "models.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", text, re.MULTILINE)
    tables = [value for value in vars(models).values() if isinstance(value, type) and issubclass(value, Model)]
    columns = [field.name for table in tables for field in table._meta.get_fields() if field.concrete]

    assert set(columns) <= {name for name, *_words in rows}
    assert ("since", "day, may be `None`", "customer since", "合作开始日期") in rows
