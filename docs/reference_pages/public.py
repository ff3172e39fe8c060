"""
The page of the public names: what `import visitcore` gives.
"""

import inspect

import visitcore
from reference_pages.rooms import ROOMS

INTRODUCTION = """\
# Python

What `visitcore` itself offers; these names are stable.
Everything else is found by the room it lives in, below {doc}`Rooms <../rooms/index>`.
"""


def public_page():
    """
    The page: functions first, then classes, each by the alphabet; links lead to the rooms they live in.
    """
    found = {name: public(name) for name in visitcore.__all__}
    names = sorted(found, key=lambda name: (inspect.isclass(found[name]), name.lower()))
    lines = [INTRODUCTION, "```{toctree}", ":hidden:", "", "decisions", "```", ""]
    for name in names:
        kind = "autoclass" if inspect.isclass(found[name]) else "autofunction"
        path = f"visitcore.{name}.{name}" if name in ROOMS else f"visitcore.{name}"
        lines += [f"## {name}", "", "```{eval-rst}", f".. {kind}:: {path}", "   :no-index:", "```", ""]
    return "\n".join(lines)


def public(name):
    """
    The public thing of this name; a room may go by the name of its function.
    """
    value = getattr(visitcore, name)
    return getattr(value, name) if inspect.ismodule(value) else value
