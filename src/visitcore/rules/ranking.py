"""
Ranking: customers put in order by credit, orders, potential, profit, or all of it together.
"""

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
_FULL = Decimal(100)  # points are counted out of a hundred
METHODS = {
    "credit": "ranking.credit",
    "order": "ranking.order",
    "potential": "ranking.potential",
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
        ranking: Those with orders, or for the method ``potential`` the new ones, best first.
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
    wants_new = facts.method == "potential"
    ranked = [customer for customer in facts.customers if customer.new == wants_new]
    new = tuple(customer.code for customer in facts.customers if customer.new and not wants_new)
    scorer = _scorer(facts.method, book, ranked)
    scores = [(customer, scorer(customer)) for customer in ranked]
    missing = [f"{customer.code}.{facts.method}" for customer, score in scores if score is None]
    if missing:
        return lacking(NAME, book, held, missing)
    order = sorted(
        ((customer, score) for customer, score in scores if score is not None),
        key=lambda pair: (
            -pair[1],
            *(-_or_zero(getattr(pair[0], name)) for name in ("profit", "order", "credit")),
            pair[0].code,
        ),
    )
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
    "potential": "发展前景",
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


def _rank(order: Sequence[tuple[RankedCustomer, Decimal]], score: Decimal) -> int:
    return 1 + sum(other > score for _, other in order)


def _scorer(
    method: str, book: Rulebook, ranked: Sequence[RankedCustomer]
) -> Callable[[RankedCustomer], Decimal | None]:
    if method == "credit":
        return lambda customer: _credit(customer, book)
    if method != "combined":
        return lambda customer: getattr(customer, method)  # type: ignore[no-any-return]
    score: Score = book.read_as(SCORE, Score).value
    top = {
        name: max((_or_zero(getattr(customer, name)) for customer in ranked), default=Decimal(0))
        for name in ("order", "profit")
    }

    def combined(customer: RankedCustomer) -> Decimal | None:
        points = {"credit": _credit(customer, book)}
        points.update({name: _share(getattr(customer, name), top[name]) for name in top})
        if any(value is None for value in points.values()):
            return None
        return score.rate(points).total

    return combined


def _share(value: Decimal | None, top: Decimal) -> Decimal | None:
    if value is None:
        return None
    return max(value, Decimal(0)) * _FULL / top if top > 0 else Decimal(0)


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
    for score in scores:
        rank = 1 + sum(other > score for other in scores)
        found.append(next((name for name, share in shares.items() if rank <= ceil(share * len(scores))), rest))
    told = ", ".join(f"{name} ≤ {share:.0%}" for name, share in shares.items())
    return found, hold(held, True, Text(f"classes by cumulative share: {told}", f"按累计占比分级：{told}"), unit="")
