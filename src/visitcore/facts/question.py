"""
Facts for the questions that can be put to any policy value of the right shape.

Each names the *key* it asks and the governing day *on*; what is not known is ``None``.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from attrs import field, frozen

from visitcore.facts.checked import checked


@frozen(kw_only=True, field_transformer=checked)
class Ticks:
    """
    What was ticked on a checklist.

    Attributes:
        key: Key of the checklist.
        on: The governing day.
        ticked: Names of the items done.
        flags: Circumstances that make an item count, by name.
    """

    key: str
    on: date
    ticked: tuple[str, ...] | None = None
    flags: Mapping[str, bool | None] = field(factory=dict)


@frozen(kw_only=True, field_transformer=checked)
class Record:
    """
    A record as filled in.

    Attributes:
        key: Key of the register.
        on: The governing day.
        values: The fields by name; an empty one counts as not filled.
    """

    key: str
    on: date
    values: Mapping[str, Any] | None = None


@frozen(kw_only=True, field_transformer=checked)
class Request:
    """
    Somebody wants to do something.

    Attributes:
        key: Key of the permission.
        on: The governing day.
        action: What is to be done.
        role: Role of the person who asks.
        approved_by: Roles that have said yes.
        scope: Whose matter it is, e.g. ``own``.
        at: Time of day, ``HH:MM``.
        object: What it is done to.
    """

    key: str
    on: date
    action: str | None = None
    role: str | None = None
    approved_by: tuple[str, ...] = ()
    scope: str | None = None
    at: str | None = None
    object: str | None = None


@frozen(kw_only=True, field_transformer=checked)
class Duty:
    """
    A duty that comes back, and when it was done.

    Attributes:
        key: Key of the recurrence or cadence.
        on: The day asked about.
        done: Days on which it was done; ``None`` where nobody knows.
        items: For a duty of several items, the days by item.
        from_: First day of the duty.
    """

    key: str
    on: date
    done: tuple[date, ...] | None = None
    items: Mapping[str, tuple[date, ...]] = field(factory=dict)
    from_: date | None = None


@frozen(kw_only=True, field_transformer=checked)
class Delivery:
    """
    Something that is due after, or before, an event.

    Attributes:
        key: Key of the term.
        on: The day or instant asked about; where it was done, that day counts.
        start: Day or instant of the event the term is counted from.
        done: Day or instant it was done; ``None`` where it is not done yet.
    """

    key: str
    on: date
    start: date | None = None
    done: date | None = None


@frozen(kw_only=True, field_transformer=checked)
class Count:
    """
    How often or how much.

    Attributes:
        key: Key of the quota, or of a table of quotas.
        on: The governing day.
        count: How many, in the unit of the quota.
        counted: The things counted, by name, where repeats may matter.
        base: What a share is taken of.
        case: Inputs of the table of quotas.
    """

    key: str
    on: date
    count: Decimal | None = None
    counted: tuple[str, ...] | None = None
    base: Decimal | None = None
    case: Mapping[str, Any] = field(factory=dict)


@frozen(kw_only=True, field_transformer=checked)
class Occasion:
    """
    Something that may have a consequence.

    Attributes:
        key: Key of the consequence or ladder, or of a table of consequences.
        on: The day or instant asked about.
        count: How often it has happened, this time included.
        base: The amount a consequence is a multiple of.
        case: Inputs of the table of consequences.
        start: When the clock of a ladder began to run.
    """

    key: str
    on: date
    count: int | None = None
    base: Decimal | None = None
    case: Mapping[str, Any] = field(factory=dict)
    start: date | None = None


@frozen(kw_only=True, field_transformer=checked)
class MoveRequest:
    """
    Somebody wants to bring a matter into its next state.

    Attributes:
        key: Key of the flow.
        on: The governing day.
        state: State the matter is in.
        move: Name of the move.
        roles: Roles of those who act or sign.
        met: Names of the conditions that are met.
        own: Whether the matter is the actor's own; ``None`` where unknown.
    """

    key: str
    on: date
    state: str | None = None
    move: str | None = None
    roles: tuple[str, ...] = ()
    met: tuple[str, ...] = ()
    own: bool | None = None


@frozen(kw_only=True, field_transformer=checked)
class Case:
    """
    A case to be looked up in a table or scale.

    Attributes:
        key: Key of the table or scale.
        on: The governing day.
        case: The inputs by name; a scale takes one, ``value``.
    """

    key: str
    on: date
    case: Mapping[str, Any] = field(factory=dict)


@frozen(kw_only=True, field_transformer=checked)
class Amounts:
    """
    Amounts to be put into a formula.

    Attributes:
        key: Key of the formula.
        on: The governing day.
        values: The inputs by name.
    """

    key: str
    on: date
    values: Mapping[str, Any] = field(factory=dict)


@frozen(kw_only=True, field_transformer=checked)
class ValueQuestion:
    """
    What a plain value is on a day.

    Attributes:
        key: Key of the value.
        on: The governing day.
    """

    key: str
    on: date
