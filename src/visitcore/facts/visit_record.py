"""
Everything known of one customer's visits on a day.
"""

from datetime import date

from attrs import frozen

from visitcore.facts.checked import checked
from visitcore.facts.customer import Customer
from visitcore.facts.visit import Excuse, Visit


@frozen(kw_only=True, field_transformer=checked)
class VisitRecord:
    """
    One customer with the visits and excuses known.

    Attributes:
        on: The day asked about.
        customer: The customer.
        visits: Its visits in any order; ``None`` where nobody kept them.
        excuses: Days for which no visit is owed.
        cadence: Key of the cadence asked: that of the sales staff, or e.g. ``visits.cadence.top_management``.
    """

    on: date
    customer: Customer
    visits: tuple[Visit, ...] | None = None
    excuses: tuple[Excuse, ...] = ()
    cadence: str = "visits.cadence"
