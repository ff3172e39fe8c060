"""
Loan contracts: whether a contract may make a move, who makes it, and what it is afterwards.
"""

from collections.abc import Sequence
from typing import Any

from attrs import frozen

from visitcore.blocks.flow import Flow, Move, Step
from visitcore.blocks.table import Table
from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.finding import Finding
from visitcore.decisions.verdict import Verdict
from visitcore.facts.contract import LoanContract
from visitcore.facts.contract_question import ContractMove
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy, Rulebook
from visitcore.rules.contract_changes import unknown_instalments
from visitcore.rules.contract_collateral import Told, records_audited, types_with_record
from visitcore.rules.contract_faults import refuse_faults
from visitcore.rules.contract_guards import condition
from visitcore.rules.contract_steps import after_move, needed, refuse_overpayment
from visitcore.rules.day_end import FLOW
from visitcore.rules.holding import book_on, hold, lacking, left_open, listed

NAME = "move_contract"
AFTER, FOUR_EYES = "contracts.loan.after_submission", "contracts.loan.four_eyes"
CONDITIONS, GUARDS = "contracts.loan.conditions", "contracts.loan.guards"
SUBMIT, PASS_CHANGE, NOT_ENDED = "submit", "pass_change", "not_ended"


@frozen(kw_only=True)
class ContractMoved:
    """
    Where a contract stands after a move was asked for.

    Attributes:
        state: The new state, or the old one where the move is not made.
        who: Roles that may make the move; empty for anybody.
        why: Short codes of everything against it; empty where nothing is.
        contract: The contract afterwards; as it was where the move is not made.
    """

    state: str
    who: tuple[str, ...]
    why: tuple[str, ...]
    contract: LoanContract


def move_contract(facts: ContractMove, policy: Policy) -> Decision[Any]:
    """
    Whether a loan contract may make a move.

    Args:
        facts: The contract, the move and what it brings; ``submit`` leads where the policy says.
        policy: The policy; the flow and the conditions of the day *on* govern.

    Returns:
        A decision of `ContractMoved`: refused with every reason, undetermined with everything missing.

    Raises:
        FactsError: If the contract contradicts itself, or a payment brings more than is owed; every fault at once.
    """
    book = book_on(policy, FLOW, facts.on)
    held = book.read_as(FLOW, Flow)
    if held.value is UNSPECIFIED:
        return left_open(NAME, book, held)
    contract, flow = facts.contract, held.value
    if contract is None or contract.state is None or facts.move is None:
        told = {"contract": contract, "contract.state": contract and contract.state, "move": facts.move}
        return lacking(NAME, book, held, [name for name, value in told.items() if value is None])
    refuse_faults({"contract": contract}, book, FLOW)
    ways = book.read_as(AFTER, Table)
    if ways.value is UNSPECIFIED and facts.move == SUBMIT:
        return left_open(NAME, book, ways)
    name, findings, missing = _way(facts.move, contract, flow, book)
    needs = {need for move in flow.moves for need in move.needs}
    step = flow.ask(contract.state, name, facts.roles, needs, own=False)
    if step.move is None:
        return _nowhere(facts.move, contract, step, held, book)
    refuse_overpayment(facts, contract)
    why: list[str] = [step.refused] if step.refused else []
    missing = [*missing, *step.missing, *needed(facts, contract, step.move), *_for_the_plan(contract, step.move, book)]
    findings += hold(held, _kept(step), _says(facts.move, step), rule=step.move.rule, seen=contract.state)
    for found, code, lacks in (_eyes(facts, contract, step.move, book), *_conditions(facts, contract, step.move, book)):
        findings += found
        missing += lacks
        why += [code] if code else []
    missing = list(dict.fromkeys(missing))
    verdict = Verdict.REFUSED if why else Verdict.UNDETERMINED if missing else Verdict.ALLOWED
    moved = after_move(facts, contract, step.move, book) if verdict is Verdict.ALLOWED else contract
    outcome = ContractMoved(state=str(moved.state), who=step.move.by, why=tuple(why), contract=moved)
    return conclude(NAME, book, findings, outcome=outcome, missing=missing, verdict=verdict)


def _for_the_plan(contract: LoanContract, move: Move, book: Rulebook) -> tuple[str, ...]:
    return unknown_instalments(contract, book) if move.name == PASS_CHANGE else ()


_Held = tuple[Sequence[Finding], str, Sequence[str]]
"""Findings, the code of what stands against the move, and what is missing."""


def _way(name: str, contract: LoanContract, flow: Flow, book: Rulebook) -> tuple[str, list[Finding], list[str]]:
    """
    The move of the flow that is meant, with what led to it.
    """
    if name != SUBMIT:
        return name, [], []
    held = book.read_as(AFTER, Table)
    if held.value is UNSPECIFIED:
        return name, [], []
    ways = [str(row.then) for row in held.value.rows]
    if not any(move.name in ways and contract.state in move.from_ for move in flow.moves):
        return ways[0], [], []
    asked, missing = types_with_record(contract, book)
    inputs = {"collateral": None if missing else bool(asked), "collateral_audited": records_audited(contract, book)}
    answer = held.value.ask(inputs)
    if answer.row is None:
        return ways[0], list(lacking(NAME, book, held, missing or [AFTER]).findings), list(missing) or [AFTER]
    way = str(answer.row.then)
    says = Text(f"submitting leads to: {way}", f"提交后：{way}")
    return way, list(hold(held, True, says, rule=answer.row.rule)), []


