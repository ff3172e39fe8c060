"""
One meal decision, all findings included, against a function written by hand, and against a rules engine in Rust.

The decision is `decide_meal` of the pack HM.  Before anything is measured, the answers of the library and of the
function written by hand are brought to plain data and must be equal, finding by finding and field by field.  The
function does not check its facts and knows covered meals only; the library does and knows all, and that time is
counted.  The library remembers what it said of the same people, place and approval, as it does in use; amounts are
reckoned each time.

The engine (``zen-engine``, of the dependency group ``bench``) answers less: only the cap, out of the same table, with
its trace; its caps must be equal too.  All are measured in one run.
"""

import json
import time
from collections.abc import Callable
from datetime import date
from decimal import Context, Decimal
from itertools import product
from typing import Any

from attrs import frozen
from by_hand import ByHandDecision, ByHandFinding, Named, Place, Words

from visitcore import Meal, Policy, decide, load_policy
from visitcore.codec.decision import decision_to_dict, plain

POLICY = load_policy("HM")
ON = date(2024, 6, 14)
CAPS = {
    ("important", "banquet", "cs_manager"): ("HM-05.1", 200, 150),
    ("important", "banquet", "cs_staff"): ("HM-05.2", 100, 0),
    ("important", "cold_buffet", "cs_staff"): ("HM-05.3", 100, 0),
    ("important", "cocktail", "cs_manager"): ("HM-05.3", 85, 0),
    ("important", "tea_party", "cs_staff"): ("HM-05.3", 60, 0),
    ("important", "suburban_outing", "cs_staff"): ("HM-05.4", 75, 0),
    ("general", "banquet", "cs_manager"): ("HM-06.1", 100, 0),
    ("general", "suburban_outing", "cs_staff"): ("HM-06.2", 75, 60),
    ("general", "banquet", "cs_staff"): ("HM-06.3", 55, 50),
}
CAPS = {case: (rule, Decimal(cap), Decimal(low)) for case, (rule, cap, low) in CAPS.items()}
SHARES = (Decimal("0.70"), Decimal("0.95"), Decimal(1), Decimal("1.05"))
QUESTIONS = tuple(
    Meal(
        on=ON,
        importance=importance,
        occasion=occasion,
        host=host,
        customers=customers,
        company_diners=company,
        bill=(bill := (cap * share * (customers + company)).quantize(Decimal("0.01"))),
        drinks=(bill / (2 if heavy else 4)).quantize(Decimal("0.01")),
        designated_restaurant=False,
        manager_joins=False,
        reason="contract talks",
        approved_by=("cs_manager",) if approved else (),
    )
    for ((importance, occasion, host), (_, cap, _)), share, (customers, company), (heavy, approved) in product(
        CAPS.items(), SHARES, ((4, 2), (2, 3), (8, 6)), ((False, True), (True, False))
    )
)
ROUNDS, REPEATS, ENGINE_ROUNDS = 15, 10, 4
AT_MOST, AT_LEAST = 2, 3


@frozen(kw_only=True)
class ByHandOutcome:
    """
    The same fields as the outcome of the library.
    """

    cap: Decimal
    limit: Decimal
    spent_per_person: Decimal
    excess: Decimal
    below_band: bool
    clause: str
    covered: bool
    vouchers: bool
    company_diners_allowed: int
    self_approved: bool
    formalities_open: bool
    next_by: tuple[str, ...]


DOCUMENT = Words("Hospitality meals", "客户招待用餐管理制度")
CLAUSES = {
    "HM-02": "Art. 2",
    "HM-04": "Art. 4",
    "HM-05.1": "Art. 5(1)",
    "HM-05.2": "Art. 5(2)",
    "HM-05.3": "Art. 5(3)",
    "HM-05.4": "Art. 5(4)",
    "HM-05.5": "Art. 5(5)",
    "HM-05.6a": "Art. 5(6)",
    "HM-05.6b": "Art. 5(6)",
    "HM-06.1": "Art. 6(1)",
    "HM-06.2": "Art. 6(2)",
    "HM-06.3": "Art. 6(3)",
    "HM-06.4": "Art. 6(4)",
    "HM-06.5": "Art. 6(5)",
    "HM-07.1": "Art. 7(1)",
}
PLACES = {rule: Place("HM", DOCUMENT, clause) for rule, clause in CLAUSES.items()}
STRENGTHS = dict.fromkeys(CLAUSES, "must") | {"HM-05.3": "required"}
STRENGTHS |= dict.fromkeys(["HM-04", "HM-05.6a", "HM-06.4", "HM-06.5"], "soft")
BINDING = ("must", "required")
NAMED = Named("HM", POLICY.hash)
NOTHING = Decimal(0)
DIGITS = Context(prec=28)


