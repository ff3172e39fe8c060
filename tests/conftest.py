"""
Settings for every test, and what the tests of the core alone do without.
"""

import ast
import os
import sys
from collections import Counter
from importlib.util import find_spec
from types import ModuleType

import pytest

if find_spec("hypothesis"):
    from hypothesis import settings

    settings.register_profile("fast", max_examples=50, deadline=None)
    settings.register_profile("ci", max_examples=50, deadline=None, derandomize=True)
    settings.register_profile("thorough", max_examples=2000, deadline=None)
    settings.load_profile("ci" if os.environ.get("CI") else "fast")

NOT_HERE = "not here: "
"""A test that is skipped for want of a browser, a server or a program says so with these words before the reason."""

LEFT_OUT = pytest.StashKey[dict[str, list[str]]]()


class NoHypothesis(ModuleType):
    """
    Stands where Hypothesis is not installed: a file may name any strategy, and its properties are skipped.
    """

    strategies = property(lambda self: self)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *_args, **_kwargs):
        """
        Whatever is built out of a strategy is another one that nobody draws from.
        """
        return self

    __getitem__ = __or__ = __call__

    def given(self, *_args, **_kwargs):
        """
        Skip the property.
        """
        return pytest.mark.skip(reason="a property; it needs hypothesis")

    def settings(self, *_args, **_kwargs):
        """
        Leave the test as it is.
        """
        return lambda test: test

    example = seed = settings


def pytest_addoption(parser):
    """
    Add the option for the tests of the core alone.
    """
    parser.addoption(
        "--core-alone",
        action="store_true",
        help="skip the properties where Hypothesis is not installed, and leave out the test files that import "
        "another package which is not; the summary names them",
    )


def pytest_configure(config):
    """
    Start the list of what is left out, and fill the place of Hypothesis.
    """
    config.stash[LEFT_OUT] = {}
    if config.getoption("--core-alone") and not find_spec("hypothesis"):
        sys.modules["hypothesis"] = sys.modules["hypothesis.strategies"] = NoHypothesis("hypothesis")


def needs(file):
    """
    The packages that a test file imports at its top and that are not installed.
    """
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        for name in names:
            package = "hypothesis.stateful" if name.startswith("visitcore.testing") else name
            if package in sys.modules:
                continue
            if package.startswith("hypothesis.") or not find_spec(package.partition(".")[0]):
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
    Say loudly what was not tested here, and for want of what.
    """
    for package, files in config.stash[LEFT_OUT].items():
        terminalreporter.section(f"left out: {len(files)} test files that import {package}", yellow=True)
        for file in sorted(files):
            terminalreporter.line(file)
    said = [str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", ()) if report.longrepr]
    for reason, tests in Counter(told for told in said if NOT_HERE in told).items():
        what = reason.partition(NOT_HERE)[2]
        terminalreporter.section(f"NOT TESTED: {tests} tests, {what}", yellow=True, bold=True)
