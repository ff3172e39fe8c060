"""
A credit account, event by event: what is open, what counts, and how much may still leave.

Asking costs the same however long the account has run: sums are kept by day, and only the days of the window are read.
"""

from collections import deque
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from attrs import define, field

from visitcore.facts.credit import LedgerEvent
from visitcore.ground.days import as_local, local_day
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy
from visitcore.rules.credit_standing import OpenInvoice, Standing, same_number
from visitcore.rules.credit_terms import WINDOW, CreditTerms, open_terms

NEXT = "next"
"""What a payment towards the next shipment is for."""

NONE = Decimal(0)


@define(eq=False)
class CreditAccount:
    """
    One customer's account under a policy, as far as it has been told.

    Attributes:
        policy: The policy that says what counts.
        last: Local day of the latest event; ``None`` before the first.
        moment: Day or instant of the latest event, as it was told.
        invoices: Every invoice by its number, as `same_number` has it.
        seen: Kind and number of every event that has one.
        earmarked: Money paid towards the next shipment and not used yet.
    """

    policy: Policy = field(repr=False)
    last: date | None = None
    moment: date | None = None
    invoices: dict[str, OpenInvoice] = field(factory=dict, repr=False)
    seen: set[tuple[str, str]] = field(factory=set, repr=False)
    earmarked: Decimal = NONE
    _free: Decimal = field(default=NONE, repr=False)
    _open: Decimal = field(default=NONE, repr=False)
    _queue: deque[OpenInvoice] = field(factory=deque, repr=False)
    _steps: list[OpenInvoice] = field(factory=list, repr=False)
    _steps_unpaid: int = field(default=0, repr=False)
    _specials: list[LedgerEvent] = field(factory=list, repr=False)
    _invoiced: dict[date, Decimal] = field(factory=dict, repr=False)
    _not_counted: dict[date, Decimal] = field(factory=dict, repr=False)
    _collected: dict[date, Decimal] = field(factory=dict, repr=False)
    _open_by_day: dict[date, Decimal] = field(factory=dict, repr=False)
    _open_by_year: dict[int, Decimal] = field(factory=dict, repr=False)
    _steps_by_month: dict[tuple[int, int], int] = field(factory=dict, repr=False)

    def day_of(self, moment: date) -> date:
        """
        The local day of a moment, where the policy is at home.
        """
        return local_day(moment, self.policy.home(WINDOW))

    def is_before_the_last(self, moment: date) -> bool:
        """
        Whether a moment lies before the latest event: by the clock where both have one, else by the day.
        """
        if isinstance(moment, datetime) and isinstance(self.moment, datetime):
            zone = self.policy.home(WINDOW)
            return as_local(moment, zone) < as_local(self.moment, zone)
        return self.last is not None and self.day_of(moment) < self.last

    @property
    def currency(self) -> str:
        """
        ISO code of every amount on the account.
        """
        first, *_ = self.policy.layers(WINDOW)
        return self.policy.pack(first.entries[0].pack).settings.currency

    def post(self, event: LedgerEvent) -> None:
        """
        Put an event on the account; `credit_ledger` looks first whether it can have happened.
        """
        day = self.day_of(event.on)
        self.last, self.moment = day, event.on
        if event.id:
            self.seen.add((event.kind, same_number(event.id)))
        if event.kind == "invoice":
            self._invoice(event, day)
        elif event.kind == "payment":
            self._pay(event, day)
        elif event.kind == "return":
            self._take_back(self.invoices[same_number(event.for_ or "")], event.amount)
        else:
            self._specials = [one for one in self._specials if self._lasts(one, day)]
            self._specials.append(event)

    def standing(self, day: date) -> Standing | Dated[Any]:
        """
        The quantities on a day not before the last event, after everything told so far; the terms of that day govern.

        Returns:
            The quantities, or the value of the policy that is left open and without which they cannot be told.

        Raises:
            SilentPolicyError, NotInForceError, PolicyError: If the policy grants no credit that day.
        """
        terms = open_terms(self.policy, day)
        if not isinstance(terms, CreditTerms):
            return terms
        basis = self._basis(terms)
        past_term = self._open - self._in_term(day, terms.in_term_since)
        special = self._special(day)
        limit = basis if not past_term else special or NONE
        outstanding = self._open - self._free
        return Standing(
            day=day,
            basis=basis,
            past_term=past_term,
            special=special,
            limit=limit,
            outstanding=outstanding,
            headroom=limit - outstanding,
            step=self._steps_by_month.get((day.year, day.month), 0) if terms.by_month else len(self._steps),
            hold=bool(past_term) and special is None,
            earmarked=self.earmarked,
        )

    def prior_years_open(self, year: int) -> Decimal:
        """
        What is still open of invoices dated before a year.
        """
        return sum((amount for one, amount in self._open_by_year.items() if one < year), NONE)

    def _basis(self, terms: CreditTerms) -> Decimal:
        if terms.collected:
            return sum((self._collected.get(day, NONE) for day in terms.window), NONE)
        goods = sum((self._invoiced.get(day, NONE) for day in terms.window), NONE)
        return goods if terms.always else goods - sum((self._not_counted.get(day, NONE) for day in terms.window), NONE)

    def _in_term(self, day: date, since: date) -> Decimal:
        days = (since + timedelta(days=age) for age in range((day - since).days + 1))
        return sum((self._open_by_day.get(one, NONE) for one in days), NONE)

    def _special(self, day: date) -> Decimal | None:
        """
        The latest special limit told that is in force on a day.
        """
        for event in reversed(self._specials):
            if event.from_ is not None and self.day_of(event.from_) <= day and self._lasts(event, day):
                return event.amount
        return None

    def _lasts(self, special: LedgerEvent, day: date) -> bool:
        return special.to is not None and day <= self.day_of(special.to)

    def _invoice(self, event: LedgerEvent, day: date) -> None:
        invoice = OpenInvoice(event.id, day, event.amount, NONE, event.class_ or "", event.signer)
        self.invoices[same_number(event.id)] = invoice
        self._add(self._invoiced, day, event.amount)
        if invoice.over_limit:
            self._add(self._not_counted, day, event.amount)
        if invoice.is_step:
            self._steps.append(invoice)
            self._steps_unpaid += 1
            month = day.year, day.month
            self._steps_by_month[month] = self._steps_by_month.get(month, 0) + 1
        self._queue.append(invoice)
        self._owe(invoice, event.amount)
        used = min(self.earmarked, invoice.open)
        self.earmarked -= used
        self._settle(invoice, used)
        self._spend()

    def _pay(self, event: LedgerEvent, day: date) -> None:
        self._add(self._collected, day, event.amount)
        if event.for_ == NEXT:
            self.earmarked += event.amount
        elif event.for_:
            self._settle(self.invoices[same_number(event.for_)], event.amount)
        else:
            self._free += event.amount
            self._spend()

    def _take_back(self, invoice: OpenInvoice, amount: Decimal) -> None:
        """
        A return lowers the invoice's amount and open part; what was paid beyond the new amount is free money.
        """
        invoice.amount -= amount
        self._add(self._invoiced, invoice.day, -amount)
        was_open = bool(invoice.open)
        if invoice.over_limit and was_open:
            self._add(self._not_counted, invoice.day, -amount)
        unpaid = min(amount, invoice.open)
        if unpaid:
            self._settle(invoice, unpaid)
        self._free += amount - unpaid
        self._spend()

    def _spend(self) -> None:
        """
        Put free money to the oldest open invoices.
        """
        while self._free and self._queue:
            oldest = self._queue[0]
            self._settle(oldest, used := min(self._free, oldest.open))
            self._free -= used
            if not oldest.open:
                self._queue.popleft()

    def _owe(self, invoice: OpenInvoice, amount: Decimal) -> None:
        invoice.open += amount
        self._open += amount
        self._add(self._open_by_day, invoice.day, amount)
        self._open_by_year[invoice.day.year] = self._open_by_year.get(invoice.day.year, NONE) + amount

    def _settle(self, invoice: OpenInvoice, amount: Decimal) -> None:
        """
        Lower the open part of an invoice; one sent over the limit counts from the moment it is paid in full.
        """
        if not amount:
            return
        self._owe(invoice, -amount)
        if invoice.open or not invoice.over_limit:
            return
        self._add(self._not_counted, invoice.day, -invoice.amount)
        if invoice.is_step:
            self._steps_unpaid -= 1
            if not self._steps_unpaid:
                self._steps.clear()

    @staticmethod
    def _add(sums: dict[date, Decimal], day: date, amount: Decimal) -> None:
        total = sums.get(day, NONE) + amount
        if total:
            sums[day] = total
        else:
            sums.pop(day, None)
