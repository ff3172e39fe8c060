"""
Fee, contract and refund of a decorator's project: which step may be taken next, and by whom.
"""

from decimal import Decimal
from typing import Any

from attrs import evolve, frozen

from visitcore.blocks.flow import Flow, Move, Step
from visitcore.blocks.permission import Permission
from visitcore.blocks.register import Register
from visitcore.blocks.table import Table
from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.finding import Finding
from visitcore.decisions.verdict import Verdict
from visitcore.facts.project_fee import FeeProject, ProjectMove
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy, Rulebook
from visitcore.rules.currency import same_currency
from visitcore.rules.decoration_conditions import conditions_of, is_own
from visitcore.rules.holding import book_on, hold, lacking, left_open, listed

NAME = "move_project"
FLOW, WAIVER, REFUND, MAY_REFUND = "projects.flow", "projects.fee_waiver", "projects.refund", "conduct.refund_fee"
_REFUND = "refund"


@frozen(kw_only=True)
class MovedProject:
    """
    Where a project stands after a move was asked for; nothing is posted.

    Attributes:
        state: The new state, or the old one where the move may not be made or waits for approval.
        why: Short code of what is against it: those of a flow, or ``incomplete``, ``too_much``, ``rejected``; empty
            where nothing is.
        who: Roles that may make the move, or whose approval it waits for.
        project: The project after the move, to be handed in with the next one; unchanged where it was not made.
    """

    state: str
    why: str
    who: tuple[str, ...]
    project: FeeProject


def move_project(facts: ProjectMove, policy: Policy) -> Decision[Any]:
    """
    Whether a project may take its next step: fee, waiver, quotation, contract, notice, payment or refund.

    Args:
        facts: The project, the move, who makes it and what he brings.
        policy: The policy; the flow of the day *on* governs.

    Returns:
        A decision of `MovedProject`: refused with a code where the step may not be taken; referred where a refund
        waits for its approver; undetermined where something it hangs on is not known.

    Raises:
        FactsError: If the amounts are in another currency than the pack's.
    """
    book = book_on(policy, FLOW, facts.on)
    held, waiver = book.read_as(FLOW, Flow), book.read_as(WAIVER, Table)
    same_currency(facts.currency, held, policy)
    flow, eligible = held.value, waiver.value
    if flow is UNSPECIFIED or eligible is UNSPECIFIED:
        return left_open(NAME, book, held if flow is UNSPECIFIED else waiver)
    state, name = facts.project.state, facts.move
    if state is None or name is None:
        given = {"project.state": state, "move": name}
        return lacking(NAME, book, held, [lack for lack, value in given.items() if value is None])
    assert isinstance(flow, Flow)  # read as one
    named = [move for move in flow.moves if move.name == name]
    move = next((move for move in named if state in move.from_), None)
    if move is None:
        step = flow.ask(state, name, None, None, None)
        return _refused(book, held, facts, step.refused, named[0] if named else None)
    asks = name == _REFUND and _only_asks(facts, book)
    stands = conditions_of(facts, move, waiver)
    own, lacks = (False, ()) if asks else is_own(facts) if move.four_eyes else (None, ())
    roles = move.by if asks else None if facts.role is None else (facts.role,)
    step = flow.ask(state, name, roles, (*stands.met, *stands.unknown), own)
    if step.refused:
        return _refused(book, held, facts, step.refused, move, stands.met)
    missing = [*(_ROLE if "roles" in step.missing else ()), *(lacks if "own" in step.missing else ()), *stands.missing]
    if missing:
        return lacking(NAME, book, held, missing, rule=move.rule)
    if name == _REFUND:
        return _refund(facts, book, held, move, asks=asks)
    return _made(facts, book, held, move, step, ())


_ROLE = ("role",)


def _only_asks(facts: ProjectMove, book: Rulebook) -> bool:
    """
    Whether a refund is asked for by somebody whose request another must approve.
    """
    may = book.read_as(MAY_REFUND, Permission).value
    return isinstance(may, Permission) and facts.role is not None and facts.role in may.roles


