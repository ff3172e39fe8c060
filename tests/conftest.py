"""
Settings for every test, and the tests of the core alone.
"""

import ast
import os
from importlib.util import find_spec

import pytest

if find_spec("hypothesis"):
    from hypothesis import settings

    settings.register_profile("fast", max_examples=50, deadline=None)
    settings.register_profile("ci", max_examples=50, deadline=None, derandomize=True)
    settings.register_profile("thorough", max_examples=2000, deadline=None)
    settings.load_profile("ci" if os.environ.get("CI") else "fast")

LEFT_OUT = pytest.StashKey[dict[str, list[str]]]()


def pytest_addoption(parser):
    """
    Add the option that leaves out what the core does not bring with it.
    """
    parser.addoption(
        "--core-alone",
        action="store_true",
        help="leave out test files that import a package which is not installed; the summary names them",
    )


def pytest_configure(config):
    """
    Start the list of what is left out.
    """
    config.stash[LEFT_OUT] = {}


def needs(file):
    """
    The packages that a test file imports at its top and that are not installed.
    """
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        for name in names:
            package = "hypothesis" if name.startswith("visitcore.testing") else name.partition(".")[0]
            if find_spec(package) is None:
                yield package


def pytest_ignore_collect(collection_path, config):
    """
    With ``--core-alone``, leave out a test file that cannot be imported here, and remember why.
    """
    if config.getoption("--core-alone") and collection_path.match("test_*.py"):
        for package in needs(collection_path):
            left = config.stash[LEFT_OUT].setdefault(package, [])
            left.append(collection_path.relative_to(config.rootpath).as_posix())
            return True
    return None


def pytest_terminal_summary(terminalreporter, config):
    """
    Say loudly which test files were left out, and for want of what.
    """
    for package, files in config.stash[LEFT_OUT].items():
        terminalreporter.section(f"left out: {len(files)} files that need {package}", yellow=True)
        for file in sorted(files):
            terminalreporter.line(file)
