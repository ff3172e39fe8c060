import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "visitcore_django"
FLOOR = {
    "conf": 0,
    "models": 0,
    "charts": 0,
    "facts": 1,
    "people": 1,
    "policies": 1,
    "sources": 1,
    "tables": 1,
    "desk": 2,
    "notify": 3,
    "sheets": 3,
    "syncing": 4,
    "sweep": 5,
    "admin": 6,
    "checks": 6,
    "management": 7,
    "apps": 8,
}
NO_FLOOR = {"__init__", "migrations", "templatetags"}
FILES = sorted(file for file in SOURCE.rglob("*.py") if file.name != "__init__.py" or file.parent != SOURCE)
WORKED_OUT = ("rules", "planner")
"""Rooms of the library that decide; rows and screens never ask them."""


def room(file):
    """
    The room of a file.
    """
    return file.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports(file):
    """
    Everything that a file imports.
    """
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names)


def name(file):
    """
    The path of a file inside the package.
    """
    return file.relative_to(SOURCE).as_posix()


@pytest.mark.parametrize("file", [file for file in FILES if room(file) not in NO_FLOOR], ids=name)
def test_imports_only_go_down(file):
    """
    Rows know no rule, the desk knows no screen: a file imports from its own room or a lower floor.
    """
    for imported in imports(file):
        assert not imported.startswith("."), f"{imported}: imports are absolute"
        house, _, rest = imported.partition(".")
        if house == "visitcore_django" and rest.partition(".")[0] != "__version__":
            other = rest.partition(".")[0]

            assert other == room(file) or FLOOR.get(other, len(FLOOR)) < FLOOR[room(file)], imported


@pytest.mark.parametrize("file", [file for file in FILES if room(file) == "models"], ids=name)
def test_a_row_never_works_out_a_rule(file):
    """
    Models keep columns and constraints; no decision function of the library is called there.
    """
    for imported in imports(file):
        assert not imported.startswith("visitcore."), imported


def test_every_room_has_a_floor():
    """
    No folder with code stands outside the plan of the plugin.
    """
    assert set() == {room(file) for file in FILES} - FLOOR.keys() - NO_FLOOR


def test_nothing_listens_to_the_host():
    """
    The plugin connects no signal: nothing of the host's runs slower or otherwise for its sake.
    """
    unwanted = {"django.dispatch", "django.db.models.signals", "django.core.signals", "django.test.signals"}
    for file in FILES:
        for imported in imports(file):
            assert imported not in unwanted, (name(file), imported)
            assert imported.rpartition(".")[0] not in unwanted, (name(file), imported)


def test_nothing_stands_between_the_host_and_its_visitors():
    """
    The plugin has no middleware and no way to log in of its own.
    """
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases = {ast.unparse(base).rpartition(".")[2] for base in node.bases}
                assert not bases & {"MiddlewareMixin", "BaseBackend", "ModelBackend"}, (name(file), node.name)
                assert not node.name.endswith("Middleware"), (name(file), node.name)
