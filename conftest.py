"""
Executes the examples: on the pages, in the READMEs and in the docstrings.

A ``python`` block is run, with ``>>>`` as a doctest.
In a ``console`` block each line after ``$`` (and the lines after ``>`` that go on with it) is run by the shell, and the
lines below it must be what it prints; ``...`` stands for anything.
A command that fails must say so itself: ``visitcore check bad.toml || echo "exit code $?"``.
A ``code-block`` with a ``caption`` is first written to the file that the caption names.
Commands run beside links to everything in the project root, so they read its files and leave none behind.
"""

import doctest
import importlib.util
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from sybil import Document, Example, Region, Sybil
from sybil.integration.pytest import SybilItem
from sybil.parsers.myst import CodeBlockParser, PythonCodeBlockParser, SkipParser
from sybil.parsers.myst.lexers import DirectiveLexer
from sybil.parsers.rest import DocTestParser

ROOT = Path(__file__).parent

if importlib.util.find_spec("pytest_django"):
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "visitcore_site.settings")
    django.setup()
    from django.db import connection
FLAGS = doctest.ELLIPSIS
PLAIN = {
    "COLUMNS": "120",
    "LC_ALL": "C.UTF-8",
    "NO_COLOR": "1",
    "PYTHONIOENCODING": "utf-8",
    "PYTHONUNBUFFERED": "1",
}


def open_desk(namespace: dict[str, Any]) -> None:
    """
    Give the commands of one page a directory that looks like the project root.
    """
    namespace["desk"] = desk = tempfile.TemporaryDirectory(prefix="visitcore ")
    for path in ROOT.iterdir():
        if not path.name.startswith(".") and path.name != "conftest.py":  # a reader has no settings for our tests
            (Path(desk.name) / path.name).symlink_to(path)


def close_desk(namespace: dict[str, Any]) -> None:
    """
    Throw the page's directory away.
    """
    namespace["desk"].cleanup()


def steps(block: str) -> Iterable[tuple[str, str]]:
    """
    The commands of a console block, each with the text expected below it.
    """
    for part in f"\n{block}".split("\n$ ")[1:]:
        first, *rest = part.splitlines()
        more = list(takewhile(lambda line: line.startswith(">"), rest))
        command = "\n".join([first, *(line.removeprefix(">").removeprefix(" ") for line in more)])
        yield command, "\n".join(rest[len(more) :]).rstrip("\n")


def run_console(example: Example) -> str | None:
    """
    Run a console block; the answer says what differs, if anything.
    """
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    around = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    for command, expected in steps(example.parsed):
        done = subprocess.run(
            command,
            shell=True,
            check=False,
            capture_output=True,
            encoding="utf-8",
            cwd=example.namespace["desk"].name,
            env={**around, **PLAIN, "PATH": path},
        )
        got = done.stdout.rstrip("\n")
        if done.returncode:
            return f"$ {command}\nends with exit code {done.returncode}\n{got}\n{done.stderr}"
        if not doctest.OutputChecker().check_output(f"{expected}\n", f"{got}\n", FLAGS):
            return f"$ {command}\nexpected:\n{expected}\ngot:\n{got}\n{done.stderr}"
    return None


def write_file(example: Example) -> None:
    """
    Write a block to the file that its caption names.
    """
    path = Path(example.namespace["desk"].name) / example.region.lexemes["options"]["caption"]
    path.unlink(missing_ok=True)  # it may be a link into the project
    path.write_text(example.parsed, encoding="utf-8")


def captioned(document: Document) -> Iterable[Region]:
    """
    The blocks of a page that show a file.
    """
    for region in DirectiveLexer(directive="code-block", arguments=r"(?!python|console).*")(document):
        if "caption" in region.lexemes["options"]:
            region.parsed, region.evaluator = region.lexemes["source"], write_file
            yield region


PAGES = Sybil(
    [
        SkipParser(),
        PythonCodeBlockParser(doctest_optionflags=FLAGS),
        CodeBlockParser("console", run_console),
        captioned,
    ],
    pattern="*.md",
    setup=open_desk,
    teardown=close_desk,
)
DOCSTRINGS = Sybil([DocTestParser(optionflags=FLAGS)], pattern="*.py", path="src")

pytest_collect_file = (PAGES + DOCSTRINGS).pytest()


def pytest_report_header() -> str | None:
    """
    Say which Django and which database the plugin is tested with.
    """
    if not importlib.util.find_spec("pytest_django"):
        return None
    return f"Django {django.get_version()} on {connection.vendor}"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """
    Read each page from top to bottom, whatever the order of the tests.
    """
    examples = [item for item in items if isinstance(item, SybilItem)]
    examples.sort(key=lambda item: (item.path, item.example.region.start))
    items[:] = [*(item for item in items if not isinstance(item, SybilItem)), *examples]
