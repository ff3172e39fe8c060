"""
Blacklist of borrowers: who is on it since when, and what that means for business.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from attrs import frozen

from visitcore.blocks.flow import Flow, Step
from visitcore.blocks.table import Table
from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.finding import Finding
from visitcore.decisions.verdict import Verdict
from visitcore.facts.contract import Instalment, LoanContract
from visitcore.facts.contract_question import BlacklistCheck, BlacklistEntry
from visitcore.ground.days import as_local, local_day
from visitcore.ground.errors import FactsError
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy, Rulebook
from visitcore.rules.contract_faults import refuse_faults
from visitcore.rules.currency import after_amounts
from visitcore.rules.holding import book_on, hold, lacking, left_open, listed

NAME = "blacklist_status"
GRACE, FLOW, EFFECT = "contracts.blacklist.grace", "contracts.blacklist.flow", "contracts.blacklist.effect"
AUTOMATIC, BY_HAND = "automatic", "manual"


@frozen(kw_only=True)
class Listing:
    """
    Where a customer stands.

    Attributes:
        listed: Whether the customer is on the list; ``None`` where that cannot be told.
        since: First day, or instant of the audit, from which he is.
        origin: ``automatic`` or ``manual``.
        contract: Number of the loan that was overdue.
        amount: What was unpaid of that loan on the first day.
        effect: What it means for the business asked about; ``None`` where none was.
    """

    listed: bool | None
    since: date | None = None
    origin: str | None = None
    contract: str | None = None
    amount: Decimal | None = None
    effect: str | None = None


@frozen(kw_only=True)
class _Event:
    """
    Something that puts a customer on the list, or takes him off.
    """

    at: date
    adds: bool
    origin: str
    contract: str | None = None
    amount: Decimal | None = None


def blacklist_status(facts: BlacklistCheck, policy: Policy) -> Decision[Any]:
    """
    Whether a customer is on the blacklist.

    Overdue instalments list at once, and paying takes nobody off; what is entered by hand counts from its audit by
    another person.  A removal covers what was overdue by then; what falls overdue later lists anew.

    Args:
        facts: The loans with their payments, and the entries made by hand.
        policy: The policy; grace, flow and effect of the day *on* govern.

    Returns:
        A decision of `Listing`: refused where the customer is listed and the business asked about, if any, is not done
        with listed customers.

    Raises:
        FactsError: If a loan contradicts itself or an entry was audited before it was set; every fault at once.
    """
    book = book_on(policy, GRACE, facts.on)
    grace: Dated[Any] = book.read_as(GRACE, int)
    flow: Dated[Any] = book.read_as(FLOW, Flow)
    effect: Dated[Any] = book.read_as(EFFECT, Table)
    for held in (grace, flow, effect):
        if held.value is UNSPECIFIED:
            return left_open(NAME, book, held)
    zone = policy.home(GRACE)
    _refuse_faults(facts, book, zone)
    if facts.loans is None:
        return lacking(NAME, book, grace, ["loans"])
    overdue, missing = _overdue(facts.loans, grace.value, book.on, zone)
    entries, findings, lacks = _entries(facts, flow, zone)
    listing, told = _standing([*overdue, *entries], zone), (*missing, *lacks)
    if listing is None:
        findings = [*hold(grace, None if missing else True, _NOT_LISTED), *findings]
    else:
        held = grace if listing.origin == AUTOMATIC else flow
        findings = [
            *hold(
                held,
                False,
                _says(listing, after_amounts(grace, policy)),
                seen=listing.amount,
                unit=_unit(grace, policy),
            ),
            *findings,
        ]
    on_list = True if listing is not None else None if told else False
    answer, verdict, found, lack = _effect(facts.business, on_list, effect)
    outcome = Listing(
        listed=on_list,
        since=listing.at if listing else None,
        origin=listing.origin if listing else None,
        contract=listing.contract if listing else None,
        amount=listing.amount if listing else None,
        effect=answer,
    )
    return conclude(NAME, book, [*findings, *found], outcome=outcome, missing=(*told, *lack), verdict=verdict)


_NOT_LISTED = Text("nothing put the customer on the list", "没有列入黑名单的情形")


def _overdue(loans: Sequence[LoanContract], grace: int, on: date, zone: ZoneInfo) -> tuple[list[_Event], list[str]]:
    """
    The days on which instalments fell overdue, one event per loan and day, and what is missing to tell.
    """
    events: list[_Event] = []
    missing: list[str] = []
    for place, loan in enumerate(loans):
        if loan.plan is None:
            missing.append(f"loans[{place}].plan")
        unpaid: dict[date, Decimal] = {}
        for at, instalment in enumerate(loan.plan or ()):
            since = local_day(instalment.due, zone) + timedelta(days=grace + 1)
            if since > on:
                continue
            rest = _rest(instalment, since, zone)
            if rest is None:
                missing.append(f"loans[{place}].plan[{at}].payments")
            elif rest > 0:
                unpaid[since] = unpaid.get(since, Decimal(0)) + rest
        events += [
            _Event(at=since, adds=True, origin=AUTOMATIC, contract=loan.number, amount=rest)
            for since, rest in unpaid.items()
        ]
    return events, missing


def _rest(instalment: Instalment, since: date, zone: ZoneInfo) -> Decimal | None:
    """
    What was unpaid when *since* began.
    """
    if instalment.payments is None:
        return None
    paid = [payment.amount for payment in instalment.payments if local_day(payment.on, zone) < since]
    return instalment.amount - sum(paid, Decimal(0))


def _entries(facts: BlacklistCheck, flow: Dated[Any], zone: ZoneInfo) -> tuple[list[_Event], list[Finding], list[str]]:
    """
    The entries by hand that are in force, a finding for each, and what is missing to tell.
    """
    events: list[_Event] = []
    findings: list[Finding] = []
    missing: list[str] = []
    for at, entry in enumerate(facts.entries):
        own = _same(entry.set_by, entry.audited_by)
        step: Step = flow.value.ask(_SET, _AUDIT, (), (), own)
        lacks = _unknown(entry, facts.on, zone, people=bool(step.missing))
        missing += [name if name.startswith("on ") else f"entries[{at}].{name}" for name in lacks]
        counts = not lacks and not step.refused and _reached(entry.audited, facts.on, zone)
        if counts:
            events.append(_Event(at=entry.audited or entry.set, adds=not entry.removes, origin=BY_HAND))
        own_audit = entry.audited is not None and step.refused
        state = "unknown" if lacks else "own" if own_audit else "in_force" if counts else "waiting"
        holds = None if lacks else not own_audit
        rule = step.move.rule if step.move is not None else ""
        findings += hold(flow, holds, _entry_says(state, entry), rule=rule, seen=entry.audited)
    return events, findings, missing


def _same(one: str | None, other: str | None) -> bool | None:
    """
    Whether two names are those of one person, capitals aside; ``None`` where one is not known.
    """
    return None if one is None or other is None else one.casefold() == other.casefold()


_SET, _AUDIT = "set", "audit"


def _unknown(entry: BlacklistEntry, on: date, zone: ZoneInfo, *, people: bool) -> list[str]:
    """
    What is missing to tell whether an entry is in force.
    """
    if entry.audited is None:
        return []
    lacks = [name for name in ("set_by", "audited_by") if people and getattr(entry, name) is None]
    by_clock, same = isinstance(entry.audited, datetime), local_day(entry.audited, zone) == local_day(on, zone)
    if by_clock and same and not isinstance(on, datetime):
        lacks.append("on (an instant)")
    return lacks


def _reached(moment: date | None, on: date, zone: ZoneInfo) -> bool:
    """
    Whether a moment has come; a day has come when it begins, and what never happened has not.
    """
    if moment is None:
        return False
    if isinstance(moment, datetime) and isinstance(on, datetime):
        return as_local(moment, zone) <= as_local(on, zone)
    return local_day(moment, zone) <= local_day(on, zone)


def _standing(events: Sequence[_Event], zone: ZoneInfo) -> _Event | None:
    """
    The entry that stands after everything that happened: the first since the last removal.
    """
    standing: _Event | None = None
    for event in sorted(events, key=lambda one: (_instant(one.at, zone), one.adds is False, one.contract or "")):
        if not event.adds:
            standing = None
        elif standing is None:
            standing = event
    return standing


def _instant(moment: date, zone: ZoneInfo) -> datetime:
    if isinstance(moment, datetime):
        return as_local(moment, zone)
    return datetime(moment.year, moment.month, moment.day, tzinfo=zone)


_ALONE = {True: Verdict.REFUSED, False: Verdict.ALLOWED, None: Verdict.UNDETERMINED}
"""What the list alone says."""


def _effect(
    business: str | None, on_list: bool | None, held: Dated[Any]
) -> tuple[str | None, Verdict | None, tuple[Finding, ...], tuple[str, ...]]:
    """
    What the list means for the business asked about: the answer, the verdict, the findings and what is missing.
    """
    if business is None or on_list is None:
        return None, _ALONE[on_list], (), ()
    answer = held.value.ask({"business": business, "listed": on_list})
    if answer.row is None or answer.outside:
        strange = f"{held.key}[business = {business}]"
        says = Text(f"{business}: the policy does not speak of it", f"{business}：制度未涉及")
        return None, Verdict.UNDETERMINED, hold(held, None, says), (strange,)
    said = str(answer.row.then)
    verdict = Verdict(answer.row.verdict) if answer.row.verdict else None
    says = Text(f"{business}: {said}", f"{business}：{said}")
    return said, verdict, hold(held, verdict is not Verdict.REFUSED, says, rule=answer.row.rule), ()


def _refuse_faults(facts: BlacklistCheck, book: Rulebook, zone: ZoneInfo) -> None:
    faults = list(_early_audits(facts.entries, zone))
    try:
        refuse_faults({f"loans[{at}]": loan for at, loan in enumerate(facts.loans or ())}, book, GRACE)
    except FactsError as error:
        faults += error.problems
    if faults:
        raise FactsError("the facts", faults)


def _early_audits(entries: Sequence[BlacklistEntry], zone: ZoneInfo) -> Iterator[Problem]:
    for at, entry in enumerate(entries):
        if entry.audited is not None and not _reached(entry.set, entry.audited, zone):
            what = Text(
                f"{entry.audited} is before set, which is {entry.set}", f"{entry.audited} 早于设置时间 {entry.set}"
            )
            yield Problem(f"entries[{at}].audited", what, Text("correct one of the two", "请更正其中之一"))


def _says(listing: _Event, unit: str) -> Text:
    if listing.origin == BY_HAND:
        return Text(f"on the list by hand since {listing.at}", f"自 {listing.at} 起由人工列入黑名单")
    loan = listed([listing.contract] if listing.contract else [])
    return Text(
        f"on the list since {listing.at}, loan {loan.en} overdue with {listing.amount} unpaid",
        f"合同 {loan.zh} 逾期未还 {listing.amount}{unit}，自 {listing.at} 起列入黑名单",
    )


def _unit(held: Dated[Any], policy: Policy) -> str:
    return policy.pack(held.pack).settings.currency


def _entry_says(state: str, entry: BlacklistEntry) -> Text:
    what = Text("removal", "人工移出") if entry.removes else Text("entry", "人工登记")
    en, zh = {
        "in_force": ("is in force", "已生效"),
        "waiting": ("waits for its audit, it is not in force", "尚待审核，未生效"),
        "own": ("was audited by the one who set it, it is not in force", "由设置人本人审核，不生效"),
        "unknown": ("may be in force or not, that cannot be told", "是否生效无法判定"),
    }[state]
    return Text(f"the {what.en} by hand {en}", f"{what.zh}{zh}")
