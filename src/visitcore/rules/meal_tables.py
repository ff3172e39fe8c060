"""
Asking the tables of the meal rules about one meal, and remembering what they said.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar

from visitcore.blocks.table import Row, Table
from visitcore.ground.errors import WrongBlockError
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Rulebook
from visitcore.rules.holding import put
from visitcore.rules.unknown_values import values_known

T = TypeVar("T")
ROOM = "expenses.meal."
"""Beginning of every key of the meal rules."""
_MOST_REMEMBERED = 4096


def remembered(function: Callable[..., T]) -> Callable[..., T]:
    """
    A pure function that remembers its last answers; what cannot be remembered is worked out.

    Meals differ in their amounts and are otherwise much alike: the same people, places and approvals come again and
    again.  A dated value never changes, so what was once said of it stays true.
    """
    remembering = lru_cache(maxsize=_MOST_REMEMBERED, typed=True)(function)

    @wraps(function)
    def answer(*asked: Any) -> T:
        try:
            return remembering(*asked)
        except TypeError:  # a fact that is no plain value, or one that the function itself does not take
            return function(*asked)

    return answer


@remembered
def row_for(held: Dated[Any], names: tuple[str, ...], *values: Any) -> tuple[Row | None, tuple[str, ...]]:
    """
    The row of a table that fits.

    Where rows of different rules say the same, an unknown input is still missing: one rule may bind, another advise.

    Args:
        held: The dated table.
        names: Names of its inputs.
        values: Their values in the same order, ``None`` for an unknown one.

    Returns:
        The row, ``None`` where it cannot be told, and what is missing for it.

    Raises:
        WrongBlockError: If there is something else than a table.
    """
    if held.value is UNSPECIFIED:
        return None, (held.key,)
    if not isinstance(held.value, Table):
        raise WrongBlockError(held.key, "table", type(held.value).__name__.lower())
    answer = put(held, held.value.ask, dict(zip(names, values, strict=True)))
    row = answer.row
    if row is not None and len({one.rule for one in answer.rows}) > 1:
        return None, tuple(name for name, value in zip(names, values, strict=True) if value is None)
    if row is not None:
        return row, ()
    outside = tuple(f"{held.key}[{input_} = {value}]" for input_, value in answer.outside)
    return None, (*answer.missing, *outside) or (held.key,)


def meal_row(
    book: Rulebook, key: str, names: tuple[str, ...], *values: Any
) -> tuple[Dated[Any] | None, Row | None, tuple[str, ...]]:
    """
    The dated table under a key, ``None`` where the policy has none, with what `row_for` says of it.
    """
    held = book.find(key)
    return (None, None, ()) if held is None else (held, *row_for(held, names, *values))


def left_to_say(held: Dated[Any], row: Row | None) -> bool:
    """
    Whether the document leaves this case open.
    """
    return held.value is UNSPECIFIED or (row is not None and row.then is UNSPECIFIED)


def cannot_tell(missing: tuple[str, ...], held: Dated[Any] | None = None) -> Text:
    """
    That something is missing, in a sentence; of a value that *held* does not know, with those that it does.
    """
    known = Text("", "") if held is None else values_known(held, missing)
    en, zh = ", ".join(missing), "、".join(missing)
    return Text(f"cannot be told without: {en}{known.en}", f"缺少以下信息，无法判定：{zh}{known.zh}")
