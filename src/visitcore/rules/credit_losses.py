"""
Money lost on credit: who bears it, and what the signer is charged at the end of the month.  Nothing is ever posted.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from itertools import accumulate
from typing import Any

from attrs import evolve, frozen

from visitcore.blocks.consequence import Proposal
from visitcore.blocks.table import Table
from visitcore.blocks.term import Term
from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.verdict import Verdict
from visitcore.facts.credit import BadDebt, LedgerEvent, MonthEnd
from visitcore.facts.money import CENT
from visitcore.ground.errors import FactsError, PolicyError
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy, Rulebook
from visitcore.rules.credit_account import CreditAccount, OpenInvoice
from visitcore.rules.credit_ledger import not_past, replay
from visitcore.rules.currency import same_currency
from visitcore.rules.holding import book_on, hold, lacking, left_open

LOSS, RESERVED = "credit.loss", "credit.legal_action_reserved"
DUE, SIGNER_SHARE, REFUND = "credit.due.last", "credit.signer_share", "credit.refund_signer"
NOBODY, BEARERS = "nobody", "unapproved_bearers"


@frozen(kw_only=True)
class Borne:
    """
    Who is proposed to bear a loss.

    Attributes:
        proposals: One for each person; each to be looked at by the law before it is carried out.
        company: What the company bears itself.
        legal_action_reserved: Whether the company may take legal action.
    """

    proposals: tuple[Proposal, ...]
    company: Decimal
    legal_action_reserved: bool


@frozen(kw_only=True)
class Recovery:
    """
    What is proposed for the last over-limit shipments that were not paid by the end of their month.

    Attributes:
        invoices: Numbers of the shipments, the earliest first.
        unpaid: What is still open on them.
        proposals: One for each shipment, to its signer.
    """

    invoices: tuple[str, ...]
    unpaid: Decimal
    proposals: tuple[Proposal, ...]


def bear_bad_debt(facts: BadDebt, policy: Policy) -> Decision[Any]:
    """
    Who bears a bad debt.

    Args:
        facts: The shipment lost; what the signer was charged for it already is set off against the signer's part, then
            against the company's, and what is too much goes back to the signer.
        policy: The policy; ``credit.loss`` and the shares of the day *on* govern.

    Returns:
        A decision of `Borne`, referred to a person; undetermined where the shares are not set; not applicable where
        nobody bears the loss, or it is verified that the goods did not leave without approval.

    Raises:
        FactsError: If more was deducted than is lost.
    """
    name = "bear_bad_debt"
    book = book_on(policy, LOSS, facts.on)
    held = book.read_as(LOSS, Table)
    same_currency(facts.currency, held, policy)
    if held.value is UNSPECIFIED:
        return left_open(name, book, held)
    answer = held.value.ask({"class": facts.class_})
    lacks = ["class"] if facts.class_ is None else []
    lacks += [f"{LOSS}[class = {value}]" for _, value in answer.outside]
    lacks += ["amount"] if facts.amount is None else []
    row = answer.row
    if row is None or facts.amount is None:
        return lacking(name, book, held, lacks)
    if facts.deducted > facts.amount:
        what = Text(f"{facts.deducted} is more than was lost", f"{facts.deducted} 超过损失金额")
        raise FactsError("the facts", [Problem("deducted", what, Text("check both sums", "请核对两个金额"))])
    if row.then == NOBODY:
        says = Text("nothing was owed, nobody bears it", "没有应收款，无人承担")
        return conclude(name, book, hold(held, None, says, rule=row.rule), verdict=Verdict.NOT_APPLICABLE)
    shares: Dated[Any] = book.read_as(f"credit.{row.then}", Mapping, tuple)
    if shares.value is UNSPECIFIED:
        return left_open(name, book, shares)
    if row.then == BEARERS and facts.verified is not True:
        if facts.verified is None:
            return lacking(name, book, held, ["verified"], rule=row.rule)
        says = Text("not verified that the goods left without approval", "未查实属于未经审批发货")
        return conclude(name, book, hold(held, None, says, rule=row.rule), verdict=Verdict.NOT_APPLICABLE)
    if facts.deducted and facts.signer is None:
        return lacking(name, book, held, ["signer"], rule=row.rule)
    parts = split(shares, facts.amount)
    set_off = min(facts.deducted, parts.get(facts.signer or "", Decimal(0)))
    if set_off:
        parts[facts.signer or ""] -= set_off
    company = facts.amount - sum(parts.values()) - facts.deducted
    proposals = [_charge(who, part) for who, part in parts.items()]
    if company < 0:
        proposals.append(evolve(_charge(facts.signer or "", -company), what=_REFUND))
    outcome = Borne(
        proposals=tuple(proposals),
        company=max(company, Decimal(0)),
        legal_action_reserved=facts.class_ in _reserved(book),
    )
    told = _listed(proposals)
    findings = [*hold(held, None, told, rule=row.rule, seen=facts.amount), *hold(shares, None, told, unit="")]
    return conclude(name, book, findings, outcome=outcome, verdict=Verdict.REFERRED)


def recover_at_month_end(facts: MonthEnd, policy: Policy) -> Decision[Any]:
    """
    What the signers are charged for last over-limit shipments that were not paid in time.

    Args:
        facts: The account; a shipment is late from the day after its due day.
        policy: The policy; the due day follows ``credit.due.last`` of the day of shipping, the share is that of the
            day *on*.

    Returns:
        A decision of `Recovery`: referred to a person where something is late, allowed where nothing is; undetermined
        where the signer of a late shipment, or ``credit.signer_share``, is not known.
    """
    name = "recover_at_month_end"
    book = policy.on(CreditAccount(policy).day_of(facts.on))
    held, share = book.read_as(DUE, Term), book.read_as(SIGNER_SHARE, Decimal, int)
    same_currency(facts.currency, held, policy)
    if held.value is UNSPECIFIED:
        return left_open(name, book, held)
    if facts.ledger is None:
        return lacking(name, book, held, ["ledger"])
    past = not_past(replay(policy, facts.ledger), book.on)
    if past:
        raise FactsError("the facts", past)
    late = [one for one in _last_ones(policy, facts.ledger, book) if one.open]
    if not late:
        says = Text("no last shipment over the limit is late", "没有逾期未收回的末次超额度货款")
        return conclude(
            name, book, hold(held, True, says), outcome=Recovery(invoices=(), unpaid=Decimal(0), proposals=())
        )
    findings = [finding for one in late for finding in hold(held, False, _says_late(one, policy), seen=one.open)]
    missing = [f"ledger: signer of {one.id}" for one in late if one.signer is None]
    if share.value is UNSPECIFIED:
        missing.append(share.key)
    unpaid = sum((one.open for one in late), Decimal(0))
    ids = tuple(one.id for one in late)
    if missing:
        outcome = Recovery(invoices=ids, unpaid=unpaid, proposals=())
        return conclude(name, book, findings, outcome=outcome, missing=missing, verdict=Verdict.UNDETERMINED)
    fraction = _fraction(share, share.value)
    proposals = tuple(_charge(one.signer or "", _cents(one.open * fraction)) for one in late)
    findings += hold(share, None, _listed(proposals), unit="")
    outcome = Recovery(invoices=ids, unpaid=unpaid, proposals=proposals)
    return conclude(name, book, findings, outcome=outcome, verdict=Verdict.REFERRED)


def _reserved(book: Rulebook) -> tuple[str, ...]:
    held = book.read_as(RESERVED, tuple)
    return held.value if isinstance(held.value, tuple) else ()


def _last_ones(policy: Policy, ledger: Sequence[LedgerEvent], book: Rulebook) -> list[OpenInvoice]:
    """
    The last over-limit shipments that were due before the day of the book.

    They stand as they do now where later money gives the signer the share back, else as at the end of their due day.
    """
    invoices = replay(policy, ledger).invoices.values()
    last = [one for one in invoices if one.class_ == "last" and _due(policy, one) < book.on]
    if book.read_as(REFUND, bool).value is not False:
        return last
    account = CreditAccount(policy)
    return [
        replay(policy, [event for event in ledger if account.day_of(event.on) <= _due(policy, one)]).invoices[one.id]
        for one in last
    ]


def _due(policy: Policy, invoice: OpenInvoice) -> date:
    held = policy.on(invoice.day).read_as(DUE, Term)
    term, settings = held.value, policy.pack(held.pack).settings
    if not isinstance(term, Term):
        raise PolicyError(held.key, [Problem("", "the term is not set on the day of shipping", "set it")])
    due = term.due(invoice.day, policy.calendar(held.pack), settings.roll)
    if due is None:
        raise PolicyError(held.key, [Problem("", "the term has no end", "give it one, e.g. month_end = true")])
    return due


def _says_late(invoice: OpenInvoice, policy: Policy) -> Text:
    due = _due(policy, invoice)
    return Text(
        f"{invoice.open} of {invoice.id} was due by {due} and is open",
        f"{invoice.id} 应于 {due} 前收回，尚欠 {invoice.open}",
    )


def split(shares: Dated[Any], amount: Decimal) -> dict[str, Decimal]:
    """
    Each person's part in whole cents, never more than the whole in all.

    Equal parts where only names are given, the odd cents to the last of them.
    """
    if isinstance(shares.value, Mapping):
        fractions = {str(who): _fraction(shares, share) for who, share in shares.value.items()}
        if sum(fractions.values()) > 1:
            raise PolicyError(
                shares.key, [Problem("", "the shares come to more than the whole", "lower them to 1 in all")]
            )
        ends = [_cents(amount * whole) for whole in accumulate(fractions.values())]
        parts = {who: end - begin for who, begin, end in zip(fractions, [Decimal(0), *ends], ends, strict=False)}
    else:
        equal = (amount / len(shares.value)).quantize(CENT, rounding=ROUND_DOWN)
        parts = dict.fromkeys(map(str, shares.value), equal)
        parts[str(shares.value[-1])] += amount - equal * len(parts)
    return parts


def _fraction(held: Dated[Any], share: Any) -> Decimal:
    try:
        fraction = Decimal(share)
    except (ArithmeticError, TypeError, ValueError):
        fraction = Decimal(-1)
    if not 0 <= fraction <= 1:
        raise PolicyError(held.key, [Problem("", f"{share} is no share of a loss", "write a number from 0 to 1")])
    return fraction


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def _charge(who: str, amount: Decimal) -> Proposal:
    return Proposal(kind="measure", what=_CHARGE, amount=amount, target=who, legal_review=True)


_CHARGE = Text("Charge on income", "从收入中扣除")
_REFUND = Text("Refund of what was deducted too much", "退还多扣的部分")


def _listed(proposals: Sequence[Proposal]) -> Text:
    told = [f"{one.target} {one.amount}" for one in proposals]
    return Text(
        f"proposed: {', '.join(told)}; a person decides, the law is looked at first",
        f"拟由以下人员承担：{'、'.join(told)}；由负责人决定，须先作法律审核",
    )
