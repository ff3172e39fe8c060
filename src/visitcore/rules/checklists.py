"""
Checklists: what has to be ticked.
"""

from typing import Any

from attrs import frozen

from visitcore.blocks.checklist import Checklist
from visitcore.decisions.decision import Decision, conclude
from visitcore.facts.question import Ticks
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
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
    if ticked.missing_flags:
        return lacking(NAME, book, held, [f"flags.{flag}" for flag in ticked.missing_flags])
    outcome = TickedList(
        done=ticked.done, total=ticked.total, unticked=ticked.unticked, out_of_order=ticked.out_of_order
    )
    says = Text(f"{ticked.done} of {ticked.total} items done", f"清单共{ticked.total}项，已完成{ticked.done}项")
    complete = not ticked.unticked and not ticked.out_of_order
    findings = [*hold(held, complete, says, seen=ticked.done, limit=ticked.total, unit="items")]
    items = {item.name: item for item in held.value.items}
    done = Text("what this rule asks for is done", "本条要求的事项已完成")
    rules = {name: item.rule for name, item in items.items()}
    findings += kept(held, rules, (*ticked.unticked, *ticked.out_of_order), done)
    for name in (*ticked.unticked, *ticked.out_of_order):
        label = items[name].label or Text(name, name)
        late = name not in ticked.unticked
        findings += hold(
            held,
            False,
            Text(
                f"{'out of order' if late else 'not done'}: {label.en}",
                f"{'顺序不符' if late else '未完成'}：{label.zh}",
            ),
            rule=items[name].rule,
            unit="",
        )
    return conclude(NAME, book, findings, outcome=outcome)
