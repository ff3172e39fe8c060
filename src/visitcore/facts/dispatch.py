"""
A customer of a decorator, and the designers one of whom is to take it.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from attrs import field, frozen

from visitcore.facts.checked import checked


@frozen(kw_only=True, field_transformer=checked)
class DecorationCustomer:
    """
    A customer who wants a home decorated.

    Attributes:
        name: Name or code.
        home: ``finished``, or ``off_plan`` for one still being built.
        handover: Day on which an off-plan home is handed over.
        style: Style asked for, in the words of the designers' types of work.
        kind: Type of customer, in the words of the designers' easiest types.
    """

    name: str = ""
    home: Literal["finished", "off_plan"] | None = None
    handover: date | None = None
    style: str | None = None
    kind: str | None = None


@frozen(kw_only=True, field_transformer=checked)
class Designer:
    """
    One designer, with the profile kept of him.

    Attributes:
        name: Name; no two designers have the same.
        level: Level.
        school: School.
        career: Cities and firms worked in.
        works: Types of work.
        prizes: Prizes and publications; say so where there are none.
        easiest: Types of customer he gets on with most easily.
        received: Customers received in the days that the policy counts.
        signed: How many of them signed.
        work_state: Present state of work.
        free: Instant from which he can start, with its time zone.
        last_dispatch: Day or instant he was last given a customer, before this one; ``None`` where he never was.
        more: Fields that a company's own profile has besides, by name.
    """

    name: str
    level: str | None = None
    school: str | None = None
    career: str | None = None
    works: tuple[str, ...] = ()
    prizes: str | None = None
    easiest: tuple[str, ...] = ()
    received: int | None = None
    signed: int | None = None
    work_state: str | None = None
    free: date | None = None
    last_dispatch: date | None = None
    more: Mapping[str, Any] = field(factory=dict)

    @property
    def profile(self) -> dict[str, Any]:
        """
        The profile as its register knows it, by field.
        """
        named = ("level", "school", "career", "works", "prizes", "easiest", "work_state")
        counted = None if self.received is None or self.signed is None else f"{self.received}/{self.signed}"
        return {**{name: getattr(self, name) for name in named}, "received_and_signed": counted, **self.more}


@frozen(kw_only=True, field_transformer=checked)
class Dispatch:
    """
    A customer to be given to a designer.

    Attributes:
        on: Instant at which the customer wants to be served, with its time zone: now, or the time agreed.
        customer: The customer.
        designers: The designers of the store, in any order; ``None`` where nobody said.
    """

    on: date
    customer: DecorationCustomer = DecorationCustomer()
    designers: tuple[Designer, ...] | None = None
