"""
Complaints: what was said, about whom, and what has been done since.
"""

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from visitcore.facts.checked import checked


@frozen(kw_only=True, field_transformer=checked)
class ComplaintEvent:
    """
    Something that happened to a complaint.

    Attributes:
        kind: What happened: a state of the flow such as ``reason_checked``, or an act such as ``legal_warned``.
        at: Day or instant; ``None`` where nobody knows.
        by: The person who did it.
        role: The role in which it was done.
    """

    kind: str
    at: date | None = None
    by: str | None = None
    role: str | None = None


@frozen(kw_only=True, field_transformer=checked)
class Complaint:
    """
    One complaint.

    Attributes:
        id: Its number.
        customer: Code or name of the one who complains.
        problem: What it is about, in the words by which the company tells problems apart.
        channel: How it came, e.g. ``phone``.
        demand: What the customer wants, e.g. ``exchange``.
        area: Part of the business it belongs to, e.g. ``after_sales``.
        gravity: How grave a person has judged it, e.g. ``major``; ``None`` where nobody has.
        flags: Signs of a major complaint by name; ``None`` where one is not known.
        times: Which complaint of this customer on this problem it is, this one included.
        visible_at_receipt: Whether a sign of a major complaint could be seen when it came in.
        about: The persons it is about; empty for none, ``None`` where unknown.
        receptionist: The person who first received the customer.
        handler: The person who handles it.
        events: What has happened, in the order in which it happened; ``received`` is the first.
    """

    id: str = ""
    customer: str | None = None
    problem: str | None = None
    channel: str | None = None
    demand: str | None = None
    area: str | None = None
    gravity: str | None = None
    flags: Mapping[str, bool | None] = field(factory=dict)
    times: int | None = None
    visible_at_receipt: bool | None = None
    about: tuple[str, ...] | None = None
    receptionist: str | None = None
    handler: str | None = None
    events: tuple[ComplaintEvent, ...] = ()

    def first(self, kind: str) -> ComplaintEvent | None:
        """
        The first event of a kind.
        """
        return next((event for event in self.events if event.kind == kind), None)


@frozen(kw_only=True, field_transformer=checked)
class ComplaintCase:
    """
    A complaint that is looked at.

    Attributes:
        on: The day or instant asked about.
        complaint: The complaint.
    """

    on: date
    complaint: Complaint


@frozen(kw_only=True, field_transformer=checked)
class ComplaintStep:
    """
    Somebody wants to take a complaint a step further.

    Attributes:
        on: The governing day.
        complaint: The complaint with its events so far.
        move: Name of the step in the flow, e.g. ``accept_case``.
        by: The person who takes it.
        roles: Roles of that person, or of those who sign.
        met: Names of the conditions that are met, e.g. ``investigation_report``.
    """

    on: date
    complaint: Complaint
    move: str | None = None
    by: str | None = None
    roles: tuple[str, ...] | None = None
    met: tuple[str, ...] | None = None


@frozen(kw_only=True, field_transformer=checked)
class ComplaintReport:
    """
    A complaint that comes in beside those already known.

    Attributes:
        on: The governing day.
        complaint: The complaint reported.
        known: The complaints on record.
    """

    on: date
    complaint: Complaint
    known: tuple[Complaint, ...] = ()