def finding(
    rule: str,
    holds: bool | None,
    en: str,
    zh: str,
    *,
    seen: Any = None,
    limit: Any = None,
    unit: str = "",
    origin: str = "document",
) -> ByHandFinding:
    """
    One finding with everything it says.
    """
    return ByHandFinding(
        rule=rule,
        holds=holds,
        strength=STRENGTHS[rule],
        seen=seen,
        limit=limit,
        unit=unit,
        message=Words(en, zh),
        citation=PLACES[rule],
        origin=origin,
    )


def by_hand(name: str, meal: Meal, policy: Policy) -> ByHandDecision:
    """
    The same answer to the same call, with the numbers in the code.
    """
    del policy
    rule, cap, low = CAPS[meal.importance, meal.occasion, meal.host]
    important = meal.importance == "important"
    customers, company, bill, drinks = meal.customers, meal.company_diners, meal.bill, meal.drinks
    people = customers + company
    limit = cap * people
    excess = max(bill - limit, NOTHING)
    per_person = DIGITS.divide(bill, Decimal(people))
    below = not excess and bill < low * people
    en, zh = f"{bill:.2f} for {people} people, at most {limit:.2f}", f"{people}人共{bill:.2f}元，最多{limit:.2f}元"
    if excess:
        en, zh = f"{en}: {excess:.2f} too much", f"{zh}，超出{excess:.2f}元"
    elif below:
        en = f"{en}; below the band from {low:.2f} per person, noted only"
        zh = f"{zh}；低于每人{low:.2f}元的下限，仅作说明"
    findings = [finding(rule, not excess, en, zh, seen=per_person, limit=cap, unit="CNY/person")]
    findings.append(
        finding(
            "HM-05.5" if important else "HM-06.4",
            drinks * 3 <= bill,
            f"drinks and fruit {drinks:.2f} of {bill:.2f}, at most one part in 3",
            f"账单{bill:.2f}元中酒水和水果{drinks:.2f}元，最多三分之一",
            seen=drinks,
        )
    )
    fixed = 3 if customers <= 5 else 5
    for id_, most, other in (("HM-05.6b", fixed, customers), ("HM-05.6a", customers, fixed)):
        en, zh = "", ""
        if other < most:
            en, zh = f"; the smaller number counts, {other}", f"，以较小的{other}人为准"
            if important and id_ == "HM-05.6b":
                en, zh = f"; {other} are advised", f"，另建议不超过{other}人"
        findings.append(
            finding(
                id_ if important else "HM-06.5",
                company <= most,
                f"{company} of the company beside {customers} of the customer, at most {most}{en}",
                f"客户{customers}人，陪餐{company}人，上限{most}人{zh}",
                seen=company,
                limit=most,
                unit="people",
            )
        )
    by_manager = meal.host == "cs_manager"
    if not by_manager:
        answer = "joins" if meal.manager_joins else "stays_away"
        en, zh = "the manager does not join the meal", "经理不作陪"
        if meal.manager_joins:
            en, zh = "the manager joins the meal, which is a special case", "经理作陪，属特殊情况"
        findings.append(finding("HM-04", True, en, zh, seen=answer))
    approved = "cs_manager" in meal.approved_by
    holds = True if approved else None
    if approved:
        findings.append(finding("HM-07.1", True, "approved by customer service manager", "已经客户服务部经理批准"))
        if by_manager:
            en, zh = "approved by the person who hosts it", "由主持用餐的人自行批准"
            findings.append(finding("HM-07.1", None, en, zh, origin="visitcore"))
    else:
        en, zh = "needs the approval of customer service manager before the meal", "用餐前须经客户服务部经理批准"
        findings.append(finding("HM-07.1", None, en, zh))
    if meal.occasion == "banquet":
        findings.append(finding("HM-02", holds, "a banquet with a reason", "宴请有理由"))
    if any(one.holds is False and one.strength in BINDING for one in findings):
        verdict = "refused"
    else:
        verdict = "allowed" if approved else "referred"
    return ByHandDecision(
        decision=name,
        policy=NAMED,
        on=meal.on,
        verdict=verdict,
        outcome=ByHandOutcome(
            cap=cap,
            limit=limit,
            spent_per_person=per_person,
            excess=excess,
            below_band=below,
            clause=CLAUSES[rule],
            covered=True,
            vouchers=False,
            company_diners_allowed=min(fixed, customers),
            self_approved=approved and by_manager,
            formalities_open=False,
            next_by=() if approved else ("cs_manager",),
        ),
        findings=tuple(findings),
        missing=(),
        provisional=False,
    )