def _refund(facts: ProjectMove, book: Rulebook, held: Dated[Any], move: Move, *, asks: bool) -> Decision[Any]:
    """
    A refund in its window: asked for, approved in whole or in part, or rejected.
    """
    form = book.read_as(REFUND, Register)
    if form.value is UNSPECIFIED:
        return left_open(NAME, book, form)
    written = {"reason": facts.reason, "opinion": facts.opinion, "amount": facts.amount}
    asked = {"reason": facts.reason} if asks else written
    unknown = [name for name, value in asked.items() if value is None]
    if unknown:
        return lacking(NAME, book, form, unknown)
    filled = form.value.check(written)
    faulty = [name for name in filled.missing if name in asked]
    if faulty:
        says = Text(f"missing: {listed(faulty).en}", f"缺少：{listed(faulty).zh}")
        findings = hold(form, False, says, rule=_rule_of(form.value, faulty[0]), unit="")
        return _stays(facts, book, findings, why="incomplete", who=move.by)
    stated = hold(form, True, Text("the form says what it must", "审批单填写齐全"), unit="")
    if asks:
        who = listed(move.by)
        says = Text(f"waits for the approval of {who.en}", f"待 {who.zh} 审批")
        findings = (*stated, *hold(held, None, says, rule=move.rule, unit=""))
        return _stays(facts, book, findings, who=move.by, verdict=Verdict.REFERRED)
    assert facts.amount is not None and facts.project.fee is not None  # known by now
    if facts.amount > facts.project.fee:
        says = Text(
            f"{facts.amount} approved, but only {facts.project.fee} were paid",
            f"批准{facts.amount}，超过已付的{facts.project.fee}",
        )
        findings = hold(form, False, says, seen=facts.amount, limit=facts.project.fee)
        return _stays(facts, book, findings, why="too_much", who=move.by)
    if not facts.amount:
        says = Text("nothing approved: rejected, the project goes on", "批准金额为零：不予退款，项目继续")
        findings = (*stated, *hold(held, False, says, rule=move.rule, seen=facts.amount, limit=facts.project.fee))
        return _stays(facts, book, findings, why="rejected", who=move.by)
    return _made(facts, book, held, move, Step(move=move, to=move.to), stated)


def _rule_of(form: Register, field: str) -> str:
    return next((one.rule for one in form.fields if one.name == field), "")


def _made(
    facts: ProjectMove, book: Rulebook, held: Dated[Any], move: Move, step: Step, findings: tuple[Finding, ...]
) -> Decision[Any]:
    """
    The move is made: the project in its new state, with what the move brings.
    """
    brings: dict[str, dict[str, Any]] = {
        "file_waiver": {"waiver_by": facts.person},
        "approve_waiver": {"fee": Decimal(0)},
        "draft_contract": {"draft_by": facts.person},
        "confirm_payment": {"paid": facts.amount},
        _REFUND: {"refunded": facts.amount},
    }
    brought = brings.get(move.name, {})
    if None in brought.values():
        return lacking(NAME, book, held, ["person"], rule=move.rule)
    project = evolve(facts.project, state=step.to, **brought)
    says = Text(f"{move.name}: {facts.project.state} → {step.to}", f"{move.name}：{facts.project.state} → {step.to}")
    findings += hold(held, True, says, rule=move.rule, seen=facts.project.state, limit=step.to, unit="")
    outcome = MovedProject(state=step.to or "", why="", who=move.by, project=project)
    return conclude(NAME, book, findings, outcome=outcome, verdict=Verdict.ALLOWED)


def _refused(
    book: Rulebook, held: Dated[Any], facts: ProjectMove, code: str, move: Move | None, met: tuple[str, ...] = ()
) -> Decision[Any]:
    who, at = (move.by, listed(move.from_)) if move else ((), listed(()))
    needs = listed([need for need in (move.needs if move else ()) if need not in met])
    en, zh = {
        "unknown_state": ("the flow has no such state", "流程中没有此状态"),
        "unknown_move": ("the flow has no such move", "流程中没有此步骤"),
        "not_from_here": (f"only from {at.en}", f"只能在 {at.zh} 状态下办理"),
        "wrong_role": (f"only {listed(who).en} may do this", f"只能由 {listed(who).zh} 办理"),
        "own_request": ("nobody approves what he filed himself", "不得审批本人提交的事项"),
        "needs": (f"not met: {needs.en}", f"条件未满足：{needs.zh}"),
        "signatures": (f"all of {listed(who).en} must sign", f"须 {listed(who).zh} 全部签字"),
    }[code]
    state, name = facts.project.state, facts.move
    says = Text(f"{name} from {state} refused: {en}", f"状态“{state}”下“{name}”被拒绝：{zh}")
    findings = hold(held, False, says, rule=move.rule if move else "", unit="")
    return _stays(facts, book, findings, why=code, who=who)


def _stays(
    facts: ProjectMove,
    book: Rulebook,
    findings: tuple[Finding, ...],
    *,
    why: str = "",
    who: tuple[str, ...] = (),
    verdict: Verdict = Verdict.REFUSED,
) -> Decision[Any]:
    """
    The project stays where it is.
    """
    outcome = MovedProject(state=facts.project.state or "", why=why, who=who, project=facts.project)
    return conclude(NAME, book, findings, outcome=outcome, verdict=verdict)
