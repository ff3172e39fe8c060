"""
How much a sheet may hold, and the error for one that cannot be read.
"""

from visitcore.ground.errors import SheetError
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text

LONGEST_CELL = 131_072
"""Characters in one cell; a spreadsheet program itself stops at 32,767."""

MOST_ROWS = 1_048_576
"""Rows in one sheet of a workbook, as many as a spreadsheet program has."""

MOST_PARTS = 10_000
"""Files packed into one workbook."""

MOST_UNPACKED = 2**30
"""Bytes of a workbook when unpacked."""

MOST_STRETCH = 150
"""How many times its packed size a part may have, once it is bigger than `STRETCH_FROM`."""

STRETCH_FROM = 2**24
"""Unpacked bytes from which a part's stretch is looked at; small parts may repeat themselves freely."""

CHECK_PATH = Text("check the path", "请检查路径")
"""What to do about a file that is not there."""


def cannot_read(file: str, what: Text, fix: Text, *, where: str = "") -> SheetError:
    """
    The error for a sheet that cannot be read at all.
    """
    return SheetError(file, [Problem(where, what, fix, file=file)])
