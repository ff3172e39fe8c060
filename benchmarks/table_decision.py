"""
One table decision against a hand-written function that returns the same findings: the ratio, best of five rounds in one run.

The decision is the time of a visit (pack ENT, key ``visits.time``), asked with facts already in their class.
"""

import time
from collections.abc import Callable
from datetime import date
from typing import Any

from attrs import frozen

from visitcore import Case, decide, load_policy

ON = date(2024, 6, 14)
POLICY = load_policy("ENT")
QUESTIONS = tuple(
    Case(key="visits.time", on=ON, case={**_case, "time": _time})
    for _case in ({"very_important": False, "likes_small_advantages": False, "start_of_half_day": False},)
    for _time in ("09:00", "09:30", "09:31", "10:45", "14:00", "15:00", "15:01")
)
ROUNDS, TIMES = 5, 3_000


@frozen(kw_only=True)
class PlainFinding:
    """
    What the hand-written function says; the same fields as a finding.
    """

    rule: str
    document: str
    clause: str
    strength: str
    origin: str
    since: date | None
    until: date | None
    holds: bool | None
    seen: str
    unit: str
    en: str
    zh: str


@frozen(kw_only=True)
class PlainDecision:
    """
    A verdict with its findings, as somebody without a library would return it.
    """

    name: str
    verdict: str
    outcome: dict[str, Any]
    on: date
    policy: tuple[str, str]
    findings: tuple[PlainFinding, ...]
    missing: tuple[str, ...]
    provisional: bool


def by_hand(question: Case) -> PlainDecision:
    """
    The same answer with the numbers in the code.
    """
    case = question.case
    at = case["time"]
    special = case["very_important"] and case["likes_small_advantages"]
    if "09:00" <= at <= "09:30" or "14:00" <= at <= "15:00":
        rule, clause, answer, verdict = "ENT-08", "list 2, 1", "suitable", "allowed"
    elif special and ("10:30" <= at <= "11:00" or "15:30" <= at <= "16:30"):
        rule, clause, answer, verdict = "ENT-09", "list 2, 1", "suitable_then_meal", "allowed"
    elif case["start_of_half_day"]:
        rule, clause, answer, verdict = "ENT-10", "list 2, 1", "better_not", "allowed"
    else:
        rule, clause, answer, verdict = "ENT-08", "list 2, 1", "case_by_case", "referred"
    finding = PlainFinding(
        rule=rule,
        document="Points of etiquette with best visiting times",
        clause=clause,
        strength="soft",
        origin="document",
        since=None,
        until=None,
        holds=True if verdict == "allowed" else None,
        seen=", ".join(f"{name} = {value}" for name, value in question.case.items()),
        unit="",
        en=f"the table answers: {answer}",
        zh=f"查表结果：{answer}",
    )
    return PlainDecision(
        name="look_up",
        verdict=verdict,
        outcome={"answer": answer},
        on=question.on,
        policy=("ENT", POLICY.hash),
        findings=(finding,),
        missing=(),
        provisional=False,
    )


def ours(question: Case) -> Any:
    """
    The answer of the library.
    """
    return decide("look_up", question, POLICY)


def best(function: Callable[[Case], Any]) -> float:
    """
    Microseconds per decision, best round.
    """
    found = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for _ in range(TIMES):
            for question in QUESTIONS:
                function(question)
        found.append((time.perf_counter() - start) / TIMES / len(QUESTIONS))
    return min(found) * 1e6


def main() -> None:
    """
    Measure both in one run.
    """
    for question in QUESTIONS:
        decided, plain = ours(question), by_hand(question)
        if (decided.verdict.value, decided.findings[0].rule.id) != (plain.verdict, plain.findings[0].rule):
            raise SystemExit(f"{question.case}: {decided.verdict.value}, by hand {plain.verdict}")
    hand, library = best(by_hand), best(ours)
    print(f"by hand     {hand:6.2f} µs")
    print(f"visitcore   {library:6.2f} µs")
    print(f"ratio       {library / hand:6.2f}   (target: at most 2)")


if __name__ == "__main__":
    main()
