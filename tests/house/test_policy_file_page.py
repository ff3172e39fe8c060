import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from visitcore.codec.library import library_pack, pack_files
from visitcore.codec.pack import structure_pack
from visitcore.codec.policy import load_policy
from visitcore.codec.shapes import SHAPES
from visitcore.policy.rule import RuleKind

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "policy-file.md"
SAMPLES = re.findall(r"^```toml\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
TAKEN = [(match[1], sample) for sample in SAMPLES if (match := re.match(r"# (\w+)\n", sample))]


def read(text):
    """
    TOML with exact numbers.
    """
    return tomllib.loads(text, parse_float=Decimal)


def written(code):
    """
    A pack as its file says it.
    """
    return read(pack_files()[code].read_text(encoding="utf-8"))


def test_every_block_has_its_sample():
    """
    No shape that a value can take is left out.
    """
    shown = {
        name
        for _, sample in TAKEN
        for parameter in read(sample).get("parameter", ())
        for entry in parameter["history"]
        for name in entry
    }

    assert set() == {*SHAPES, "value", "unspecified"} - shown


def test_every_kind_of_rule_is_named():
    """
    Whoever writes a rule finds the words for its kind.
    """
    chapter = PAGE.read_text(encoding="utf-8").partition("## `[[rule]]`")[2].partition("\n## ")[0]

    assert set() == {kind.value for kind in RuleKind} - set(re.findall(r"`([\w-]+)`", chapter))


@pytest.mark.parametrize(("code", "sample"), [taken for taken in TAKEN if "[[parameter]]" in taken[1]])
def test_a_sample_says_what_its_pack_says(code, sample):
    """
    The value loads, and is the one of the pack, on the same rules and with the same unit.
    """
    pack = structure_pack({**written(code), "parameter": read(sample)["parameter"]})
    ((key, history),) = pack.parameters.items()
    real = library_pack(code).parameters[key]

    assert [entry.value for entry in real.entries] == [entry.value for entry in history.entries]
    assert [entry.rules for entry in real.entries] == [entry.rules for entry in history.entries]
    assert [entry.origin for entry in real.entries] == [entry.origin for entry in history.entries]
    assert real.unit == history.unit


@pytest.mark.parametrize(("code", "sample"), [taken for taken in TAKEN if "[[parameter]]" not in taken[1]])
def test_a_sample_of_a_rule_or_head_is_that_of_its_pack(code, sample):
    """
    A rule is one of the pack, and its settings are what the sample says.
    """
    content, pack = read(sample), library_pack(code)
    rules = (
        structure_pack({**written(code), "rule": content["rule"], "parameter": []}).rules if "rule" in content else {}
    )

    assert rules.items() <= pack.rules.items()
    assert "pack" not in content or structure_pack(content).settings == pack.settings
    assert "pack" not in content or structure_pack(content).name == pack.name


def test_the_company_file_of_the_page_can_be_used(tmp_path):
    """
    What stands first on the page is a whole policy.
    """
    path = tmp_path / "company.toml"
    path.write_text(SAMPLES[0], encoding="utf-8")

    assert "Huaning visits" == load_policy(path).name
