"""
Ranking: customers put in order by credit, orders, potential, profit, or all of it together.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from math import ceil
from operator import neg
from typing import Any

from attrs import frozen

from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.finding import Finding
from visitcore.facts.assessment import Cohort, RankedCustomer
from visitcore.ground.errors import FactsError, did_you_mean
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.policy import Policy, Rulebook
from visitcore.rules.holding import book_on, hold, lacking, left_open
from visitcore.rules.ranking_scores import METHODS, NEEDED, Scorer

NAME = "rank_customers"
CLASSES, TIE_BREAK = "ranking.classes", "ranking.tie_break"


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
        FactsError: If there is no such method, or a customer stands in the cohort twice.
    """
    _check(facts)
    book = book_on(policy, METHODS[facts.method], facts.on)
    for key in NEEDED.get(facts.method, ()):
        needed = book.read(key)
        if needed.value is UNSPECIFIED:
            return left_open(NAME, book, needed)
    held = book.read(METHODS[facts.method])
    wants_new = facts.method == "prospects"
    ranked = [customer for customer in facts.customers if customer.new == wants_new]
    scorer = Scorer.open(book, facts.method, ranked)
    missing = [lack for customer in ranked for lack in scorer.lacks(customer)]
    if missing:
        return lacking(NAME, book, held, missing)
    scores = {customer.code: scorer.score(customer) for customer in ranked}
    order = sorted(ranked, key=partial(_place, scores, scorer, _tie_break(book)))
    values = [scores[customer.code] for customer in order]
    ranks = [1 + bisect_left(values, -value, key=neg) for value in values]
    classes, class_findings = ([None] * len(ranks), ()) if wants_new else _classes(book, ranks)
    places = tuple(
        Place(code=customer.code, rank=rank, score=value, class_=class_)
        for customer, rank, value, class_ in zip(order, ranks, values, classes, strict=True)
    )
    told = _listed(places)
    says = Text(f"ranked by {facts.method}: {told}", f"按{_METHOD_ZH[facts.method]}排名：{told}")
    left = [] if wants_new else [customer for customer in facts.customers if customer.new]
    new = tuple(customer.code for customer in sorted(left, key=lambda one: (-(one.potential or 0), one.code)))
    findings = [*hold(held, True, says, unit=""), *class_findings]
    return conclude(NAME, book, findings, outcome=Ranking(ranking=places, new=new))


_METHOD_ZH = {
    "credit": "信用状况",
    "order": "下单金额",
    "prospects": "发展前景",
    "profit": "利润贡献",
    "combined": "综合加权",
}


def _check(facts: Cohort) -> None:
    if facts.method not in METHODS:
        fix = did_you_mean(facts.method, METHODS)
        raise FactsError("the facts", [Problem("method", f"there is no method {facts.method!r}", fix)])
    first: dict[str, int] = {}
    twice = [
        Problem(
            f"customers[{at}].code", f"{customer.code!r} is customers[{first[customer.code]}] already", "leave one out"
        )
        for at, customer in enumerate(facts.customers)
        if first.setdefault(customer.code, at) != at
    ]
    if twice:
        raise FactsError("the facts", twice)


def _tie_break(book: Rulebook) -> tuple[str, ...]:
    held = book.find(TIE_BREAK)
    return held.value if held is not None and isinstance(held.value, tuple) else ()


def _place(
    scores: Mapping[str, Decimal], scorer: Scorer, tie_break: Sequence[str], customer: RankedCustomer
) -> tuple[Any, ...]:
    """
    What the order goes by: the best score first, equals by the policy's tie break, last by code.
    """
    ties = (scorer.figure(customer, name) or 0 for name in tie_break if name != "code")
    return (-scores[customer.code], *(-tie for tie in ties), customer.code)


def _listed(places: Sequence[Place]) -> str:
    """
    The first few places in a row.
    """
    return ", ".join(f"{place.rank}. {place.code}" for place in places[:5]) + (" …" if len(places) > 5 else "") or "–"


def _classes(book: Rulebook, ranks: Sequence[int]) -> tuple[list[str | None], tuple[Finding, ...]]:
    """
    The class of each place: the first share of the cohort is the best class, equals share the better one.
    """
    held = book.find(CLASSES)
    if held is None or not isinstance(held.value, Mapping):
        return [None] * len(ranks), ()
    shares = {name: Decimal(share) for name, share in held.value.items() if not isinstance(share, str)}
    rest = next((str(name) for name in held.value.values() if isinstance(name, str)), None)
    ends = {name: ceil(share * len(ranks)) for name, share in shares.items()}
    found = [next((name for name, end in ends.items() if rank <= end), rest) for rank in ranks]
    told = ", ".join(f"{name} ≤ {share:.0%}" for name, share in shares.items())
    return found, hold(held, True, Text(f"classes by cumulative share: {told}", f"按累计占比分级：{told}"), unit="")
