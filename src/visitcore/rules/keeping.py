"""
Keeping: how long something must be there, and from when it may go.
"""

from datetime import date
from typing import Any

from attrs import frozen

from visitcore.blocks.term import Term
from visitcore.decisions.decision import Decision, conclude
from visitcore.facts.keeping import Kept
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.policy import Policy
from visitcore.rules.deadlines import as_counted
from visitcore.rules.holding import book_on, hold, lacking, left_open

NAME = "may_discard"


@frozen(kw_only=True)
class Keeping:
    """
    How long something is kept.

    Attributes:
        kept_until: Last day, or instant, on which it must still be there.
    """

    kept_until: date


def may_discard(facts: Kept, policy: Policy) -> Decision[Any]:
    """
    Whether something may be, or might have been, thrown away.

    Args:
        facts: What is kept; *key* names a term.  Hours need instants with a zone.
        policy: The policy; the term of the day it was made governs.

    Returns:
        A decision of `Keeping`: refused up to the end of the last day, allowed after that; undetermined where the
        document gives no number.
    """
    book = book_on(policy, facts.key, facts.made or facts.on)
    held = book.read_as(facts.key, Term)
    if held.value is UNSPECIFIED:
        return left_open(NAME, book, held)
    if facts.made is None:
        return lacking(NAME, book, held, ["made"])
    asked, name = (facts.on, "on") if facts.discarded is None else (facts.discarded, "discarded")
    settings = policy.pack(held.pack).settings
    told, lacks = as_counted([held.value], {"made": facts.made, name: asked}, settings.zone)
    if lacks:
        return lacking(NAME, book, held, lacks)
    calendar = policy.calendar(held.pack)
    until = held.value.due(told["made"], calendar, settings.roll)
    if until is None:
        return lacking(NAME, book, held, [f"{held.key}.days"])
    may_go = told[name] > until
    says = Text(f"it may go, it was kept until {until}", f"可以处理，应保存至 {until}")
    if not may_go:
        says = Text(f"it must be kept until {until}", f"必须保存至 {until}")
    findings = hold(held, may_go, says, seen=told[name], limit=until, unit="")
    provisional = held.value.working_days is not None and calendar.is_provisional(until)
    return conclude(NAME, book, findings, outcome=Keeping(kept_until=until), provisional=provisional)
