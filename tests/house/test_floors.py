import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "visitcore"
FLOOR = {
    "ground": 0,
    "blocks": 1,
    "facts": 1,
    "policy": 2,
    "decisions": 3,
    "rules": 4,
    "explain": 4,
    "codec": 5,
    "frames": 5,
    "planner": 5,
    "testing": 6,
    "cli": 7,
}
DATA = {"packs"}
FILES = sorted(SOURCE.glob("*/**/*.py"))


def name(file):
    """
    The path of a file inside the package.
    """
    return file.relative_to(SOURCE).as_posix()


def imports(tree):
    """
    Everything that a file imports, also where only a type checker looks; a relative name starts with a dot.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            yield from (arg.value for arg in node.args[:1] if isinstance(arg, ast.Constant))


@pytest.mark.parametrize("file", FILES, ids=name)
def test_imports_only_go_down(file):
    """
    A file imports from its own room or a lower floor; never sideways, never up, never from the front page.
    """
    room = file.relative_to(SOURCE).parts[0]
    for imported in imports(ast.parse(file.read_text(encoding="utf-8"))):
        house, _, rest = imported.partition(".")
        assert house not in {"", "visitcore_django"}, f"{imported}: imports are absolute, and the plugin is never one"

        if house == "visitcore":
            other = rest.partition(".")[0]

            assert other == room or FLOOR.get(other, len(FLOOR)) < FLOOR[room], imported


def test_every_room_has_a_floor():
    """
    No folder with code stands outside the plan of the house.
    """
    rooms = {file.relative_to(SOURCE).parts[0] for file in FILES}

    assert set() == rooms - FLOOR.keys()


def test_packs_hold_data_only():
    """
    A pack is a TOML file; nothing among the packs can be run.
    """
    kinds = {path.suffix for room in DATA for path in (SOURCE / room).rglob("*") if path.is_file()}

    assert kinds <= {".toml", ".md"}
