"""
A page per room, out of its modules.
"""

from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "visitcore"
ROOMS = (
    "ground",
    "blocks",
    "facts",
    "policy",
    "decisions",
    "rules",
    "explain",
    "codec",
    "frames",
    "planner",
    "testing",
    "cli",
)


def room_pages():
    """
    The pages by the name of the room.
    """
    return {name: room(name) for name in ROOMS if any((SOURCE / name).glob("*.py"))}


def room(name):
    """
    The page of one room: what its modules hold.
    """
    lines = [f"# {name}", "", "```{eval-rst}", f".. automodule:: visitcore.{name}", "   :no-members:", "```", ""]
    for path in sorted((SOURCE / name).glob("*.py")):
        if not path.stem.startswith("_"):
            module = f"visitcore.{name}.{path.stem}"
            lines += [f"## {path.stem}", "", "```{eval-rst}", f".. automodule:: {module}", "```", ""]
    return "\n".join(lines)
