from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from visitcore.codec.policy import load_policy
from visitcore.decisions.verdict import Verdict
from visitcore.facts.credit import CreditPapers, LedgerEvent, Shipment
from visitcore.ground.errors import FactsError
from visitcore.rules.credit import decide_on_account, decide_shipment
from visitcore.rules.credit_ledger import replay

POLICY = load_policy("CR")
PAPERS = CreditPapers(file_data=True, opener_id_copy=True, contract_type="direct", settlement_agreement=True)
START = date(2024, 3, 1)
WINDOW = timedelta(days=30)
MANAGER = "regional_manager"


class Recount:
    """
    An account counted again from the first event, by nothing but the definitions.
    """

    def __init__(self, ledger):
        self.invoices, self.free, self.towards_next, self.steps, self.specials = [], Decimal(0), Decimal(0), [], []
        for event in ledger:
            self.tell(event)
            self.settle()

    def tell(self, event):
        """
        One event.
        """
        if event.kind == "invoice":
            used = min(self.towards_next, event.amount)
            self.towards_next -= used
            invoice = {
                "id": event.id,
                "on": event.on,
                "amount": event.amount,
                "paid": used,
                "over": event.class_ != "normal",
            }
            self.invoices.append(invoice)
            if event.class_ in ("first", "last"):
                self.steps.append(invoice)
        elif event.kind == "special_limit":
            self.specials.append(event)
        elif event.kind == "return":
            (invoice,) = [one for one in self.invoices if one["id"] == event.for_]
            invoice["amount"] -= event.amount
            self.free += max(invoice["paid"] - invoice["amount"], Decimal(0))
            invoice["paid"] = min(invoice["paid"], invoice["amount"])
        elif event.for_ == "next":
            self.towards_next += event.amount
        elif event.for_:
            (invoice,) = [one for one in self.invoices if one["id"] == event.for_]
            invoice["paid"] += event.amount
        else:
            self.free += event.amount

    def settle(self):
        """
        Free money goes to the oldest; an episode ends when all its steps are paid.
        """
        for invoice in self.invoices:
            used = min(self.free, invoice["amount"] - invoice["paid"])
            invoice["paid"] += used
            self.free -= used
        if all(one["amount"] == one["paid"] for one in self.steps):
            self.steps = []

    def open(self, *, before=date.max):
        """
        What is not paid, of invoices dated before a day.
        """
        return sum(one["amount"] - one["paid"] for one in self.invoices if one["on"] < before)

    def on(self, day):
        """
        Limit and outstanding on a day.
        """
        counted = [one for one in self.invoices if not one["over"] or one["amount"] == one["paid"]]
        basis = sum(one["amount"] for one in counted if day - WINDOW <= one["on"] < day)
        past = self.open(before=day - WINDOW)
        special = next((one.amount for one in reversed(self.specials) if one.from_ <= day <= one.to), Decimal(0))
        return (special if past else basis), self.open() - self.free


def ship(on, amount, ledger=(), **more):
    """
    What is decided of a shipment of an eligible customer.
    """
    facts = Shipment(on=on, amount=Decimal(amount), ledger=tuple(ledger), **{"papers": PAPERS, **more})
    return decide_shipment(facts, POLICY)


def invoice(on, amount, id_, class_="normal"):
    """
    An invoice.
    """
    return LedgerEvent(on=on, kind="invoice", amount=Decimal(amount), id=id_, class_=class_)


cents = st.decimals("0.01", 50_000, places=2)


@st.composite
def ledgers(draw):
    """
    Ledgers that can have happened.
    """
    ledger, day = [], START
    for at in range(draw(st.integers(0, 25))):
        day += timedelta(days=draw(st.sampled_from([0, 0, 1, 3, 10, 31])))
        counted = Recount(ledger)
        kind = draw(st.sampled_from(["invoice", "invoice", "free", "next", "earmarked", "return", "special_limit"]))
        known = [one for one in counted.invoices if one["amount"]]
        one = draw(st.sampled_from(known)) if known else None
        unpaid = one["amount"] - one["paid"] if one else 0
        if kind == "invoice":
            classes = st.sampled_from(["normal", "normal", "first", "last", "unapproved"])
            ledger.append(invoice(day, draw(cents), f"I{at}", draw(classes)))
        elif kind == "special_limit":
            until = day + timedelta(days=draw(st.integers(0, 20)))
            ledger.append(LedgerEvent(on=day, kind=kind, amount=draw(cents), from_=day, to=until))
        elif kind == "return" and one:
            amount = draw(st.decimals("0.01", one["amount"], places=2))
            ledger.append(LedgerEvent(on=day, kind=kind, amount=amount, for_=one["id"]))
        elif kind == "earmarked" and unpaid:
            amount = draw(st.decimals("0.01", unpaid, places=2))
            ledger.append(LedgerEvent(on=day, kind="payment", amount=amount, for_=one["id"]))
        elif kind in ("free", "next"):
            ledger.append(
                LedgerEvent(on=day, kind="payment", amount=draw(cents), for_="next" if kind == "next" else None)
            )
    return ledger


