"""
Checklists: what has to be ticked.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from visitcore.blocks.checklist import Checklist, Item
from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.finding import Finding
from visitcore.facts.question import Ticks
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy
from visitcore.rules.holding import book_on, hold, kept, lacking, left_open

NAME = "check_list"


@frozen(kw_only=True)
class TickedList:
    """
    How far a checklist is done.

    Attributes:
        done: Mandatory items ticked.
        total: Mandatory items.
        unticked: Names of mandatory items not ticked.
        out_of_order: Names of items ticked too early, where the order counts.
    """

    done: int
    total: int
    unticked: tuple[str, ...]
    out_of_order: tuple[str, ...]


def check_list(facts: Ticks, policy: Policy) -> Decision[Any]:
    """
    Whether a checklist is done.

    Args:
        facts: What was ticked; *key* names a checklist.
        policy: The policy; the checklist of the day *on* governs.

    Returns:
        A decision of `TickedList`: refused while a mandatory item of a binding rule is open.
    """
    book = book_on(policy, facts.key, facts.on)
    held = book.read_as(facts.key, Checklist)
    if held.value is UNSPECIFIED:
        return left_open(NAME, book, held)
    if facts.ticked is None:
        return lacking(NAME, book, held, ["ticked"])
    ticked = held.value.check(facts.ticked, facts.flags)
    outcome = TickedList(
        done=ticked.done, total=ticked.total, unticked=ticked.unticked, out_of_order=ticked.out_of_order
    )
    faulty = (*ticked.unticked, *ticked.out_of_order)
    complete = False if faulty else None if ticked.missing_flags else True
    says = Text(f"{ticked.done} of {ticked.total} items done", f"清单共{ticked.total}项，已完成{ticked.done}项")
    items = {item.name: item for item in held.value.items}
    unsure = [name for name, item in items.items() if item.when in ticked.missing_flags]
    findings = [
        *hold(held, complete, says, seen=ticked.done, limit=ticked.total, unit="items"),
        *kept(
            held,
            {name: item.rule for name, item in items.items()},
            (*faulty, *unsure),
            Text("what this rule asks for is done", "本条要求的事项已完成"),
        ),
        *_faults(held, items, ticked.unticked, False, Text("not done", "未完成")),
        *_faults(held, items, ticked.out_of_order, False, Text("out of order", "顺序不符")),
        *_faults(held, items, ticked.unknown, None, Text("not an item of this list", "清单中没有此项")),
    ]
    return conclude(NAME, book, findings, outcome=outcome, missing=[f"flags.{flag}" for flag in ticked.missing_flags])


def _faults(
    held: Dated[Any], items: Mapping[str, Item], names: Sequence[str], holds: bool | None, what: Text
) -> Iterator[Finding]:
    """
    A finding for each name, by the item's own rule where it has one.
    """
    for name in names:
        item = items.get(name)
        label = (item.label if item else None) or Text(name, name)
        says = Text(f"{what.en}: {label.en}", f"{what.zh}：{label.zh}")
        yield from hold(held, holds, says, rule=item.rule if item else "", unit="")
