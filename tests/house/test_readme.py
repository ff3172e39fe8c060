import os
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def commands(page):
    """
    The set-up commands of a README, in order.
    """
    blocks = re.findall(r"^```sh\n(.*?)^```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    return [line for block in blocks for line in block.splitlines() if line.startswith("python3 -m venv")]


def test_both_languages_give_the_same_two_commands():
    """
    The English and the Chinese page name the same two commands, each on one line.
    """
    assert 2 == len(commands("README.md"))
    assert commands("README.md") == commands("README.zh-CN.md")


@pytest.mark.parametrize("number", [0, 1])
def test_the_ci_script_runs_the_commands_of_the_readme(number):
    """
    What the README promises is what the machine checks, letter by letter.
    """
    script = ROOT / ".ci" / "run"

    assert commands("README.md")[number] in map(str.strip, script.read_text(encoding="utf-8").splitlines())
    assert os.access(script, os.X_OK)
