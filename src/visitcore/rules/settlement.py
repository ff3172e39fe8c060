"""
Settling a meal: what of its bill is reimbursed.
"""

from collections.abc import Iterable
from decimal import Context, Decimal
from typing import Any

from attrs import evolve

from visitcore.blocks.checklist import Checklist
from visitcore.blocks.permission import Permission
from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.finding import Finding
from visitcore.decisions.verdict import Verdict
from visitcore.facts.meal import Meal, MealClaim
from visitcore.facts.money import to_the_cent
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.policy import Policy, Rulebook
from visitcore.rules.currency import after_amounts
from visitcore.rules.filing_bar import filing_bar
from visitcore.rules.holding import book_on, hold, no_value
from visitcore.rules.meal_approval import meal_approval
from visitcore.rules.meal_caps import CAP, Cost, meal_cost
from visitcore.rules.meal_diners import Diners, meal_diners
from visitcore.rules.meal_manners import Part, meal_drinks
from visitcore.rules.meal_tables import ROOM, cannot_tell, meal_row
from visitcore.rules.reimbursement import Reimbursement, claimed_before

NAME = "settle_meal"
UNAPPROVED, SIGNING, SIGNER = f"{ROOM}unapproved", f"{ROOM}signing", f"{ROOM}signer"
ENTERTAINMENT = "entertainment"
_EXACT = Context(prec=200)
_NOTHING = Decimal(0)


def settle_meal(facts: MealClaim, policy: Policy) -> Decision[Any]:
    """
    What of a meal is reimbursed, and why not the rest.

    The excess over the cap is not paid, and company diners beyond the number that binds bring no cap with them.  A
    breach that the document gives no consequence for, such as too many drinks, is told and takes nothing off.

    Args:
        facts: The claim.
        policy: The policy; the ``expenses.meal`` keys of the day of the meal govern, and the ``expenses.filing_bar``
            keys where the policy has them.

    Returns:
        A decision of `Reimbursement`: refused where a binding rule is broken, with what is reimbursed all the same;
        referred while the expense is not signed; not applicable where the meal was eaten on vouchers; undetermined
        while the meal has not taken place.

    Raises:
        FactsError: If it was claimed before the meal, or in another currency.
    """
    meal = facts.meal
    claimed_before(meal.on, facts.on, "meal.on")
    book = book_on(policy, CAP, meal.on)
    approval = meal_approval(meal, book)
    approved = None if approval.unknown else approval.given is not False
    cost = meal_cost(meal, book, approved=None if approval.by_word else approved)
    billed_alone = meal.bill is not None and approved is False and meal.made_up is False
    if cost.vouchers and not billed_alone:
        return conclude(NAME, book, cost.findings, verdict=Verdict.NOT_APPLICABLE)
    if not meal.held:
        return _not_held(meal, book)
    diners, drinks = meal_diners(meal, book), meal_drinks(meal, book)
    papers, papers_lack = _papers(facts, book, approved, approval.unknown)
    ready, signing, signing_lacks = _signing(facts, book)
    bar = filing_bar(ENTERTAINMENT, facts.filing, meal.on, facts.on, book)
    of_the_meal = [*cost.missing, *diners.missing, *papers_lack, *([] if meal.bill is not None else ["bill"])]
    for_the_sum = [*map(_in_the_meal, of_the_meal), *bar.missing]
    missing = tuple(dict.fromkeys([*for_the_sum, *map(_in_the_meal, drinks[1]), *signing_lacks]))
    why = [code for code, found in (("not_approved", papers), ("customer_not_filed", bar.findings)) if _broken(found)]
    reimbursed = _NOTHING if why else None if for_the_sum else _sum(facts, cost, diners)
    bill = meal.bill
    unpaid = None if bill is None or reimbursed is None else bill - min(bill, reimbursed + facts.already_paid)
    unit, unfiled = after_amounts(book.read(CAP), policy), "customer_not_filed" in why
    told = tuple(_with_the_sum(one, reimbursed, bill, unit, unfiled=unfiled) for one in papers)
    findings = [*cost.findings, *drinks[0], *diners.findings, *told, *signing, *bar.findings]
    broken = _broken(findings)
    outcome = Reimbursement(
        claimed=bill,
        reimbursed=reimbursed,
        unpaid=unpaid,
        why=(*why, *(["over_cap"] if unpaid and not why else [])),
        ready=ready and not missing and not why,
        next_by=() if ready else _signers(book),
    )
    verdict = Verdict.REFERRED if not ready and not missing and not broken else None
    return conclude(
        NAME, book, findings, outcome=outcome, missing=missing, verdict=verdict, provisional=bar.provisional
    )


