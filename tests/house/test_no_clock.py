import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "visitcore"
FILES = sorted(file for file in SOURCE.rglob("*.py") if "cli" not in file.relative_to(SOURCE).parts[:1])
CLOCKS = {
    "date.today",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "time.localtime",
    "time.time",
    "timezone.now",
}


def clocks(tree):
    """
    Every place where a file asks for the day or the time.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            called = ".".join(ast.unparse(node).split(".")[-2:])
            if called in CLOCKS:
                yield f"{called} in line {node.lineno}"
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            yield from (f"time.{alias.name} in line {node.lineno}" for alias in node.names)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(SOURCE).as_posix())
def test_no_clock_below_the_front_door(file):
    """
    Today is an argument: no file below the command line asks the machine what day it is.
    """
    assert [] == list(clocks(ast.parse(file.read_text(encoding="utf-8"))))
