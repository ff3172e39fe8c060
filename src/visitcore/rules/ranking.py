"""
Ranking: customers put in order by credit, orders, potential, profit, or all of it together.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from math import ceil
from typing import Any

from attrs import frozen

from visitcore.blocks.formula import Formula
from visitcore.blocks.score import Score
from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.finding import Finding
from visitcore.facts.assessment import Cohort, RankedCustomer
from visitcore.ground.errors import FactsError, did_you_mean
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text
from visitcore.policy.policy import Policy, Rulebook
from visitcore.rules.holding import book_on, hold, lacking

NAME = "rank_customers"
SCORE, CLASSES, CREDIT = "ranking.score", "ranking.classes", "ranking.credit"
TIE_BREAK = "ranking.tie_break"
METHODS = {
    "credit": "ranking.credit",
    "order": "ranking.order",
    "prospects": "ranking.potential",
    "profit": "ranking.profit",
    "combined": SCORE,
}
"""The methods, each with the key it rests on."""


@frozen(kw_only=True)
class Place:
    """
    One customer's place.

    Attributes:
        code: The customer's code.
        rank: Its rank; equals share the better one and the next rank is left out.
        score: What it is ranked by.
        class_: The class its rank earns; ``None`` where the policy gives no classes.
    """

    code: str
    rank: int
    score: Decimal
    class_: str | None


@frozen(kw_only=True)
class Ranking:
    """
    Customers in order.

    Attributes:
        ranking: Those with orders, or for the method ``prospects`` the new ones, best first.
        new: Codes of new customers, which are listed apart.
    """

    ranking: tuple[Place, ...]
    new: tuple[str, ...]


def rank_customers(facts: Cohort, policy: Policy) -> Decision[Any]:
    """
    Put customers in order.

    Args:
        facts: The customers and the method.
        policy: The policy; the ranking keys of the day *on* govern.

    Returns:
        A decision of `Ranking`; undetermined where a customer lacks what the method reads.

    Raises:
        FactsError: If there is no such method.
    """
    if facts.method not in METHODS:
        fix = did_you_mean(facts.method, METHODS)
        raise FactsError("the facts", [Problem("method", f"there is no method {facts.method!r}", fix)])
    key = METHODS[facts.method]
    book = book_on(policy, key, facts.on)
    held = book.read(key)
    wants_new = facts.method == "prospects"
    ranked = [customer for customer in facts.customers if customer.new == wants_new]
    new = tuple(customer.code for customer in facts.customers if customer.new and not wants_new)
    scorer = _scorer(facts.method, book, ranked)
    scores = [(customer, scorer(customer)) for customer in ranked]
    missing = [f"{customer.code}.{facts.method}" for customer, score in scores if score is None]
    if missing:
        return lacking(NAME, book, held, missing)
    order = _in_order(book, [(customer, score) for customer, score in scores if score is not None])
    classes, class_findings = _classes(book, [score for _, score in order])
    places = tuple(
        Place(code=customer.code, rank=_rank(order, score), score=score, class_=class_)
        for (customer, score), class_ in zip(order, classes, strict=True)
    )
    first = listed_places(places)
    says = Text(f"ranked by {facts.method}: {first}", f"按{_METHOD_ZH[facts.method]}排名：{first}")
    findings = [*hold(held, True, says, unit=""), *class_findings]
    return conclude(NAME, book, findings, outcome=Ranking(ranking=places, new=new))


_METHOD_ZH = {
    "credit": "信用状况",
    "order": "下单金额",
    "prospects": "发展前景",
    "profit": "利润贡献",
    "combined": "综合加权",
}


def listed_places(places: Sequence[Place]) -> str:
    """
    The first few places in a row.
    """
    return ", ".join(f"{place.rank}. {place.code}" for place in places[:5]) + (" …" if len(places) > 5 else "")


def _or_zero(value: Decimal | None) -> Decimal:
    return Decimal(0) if value is None else value


def _in_order(book: Rulebook, scores: list[tuple[RankedCustomer, Decimal]]) -> list[tuple[RankedCustomer, Decimal]]:
    """
    The best first; equals in the order of the policy's tie break, last by code.
    """
    held = book.find(TIE_BREAK)
    names = [name for name in (held.value if held is not None else ()) if name != "code"]

    def place(pair: tuple[RankedCustomer, Decimal]) -> tuple[Decimal | str, ...]:
        customer, score = pair
        return (-score, *(-_or_zero(getattr(customer, name)) for name in names), customer.code)

    return sorted(scores, key=place)


def _rank(order: Sequence[tuple[RankedCustomer, Decimal]], score: Decimal) -> int:
    return 1 + bisect_left(order, -score, key=lambda pair: -pair[1])


def _scorer(
    method: str, book: Rulebook, ranked: Sequence[RankedCustomer]
) -> Callable[[RankedCustomer], Decimal | None]:
    if method == "credit":
        return lambda customer: _credit(customer, book)
    if method == "prospects":
        return lambda customer: customer.potential
    if method in ("order", "profit"):
        return lambda customer: customer.order if method == "order" else customer.profit
    score = book.read_as(SCORE, Score).value
    order = _points(book, "order", [customer.order for customer in ranked])
    profit = _points(book, "profit", [customer.profit for customer in ranked])

    def combined(customer: RankedCustomer) -> Decimal | None:
        points = {"credit": _credit(customer, book), "order": order(customer.order), "profit": profit(customer.profit)}
        return score.rate(points).total

    return combined


def _points(book: Rulebook, name: str, values: Sequence[Decimal | None]) -> Callable[[Decimal | None], Decimal | None]:
    """
    Points of an amount beside the largest of the cohort, by the policy's formula.
    """
    formula = book.read_as(METHODS[name], Formula).value
    largest = max((value for value in values if value is not None), default=Decimal(0))

    def points(value: Decimal | None) -> Decimal | None:
        result = formula.work_out({"value": value, "largest": largest})
        return Decimal(0) if result.undefined else result.value

    return points


def _credit(customer: RankedCustomer, book: Rulebook) -> Decimal | None:
    """
    Credit points: as given, or from the mean delay weighted by amount.
    """
    if customer.credit is not None or not customer.invoices:
        return customer.credit
    total = sum((invoice.amount for invoice in customer.invoices), Decimal(0))
    late = sum(
        (invoice.amount * max(invoice.days_late, 0) for invoice in customer.invoices if not invoice.excused), Decimal(0)
    )
    formula = book.read_as(CREDIT, Formula)
    return formula.value.work_out({"delay": late / total}).value if total else None


def _classes(book: Rulebook, scores: Sequence[Decimal]) -> tuple[list[str | None], tuple[Finding, ...]]:
    """
    The class of each place: the first share of the cohort is the best class, equals share the better one.
    """
    held = book.find(CLASSES)
    if held is None or not isinstance(held.value, Mapping):
        return [None] * len(scores), ()
    shares = {name: Decimal(share) for name, share in held.value.items() if not isinstance(share, str)}
    rest = next((str(name) for name in held.value.values() if isinstance(name, str)), None)
    found = []
    rank = 1
    for place, score in enumerate(scores, 1):
        rank = place if place == 1 or score != scores[place - 2] else rank
        found.append(next((name for name, share in shares.items() if rank <= ceil(share * len(scores))), rest))
    told = ", ".join(f"{name} ≤ {share:.0%}" for name, share in shares.items())
    return found, hold(held, True, Text(f"classes by cumulative share: {told}", f"按累计占比分级：{told}"), unit="")
