"""
The factors of a grading, worked out from a customer's figures.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from attrs import frozen

from visitcore.blocks.number import as_number
from visitcore.facts.assessment import Assessment

SOURCES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "sales": ("sales", "sales_points"),
        "price": ("price_index", "actual_amount", "standard_amount"),
        "collection": ("collection_rate", "collected_on_time", "falling_due"),
    }
)
"""The figures that a factor can be worked out from; one that is not here is a figure by its own name, but for
``cooperation``, which is made of letters."""
_FULL = Decimal(100)  # points are counted out of a hundred


def figures_read(factors: Iterable[str], letters: Iterable[str]) -> tuple[str, ...]:
    """
    The names of the figures that some factors are worked out from, each once.

    Args:
        factors: Names of the factors.
        letters: Names of the letters that make up cooperation.
    """
    made_of = {**SOURCES, "cooperation": tuple(letters)}
    return tuple(dict.fromkeys(name for factor in factors for name in made_of.get(factor, (factor,))))


@frozen
class Figures:
    """
    Reads the factors ``sales``, ``price``, ``collection``, ``cooperation`` and ``trend``; any other by its own name.

    Attributes:
        facts: The customer and its cohort.
        reference: Sales that earn full points; ``None`` takes the place in the cohort.
        letters: Names of the letters that make up cooperation.
        annualise: What sales are multiplied by to make them a year's.
    """

    facts: Assessment
    reference: Decimal | None
    letters: tuple[str, ...]
    annualise: Decimal = Decimal(1)

    def factor(self, name: str) -> Any:
        """
        The raw value of a factor, ``None`` where it is missing.
        """
        reader = {
            "sales": self._sales_points,
            "price": lambda: self._ratio("price_index", "actual_amount", "standard_amount"),
            "collection": lambda: self._ratio("collection_rate", "collected_on_time", "falling_due"),
            "cooperation": self._cooperation,
        }.get(name)
        return reader() if reader is not None else self.facts.customer.figures.get(name)

    def needed(self, name: str) -> tuple[str, ...]:
        """
        Which facts a missing factor needs; one that is there and cannot be read is shown with its value.
        """
        sources = SOURCES.get(name, ())
        given = {source: self.facts.customer.figures.get(source) for source in sources}
        odd = tuple(
            f"{source} = {value}" for source, value in given.items() if value is not None and self._unread(source)
        )
        if odd:
            return odd
        if name == "sales" and given["sales"] is not None:
            return ("cohort_sales",)
        return {
            "sales": ("sales",),
            "price": ("price_index",),
            "collection": ("collection_rate",),
            "cooperation": self.letters,
        }.get(name, (name,))

    def sales(self) -> Decimal | None:
        """
        A year's sales, never below nothing; ``None`` where they are missing or cannot be read.
        """
        sales = self._number("sales")
        return None if sales is None else max(sales * self.annualise, Decimal(0))

    def _unread(self, name: str) -> bool:
        return (self._points() if name == "sales_points" else self._number(name)) is None

    def _number(self, name: str) -> Decimal | None:
        """
        A figure as an exact number; digits in a text count, anything else does not.
        """
        value = self.facts.customer.figures.get(name)
        number = None if isinstance(value, bool) else as_number(value)
        return None if number is None else Decimal(number)

    def _points(self) -> Decimal | None:
        points = self._number("sales_points")
        return points if points is not None and 0 <= points <= _FULL else None

    def _sales_points(self) -> Decimal | None:
        if self.facts.customer.figures.get("sales_points") is not None:
            return self._points()
        sales = self.sales()
        if sales is None:
            return None
        if self.reference is not None:
            return min(_FULL, sales * _FULL / self.reference)
        cohort = self.facts.cohort_sales
        return _FULL * sum(other <= sales for other in cohort) / len(cohort) if cohort else None

    def _ratio(self, ready: str, part: str, whole: str) -> Decimal | None:
        if self.facts.customer.figures.get(ready) is not None:
            return self._number(ready)
        above, below = self._number(part), self._number(whole)
        return None if above is None or below is None or below <= 0 else above / below

    def _cooperation(self) -> tuple[str, ...] | None:
        figures = self.facts.customer.figures
        return tuple(str(figures[name]) for name in self.letters if figures.get(name) is not None) or None
