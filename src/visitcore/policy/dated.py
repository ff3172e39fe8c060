"""
One value of a parameter, the days it binds, and the rules it rests on.
"""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Any, Generic, TypeVar

from attrs import fields, frozen, has

from visitcore.ground.errors import UnknownNameError
from visitcore.ground.span import Span
from visitcore.ground.text import Text
from visitcore.policy.rule import Rule

T_co = TypeVar("T_co", covariant=True)


class Origin(Enum):
    """
    Who says so: the document itself, a default of ours, or the company's own file.
    """

    DOCUMENT = "document"
    VISITCORE = "visitcore"
    COMPANY = "company"


@frozen(kw_only=True, eq=False)
class Dated(Generic[T_co]):
    """
    A policy value with its days and its sources.

    Attributes:
        key: Dotted name of the parameter, e.g. ``visits.cadence``.
        value: The value itself, in *unit*: a number, a block, or ``UNSPECIFIED``.
        unit: Unit of the value, e.g. ``CNY/person``; empty where it has none.
        span: Days in force: the first counts, the last does not.
        rules: The rules the value rests on, never empty in a sound pack.
        pack: Code of the pack, or name of the company file, that holds it.
        origin: Who says so.
        note: The reading taken where the document is vague.
    """

    key: str
    value: T_co
    unit: str = ""
    span: Span[date] = Span()
    rules: tuple[Rule, ...]
    pack: str
    origin: Origin = Origin.DOCUMENT
    note: Text | None = None

    def cite(self, rule: str = "") -> Rule:
        """
        The rule with this id among those the value rests on; the first of them where no id is given.

        Raises:
            UnknownNameError: If the value does not rest on such a rule.
        """
        try:
            return self._cited[rule]
        except KeyError:
            raise UnknownNameError(f"rule behind {self.key!r} named", rule, [one.id for one in self.rules]) from None

    def rests_on(self, rule: Rule) -> bool:
        """
        Whether the value rests on this very rule.
        """
        known = self._cited.get(rule.id)
        return known is rule or known == rule

    @cached_property
    def as_a_whole(self) -> tuple[Rule, ...]:
        """
        The rules behind the value as a whole: those that stand on no element of it; the first where all of them do.
        """
        on_elements = set(getattr(self.value, "cited", tuple)())
        return tuple(rule for rule in self.rules if rule.id not in on_elements) or self.rules[:1]

    @cached_property
    def _cited(self) -> dict[str, Rule]:
        """
        The rules by id, and the first of them under no id.
        """
        first = {"": self.rules[0]} if self.rules else {}
        return {rule.id: rule for rule in reversed(self.rules)} | first

    def says_as(self, other: "Dated[Any]") -> bool:
        """
        Whether both say the same, whatever days and rules they rest on.
        """
        return self.unit == other.unit and bool(_said(self.value) == _said(other.value))


def _said(value: Any) -> Any:
    """
    A value without the rules that stand on its parts, to be compared.
    """
    if has(type(value)):
        parts = {part.name: _said(getattr(value, part.name)) for part in fields(type(value)) if part.eq}
        parts.pop("rule", None)
        return type(value), parts
    if isinstance(value, Mapping):
        return {name: _said(part) for name, part in value.items()}
    if isinstance(value, tuple):
        return tuple(_said(part) for part in value)
    return (bool, value) if isinstance(value, bool) else value
