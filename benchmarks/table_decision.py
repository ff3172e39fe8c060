"""
One table decision against a hand-written function that returns the same: the ratio of their times, in one run.

The decision is the time of a visit (pack ENT, key ``visits.time``).  Before anything is measured, both answers are
brought to plain data and must be equal, finding by finding and field by field.  The function written by hand does not
check its facts; the library does, and that time is counted.
"""

import time
from collections.abc import Callable
from datetime import date
from itertools import product
from typing import Any

from attrs import frozen
from by_hand import ByHandDecision, ByHandFinding, Named, Place, Words

from visitcore import Case, Policy, decide, load_policy
from visitcore.codec.decision import decision_to_dict, plain

ON = date(2024, 6, 14)
POLICY = load_policy("ENT")
TIMES = ("08:59", "09:00", "09:30", "09:31", "10:45", "14:00", "15:00", "15:01", "16:00")
QUESTIONS = tuple(
    Case(
        key="visits.time",
        on=ON,
        case={
            "time": at,
            "very_important": important,
            "likes_small_advantages": important,
            "start_of_half_day": starting,
        },
    )
    for at, important, starting in product(TIMES, (False, True), (False, True))
)
ROUNDS, REPEATS = 40, 50
TARGET = 2


@frozen
class Outcome:
    """
    What was found.
    """

    answer: str


PLACE = Place("ENT", Words("Points of etiquette with best visiting times", "拜访客户要注意的礼仪"), "list 2, 1")
NAMED = Named("ENT", POLICY.hash)


def by_hand(name: str, question: Case, policy: Policy) -> ByHandDecision:
    """
    The same answer to the same call, with the numbers in the code.
    """
    del policy
    case = question.case
    at = case["time"]
    if "09:00" <= at <= "09:30" or "14:00" <= at <= "15:00":
        rule, answer, verdict, holds = "ENT-08", "suitable", "allowed", True
    elif (
        case["very_important"]
        and case["likes_small_advantages"]
        and ("10:30" <= at <= "11:00" or "15:30" <= at <= "16:30")
    ):
        rule, answer, verdict, holds = "ENT-09", "suitable_then_meal", "allowed", True
    elif case["start_of_half_day"]:
        rule, answer, verdict, holds = "ENT-10", "better_not", "allowed", False
    else:
        rule, answer, verdict, holds = "ENT-08", "case_by_case", "referred", None
    finding = ByHandFinding(
        rule=rule,
        holds=holds,
        strength="soft",
        seen=", ".join([f"{name} = {value}" for name, value in case.items()]),
        limit=None,
        unit="",
        message=Words(f"the table answers: {answer}", f"查表结果：{answer}"),
        citation=PLACE,
        origin="document",
    )
    return ByHandDecision(
        decision=name,
        policy=NAMED,
        on=question.on,
        verdict=verdict,
        outcome=Outcome(answer),
        findings=(finding,),
        missing=(),
        provisional=False,
    )


def seconds(answer: Callable[[str, Case, Policy], Any]) -> float:
    """
    The time of one round.
    """
    start = time.perf_counter()
    for _ in range(REPEATS):
        for question in QUESTIONS:
            answer("look_up", question, POLICY)
    return time.perf_counter() - start


def main() -> None:
    """
    See that both say the same, then measure them in turn, so that a busy moment of the machine hits both.
    """
    for question in QUESTIONS:
        ours, theirs = (
            decision_to_dict(decide("look_up", question, POLICY)),
            plain(by_hand("look_up", question, POLICY)),
        )
        if ours != theirs:
            raise SystemExit(f"not the same answer:\n{ours}\n{theirs}")
    rounds = [(seconds(by_hand), seconds(decide)) for _ in range(ROUNDS)]
    hand, library = (min(times) / REPEATS / len(QUESTIONS) * 1e6 for times in zip(*rounds, strict=True))
    print(f"by hand     {hand:6.2f} µs")
    print(f"visitcore   {library:6.2f} µs")
    print(f"ratio       {library / hand:6.2f}   (target: at most {TARGET})")


if __name__ == "__main__":
    main()
