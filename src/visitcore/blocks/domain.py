"""
What values an input can take, and how a cell of a table is read against them.
"""

from typing import Literal

from attrs import frozen

from visitcore.blocks.range import Kind, Range
from visitcore.ground.errors import did_you_mean

Cell = Range | tuple[str, ...] | tuple[bool, ...]
"""
A cell that was read: a stretch of an ordered domain, or the values of an unordered one.
"""

_WORDS = "'flag', 'number', 'integer' and 'time'"
_KINDS: dict[str, Kind] = {"number": "number", "integer": "integer", "time": "time"}


@frozen(kw_only=True)
class Domain:
    """
    The values an input can take.

    Attributes:
        kind: ``choice``, ``flag``, ``number``, ``integer`` or ``time``.
        choices: The values of a choice, in their order.
        range: The stretch that an ordered domain runs over.

    >>> str(Domain.read("number >= 0").cell("< 60"))
    '< 60'
    >>> Domain.read(["A", "B", "C"]).cell("B")
    ('B',)
    """

    kind: Literal["choice", "flag"] | Kind
    choices: tuple[str, ...] = ()
    range: Range | None = None

    @classmethod
    def read(cls, raw: object) -> "Domain":
        """
        Read a domain as a policy author writes it.

        Args:
            raw: A list of words, ``flag``, ``number``, ``integer`` or ``time``; the last three may be
                followed by a range, as in ``number >= 0``.

        Raises:
            ValueError: If it cannot be read.
        """
        if isinstance(raw, (list, tuple)):
            return cls(kind="choice", choices=_words(raw))
        if not isinstance(raw, str):
            raise ValueError(f"{raw!r} is not a domain; give a list of words or one of {_WORDS}")  # noqa: TRY004  # a pack's fault
        word, _, rest = raw.strip().partition(" ")
        if word == "flag" and not rest:
            return cls(kind="flag")
        if word not in _KINDS:
            raise ValueError(f"{raw!r} is not a domain; {did_you_mean(word, ['flag', *_KINDS])}")
        return cls(kind=_KINDS[word], range=Range.parse(rest or "any", of=_KINDS[word]))

    def cell(self, raw: object) -> Cell:
        """
        Read a cell of this domain.

        Args:
            raw: A word or a list of words for a choice, true or false for a flag, else a range or a number.

        Returns:
            The values or the stretch that the cell stands for; a stretch may reach beyond the domain.

        Raises:
            ValueError: If the cell cannot be read or names a value that the domain lacks.
        """
        if self.range is not None:
            return self._stretch(raw, self.range.of)
        if self.kind == "flag":
            if not isinstance(raw, bool):
                raise ValueError(f"{raw!r} is not a flag; write true or false")
            return (raw,)
        words = (raw,) if isinstance(raw, str) else raw
        if not isinstance(words, (list, tuple)):
            raise ValueError(f"{raw!r} is not a word; {did_you_mean('', self.choices)}")  # noqa: TRY004  # a pack's fault
        for word in words:
            if word not in self.choices:
                raise ValueError(f"unknown value {word!r}; {did_you_mean(str(word), self.choices)}")
        return tuple(words)

    def _stretch(self, raw: object, of: Kind) -> Range:
        try:
            return Range.parse(raw, of)  # type: ignore[arg-type]  # anything else ends in the errors below
        except TypeError as error:
            raise ValueError(str(error)) from error


def _words(raw: list[object] | tuple[object, ...]) -> tuple[str, ...]:
    words = tuple(word for word in raw if isinstance(word, str))
    if len(words) != len(raw) or not words:
        raise ValueError(f"{list(raw)!r} is not a domain; list at least one word, and nothing but words")
    twice = next((word for word in words if words.count(word) > 1), None)
    if twice is not None:
        raise ValueError(f"the value {twice!r} is listed twice; list each value once")
    return words
