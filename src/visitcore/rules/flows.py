"""
Flows: how a matter moves from state to state, and by whom.
"""

from typing import Any

from attrs import frozen

from visitcore.blocks.flow import Flow, Step
from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.verdict import Verdict
from visitcore.facts.question import MoveRequest
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.policy import Policy
from visitcore.rules.holding import book_on, hold, lacking, left_open, listed

NAME = "make_move"


@frozen(kw_only=True)
class Moved:
    """
    Where a matter stands after a move was asked for.

    Attributes:
        state: The new state, or the old one where the move was refused.
        why: Short code of the refusal, empty where it was allowed.
        by: Roles that may make the move.
    """

    state: str
    why: str
    by: tuple[str, ...]


def make_move(facts: MoveRequest, policy: Policy) -> Decision[Any]:
    """
    Whether a matter may move to its next state.

    Args:
        facts: The matter's state, the move and who makes it; *key* names a flow.
        policy: The policy; the flow of the day *on* governs.

    Returns:
        A decision of `Moved`; refused with a code where the move may not be made, however hard the rule binds: a matter
        cannot be where the flow does not let it go.
    """
    book = book_on(policy, facts.key, facts.on)
    held = book.read_as(facts.key, Flow)
    if held.value is UNSPECIFIED:
        return left_open(NAME, book, held)
    if facts.state is None or facts.move is None:
        return lacking(NAME, book, held, [name for name in ("state", "move") if getattr(facts, name) is None])
    step = held.value.ask(facts.state, facts.move, facts.roles, facts.met, facts.own)
    if step.missing:
        return lacking(NAME, book, held, step.missing)
    by = step.move.by if step.move is not None else ()
    outcome = Moved(state=step.to or facts.state, why=step.refused, by=by)
    findings = hold(
        held,
        not step.refused,
        _says(facts, step, by),
        rule=step.move.rule if step.move is not None else "",
        seen=facts.state,
        limit=step.to,
        unit="",
    )
    verdict = Verdict.REFUSED if step.refused else Verdict.ALLOWED
    return conclude(NAME, book, findings, outcome=outcome, verdict=verdict)


def _says(facts: MoveRequest, step: Step, by: tuple[str, ...]) -> Text:
    if not step.refused:
        return Text(f"{facts.move}: {facts.state} → {step.to}", f"{facts.move}：{facts.state} → {step.to}")
    who = listed(by)
    needs = listed([need for need in (step.move.needs if step.move else ()) if need not in facts.met])
    en, zh = {
        "unknown_state": ("the flow has no such state", "流程中没有此状态"),
        "unknown_move": ("the flow has no such move", "流程中没有此步骤"),
        "not_from_here": ("the move cannot be made from this state", "当前状态不能执行此步骤"),
        "wrong_role": (f"only {who.en} may do this", f"只能由 {who.zh} 办理"),
        "own_request": ("nobody passes on his own request", "不得审批本人提交的事项"),
        "needs": (f"not met: {needs.en}", f"条件未满足：{needs.zh}"),
        "signatures": (f"all of {who.en} must sign", f"须 {who.zh} 全部签字"),
    }[step.refused]
    return Text(f"{facts.move} from {facts.state} refused: {en}", f"状态“{facts.state}”下“{facts.move}”被拒绝：{zh}")
