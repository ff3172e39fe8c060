"""
Gifts: who arranges them, what they must be, and which of them are reported.
"""

from decimal import Decimal
from typing import Any

from attrs import frozen

from visitcore.blocks.checklist import Checklist
from visitcore.blocks.permission import Permission
from visitcore.blocks.table import Table
from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.finding import Finding
from visitcore.facts.gift import Gift
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy, Rulebook
from visitcore.rules.currency import same_currency
from visitcore.rules.holding import book_on, hold, listed, no_value
from visitcore.rules.unknown_values import as_given, as_they_are_written

NAME = "check_gift"
ARRANGERS, CRITERIA = "conduct.customer_gift", "checklists.customer_gift"
IMPORTANT_FROM, REPORT, REPORT_TO = "gifts.important_from", "tables.important_gift", "gifts.important_reported_to"

_Found = tuple[tuple[Finding, ...], tuple[str, ...]]


@frozen(kw_only=True)
class GiftCheck:
    """
    How a gift stands.

    Attributes:
        important: Whether it is an important one; ``None`` where that cannot be told.
        decides_next: Roles that act next: whoever should have arranged it, then whoever it has yet to be reported to.
    """

    important: bool | None
    decides_next: tuple[str, ...]


def check_gift(facts: Gift, policy: Policy) -> Decision[Any]:
    """
    Whether a gift may be given.

    Args:
        facts: The gift.  It is important where somebody called it so, or where it is worth as much as the policy says.
        policy: The policy; the gift keys of the day *on* govern.

    Returns:
        A decision of `GiftCheck`: refused where the wrong person arranged it, something that it must be is not ticked,
        or an important one is not reported; undetermined while something of it is not known.

    Raises:
        FactsError: If its value is in another currency than the pack's.
    """
    book = book_on(policy, ARRANGERS, facts.on)
    arrangers, arranged = book.read_as(ARRANGERS, Permission), _arranged(facts, book)
    important, weighed = _important(facts, book)
    reported, to = _reported(facts, important, book)
    right = all(finding.holds for finding in arranged[0])
    roles = () if right or arrangers.value is UNSPECIFIED else arrangers.value.roles
    parts = (arranged, _criteria(facts, book), weighed, reported)
    findings = [finding for found, _ in parts for finding in found]
    missing = dict.fromkeys(lack for _, lacks in parts for lack in lacks)
    outcome = GiftCheck(important=important, decides_next=tuple(dict.fromkeys((*roles, *to))))
    return conclude(NAME, book, findings, outcome=outcome, missing=tuple(missing))


def _open(held: Dated[Any], *missing: str) -> _Found:
    names = listed(missing)
    says = Text(f"cannot be told without: {names.en}", f"缺少以下信息，无法判定：{names.zh}")
    return hold(held, None, no_value(held) if held.value is UNSPECIFIED else says), missing


def _arranged(facts: Gift, book: Rulebook) -> _Found:
    held = book.read_as(ARRANGERS, Permission)
    if held.value is UNSPECIFIED:
        return _open(held, ARRANGERS)
    if facts.arranged_by is None:
        return _open(held, "arranged_by")
    right = held.value.ask(held.value.actions[0], facts.arranged_by).answer == "yes"
    says = Text(f"arranged by {facts.arranged_by}", f"由{facts.arranged_by}安排")
    if not right:
        who, by = listed(held.value.roles), as_given(facts.arranged_by)
        codes = as_they_are_written(facts.arranged_by, held.value.roles)
        says = Text(
            f"arranged by {by.en}, {who.en} arranges gifts{codes.en}", f"由{by.zh}安排，应由{who.zh}安排{codes.zh}"
        )
    return hold(held, right, says, seen=facts.arranged_by, limit=held.value.roles), ()


def _criteria(facts: Gift, book: Rulebook) -> _Found:
    held = book.read_as(CRITERIA, Checklist)
    if held.value is UNSPECIFIED:
        return _open(held, CRITERIA)
    if facts.ticked is None:
        return _open(held, "ticked")
    ticked = held.value.check(facts.ticked)
    labels = [item.label or Text(item.name, item.name) for item in held.value.items if item.name in ticked.unticked]
    says = Text("it is what a gift must be", "符合礼品要求")
    if labels:
        says = Text(f"not met: {', '.join(one.en for one in labels)}", f"不符合：{'、'.join(one.zh for one in labels)}")
    return hold(held, not labels, says, seen=ticked.done, limit=ticked.total, unit="items"), ()


def _important(facts: Gift, book: Rulebook) -> tuple[bool | None, _Found]:
    """
    Whether a gift is important; a value as high as the policy says cannot be talked down.
    """
    held: Dated[Any] = book.read_as(IMPORTANT_FROM, int, Decimal)
    same_currency(facts.currency, held, book.policy)
    if held.value is UNSPECIFIED:
        return facts.important, ((), ()) if facts.important is not None else _open(held, "important")
    if facts.important:
        return True, ((), ())
    if facts.value is None:
        return None, _open(held, "value")
    important = facts.value >= held.value
    says = Text("an important gift by its value", "按金额属于重要礼品")
    if not important:
        says = Text("by its value no important gift", "按金额不属于重要礼品")
    return important, (hold(held, None, says, seen=facts.value, limit=Decimal(held.value)), ())


def _reported(facts: Gift, important: bool | None, book: Rulebook) -> tuple[_Found, tuple[str, ...]]:
    """
    Whether it was reported where it had to be, and to whom it has yet to be.
    """
    held = book.read_as(REPORT, Table)
    if held.value is UNSPECIFIED:
        return _open(held, REPORT), ()
    if important is None:
        return ((), ()), ()
    row = held.value.ask({"important_gift": important, "reported": facts.reported}).row
    if row is None:
        return _open(held, "reported"), _report_to(book)
    kept = row.verdict != "refused"
    says = Text(str(row.then), str(row.then))
    return (hold(held, kept, says, rule=row.rule), ()), () if kept else _report_to(book)


def _report_to(book: Rulebook) -> tuple[str, ...]:
    held = book.find(REPORT_TO)
    return held.value if held is not None and isinstance(held.value, tuple) else ()
