"""
Money lost on credit, and who bears it.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from attrs import frozen

from visitcore.blocks.consequence import Proposal
from visitcore.blocks.table import Table
from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.verdict import Verdict
from visitcore.facts.credit import BadDebt
from visitcore.ground.errors import FactsError
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy, Rulebook
from visitcore.rules.credit_charges import charge, listed_charges, refund, split
from visitcore.rules.currency import same_currency
from visitcore.rules.holding import book_on, hold, lacking, left_open

LOSS, RESERVED = "credit.loss", "credit.legal_action_reserved"
NOBODY, BEARERS = "nobody", "unapproved_bearers"


@frozen(kw_only=True)
class Borne:
    """
    Who is proposed to bear a loss.

    Attributes:
        proposals: One for each person; each to be looked at by the law before it is carried out.
        company: What the company bears itself.
        legal_action_reserved: Whether the company may take legal action.
    """

    proposals: tuple[Proposal, ...]
    company: Decimal
    legal_action_reserved: bool


def bear_bad_debt(facts: BadDebt, policy: Policy) -> Decision[Any]:
    """
    Who bears a bad debt.

    Args:
        facts: The shipment lost; what the signer was charged for it already is set off against the signer's part, then
            against the company's, and what is too much goes back to the signer.
        policy: The policy; ``credit.loss`` and the shares of the day *on* govern.

    Returns:
        A decision of `Borne`, referred to a person; undetermined where the shares are not set; not applicable where
        nobody bears the loss, or it is verified that the goods did not leave without approval.

    Raises:
        FactsError: If more was deducted than is lost.
    """
    name = "bear_bad_debt"
    book = book_on(policy, LOSS, facts.on)
    held = book.read_as(LOSS, Table)
    same_currency(facts.currency, held, policy)
    if held.value is UNSPECIFIED:
        return left_open(name, book, held)
    answer = held.value.ask({"class": facts.class_})
    lacks = ["class"] if facts.class_ is None else []
    lacks += [f"{LOSS}[class = {value}]" for _, value in answer.outside]
    lacks += ["amount"] if facts.amount is None else []
    row = answer.row
    if row is None or facts.amount is None:
        return lacking(name, book, held, lacks)
    if facts.deducted > facts.amount:
        what = Text(f"{facts.deducted} is more than was lost", f"{facts.deducted} 超过损失金额")
        raise FactsError("the facts", [Problem("deducted", what, Text("check both sums", "请核对两个金额"))])
    if row.then == NOBODY:
        says = Text("nothing was owed, nobody bears it", "没有应收款，无人承担")
        return conclude(name, book, hold(held, None, says, rule=row.rule), verdict=Verdict.NOT_APPLICABLE)
    shares: Dated[Any] = book.read_as(f"credit.{row.then}", Mapping, tuple)
    if shares.value is UNSPECIFIED:
        return left_open(name, book, shares)
    if row.then == BEARERS and facts.verified is not True:
        if facts.verified is None:
            return lacking(name, book, held, ["verified"], rule=row.rule)
        says = Text("not verified that the goods left without approval", "未查实属于未经审批发货")
        return conclude(name, book, hold(held, None, says, rule=row.rule), verdict=Verdict.NOT_APPLICABLE)
    if facts.deducted and facts.signer is None:
        return lacking(name, book, held, ["signer"], rule=row.rule)
    parts = split(shares, facts.amount)
    set_off = min(facts.deducted, parts.get(facts.signer or "", Decimal(0)))
    if set_off:
        parts[facts.signer or ""] -= set_off
    company = facts.amount - sum(parts.values()) - facts.deducted
    proposals = [charge(who, part) for who, part in parts.items()]
    if company < 0:
        proposals.append(refund(facts.signer or "", -company))
    outcome = Borne(
        proposals=tuple(proposals),
        company=max(company, Decimal(0)),
        legal_action_reserved=facts.class_ in _reserved(book),
    )
    told = listed_charges(proposals)
    lost = Text(f"{facts.amount} of the class {facts.class_} is lost", f"{facts.class_} 类发货损失 {facts.amount}")
    findings = [*hold(held, None, lost, rule=row.rule), *hold(shares, None, told, unit="")]
    return conclude(name, book, findings, outcome=outcome, verdict=Verdict.REFERRED)


def _reserved(book: Rulebook) -> tuple[str, ...]:
    held = book.read_as(RESERVED, tuple)
    return held.value if isinstance(held.value, tuple) else ()