def _sum(facts: MealClaim, cost: Cost, diners: Diners) -> Decimal:
    """
    What of the bill is reimbursed, less what was before; all of it where the manager decided without a cap.
    """
    bill, company = facts.meal.bill or _NOTHING, facts.meal.company_diners or 0
    most = bill
    if cost.cap is not None and cost.people is not None:
        beyond = 0 if diners.binding is None or not cost.with_company else max(company - diners.binding, 0)
        most = min(bill, _EXACT.multiply(cost.cap, Decimal(cost.people - beyond)))
    return max(_EXACT.subtract(most, facts.already_paid), _NOTHING)


def _not_held(meal: Meal, book: Rulebook) -> Decision[Any]:
    """
    Nothing is settled of a meal that has not taken place, and no sum is told.
    """
    held = book.find(UNAPPROVED)
    findings = () if held is None else hold(held, None, _TO_COME)
    outcome = Reimbursement(claimed=meal.bill, reimbursed=None, unpaid=None, why=("not_held",), ready=False)
    return conclude(
        NAME, book, findings, outcome=outcome, missing=(_in_the_meal("held"),), verdict=Verdict.UNDETERMINED
    )


def _papers(facts: MealClaim, book: Rulebook, approved: bool | None, unknown: tuple[str, ...]) -> Part:
    """
    Whether the meal was approved, or its papers were made up.
    """
    held, row, missing = meal_row(book, UNAPPROVED, ("approved", "made_up"), approved, facts.meal.made_up)
    missing = tuple(name for lack in missing for name in (unknown if lack == "approved" else (lack,)))
    if held is None:
        return (), ()
    if row is None or row.then is UNSPECIFIED:
        says = no_value(held) if held.value is UNSPECIFIED or row is not None else cannot_tell(missing)
        return hold(held, None, says, rule=held.rules[0].id), missing or (held.key,)
    says = _APPROVED if approved else _MADE_UP if row.verdict != "refused" else _NO_PAPERS
    return hold(held, row.verdict != "refused", says, rule=row.rule), ()


def _with_the_sum(
    papers: Finding, reimbursed: Decimal | None, bill: Decimal | None, unit: str, *, unfiled: bool
) -> Finding:
    """
    The finding on the papers, with what the settlement comes to; where the filing takes it all, that is said.
    """
    if reimbursed is None or bill is None:
        return papers
    because = _UNFILED if unfiled and not papers.breaks else Text("", "")
    en = f"{papers.says.en}; reimbursed: {to_the_cent(reimbursed)} of {to_the_cent(bill)}{because.en}"
    zh = f"{papers.says.zh}；账单{to_the_cent(bill)}{unit}，{because.zh}报销{to_the_cent(reimbursed)}{unit}"
    return evolve(papers, says=Text(en, zh))


def _signing(facts: MealClaim, book: Rulebook) -> tuple[bool, tuple[Finding, ...], tuple[str, ...]]:
    """
    Whether the manager did with the expense what he must, so that it may be paid.
    """
    held = book.find(SIGNING)
    if held is None:
        return True, (), ()
    held = book.read_as(SIGNING, Checklist)
    if held.value is UNSPECIFIED:
        return False, hold(held, None, no_value(held)), (SIGNING,)
    if facts.ticked is None:
        return False, hold(held, None, cannot_tell(("ticked",)), rule=held.rules[0].id), ("ticked",)
    findings: tuple[Finding, ...] = ()
    ready = True
    for item in held.value.items:
        done = item.optional or item.name in facts.ticked
        ready = ready and done
        label = item.label or Text(item.name, item.name)
        says = label if done else Text(f"not yet: {label.en}", f"尚未{label.zh.removeprefix('已')}")
        findings += hold(held, done or None, says, rule=item.rule)
    return ready, findings, ()


def _signers(book: Rulebook) -> tuple[str, ...]:
    held = book.find(SIGNER)
    return held.value.roles if held is not None and isinstance(held.value, Permission) else ()


def _broken(findings: Iterable[Finding]) -> bool:
    return any(finding.breaks for finding in findings)


def _in_the_meal(lack: str) -> str:
    """
    The path of a missing fact of the meal; a key of the policy stays as it is.
    """
    return lack if "." in lack else f"meal.{lack}"


_UNFILED = Text(", because of how the customer was filed", "因客户备案不合规定，")
_TO_COME = Text(
    "the meal has not taken place, or nobody says so; it is settled afterwards",
    "用餐尚未进行，或未注明已进行；用餐后才能结算",
)
_APPROVED = Text("the meal was approved", "用餐已经批准")
_MADE_UP = Text("the papers were made up", "手续已补办")
_NO_PAPERS = Text("no approval, and the papers were not made up", "未经批准，也未补办手续")
