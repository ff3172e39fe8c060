import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SKIPPED = {"build", "dist", "node_modules", "__pycache__"}
UNWANTED = {
    "a path of one machine": re.compile(r"(?<![\w.~/-])/(?:home|root|Users|work|tmp)/\w"),
    "a host of a package index": re.compile(r"\b(?:py" + r"pi|files\.python" + r"hosted)\.org\b|registry\.npm" + r"js"),
    "how it was made": re.compile(r"\b(?:AI|language model|chatbot)\b(?![|)])|(?i:\bco-authored-by:)"),
}


def tree():
    """
    The text files of the project: those that git knows, or all of them where there is no git.
    """
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            check=True,
            capture_output=True,
            encoding="utf-8",
        ).stdout.split("\0")
        files = [ROOT / name for name in listed if name]
    except (OSError, subprocess.CalledProcessError):
        files = [path for path in ROOT.rglob("*") if not (set(path.relative_to(ROOT).parts) & SKIPPED)]
        files = [path for path in files if not any(part.startswith(".") for part in path.relative_to(ROOT).parts)]
    for path in sorted(files):
        if path.is_file():
            try:
                yield path, path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue  # a sheet as a spreadsheet program writes it


@pytest.mark.parametrize("what", UNWANTED)
def test_no_file_names(what):
    """
    The project speaks of itself only: no machine it stood on, no index it was fetched from, no story of its making.
    """
    found = [f"{path.relative_to(ROOT)}: {hit[0]}" for path, text in tree() if (hit := UNWANTED[what].search(text))]

    assert [] == found


def test_no_page_is_searched_for_what_a_token_may_hold():
    """
    A page holds a random token of letters and digits: that it lacks a code of three of them fails by chance.
    """
    searched = re.compile(r'"[A-Za-z0-9]{1,3}" not in (?:page|content|text|html|[^\n]*\.content)\b')
    found = [f"{path.relative_to(ROOT)}: {hit[0]}" for path, text in tree() for hit in searched.finditer(text)]

    assert [] == found
