"""
The way a shipment goes, in a sentence.
"""

from decimal import Decimal

from visitcore.facts.credit import Shipment
from visitcore.ground.text import Text
from visitcore.rules.credit_ladder import NO_STEP, NextStep
from visitcore.rules.credit_standing import Standing


def says_row(
    class_: str, facts: Shipment, amount: Decimal, standing: Standing, step: NextStep, next_by: str, *, eligible: bool
) -> Text:
    """
    Why goods leave in this class, wait, or do not leave.
    """
    if class_ == "refuse":
        return _refused_over_limit(facts, standing, step) if eligible else _refused_without_credit(facts, amount)
    if class_ in ("first", "last"):
        return _step(facts, standing, step, next_by)
    if class_ == "prepaid":
        paid = standing.earmarked + (facts.cash or 0)
        return Text(f"{paid} paid towards it, and a plan on file", f"已为本次预付 {paid}，回笼计划已备")
    if class_ == "unapproved":
        ticket = _TICKETS[facts.ticket]
        return Text(f"over the limit and {ticket.en}: unapproved", f"超出额度且{ticket.zh}：视为未经审批")
    return {
        "cash": Text(f"{facts.cash} paid in cash", f"已付现金 {facts.cash}"),
        "within": Text(f"{amount} leaves within the limit", f"{amount} 在额度内发货"),
        "hold": Text(f"waits for {next_by} to decide", f"须由 {next_by} 决定"),
    }.get(class_, Text(class_, class_))


def _refused_without_credit(facts: Shipment, amount: Decimal) -> Text:
    if facts.cash is None or facts.cash < amount:
        paid = facts.cash or 0
        return Text(
            f"without credit {amount} is due in cash, {paid} was paid", f"无授信，须付现金 {amount}，实付 {paid}"
        )
    return Text("paid in cash, but no plan for bringing payments in is on file", "已付现金，但没有货款回笼计划")


def _refused_over_limit(facts: Shipment, standing: Standing, step: NextStep) -> Text:
    if step.name == NO_STEP:
        return Text(
            f"{standing.step} shipments over the limit have been made; pay them in full, or pay this one beforehand",
            f"已有{standing.step}次超额度发货；须先全部付清，或为本次预付货款",
        )
    if not step.small_enough:
        return _share(standing, step, Text("is not less than", "没有低于"))
    return Text(
        f"{facts.signer} has signed, only {step.signer} may", f"由 {facts.signer} 签批，只有 {step.signer} 有权签批"
    )


def _step(facts: Shipment, standing: Standing, step: NextStep, next_by: str) -> Text:
    share = _share(standing, step, Text("is less than", "低于"))
    if next_by:
        return Text(f"{share.en}; {next_by} has to sign", f"{share.zh}；须由 {next_by} 签批")
    return Text(f"{share.en}; signed by {facts.signer}", f"{share.zh}；已由 {facts.signer} 签批")


def _share(standing: Standing, step: NextStep, how: Text) -> Text:
    limit = standing.limit
    return Text(
        f"{step.tested} {how.en} {step.parts}/{step.of} of the limit of {limit}",
        f"{step.tested} {how.zh}额度 {limit} 的 {step.parts}/{step.of}",
    )


_TICKETS = {
    "normal": Text("on an invoice", "已开票"),
    "handwritten": Text("on a handwritten ticket", "凭手工票"),
    "none": Text("without an invoice", "未开票"),
}
