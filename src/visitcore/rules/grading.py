"""
Grading: a score of weighted factors, bands, and the gates before the best grade.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from attrs import evolve, frozen

from visitcore.blocks.recurrence import Recurrence
from visitcore.blocks.scale import Scale
from visitcore.blocks.score import Part, Rating, Score
from visitcore.blocks.term import Term
from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.finding import Finding
from visitcore.facts.assessment import Assessment
from visitcore.facts.customer import Customer
from visitcore.ground.days import local_day
from visitcore.ground.span import last_day
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy, Rulebook
from visitcore.rules.grading_figures import Figures
from visitcore.rules.holding import book_on, hold, lacking, left_open

NAME = "grade_customer"
SCORE, BANDS, GATE, CREDIT_GATE = "grading.score", "grading.bands", "grading.gate", "grading.credit_gate"
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
        provisional: Whether the customer is too new for a final grade.
        review_from: First day of the proper review of a new customer; ``None`` where the first cooperation is not known.
        parts: The factors with their points and shares.
    """

    grade: str
    score: Decimal
    band: str
    capped: bool
    provisional: bool
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
    for open_ in (held, bands):
        if open_.value is UNSPECIFIED:
            return left_open(NAME, book, open_)
    review_from = _review_from(facts.customer, book)
    new = review_from is not None and _judged_on(book) < review_from
    annualise = Decimal(_value(book, ANNUALISE) or 1) if facts.first_months else Decimal(1)
    figures = Figures(facts, _value(book, REFERENCE), tuple(_value(book, LETTERS) or ()), annualise)
    score: Score = held.value
    if new:
        left_out = (_value(book, PROVISIONAL) or {}).get("left_out", ())
        score = evolve(score, factors=tuple(factor for factor in score.factors if factor.name not in left_out))
    raw = {factor.name: figures.factor(factor.name) for factor in score.factors}
    rating = score.rate(raw)
    if rating.total is None:
        return lacking(NAME, book, held, _lacks(figures, rating))
    band = bands.value.at(rating.total)
    if band is None:
        return lacking(NAME, book, bands, [f"{BANDS}[{rating.total}]"])
    findings = [*_score_findings(held, rating.total, rating.parts)]
    findings += hold(
        bands,
        True,
        Text(f"score {rating.total:.1f} lies in band {band.then}", f"得分{rating.total:.1f}，属于{band.then}级"),
        rule=band.rule,
        seen=rating.total,
        limit=str(band.when),
    )
    grade, gate_findings = _through_gates(book, str(band.then), rating.parts, facts.customer)
    findings += gate_findings
    if review_from is not None:
        findings += _newness(book, review_from, new=new)
    outcome = Grade(
        grade=grade,
        score=rating.total,
        band=str(band.then),
        capped=grade != band.then,
        provisional=new,
        review_from=review_from,
        parts=rating.parts,
    )
    return conclude(NAME, book, findings, outcome=outcome)


def _lacks(figures: Figures, rating: Rating) -> list[str]:
    """
    The facts without which there is no score, and those that cannot be read.
    """
    missing = [name for factor in rating.needed for name in figures.needed(factor)]
    return [*missing, *(f"{factor} = {value}" for factor, value in rating.outside)]


def _value(book: Rulebook, key: str) -> Any:
    found = book.find(key)
    return None if found is None or found.value is UNSPECIFIED else found.value


def _review_from(customer: Customer, book: Rulebook) -> date | None:
    first = customer.figures.get("first_cooperation", customer.since)
    held = book.find(REVIEW)
    if not isinstance(first, date) or held is None or not isinstance(held.value, Term):
        return None
    zone = book.policy.zone(held.pack)
    due = held.value.due(local_day(first, zone), book.policy.calendar(held.pack), False)
    return due


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


def _through_gates(
    book: Rulebook, grade: str, parts: tuple[Part, ...], customer: Customer
) -> tuple[str, list[Finding]]:
    """
    The grade after the gates, with what each gate found.
    """
    findings: list[Finding] = []
    gate = book.find(GATE)
    if gate is not None and isinstance(gate.value, Mapping) and grade == gate.value["below"]:
        least = Decimal(gate.value["at_least"])
        weak = [part for part in parts if part.name in gate.value["factors"] and part.points < least]
        says = (
            Text(
                f"{weak[0].name} is below {least}: {grade} is capped at {gate.value['capped_at']}",
                f"{weak[0].name}低于{least}，{grade}级降为{gate.value['capped_at']}级",
            )
            if weak
            else Text(f"every gate factor reaches {least}", f"各门槛因素均达到{least}")
        )
        lowest = min((part.points for part in parts if part.name in gate.value["factors"]), default=None)
        findings += hold(gate, True, says, seen=lowest, limit=least)
        if weak:
            grade = str(gate.value["capped_at"])
    credit = book.find(CREDIT_GATE)
    letter = customer.figures.get("credit_grade")
    if credit is not None and isinstance(credit.value, Mapping) and letter in credit.value["excluded"]:
        if grade == (gate.value["below"] if gate is not None else grade):
            grade = str(credit.value["capped_at"])
            says = Text(f"credit grade {letter} bars the best grade", f"资信等级为{letter}，不得评为最高等级")
            findings += hold(credit, True, says, seen=letter)
    return grade, findings


def _newness(book: Rulebook, review_from: date, *, new: bool) -> tuple[Finding, ...]:
    held = book.read(REVIEW)
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
