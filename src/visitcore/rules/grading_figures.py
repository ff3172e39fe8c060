"""
The factors of a grading, worked out from a customer's figures.
"""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from attrs import frozen

from visitcore.facts.assessment import Assessment

_FULL = Decimal(100)  # points are counted out of a hundred


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
            "sales": self._sales,
            "price": lambda: self._ratio("price_index", "actual_amount", "standard_amount"),
            "collection": lambda: self._ratio("collection_rate", "collected_on_time", "falling_due"),
            "cooperation": self._cooperation,
        }.get(name)
        return reader() if reader is not None else self.facts.customer.figures.get(name)

    def needed(self, name: str) -> tuple[str, ...]:
        """
        Which facts a missing factor needs.
        """
        if name == "sales" and self._number("sales") is not None:
            return ("cohort_sales",)
        return {
            "sales": ("sales",),
            "price": ("price_index",),
            "collection": ("collection_rate",),
            "cooperation": self.letters,
        }.get(name, (name,))

    def _number(self, name: str) -> Decimal | None:
        """
        A figure as an exact number; digits in a text count, anything else does not.
        """
        value = self.facts.customer.figures.get(name)
        if value is None or isinstance(value, bool | date):
            return None
        try:
            return Decimal(value)
        except InvalidOperation:
            return None

    def _sales(self) -> Decimal | None:
        points, sales = self._number("sales_points"), self._number("sales")
        if points is not None or sales is None:
            return points
        sales *= self.annualise
        if self.reference is not None:
            return min(_FULL, sales * _FULL / Decimal(self.reference))
        cohort = self.facts.cohort_sales
        if not cohort:
            return None
        return _FULL * sum(other <= sales for other in cohort) / len(cohort)

    def _ratio(self, ready: str, part: str, whole: str) -> Decimal | None:
        given, above, below = self._number(ready), self._number(part), self._number(whole)
        if given is not None or above is None or not below:
            return given
        return above / below

    def _cooperation(self) -> tuple[str, ...] | None:
        figures = self.facts.customer.figures
        found = tuple(str(figures[name]) for name in self.letters if figures.get(name) is not None)
        return found or None
