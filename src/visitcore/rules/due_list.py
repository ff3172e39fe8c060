"""
The due list: every customer of a sheet held against the cadence.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from attrs import frozen

from visitcore.decisions.decision import Decision
from visitcore.facts.customer import Customer
from visitcore.facts.visit import Excuse
from visitcore.rules.visiting import DueReader, VisitDue


@frozen(eq=False)
class DueLine:
    """
    One customer with its decision.

    Attributes:
        customer: The customer.
        decision: What is due.
    """

    customer: Customer
    decision: Decision[VisitDue | None]

    @property
    def due(self) -> VisitDue:
        """
        The outcome, which a due decision always has.
        """
        assert self.decision.outcome is not None  # visiting gives one even where it cannot tell
        return self.decision.outcome


@frozen(kw_only=True)
class Total:
    """
    Sums over some customers.

    Attributes:
        customers: How many there are.
        owed: Visits owed in their periods.
        done: Visits done, those beyond what is owed left out.
        met, due, overdue, excused, undetermined, not_applicable: Customers by status.
    """

    customers: int = 0
    owed: int = 0
    done: int = 0
    met: int = 0
    due: int = 0
    overdue: int = 0
    excused: int = 0
    undetermined: int = 0
    not_applicable: int = 0

    @property
    def coverage_pct(self) -> int | None:
        """
        Done as a share of owed in whole percent, rounded down; ``None`` where nothing is owed.
        """
        return self.done * 100 // self.owed if self.owed else None


def due_lines(
    reader: DueReader,
    customers: Iterable[Customer],
    days: Mapping[str, Sequence[date]],
    excuses: Mapping[str, Sequence[Excuse]],
) -> Iterator[DueLine]:
    """
    Decide for every customer.

    Args:
        reader: The cadence, opened on the day asked about.
        customers: The customers.
        days: Local days of completed visits in order, by customer code.
        excuses: Excuses by customer code.
    """
    for customer in customers:
        code = customer.code
        yield DueLine(customer, reader.decide(customer, days.get(code, ()), excuses.get(code, ())))


class Tally:
    """
    Sums by an attribute of the customer, taken line by line, so that a long list need not be kept.

    Attributes:
        by: ``grade``, ``owner`` or ``region``.
    """

    def __init__(self, by: str, lines: Iterable[DueLine] = ()) -> None:
        self.by = by
        self._groups: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
        for line in lines:
            self.add(line)

    def add(self, line: DueLine) -> None:
        """
        Count one customer.
        """
        sums, due = self._groups[getattr(line.customer, self.by) or ""], line.due
        sums["customers"] += 1
        sums[due.status] += 1
        if due.status in ("met", "due", "overdue"):
            sums["owed"] += due.owed or 0
            sums["done"] += min(due.done or 0, due.owed or 0)

    def totals(self) -> dict[str, Total]:
        """
        The sums sorted by the attribute; customers without it come last, under an empty name.
        """
        names = sorted(self._groups, key=lambda name: (not name, name))
        return {name: Total(**self._groups[name]) for name in names}