@given(ledger=ledgers(), later=st.integers(0, 40), amount=cents)
def test_the_quantities_are_those_of_a_recount(ledger, later, amount):
    """
    Limit, outstanding, steps and earmarked money are what counting from the first event gives.
    """
    day = (ledger[-1].on if ledger else START) + timedelta(days=later)
    counted = Recount(ledger)
    outcome = ship(day, amount, ledger, papers=PAPERS, plan=True, cash=amount).outcome

    assert counted.on(day) == (outcome.limit, outcome.outstanding)
    assert (len(counted.steps), counted.towards_next) == (outcome.step, outcome.earmarked)
    assert max(amount - outcome.headroom, 0) == outcome.excess


@given(ledger=ledgers(), later=st.integers(0, 40))
def test_headroom_is_what_was_paid_of_the_window(ledger, later):
    """
    With nothing past its term: what was paid of what counts, less what is open over the limit, and money on account.
    """
    day = (ledger[-1].on if ledger else START) + timedelta(days=later + 1)
    counted = Recount(ledger)
    standing = replay(POLICY, ledger).standing(day)
    if standing.past_term:
        return
    inside = [one for one in counted.invoices if day - WINDOW <= one["on"] < day]
    paid = sum(one["paid"] for one in inside if not one["over"] or one["paid"] == one["amount"])
    over = sum(one["amount"] - one["paid"] for one in counted.invoices if one["over"])

    assert paid - over + counted.free == standing.headroom


@given(ledger=ledgers(), more=cents, amount=cents, signer=st.sampled_from([None, MANAGER, "clerk"]))
def test_a_bigger_shipment_is_never_more_allowed(ledger, more, amount, signer):
    """
    What is refused or has to be asked for is not allowed for being bigger.
    """
    day = ledger[-1].on if ledger else START
    verdicts = [
        ship(day, one, ledger, signer=signer, plan=True, cash=Decimal(0)).verdict for one in (amount, amount + more)
    ]

    assert verdicts[1] is not Verdict.ALLOWED or verdicts[0] is Verdict.ALLOWED


@given(ledger=ledgers(), amount=cents)
def test_an_account_told_before_decides_the_same(ledger, amount):
    """
    Event by event or all at once, the decision is one.
    """
    day = ledger[-1].on if ledger else START
    facts = Shipment(on=day, amount=amount, ledger=tuple(ledger), papers=PAPERS, plan=True, cash=amount)
    one, other = decide_shipment(facts, POLICY), decide_on_account(replay(POLICY, ledger), facts)

    assert (one.verdict, one.outcome, one.missing) == (other.verdict, other.outcome, other.missing)


