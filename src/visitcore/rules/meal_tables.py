"""
Asking the tables of the meal rules about one meal.
"""

from collections.abc import Mapping
from typing import Any

from visitcore.blocks.table import Row, Table
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Rulebook
from visitcore.rules.holding import put

ROOM = "expenses.meal."
"""Beginning of every key of the meal rules."""


def meal_row(book: Rulebook, key: str, case: Mapping[str, Any]) -> tuple[Dated[Any] | None, Row | None, list[str]]:
    """
    The row of one meal table that fits.

    Where rows of different rules say the same, an unknown input is still missing: one rule may bind, another advise.

    Args:
        book: The rulebook of the day of the meal.
        key: Key of the table.
        case: The inputs, unknown ones as ``None``.

    Returns:
        The dated table (``None`` where the policy has none), the row (``None`` where it cannot be told), and what is
        missing for it.

    Raises:
        WrongBlockError: If there is something else than a table.
    """
    held = book.find(key)
    if held is None:
        return None, None, []
    if not isinstance(held.value, Table):
        held = book.read_as(key, Table)
        return held, None, [key]
    answer = put(held, held.value.ask, case)
    row = answer.row
    if row is not None and len({one.rule for one in answer.rows}) > 1:
        return held, None, [name for name, value in case.items() if value is None]
    if row is not None:
        return held, row, []
    outside = [f"{key}[{input_} = {value}]" for input_, value in answer.outside]
    return held, None, [*answer.missing, *outside] or [key]


def left_to_say(held: Dated[Any], row: Row | None) -> bool:
    """
    Whether the document leaves this case open.
    """
    return held.value is UNSPECIFIED or (row is not None and row.then is UNSPECIFIED)


def cannot_tell(missing: list[str]) -> Text:
    """
    That something is missing, in a sentence.
    """
    return Text(f"cannot be told without: {', '.join(missing)}", f"缺少以下信息，无法判定：{'、'.join(missing)}")
