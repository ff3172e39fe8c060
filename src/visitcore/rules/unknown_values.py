"""
Values that a policy does not know: which it does know, and which of them may have been meant.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from visitcore.blocks.table import Table
from visitcore.ground.errors import hint_at
from visitcore.ground.text import Text
from visitcore.policy.dated import Dated


def values_known(held: Dated[Any], missing: Sequence[str]) -> Text:
    """
    The values that may stand where an unknown one does, for the end of a sentence; empty where none is unknown.

    Values stand between backticks as they have to be written; in Chinese each is followed by what people call it.

    Args:
        held: The table, or the list of names, that does not know the value.
        missing: What is missing, an unknown value as ``key[input = value]``.
    """
    hints = list(_hints(held, missing))
    return Text("".join(hint.en for hint in hints), "".join(hint.zh for hint in hints))


def written(name: str) -> Text:
    """
    A name as it has to be written, and in Chinese what people call it.
    """
    return Text(f"`{name}`", f"`{name}`（{name}）")


def as_given(name: str) -> Text:
    """
    A name out of the facts; between backticks where it is no name of a pack, so that it cannot pass for one.
    """
    return Text(name, name) if name.isascii() else Text(f"`{name}`", f" `{name}` ")


def as_they_are_written(name: str, known: Sequence[str]) -> Text:
    """
    How the known names are written, for the end of a sentence on a *name* that is no name of a pack; else empty.
    """
    if name.isascii():
        return Text("", "")
    codes = [f"`{one}`" for one in known]
    return Text(f" (written {', '.join(codes)})", f"（填写 {'、'.join(codes)}）")


def _hints(held: Dated[Any], missing: Sequence[str]) -> Iterator[Text]:
    for lack in missing:
        key, bracket, rest = lack.removesuffix("]").partition("[")
        input_, equals, value = rest.partition(" = ")
        if not bracket or not equals or key != held.key:
            continue
        known = _choices(held.value, input_)
        if not known or value in known:
            continue
        names = [written(name) for name in known]
        en, zh = ", ".join(name.en for name in names), "、".join(name.zh for name in names)
        meant = next((name for name in known if hint_at(value, known).en == f"did you mean {name!r}?"), "")
        more = (f"; did you mean `{meant}`?", f"；是否指 `{meant}`？") if meant else ("", "")
        yield Text(f"; `{value}` is not known, known: {en}{more[0]}", f"；不认识 `{value}`，可填：{zh}{more[1]}")


def _choices(value: Any, input_: str) -> tuple[str, ...]:
    """
    The words that an input of a table can be, or all of a list of names.
    """
    known = value.inputs.get(input_, ()) if isinstance(value, Table) else value
    return tuple(name for name in known if isinstance(name, str)) if isinstance(known, list | tuple) else ()
