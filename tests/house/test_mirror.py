import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ["visitcore", "visitcore_django"]


def has_code(file):
    """
    Whether a file holds more than a docstring, imports and its list of names.
    """
    body = ast.parse(file.read_text(encoding="utf-8")).body
    plain = (ast.Import, ast.ImportFrom, ast.Expr)
    return any(not isinstance(node, plain) and not ast.unparse(node).startswith("__all__") for node in body)


def wanted(package):
    """
    The test files that there should be.
    """
    source = ROOT / "src" / package
    for file in source.rglob("*.py"):
        if not file.name.startswith("__") and "migrations" not in file.parts and has_code(file):
            inner = file.relative_to(source).with_name(f"test_{file.stem.lstrip('_')}.py")
            yield (ROOT / "tests" / package / inner).relative_to(ROOT).as_posix()


def found(package):
    """
    The test files that there are.
    """
    for file in (ROOT / "tests" / package).rglob("test_*.py"):
        yield file.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("package", PACKAGES)
def test_every_source_file_has_its_test_file(package):
    """
    Every file with code has a test file under the same path.
    """
    assert [] == sorted(set(wanted(package)) - set(found(package)))


@pytest.mark.parametrize("package", PACKAGES)
def test_no_test_file_is_orphaned(package):
    """
    Every test file stands under the path of a file with code.
    """
    assert [] == sorted(set(found(package)) - set(wanted(package)))
