"""
The bar on expenses for customers that are not filed, or were filed too late.
"""

from datetime import date
from zoneinfo import ZoneInfo

from attrs import frozen

from visitcore.blocks.table import Table
from visitcore.blocks.term import Term
from visitcore.decisions.finding import Finding
from visitcore.facts.expense import Filing
from visitcore.ground.days import local_day
from visitcore.ground.errors import FactsError
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.policy import Rulebook
from visitcore.rules.deadlines import hold_term
from visitcore.rules.holding import hold, no_value, put
from visitcore.rules.meal_tables import cannot_tell

BAR, DUE, STRICT = "expenses.filing_bar.pays", "expenses.filing_bar.due", "expenses.filing_bar.strict"
_LATEST = "after_expense"


@frozen(kw_only=True)
class Barred:
    """
    Whether an expense is barred because of how its customer was filed.

    Attributes:
        applies: Whether the bar applies; it does not where the first contact came before it was in force.
        barred: Whether it is; ``None`` where it cannot be told or the policy has no such bar.
        due: Last good day of the filing, where that counted.
        findings: The findings.
        missing: What is missing.
        provisional: Whether working days were used that are not announced yet.
    """

    applies: bool = True
    barred: bool | None = None
    due: date | None = None
    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()
    provisional: bool = False


def filing_bar(kind: str | None, filing: Filing, spent_on: date, claimed_on: date, book: Rulebook) -> Barred:
    """
    Whether an expense is barred.

    A filing counts where it lies on or before the day of the claim.  The day of the filing, and that of the first
    contact, are asked for only where the answer hangs on them.  Filed in time, expenses since the first contact are
    paid; one from before it is as one for a customer filed late.

    Args:
        kind: Kind of expense.
        filing: When the customer was filed.
        spent_on: The day of the expense.
        claimed_on: The day of the claim.
        book: The rulebook of the day of the expense.

    Raises:
        FactsError: If a customer that is not filed has a day of filing up to the claim, or the filing lies before the
            first contact; every fault at once.
    """
    held = book.find(BAR)
    if held is None:
        return Barred()
    zone = book.policy.zone(held.pack)
    spent, claimed = local_day(spent_on, zone), local_day(claimed_on, zone)
    _refuse_faults(filing, claimed, zone)
    if filing.contacted_on is not None:
        contact = local_day(filing.contacted_on, zone)
        if contact < spent and book.policy.on(contact).find(BAR) is None:
            says = Text(
                f"first contact on {contact}, before the filing rules were in force",
                f"首次接触在 {contact}，当时备案规定尚未生效",
            )
            return Barred(applies=False, barred=False, findings=hold(held, None, says, rule=held.rules[0].id))
    strict = book.find(STRICT)
    if held.value is UNSPECIFIED or (strict is not None and strict.value is UNSPECIFIED):
        silent = held if held.value is UNSPECIFIED or strict is None else strict
        return Barred(findings=hold(silent, None, no_value(silent)), missing=(silent.key,))
    held = book.read_as(BAR, Table)
    is_strict = strict is None or strict.value is True

    def pays(standing: str) -> bool | None:
        row = put(held, held.value.ask, {"kind": kind, "filing": standing, "strict": is_strict}).row
        return None if row is None else row.verdict != "refused"

    if kind is None or pays(_LATEST) is None:
        lack = "kind" if kind is None else f"{BAR}[kind = {kind}]"
        return Barred(findings=hold(held, None, cannot_tell((lack,), held), rule=held.rules[0].id), missing=(lack,))
    standing, due, missing, provisional = _standing(filing, spent, claimed, book, late_is_good=pays(_LATEST) is True)
    if standing is None:
        rule = held.rules[0].id
        return Barred(due=due, findings=hold(held, None, cannot_tell(missing, held), rule=rule), missing=missing)
    row = put(held, held.value.ask, {"kind": kind, "filing": standing, "strict": is_strict}).row
    assert row is not None  # every standing of a known kind has its row
    barred = row.verdict == "refused"
    findings = hold(held, not barred, _says(standing, filing, due), rule=row.rule, seen=filing.filed_on, unit="")
    return Barred(barred=barred, due=due, findings=findings, provisional=provisional)


def _standing(
    filing: Filing, spent: date, claimed: date, book: Rulebook, *, late_is_good: bool
) -> tuple[str | None, date | None, tuple[str, ...], bool]:
    """
    How the customer stood at the claim, by when it was due, what is missing, and whether that is provisional.
    """
    filed_on = filing.filed_on
    if filing.filed is False:
        return "not_filed", None, (), False
    if filed_on is None:
        if filing.filed is None:
            return None, None, ("filing.filed",), False
        return (_LATEST, None, (), False) if late_is_good else (None, None, ("filing.filed_on",), False)
    if filed_on > claimed:
        return "not_filed", None, (), False
    if filed_on <= spent:
        return "before_expense", None, (), False
    if late_is_good:
        return _LATEST, None, (), False
    if filing.contacted_on is None:
        return None, None, ("filing.contacted_on",), False
    if spent < local_day(filing.contacted_on, book.policy.home(BAR)):
        return _LATEST, None, (), False
    term = book.read_as(DUE, Term)
    if term.value is UNSPECIFIED:
        return None, None, (DUE,), False
    due, _, _ = hold_term(term, book.policy, filing.contacted_on, filed_on, claimed)
    if due is None or due.due is None:
        return None, None, (f"{DUE}.days",), False
    return (_LATEST if due.status == "late" else "in_time"), due.due, (), due.provisional


def _refuse_faults(filing: Filing, claimed: date, zone: ZoneInfo) -> None:
    """
    Make sure that the filing does not contradict itself.
    """
    if filing.filed_on is None:
        return
    filed_on, faults = local_day(filing.filed_on, zone), []
    if filing.filed is False and filed_on <= claimed:
        what = Text(f"not filed, and filed on {filed_on}", f"既写未备案，又写 {filed_on} 已备案")
        faults.append(Problem("filing.filed", what, _CORRECT))
    if filing.contacted_on is not None and filed_on < (contact := local_day(filing.contacted_on, zone)):
        what = Text(f"{filed_on} lies before the first contact of {contact}", f"{filed_on} 早于首次接触日 {contact}")
        faults.append(Problem("filing.filed_on", what, _CORRECT))
    if faults:
        raise FactsError("the facts", faults)


_CORRECT = Text("correct one of the two", "请更正其中一项")


def _says(standing: str, filing: Filing, due: date | None) -> Text:
    on = filing.filed_on
    return {
        "not_filed": Text("the customer was not filed at the day of the claim", "报销时客户尚未备案"),
        "before_expense": Text(
            f"the customer was filed by the day of the expense, {on}", f"费用发生时客户已备案（{on}）"
        ),
        "in_time": Text(f"the customer was filed in time, by {due}, on {on}", f"客户在期限 {due} 内备案（{on}）"),
        _LATEST: Text(
            "the customer was filed after the expense" + (f", late by the term that ended on {due}" if due else ""),
            "费用发生后才备案" + (f"，且超过期限 {due}" if due else ""),
        ),
    }[standing]
