"""
A ledger replayed: every event in turn, and none that cannot have happened.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import define, field

from visitcore.facts.credit import LedgerEvent
from visitcore.ground.errors import FactsError, hint_at
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text
from visitcore.policy.policy import Policy
from visitcore.rules.credit_account import NEXT, CreditAccount
from visitcore.rules.credit_standing import same_number


def replay(policy: Policy, ledger: Iterable[LedgerEvent], where: str = "ledger") -> CreditAccount:
    """
    The account after everything in a ledger.

    Args:
        policy: The policy.
        ledger: The events in the order in which they happened.
        where: Where the ledger stands in the facts, for the path of a fault.

    Raises:
        FactsError: If some event cannot have happened; every fault at once, each with its path.
    """
    telling = Telling(CreditAccount(policy))
    faults = [problem.inside(f"{where}[{at}]") for at, event in enumerate(ledger) for problem in telling.tell(event)]
    if faults:
        raise FactsError("the facts", faults)
    return telling.account


@define(eq=False)
class Telling:
    """
    An account that is told events one by one, of which some may be at fault.

    Attributes:
        account: The account, which has all that could have happened.
        doubtful: Numbers of the invoices that were at fault; what refers to them is not looked at.
    """

    account: CreditAccount
    doubtful: set[str] = field(factory=set)

    def tell(self, event: LedgerEvent) -> list[Problem]:
        """
        Tell the next event; the answer says what is wrong with it.
        """
        if event.for_ and same_number(event.for_) in self.doubtful:
            return []
        faults = faults_of(event, self.account)
        if not faults:
            self.account.post(event)
        elif event.kind == "invoice" and same_number(event.id) not in self.account.invoices:
            self.doubtful.add(same_number(event.id))
        return faults


def take(account: CreditAccount, event: LedgerEvent) -> None:
    """
    Tell an account the next event.

    Raises:
        FactsError: If it cannot have happened; every fault at once, and the account stays as it was.
    """
    faults = faults_of(event, account)
    if faults:
        raise FactsError("the event", faults)
    account.post(event)


def not_past(account: CreditAccount, moment: date) -> list[Problem]:
    """
    Why an account cannot be asked about a day or an instant: it has gone on past it.
    """
    if not account.is_before_the_last(moment):
        return []
    what = Text(f"the account has gone on until {account.moment}", f"账户已记到 {account.moment}")
    fix = Text("ask about then or later, or leave out what came after", "请改问当时或之后，或删去其后的记录")
    return [Problem("on", what, fix)]


def faults_of(event: LedgerEvent, account: CreditAccount) -> list[Problem]:
    """
    Why an event cannot be the next one on an account; empty where it can.
    """
    return [*_order(event, account), *_KINDS[event.kind](event, account)]


def _order(event: LedgerEvent, account: CreditAccount) -> Iterator[Problem]:
    if account.is_before_the_last(event.on):
        what = Text(
            f"{event.on} lies before {account.moment}, that of the event above",
            f"{event.on} 早于上一笔的 {account.moment}",
        )
        yield Problem("on", what, Text("put the events in the order in which they happened", "请按发生的先后顺序排列"))
    if event.id and (event.kind, same_number(event.id)) in account.seen:
        what = Text(
            f"the {_EN[event.kind]} {event.id!r} stands here already", f"已有编号为“{event.id}”的{_ZH[event.kind]}"
        )
        yield Problem(
            "id", what, Text("leave the copy out, or give it its own number", "请删去重复的一笔，或改用自己的编号")
        )
    if event.currency is not None and event.currency.upper() != (asked := account.currency):
        what = Text(f"{event.currency!r} is not the currency of the account", f"“{event.currency}”不是账户所用的货币")
        yield Problem("currency", what, Text(f"give the amounts in {asked}", f"请按 {asked} 填写金额"))
    if not event.amount and event.kind != "special_limit":
        yield Problem("amount", Text("nothing moves nothing", "金额为零"), Text("leave the event out", "请删去这一笔"))


def _invoice(event: LedgerEvent, account: CreditAccount) -> Iterator[Problem]:
    del account
    if not event.id or event.id == NEXT:
        what = Text(f"an invoice cannot be called {event.id!r}", f"发票编号不能为“{event.id}”")
        yield Problem("id", what, Text("give its number", "请填写发票编号"))
    if event.class_ is None:
        what = Text("an invoice needs its class", "发票缺少类别")
        fix = Text(
            "write `normal`, or `first`, `last` or `unapproved` where it left over the limit",
            "请写 `normal`（正常）；超额度发货的写 `first`（首次）、`last`（末次）或 `unapproved`（未审批）",
        )
        yield Problem("class", what, fix)


def _payment(event: LedgerEvent, account: CreditAccount) -> Iterator[Problem]:
    if not event.for_ or event.for_ == NEXT:
        return
    invoice = account.invoices.get(same_number(event.for_))
    if invoice is None:
        yield _unknown(event.for_, account)
    elif event.amount > invoice.open:
        what = Text(
            f"{event.amount} is more than the {invoice.open} open on {invoice.id}",
            f"{event.amount} 超过 {invoice.id} 的未付金额 {invoice.open}",
        )
        yield Problem("amount", what, Text("enter the rest as a payment of its own", "请把多出的部分另记一笔"))


def _return(event: LedgerEvent, account: CreditAccount) -> Iterator[Problem]:
    invoice = account.invoices.get(same_number(event.for_ or ""))
    if not event.for_:
        what = Text("a return needs its invoice", "退货没有写明对应的发票")
        yield Problem("for", what, Text("give the number of the invoice it is for", "请填写对应的发票编号"))
    elif invoice is None:
        yield _unknown(event.for_, account)
    elif event.amount > invoice.amount:
        what = Text(
            f"{event.amount} is more than the {invoice.amount} that {invoice.id} is left with",
            f"{event.amount} 超过 {invoice.id} 现有的金额 {invoice.amount}",
        )
        yield Problem(
            "amount", what, Text("enter the rest for the invoice it belongs to", "请把多出的部分记到所属的发票")
        )


def _special_limit(event: LedgerEvent, account: CreditAccount) -> Iterator[Problem]:
    since, until = event.from_, event.to
    for name, day in (("from", since), ("to", until)):
        if day is None:
            what = Text(f"a special limit without its {_ENDS[name].en}", f"特批额度缺少{_ENDS[name].zh}")
            yield Problem(name, what, Text("write the day; it counts", "请写明日期，当日计入"))
    if since is not None and until is not None and account.day_of(until) < account.day_of(since):
        yield Problem(
            "to",
            Text(f"{until} lies before {since}", f"{until} 早于 {since}"),
            Text("swap the two days", "请对调两个日期"),
        )


def _unknown(named: str, account: CreditAccount) -> Problem:
    what = Text(f"there is no invoice {named!r} before this event", f"在此之前没有编号为“{named}”的发票")
    known = [one.id for one in account.invoices.values()]
    return Problem("for", what, hint_at(named, known) if known else Text("enter the invoice first", "请先登记该发票"))


_KINDS = {"invoice": _invoice, "payment": _payment, "return": _return, "special_limit": _special_limit}
_EN = {"invoice": "invoice", "payment": "payment", "return": "return", "special_limit": "special limit"}
_ZH = {"invoice": "发票", "payment": "付款", "return": "退货", "special_limit": "特批额度"}
_ENDS = {"from": Text("first day", "起始日"), "to": Text("last day", "终止日")}
