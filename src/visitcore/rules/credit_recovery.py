"""
The end of the month: what the signer of an over-limit shipment is charged that was not paid in time.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from attrs import frozen

from visitcore.blocks.consequence import Proposal
from visitcore.blocks.term import Term
from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.verdict import Verdict
from visitcore.facts.credit import LedgerEvent, MonthEnd
from visitcore.ground.errors import FactsError, PolicyError
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.policy import Policy, Rulebook
from visitcore.rules.credit_account import CreditAccount
from visitcore.rules.credit_charges import cents, charge, fraction_of, listed_charges
from visitcore.rules.credit_ledger import not_past, replay
from visitcore.rules.credit_standing import OpenInvoice, same_number
from visitcore.rules.currency import same_currency
from visitcore.rules.holding import hold, lacking, left_open

DUE, SIGNER_SHARE, REFUND = "credit.due.last", "credit.signer_share", "credit.refund_signer"


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
    account = replay(policy, facts.ledger)
    past = not_past(account, facts.on)
    if past:
        raise FactsError("the facts", past)
    late = [one for one in _last_ones(account, facts.ledger, book) if one.open]
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
    fraction = fraction_of(share, share.value)
    proposals = tuple(charge(one.signer or "", cents(one.open * fraction)) for one in late)
    findings += hold(share, None, listed_charges(proposals), unit="")
    outcome = Recovery(invoices=ids, unpaid=unpaid, proposals=proposals)
    return conclude(name, book, findings, outcome=outcome, verdict=Verdict.REFERRED)


def _last_ones(account: CreditAccount, ledger: Sequence[LedgerEvent], book: Rulebook) -> list[OpenInvoice]:
    """
    The last over-limit shipments that were due before the day of the book.

    They stand as they do now where later money gives the signer the share back, else as at the end of their due day.
    """
    policy = book.policy
    last = [one for one in account.invoices.values() if one.class_ == "last" and _due(policy, one) < book.on]
    if book.read_as(REFUND, bool).value is not False:
        return last
    return [
        replay(policy, [event for event in ledger if account.day_of(event.on) <= _due(policy, one)]).invoices[
            same_number(one.id)
        ]
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
