"""
The home of a decorator's customer, from the first enquiry to the end of the work, with every call-back.
"""

from datetime import date

from attrs import frozen

from visitcore.facts.checked import checked


@frozen(kw_only=True, field_transformer=checked)
class ProjectCall:
    """
    One call-back, answered or not.

    Attributes:
        at: Day or instant of the call; a naive instant is local time.
        by: Role of the caller, e.g. ``account_manager``.
        result: What came of it, e.g. ``not_reached``, ``no_time_soon``, ``visit_agreed`` or ``reached``.
        event: Whether an event was the reason for it.
        recorded: Whether a written record was made; ``None`` where nobody knows.
        visit_on: Day for which a visit was agreed.
        turned_up: Whether the customer came that day.
        opinion: What the customer had to say, to be passed on.
        informed: Roles that were told.
    """

    at: date
    by: str | None = None
    result: str | None = None
    event: bool = False
    recorded: bool | None = None
    visit_on: date | None = None
    turned_up: bool | None = None
    opinion: str = ""
    informed: tuple[str, ...] = ()


@frozen(kw_only=True, field_transformer=checked)
class ProjectCheck:
    """
    One check of the customer's whole situation while work goes on.

    Attributes:
        at: Day or instant of the check.
        by: Role of whoever made it; anybody on the team may.
        recorded: Whether it was recorded; ``None`` where nobody knows.
    """

    at: date
    by: str | None = None
    recorded: bool | None = None


@frozen(kw_only=True, field_transformer=checked)
class DesignRequest:
    """
    A designer's wish to have the customer called.

    Attributes:
        made: Day on which he asked.
        wanted: Day by which he wants the call.
    """

    made: date
    wanted: date


@frozen(kw_only=True, field_transformer=checked)
class DecorationProject:
    """
    One customer's home with everything known of its call-backs.

    Attributes:
        on: The day asked about; what lies after it does not count yet.
        enquired: Day or instant of the first enquiry, in the store or by telephone.
        measured: Day on which the home was measured; ``None`` where it is not.
        work_start: First day of the work.
        work_end: Last day of the work.
        maybe_lost: Day on which the customer was marked as perhaps lost.
        judged_lost: Day or instant at which he was judged lost.
        lost: Day on which he was given up.
        calls: The call-backs in any order; ``None`` where nobody kept them.
        checks: The checks during the work in any order; ``None`` where nobody kept them.
        summaries: Days on which the call-backs of a week were summed up; ``None`` where nobody kept them.
        requests: The designer's wishes.
    """

    on: date
    enquired: date | None = None
    measured: date | None = None
    work_start: date | None = None
    work_end: date | None = None
    maybe_lost: date | None = None
    judged_lost: date | None = None
    lost: date | None = None
    calls: tuple[ProjectCall, ...] | None = None
    checks: tuple[ProjectCheck, ...] | None = None
    summaries: tuple[date, ...] | None = None
    requests: tuple[DesignRequest, ...] = ()