def engine() -> Callable[[str, Meal, Policy], Any]:
    """
    The caps as a decision table of the engine, asked with its trace.
    """
    import zen

    fields = ("importance", "occasion", "host")
    rules = [
        {
            "_id": rule + occasion,
            **{name: f'"{value}"' for name, value in zip(fields, (importance, occasion, host), strict=True)},
            "cap": str(cap),
            "rule": f'"{rule}"',
        }
        for (importance, occasion, host), (rule, cap, _) in CAPS.items()
    ]
    table = {
        "hitPolicy": "first",
        "inputs": [{"id": name, "name": name, "field": name} for name in fields],
        "outputs": [{"id": name, "name": name, "field": name} for name in ("cap", "rule")],
        "rules": rules,
    }
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode", "position": {"x": 0, "y": 0}},
        {"id": "caps", "name": "caps", "type": "decisionTableNode", "position": {"x": 1, "y": 0}, "content": table},
        {"id": "out", "name": "out", "type": "outputNode", "position": {"x": 2, "y": 0}},
    ]
    edges = [
        {"id": f"{one}-{other}", "type": "edge", "sourceId": one, "targetId": other}
        for one, other in (("in", "caps"), ("caps", "out"))
    ]
    decision = zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))

    def answer(_name: str, meal: Meal, _policy: Policy) -> Any:
        asked = {"importance": meal.importance, "occasion": meal.occasion, "host": meal.host}
        return decision.evaluate(asked, {"trace": True})

    return answer


def seconds(answer: Callable[[str, Meal, Policy], Any], repeats: int) -> float:
    """
    The time of one answer, in one round.
    """
    start = time.perf_counter()
    for _ in range(repeats):
        for meal in QUESTIONS:
            answer("decide_meal", meal, POLICY)
    return (time.perf_counter() - start) / repeats / len(QUESTIONS)


def main() -> None:
    """
    See that all say the same, then measure them in turn.
    """
    asked = engine()
    for meal in QUESTIONS:
        ours, theirs = (
            decision_to_dict(decide("decide_meal", meal, POLICY)),
            plain(by_hand("decide_meal", meal, POLICY)),
        )
        if ours != theirs:
            raise SystemExit(f"not the same answer:\n{ours}\n{theirs}")
        said = asked("decide_meal", meal, POLICY)
        if (str(said["result"]["cap"]), said["result"]["rule"]) != (
            ours["outcome"]["cap"],
            ours["findings"][0]["rule"],
        ):
            raise SystemExit(f"not the same cap:\n{ours}\n{said['result']}")
        if not said["trace"]:
            raise SystemExit("the engine gave no trace")
    rounds = [(seconds(by_hand, REPEATS), seconds(decide, REPEATS)) for _ in range(ROUNDS)]
    rust = min(seconds(asked, 1) for _ in range(ENGINE_ROUNDS)) * 1e6
    hand, library = (min(times) * 1e6 for times in zip(*rounds, strict=True))
    print(f"{len(QUESTIONS)} meals, every finding of each")
    print(f"by hand                 {hand:7.2f} µs")
    print(f"visitcore               {library:7.2f} µs")
    print(f"zen-engine, cap, trace  {rust:7.2f} µs")
    print(f"visitcore / by hand     {library / hand:7.2f}   (target: at most {AT_MOST})")
    print(f"zen-engine / visitcore  {rust / library:7.2f}   (target: at least {AT_LEAST})")


if __name__ == "__main__":
    main()
