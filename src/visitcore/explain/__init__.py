"""
A decision in sentences; this room never sees a rule file or a fact.

The room has the name of its main function.  Whichever of the two ``visitcore.explain`` turns out to be, it can be
called.
"""

import sys
from types import ModuleType
from typing import Any

from visitcore.explain.contrast import contrast
from visitcore.explain.prose import explain

__all__ = ["contrast", "explain"]


class _Room(ModuleType):
    """
    The room, which passes a call on to its function.
    """

    def __call__(self, *args: Any, **more: Any) -> str:
        return explain(*args, **more)


sys.modules[__name__].__class__ = _Room
