"""
What is told of every shipment: how its limit comes about, whether it keeps within it, and the plan that belongs to it.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from visitcore.blocks.table import Row
from visitcore.decisions.finding import Finding
from visitcore.decisions.verdict import Verdict
from visitcore.ground.text import Text
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Rulebook
from visitcore.rules.credit_papers import Papers
from visitcore.rules.credit_standing import Standing
from visitcore.rules.credit_terms import TERM, WINDOW, CreditTerms, open_terms
from visitcore.rules.holding import hold


def on_limit(
    book: Rulebook, held: Dated[Any], standing: Standing, amount: Decimal, papers: Papers
) -> Iterator[Finding]:
    """
    How the limit comes about, and whether the shipment keeps within it.
    """
    window = book.read(WINDOW)
    if standing.special is not None and standing.past_term:
        says = Text(f"special limit {standing.special}", f"特批额度 {standing.special}")
    else:
        says = _says_basis(book, standing)
    yield from hold(window, None, says, unit=held.unit)
    if standing.past_term:
        late = Text(f"{standing.past_term} is past its payment term", f"{standing.past_term} 已超款期")
        yield from hold(book.read(TERM), standing.special is not None or None, late, unit=held.unit)
    if papers.eligible:
        owed = standing.outstanding + amount
        fits = owed <= standing.limit
        words = ("within", "额度内") if fits else ("over", "超出额度")
        told = Text(
            f"{standing.outstanding} owed and {amount} more: {words[0]} the limit of {standing.limit}",
            f"已欠 {standing.outstanding}，本次 {amount}：{words[1]}（额度 {standing.limit}）",
        )
        yield from hold(held, fits, told, seen=owed, limit=standing.limit)


def _says_basis(book: Rulebook, standing: Standing) -> Text:
    terms = open_terms(book.policy, book.on)
    assert isinstance(terms, CreditTerms)  # without them there is no standing
    what = Text("money received", "回款") if terms.collected else Text("goods invoiced", "开票货款")
    first, last = terms.window[0], terms.window[-1]
    return Text(
        f"{what.en} from {first} to {last}: {standing.basis}", f"{first} 至 {last} {what.zh}合计 {standing.basis}"
    )


def on_plan(plans: Dated[Any], case: Mapping[str, Any], verdict: Verdict) -> Iterator[Finding]:
    """
    Whether the plan is there that belongs to money paid, in cash or beforehand.
    """
    if case["eligible"] is False:
        paid, class_ = case["cash_covers"], "cash"
    else:
        paid, class_ = case["over_limit"] and case["remitted"], "prepaid"
    row = plan_for(plans, class_)
    if not paid or not row.then or case["plan"] is None:
        return
    there = _PLAN[case["plan"]]
    holds = True if case["plan"] else None if verdict is Verdict.ALLOWED else False
    yield from hold(plans, holds, there, rule=row.rule, unit="")


def plan_for(plans: Dated[Any], class_: str) -> Row:
    """
    Whether a plan belongs to a class of shipment, with the rule that says so.
    """
    row: Row | None = plans.value.ask({"class": class_}).row
    return row or Row(when={}, then=False)


_PLAN = {
    True: Text("a plan for bringing the payments in is on file", "货款回笼计划已备"),
    False: Text("no plan for bringing the payments in is on file", "没有货款回笼计划"),
}