class Warehouse(RuleBasedStateMachine):
    """
    Clerks who try everything: splitting, copying, returning, asking twice, signing over the limit, paying back.

    Goods leave only where the decision says so; what leaves is held against a recount of its own.
    """

    def __init__(self):
        super().__init__()
        self.day, self.ledger, self.number, self.shipped = START, [], 0, []

    @initialize(amount=st.decimals(100, 50_000, places=2))
    def open_account(self, amount):
        """
        A customer with some goods of the month before, paid.
        """
        self.ledger = [
            invoice(START, amount, "I0"),
            LedgerEvent(on=START, kind="payment", amount=amount, for_="I0"),
        ]
        self.day = START + timedelta(days=1)

    def leave(self, amount, **more):
        """
        Ask, and let the goods leave where it is allowed.
        """
        decision = ship(self.day, amount, self.ledger, **more)
        if decision.verdict is not Verdict.ALLOWED:
            return
        counted = Recount(self.ledger)
        limit, outstanding = counted.on(self.day)
        self.shipped.append((decision.outcome.class_, amount, limit, outstanding, counted, more))
        self.number += 1
        class_ = decision.outcome.class_ if decision.outcome.class_ in ("first", "last") else "normal"
        self.ledger.append(invoice(self.day, amount, f"N{self.number}", class_))

    @rule(amount=cents, signer=st.sampled_from([None, MANAGER, "clerk"]), plan=st.sampled_from([None, True, False]))
    def ask(self, amount, signer, plan):
        """
        One shipment.
        """
        self.leave(amount, signer=signer, plan=plan)

    @rule(part=st.sampled_from([2, 3, 10]), signer=st.sampled_from([None, MANAGER]))
    def split(self, part, signer):
        """
        More than the head-room, in parts on one day.
        """
        limit, outstanding = Recount(self.ledger).on(self.day)
        whole = max(limit - outstanding, Decimal(0)) + Decimal(30)
        for _ in range(part):
            self.leave(max((whole / part).quantize(Decimal("0.01")), Decimal("0.01")), signer=signer)

    @rule(amount=cents, to_next=st.booleans())
    def pay(self, amount, to_next):
        """
        Money comes in.
        """
        for_ = "next" if to_next else None
        self.ledger.append(LedgerEvent(on=self.day, kind="payment", amount=amount, for_=for_))

    @precondition(lambda self: Recount(self.ledger).invoices)
    @rule(data=st.data())
    def send_back(self, data):
        """
        Goods come back.
        """
        known = [one for one in Recount(self.ledger).invoices if one["amount"]]
        if known:
            one = data.draw(st.sampled_from(known))
            amount = data.draw(st.decimals("0.01", one["amount"], places=2))
            self.ledger.append(LedgerEvent(on=self.day, kind="return", amount=amount, for_=one["id"]))

    @rule(amount=cents, days=st.integers(0, 5))
    def grant(self, amount, days):
        """
        The sales department grants a special limit.
        """
        until = self.day + timedelta(days=days)
        self.ledger.append(LedgerEvent(on=self.day, kind="special_limit", amount=amount, from_=self.day, to=until))

    @rule(days=st.sampled_from([1, 1, 7, 29, 30, 31]))
    def wait(self, days):
        """
        Days go by.
        """
        self.day += timedelta(days=days)

    @precondition(lambda self: self.number)
    @rule(amount=cents)
    def copy(self, amount):
        """
        A copy of a shipment is no second one.
        """
        with pytest.raises(FactsError, match="has left already"):
            ship(self.day, amount, self.ledger, id=f"N{self.number}", signer=MANAGER, plan=True)

    @precondition(lambda self: self.ledger)
    @rule(amount=cents)
    def date_back(self, amount):
        """
        A day on which the limit was higher is gone.
        """
        with pytest.raises(FactsError, match="has gone on until"):
            ship(self.ledger[-1].on - timedelta(days=1), amount, self.ledger, signer=MANAGER, plan=True)

    @invariant()
    def nothing_left_by_a_side_door(self):
        """
        Every shipment was within the limit, paid for beforehand, or one of two signed steps below a third of it.
        """
        for class_, amount, limit, outstanding, counted, more in self.shipped:
            if class_ == "within":
                assert outstanding + amount <= limit
            elif class_ == "prepaid":
                assert more["plan"]
                assert counted.towards_next >= amount
            else:
                assert more["signer"] == MANAGER
                assert 3 * amount < limit
                assert len(counted.steps) == {"first": 0, "last": 1}[class_]
        self.shipped.clear()


TestWarehouse = Warehouse.TestCase
TestWarehouse.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)


@pytest.mark.parametrize(
    ("facts", "where"),
    [
        ({"amount": Decimal(0)}, "amount: nothing is shipped"),
        ({"currency": "USD"}, "currency: "),
        ({"id": "I1"}, "id: 'I1' has left already"),
        ({"on": date(2024, 3, 2)}, "on: the account has gone on until 2024-03-03"),
    ],
)
def test_a_shipment_that_makes_no_sense_is_an_error(facts, where):
    """
    Nothing shipped, another currency, a copy, a day gone by.
    """
    ledger = [invoice(date(2024, 3, 3), 10, "I1")]

    with pytest.raises(FactsError, match=where):
        ship(**{"on": date(2024, 3, 4), "amount": 1, "ledger": ledger, **facts})


def test_every_ground_is_told_also_where_it_is_kept():
    """
    Papers, limit and class each have their finding.
    """
    day = START + timedelta(days=5)
    decision = ship(day, 10, [invoice(START, 100, "I1"), LedgerEvent(on=START, kind="payment", amount=Decimal(50))])
    rules = [finding.rule.id for finding in decision.findings]

    assert ["CR-01.2", "CR-01.3", "CR-01.4", "CR-01.1", "CR-01.5", "CR-02.1", "CR-02.1"] == rules
    assert Verdict.ALLOWED is decision.verdict
