"""
Tells the rows of an export that are no record: totals, signatures, the headers once more.
"""

import re
from collections.abc import Callable, Iterable

from visitcore.codec.cells import Cell, CellError
from visitcore.codec.entries import NO_CODE, read_code
from visitcore.codec.headers import plain
from visitcore.ground.text import Text

TOTALS = Text(
    "the row looks like one of totals or signatures; take it out of the sheet",
    "该行像是合计行或签名行；请从表中删去",
)

REPEATED = Text(
    "the row repeats the headers; take it out of the sheet",
    "该行是重复的表头；请从表中删去",
)

_WORDS = re.compile(
    r"[合总小共]\s*计|(?:制\s*表|填\s*表|审\s*[核批]|复\s*核)|(?:grand |sub-?)?totals?(?![\w-])", re.IGNORECASE
)


class StrayRow(CellError):
    """
    A row that is no record, told by the cell in its column of codes.
    """


def code_reader(headers: Iterable[str], empty: Text = NO_CODE) -> Callable[[Cell], str]:
    """
    Reads the cells of a column of codes, and refuses the rows that are no record.

    >>> code_reader(["客户代号"])("K01")
    'K01'

    Args:
        headers: Every header the column is known by, the sheet's own among them.
        empty: What to say where a cell is empty.
    """
    again = frozenset(map(plain, headers))

    def read(cell: Cell) -> str:
        """
        The cell as a code.

        Raises:
            StrayRow: If the cell holds a header of the column, or begins with a word for totals or a signature.
            CellError: If it is empty.
        """
        code = read_code(cell, empty)
        if plain(code) in again:
            raise StrayRow(REPEATED)
        if _WORDS.match(code):
            raise StrayRow(TOTALS)
        return code

    return read