def _nowhere(move: str, contract: LoanContract, step: Step, held: Dated[Any], book: Rulebook) -> Decision[Any]:
    """
    The move cannot be made from this state at all.
    """
    code, findings = str(step.refused), hold(held, False, _says(move, step, contract.state), seen=contract.state)
    if contract.state in held.value.ends:
        table, row, code = _row(NOT_ENDED, book)
        says = Text(
            f"{move} refused: the contract has ended, nothing can be done with it",
            f"“{move}”被拒绝：合同已结束，不能再作任何处理",
        )
        findings += hold(table, False, says, rule=row, seen=contract.state)
    outcome = ContractMoved(state=str(contract.state), who=(), why=(code,), contract=contract)
    return conclude(NAME, book, findings, outcome=outcome, verdict=Verdict.REFUSED)


def _kept(step: Step) -> bool | None:
    return None if step.missing else not step.refused


def _says(move: str, step: Step, state: str | None = "") -> Text:
    if step.missing:
        lacks = listed(step.missing)
        return Text(f"{move}: cannot be told without {lacks.en}", f"{move}：缺少 {lacks.zh}，无法判定")
    if step.refused == "wrong_role" and step.move is not None:
        who = listed(step.move.by)
        return Text(f"{move}: only {who.en} may do this", f"{move}：只能由 {who.zh} 办理")
    if step.refused:
        return Text(f"{move} cannot be made from {state}", f"“{state}”状态下不能办理 {move}")
    return Text(f"{move}: may be made from this state", f"{move}：当前状态可以办理")


def _eyes(facts: ContractMove, contract: LoanContract, move: Move, book: Rulebook) -> _Held:
    """
    Whether somebody else acts than those whose matter it is.
    """
    held = book.read_as(FOUR_EYES, bool)
    if not move.four_eyes or held.value is False:
        return (), "", ()
    if held.value is UNSPECIFIED:
        return left_open(NAME, book, held).findings, "", (FOUR_EYES,)
    owners = {"contract.manager": contract.manager, **_submitters(contract, move)}
    own = facts.actor is not None and facts.actor.casefold() in {one.casefold() for one in owners.values() if one}
    lacks = [] if own else [name for name, person in owners.items() if person is None]
    lacks += ["actor"] if facts.actor is None else []
    if lacks:
        lack = listed(lacks)
        says = Text(f"four eyes: cannot be told without {lack.en}", f"是否由他人办理：缺少 {lack.zh}，无法判定")
        return hold(held, None, says, rule=_if_cited(move.rule, held)), "", lacks
    says = (
        Text("nobody passes on what is his own", "不得复核或审核本人经办的合同")
        if own
        else Text("somebody else passes on it", "由他人复核或审核")
    )
    found = hold(held, not own, says, rule=_if_cited(move.rule, held), seen=facts.actor)
    return found, "own_contract" if own else "", ()


def _if_cited(rule: str, held: Dated[Any]) -> str:
    """
    The rule of a move where a value rests on it; a company's own value has rules of its own.
    """
    return rule if rule in {one.id for one in held.rules} else ""


def _submitters(contract: LoanContract, move: Move) -> dict[str, str | None]:
    """
    Those who brought the matter to where the move is made, by their name in the facts.
    """
    if move.name.endswith("_assets"):
        return {"contract.assets_submitted_by": contract.assets_submitted_by}
    if move.name.endswith("_change"):
        return {"contract.change.requested_by": contract.change.requested_by} if contract.change else {}
    return {"contract.submitted_by": contract.submitted_by}


def _conditions(facts: ContractMove, contract: LoanContract, move: Move, book: Rulebook) -> list[_Held]:
    """
    The conditions of a move, each with its finding.
    """
    held: list[_Held] = []
    for name in move.needs:
        told = condition(name, facts, contract, book)
        table, rule, code = _row(name, book)
        found = hold(table, told.holds, _met(name, told), rule=rule, seen=told.seen, limit=told.limit, unit="")
        held.append((found, code if told.holds is False else "", told.missing))
    return held


def _met(name: str, told: Told) -> Text:
    """
    Whether a condition is met, in a sentence, with the names of what is not there.
    """
    if told.holds:
        return Text(name, name)
    lacks = listed(told.missing or (told.seen if isinstance(told.seen, tuple) else ()))
    en, zh = ("cannot be told", "无法判定") if told.holds is None else ("not met", "未满足")
    more = (f" ({lacks.en})", f"（{lacks.zh}）") if lacks.en != listed(()).en else ("", "")
    return Text(f"{en}: {name}{more[0]}", f"{zh}：{name}{more[1]}")


def _row(name: str, book: Rulebook) -> tuple[Dated[Any], str, str]:
    """
    The value that speaks of a condition, the rule it rests on, and the code of its breach.
    """
    for key in (CONDITIONS, GUARDS):
        held = book.read_as(key, Table)
        if held.value is UNSPECIFIED:
            continue
        answer = held.value.ask({"condition": name})
        if answer.row is not None and not answer.outside:
            return held, answer.row.rule, str(answer.row.then)
    return book.read(FLOW), "", name
