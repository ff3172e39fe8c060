"""
Grading: a score of weighted factors, bands, and the gates before the best grade.
"""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from attrs import frozen

from visitcore.blocks.recurrence import Recurrence
from visitcore.blocks.scale import Scale
from visitcore.blocks.score import Part, Rating, Score
from visitcore.blocks.term import Term
from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.finding import Finding
from visitcore.facts.assessment import Assessment
from visitcore.ground.days import local_day
from visitcore.ground.span import last_day
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy, Rulebook
from visitcore.rules.grading_figures import Figures, figures_read
from visitcore.rules.grading_gates import through_gates
from visitcore.rules.holding import book_on, hold, lacking, left_open, put

NAME = "grade_customer"
SCORE, BANDS = "grading.score", "grading.bands"
REFERENCE, LETTERS, ANNUALISE = "grading.sales_reference", "grading.cooperation_letters", "grading.annualise"
REVIEW, PROVISIONAL, ROUND, CUTOFF = "grading.review", "grading.provisional", "grading.round", "grading.round_cutoff"


@frozen(kw_only=True)
class Grade:
    """
    A proposed grade; people decide it.

    Attributes:
        grade: The grade proposed.
        score: The weighted score, unrounded.
        band: Grade by the score alone.
        capped: Whether a gate lowered it.
        provisional: Whether the customer is too new for a final grade; ``None`` where that cannot be told.
        review_from: First day of the proper review of a new customer; ``None`` where the first cooperation is not
            known, which then counts as long ago.
        parts: The factors with their points and shares.
    """

    grade: str
    score: Decimal
    band: str
    capped: bool
    provisional: bool | None
    review_from: date | None
    parts: tuple[Part, ...]


def grade_customer(facts: Assessment, policy: Policy) -> Decision[Any]:
    """
    Propose a grade.

    Args:
        facts: The customer with its figures.
        policy: The policy; the grading keys of the day *on* govern.

    Returns:
        A decision of `Grade`: undetermined, never a grade, while a required factor is missing.
    """
    book = book_on(policy, SCORE, facts.on)
    held, bands = book.read_as(SCORE, Score), book.read_as(BANDS, Scale)
    if held.value is UNSPECIFIED:
        return left_open(NAME, book, held)
    if bands.value is UNSPECIFIED:
        return left_open(NAME, book, bands)
    first = facts.customer.figures.get("first_cooperation", facts.customer.since)
    if first is not None and not isinstance(first, date):
        return lacking(NAME, book, held, [f"first_cooperation = {first}"])
    review_from = None if first is None else _review_from(first, book)
    new = review_from is not None and _judged_on(book) < review_from
    figures = figures_of(facts, book)
    score = _without(held.value, (_value(book, PROVISIONAL) or {}).get("left_out", ()) if new else ())
    rating = put(held, score.rate, {factor.name: figures.factor(factor.name) for factor in score.factors}, "figures")
    if rating.total is None:
        return lacking(NAME, book, held, _lacks(figures, rating))
    band = bands.value.at(rating.total)
    if band is None or band.then is UNSPECIFIED:
        return lacking(NAME, book, bands, [f"{BANDS}[{rating.total}]"])
    best = str(band.then)
    grade, gate_findings, missing = through_gates(book, best, rating.parts, facts.customer.figures.get("credit_grade"))
    findings = [
        *_score_findings(held, rating.total, rating.parts),
        *hold(
            bands,
            True,
            Text(f"score {rating.total:.1f} lies in band {best}", f"得分{rating.total:.1f}，属于{best}级"),
            rule=band.rule,
            seen=rating.total,
            limit=str(band.when),
        ),
        *gate_findings,
        *_newness(book, review_from, new=new),
    ]
    outcome = Grade(
        grade=grade,
        score=rating.total,
        band=best,
        capped=grade != best,
        provisional=new if review_from is not None else None,
        review_from=review_from,
        parts=rating.parts,
    )
    return conclude(NAME, book, findings, outcome=None if missing else outcome, missing=missing)


def figures_graded(policy: Policy, on: date) -> tuple[str, ...]:
    """
    The names of the figures that the grading of a day reads of a customer; none where nobody is graded.
    """
    book = policy.on(on)
    held = book.find(SCORE)
    if held is None or not isinstance(held.value, Score):
        return ()
    return figures_read((factor.name for factor in held.value.factors), _value(book, LETTERS) or ())


def figures_of(facts: Assessment, book: Rulebook) -> Figures:
    """
    The factors of a customer as a policy's day counts them.
    """
    reference = _value(book, REFERENCE)
    annualise = _value(book, ANNUALISE) if facts.first_months else None
    return Figures(
        facts,
        None if reference is None else Decimal(reference),
        tuple(_value(book, LETTERS) or ()),
        Decimal(1 if annualise is None else annualise),
    )


def _without(score: Score, left_out: Collection[str]) -> Score:
    """
    The score without some factors.
    """
    if not left_out:
        return score
    factors: Any = [factor for factor in score.factors if factor.name not in left_out]
    return Score(factors=factors)


def _lacks(figures: Figures, rating: Rating) -> list[str]:
    """
    The facts without which there is no score, and those that cannot be read.
    """
    missing = [name for factor in rating.needed for name in figures.needed(factor)]
    return [*missing, *(f"{factor} = {value}" for factor, value in rating.outside)]


def _value(book: Rulebook, key: str) -> Any:
    found = book.find(key)
    return None if found is None or found.value is UNSPECIFIED else found.value


def _review_from(first: date, book: Rulebook) -> date | None:
    held = book.find(REVIEW)
    if held is None or not isinstance(held.value, Term):
        return None
    zone, calendar = book.policy.zone(held.pack), book.policy.calendar(held.pack)
    return held.value.due(local_day(first, zone), calendar, roll=False)


def _judged_on(book: Rulebook) -> date:
    """
    The day by which a customer must be no longer new: within the yearly round its last day, where the policy says so.
    """
    held = book.find(ROUND)
    if held is None or not isinstance(held.value, Recurrence) or _value(book, CUTOFF) != "last_day_of_round":
        return book.on
    window = held.value.current_or_next(book.on, book.policy.calendar(held.pack))
    return (last_day(window) or book.on) if book.on in window else book.on


def _score_findings(held: Dated[Any], total: Decimal, parts: tuple[Part, ...]) -> tuple[Finding, ...]:
    told = ", ".join(f"{part.name} {part.points:.1f} × {part.weight}" for part in parts)
    return hold(held, True, Text(f"score {total:.1f} from {told}", f"得分{total:.1f}：{told}"), seen=total)


def _newness(book: Rulebook, review_from: date | None, *, new: bool) -> tuple[Finding, ...]:
    held = book.find(REVIEW)
    if held is None:
        return ()
    if review_from is None:
        says = Text(
            "first cooperation unknown: whether the grade is only provisional cannot be told",
            "首次合作日期未知，无法判断等级是否为暂定",
        )
        return hold(held, None, says, unit="")
    says = (
        Text(
            f"new customer: the grade is provisional until the review from {review_from}",
            f"新客户，等级为暂定，{review_from} 起正式评定",
        )
        if new
        else Text(
            f"no longer new: could be graded properly from {review_from}", f"已非新客户，自 {review_from} 起可正式评定"
        )
    )
    return hold(held, True, says, seen=book.on, limit=review_from, unit="")
