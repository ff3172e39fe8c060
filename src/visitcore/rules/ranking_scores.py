"""
What customers are ranked by: credit, orders, potential, profit, or all of it together.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from attrs import frozen

from visitcore.blocks.formula import Formula
from visitcore.blocks.score import Score
from visitcore.facts.assessment import RankedCustomer
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.policy import Rulebook

SCORE, CREDIT, DELAY = "ranking.score", "ranking.credit", "ranking.delay"
ORDER, PROFIT, POTENTIAL = "ranking.order", "ranking.profit", "ranking.potential"
METHODS = {"credit": CREDIT, "order": ORDER, "prospects": POTENTIAL, "profit": PROFIT, "combined": SCORE}
"""The methods, each with the key it rests on."""

NEEDED = {"credit": (CREDIT,), "combined": (SCORE, CREDIT, ORDER, PROFIT)}
"""Keys without a value of which a method cannot be used."""

_FIGURES = {"credit": ("credit",), "prospects": ("potential",), "combined": ("credit", "order", "profit")}


@frozen(kw_only=True)
class Scorer:
    """
    Scores the customers of one cohort by one method.

    Attributes:
        book: The rulebook of the day.
        method: Name of the method.
        largest: The largest order and profit of the cohort.
    """

    book: Rulebook
    method: str
    largest: dict[str, Decimal]

    @classmethod
    def open(cls, book: Rulebook, method: str, cohort: Sequence[RankedCustomer]) -> "Scorer":
        """
        A scorer for a cohort.
        """
        known = {name: [getattr(one, name) for one in cohort] for name in ("order", "profit")}
        largest = {
            name: max((value for value in values if value is not None), default=Decimal(0))
            for name, values in known.items()
        }
        return cls(book=book, method=method, largest=largest)

    def lacks(self, customer: RankedCustomer) -> tuple[str, ...]:
        """
        What is missing, or cannot be read, to score a customer.
        """
        figures = {name: self.figure(customer, name) for name in _FIGURES.get(self.method, (self.method,))}
        missing = tuple(f"{customer.code}.{name}" for name, value in figures.items() if value is None)
        if self.method == "prospects" and not missing:
            known = self.book.read(POTENTIAL).value
            if isinstance(known, tuple) and customer.potential not in known:
                return (f"{customer.code}.potential = {customer.potential}",)
        return missing

    def score(self, customer: RankedCustomer) -> Decimal:
        """
        The score of a customer that lacks nothing.
        """
        if self.method != "combined":
            value = self.figure(customer, _FIGURES.get(self.method, (self.method,))[0])
            return Decimal(0) if value is None else value
        points = {
            "credit": self.figure(customer, "credit"),
            "order": self._work_out(ORDER, {"value": customer.order, "largest": self.largest["order"]}),
            "profit": self._work_out(PROFIT, {"value": customer.profit, "largest": self.largest["profit"]}),
        }
        total: Decimal | None = self._score().rate(points).total
        return Decimal(0) if total is None else total

    def figure(self, customer: RankedCustomer, name: str) -> Decimal | None:
        """
        A figure of a customer; credit is worked out from the invoices where it is not given.
        """
        value: Decimal | None = getattr(customer, name, None)
        if name != "credit" or value is not None or not customer.invoices:
            return value
        late = [0 if invoice.excused else max(invoice.days_late, 0) for invoice in customer.invoices]
        amounts = [invoice.amount for invoice in customer.invoices]
        delay = self._work_out(DELAY, {"amounts": amounts, "days_late": late}) if sum(amounts) else None
        return None if delay is None else self._work_out(CREDIT, {"delay": delay})

    def _score(self) -> Score:
        score = self.book.read_as(SCORE, Score).value
        assert score is not UNSPECIFIED  # the method needs it, which was looked at before
        return score

    def _work_out(self, key: str, case: dict[str, Any]) -> Decimal | None:
        """
        What a formula of the policy gives: nothing where nothing can be taken a share of.
        """
        formula = self.book.read_as(key, Formula).value
        if formula is UNSPECIFIED:
            return None
        result = formula.work_out(case)
        return Decimal(0) if result.undefined else result.value
