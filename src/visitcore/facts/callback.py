"""
Call-backs, and the matters that they follow.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import field, frozen

from visitcore.facts.checked import checked
from visitcore.ground.text import Text


@frozen(kw_only=True, field_transformer=checked)
class CallBack:
    """
    One call-back that was made.

    Attributes:
        made: Day or instant it was made.
        by: Role of the caller, e.g. ``property_assistant``.
        mode: How it was made: ``on_site``, ``phone`` or ``open_letter``.
        person: Who was reached, where a matter concerns several people.
        resolved: Whether nothing is left to settle.
        next_at: Day or instant appointed for the answer or the next call-back.
        values: What else the record sheet carries, by field; ``None`` where nobody has the sheet.
    """

    made: date
    by: str | None = None
    mode: str | None = None
    person: str | None = None
    resolved: bool | None = None
    next_at: date | None = None
    values: Mapping[str, Any] | None = None

    def sheet(self) -> Mapping[str, Any] | None:
        """
        The record sheet with everything on it; ``None`` where nobody has it.
        """
        if self.values is None:
            return None
        known = {"by": self.by, "mode": self.mode, "resolved": self.resolved, "next_at": self.next_at}
        return {**self.values, **{name: value for name, value in known.items() if value is not None}}


@frozen(kw_only=True, field_transformer=checked)
class Matter:
    """
    Something after which a customer is called back.

    Attributes:
        cause: What it was, e.g. ``complaint`` or ``repair_work``.
        case: Its number.
        class_: How grave it was, e.g. ``general``, ``important`` or ``major``.
        closed: Day or instant it was dealt with; ``None`` while it is not.
        complainant: Who complained; nobody who is named here is anonymous.
        problem: What was complained of.
        anonymous: Whether the complainant left no name.
        reply_letter_only: Whether a superior body only asks for a written reply.
        reply_attached: Whether that reply is attached to the form.
        set_for: A day set for this call-back in particular; an instant counts as its day.
        participants: How many took part, where a share of them is called back.
        callbacks: The call-backs in any order; ``None`` where nobody kept them.
    """

    cause: str
    case: str | None = None
    class_: str | None = None
    closed: date | None = None
    complainant: str | None = None
    problem: str | None = None
    anonymous: bool | None = field(default=None)
    reply_letter_only: bool | None = None
    reply_attached: bool | None = None
    set_for: date | None = None
    participants: int | None = field(default=None)
    callbacks: tuple[CallBack, ...] | None = None

    @participants.validator
    def _not_negative(self, _attribute: object, participants: int | None) -> None:
        if participants is not None and participants < 0:
            what = (
                f"{participants} participants cannot be; give 0 or more",
                f"参加人数不能是{participants}；请填 0 或以上",
            )
            raise ValueError(Text(*what))

    @anonymous.validator
    def _not_named(self, _attribute: object, anonymous: bool | None) -> None:
        if anonymous and self.complainant:
            what = "a complainant who is named is not anonymous; give one of the two"
            raise ValueError(Text(what, "投诉人已留姓名，不是匿名；请只填其一"))

    def inputs(self) -> dict[str, Any]:
        """
        What tables ask of it, by name.
        """
        anonymous = False if self.complainant else self.anonymous
        return {
            "cause": self.cause,
            "class": self.class_,
            "anonymous": anonymous,
            "reply_letter_only": self.reply_letter_only,
            "reply_attached": self.reply_attached,
        }


@frozen(kw_only=True, field_transformer=checked)
class CallBackQuestion:
    """
    How the call-backs of one matter stand.

    Attributes:
        on: Day or instant asked about; what happened after it is left out.
        matter: The matter.
    """

    on: date
    matter: Matter


@frozen(kw_only=True, field_transformer=checked)
class CallBackRecord:
    """
    One call-back with its record sheet.

    Attributes:
        on: The governing day.
        case: Number of the matter that it follows.
        callback: The call-back.
    """

    on: date
    case: str | None = None
    callback: CallBack | None = None


@frozen(kw_only=True, field_transformer=checked)
class CallBackShareQuestion:
    """
    Whether enough matters of one kind were called back in a month.

    Attributes:
        on: Day or instant asked about; what happened after it is left out.
        cause: Kind of matter, e.g. ``complaint``; matters of other kinds are left out.
        month: Any day of the month asked about; that of *on* where left out.
        matters: The matters in any order, those before the month too where one may be the same as one of the month;
            ``None`` where nobody kept them.
    """

    on: date
    cause: str
    month: date | None = None
    matters: tuple[Matter, ...] | None = None
