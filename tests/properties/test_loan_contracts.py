"""
Loan contracts moved about in any order by anybody: what must hold whatever happens.
"""

from datetime import date
from decimal import Decimal

from attrs import evolve
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from visitcore.codec.policy import load_policy
from visitcore.decisions.verdict import Verdict
from visitcore.facts.contract import CollateralAsset, ContractChange, LoanContract
from visitcore.facts.contract_question import ContractMove, DayEnd
from visitcore.rules.contracts import move_contract
from visitcore.rules.day_end import day_end_run

LNS = load_policy("LNS")
DAY, NOTHING = date(2024, 6, 14), Decimal("0.00")
PEOPLE = st.sampled_from(["Wang", "Li", "Zhou"])
EVERY_ROLE = ("account_manager", "reviewer", "system")
SECURED = {"pledge", "mortgage"}
RECORDS = st.sampled_from(
    [
        CollateralAsset(kind=kind, description="d", owner="o", valuation=worth)
        for kind in sorted(SECURED)
        for worth in (Decimal(1), Decimal(2), None)
    ]
)
PARTS = st.sampled_from([Decimal(0), Decimal("0.01"), Decimal("50.00"), Decimal("100.00")])
COMPLETE = tuple(
    CollateralAsset(kind=kind, description="d", owner="o", valuation=Decimal(3)) for kind in sorted(SECURED)
)
GUARANTEES = st.sets(st.sampled_from(["pledge", "mortgage", "credit"]), max_size=2)


def application(guarantees):
    """
    An approved application, with everything known.
    """
    return LoanContract(
        state="application",
        application_approved=True,
        number="1",
        paper_number="1",
        start=date(2024, 1, 10),
        end=date(2025, 1, 9),
        guarantees=tuple(sorted(guarantees)),
        assets=(),
        amount=Decimal("100.00"),
        disbursed=NOTHING,
        principal_outstanding=NOTHING,
        interest_outstanding=NOTHING,
        rate=Decimal(5),
        grade="A",
        manager="Wang",
    )


class RunningContracts(RuleBasedStateMachine):
    """
    One contract that was paid out, three people who each have every role, and a diary that the library does not see.
    """

    @initialize(guarantees=GUARANTEES)
    def begin(self, guarantees):
        """
        Submitted by Wang, seen by Zhou.
        """
        self.contract = evolve(
            application(guarantees),
            state="disbursed",
            disbursed=Decimal("100.00"),
            principal_outstanding=Decimal("100.00"),
            assets=COMPLETE,
            audited_assets=COMPLETE,
            submitted_by="Wang",
            assets_submitted_by="Wang",
        )
        self.submitted, self.reviewed, self.assets_by, self.audit, self.asked = "Wang", "Zhou", "Wang", COMPLETE, None

    def move(self, name, actor, **brings):
        """
        Try a move; keep in the diary what an ended contract must not lose.
        """
        before = self.contract
        facts = ContractMove(on=DAY, contract=before, move=name, actor=actor, roles=EVERY_ROLE, **brings)
        decision = move_contract(facts, LNS)
        self.contract = decision.outcome.contract
        allowed = decision.verdict is Verdict.ALLOWED
        assert allowed or self.contract == before
        if before.state == "ended":
            assert not allowed
        if self.contract.state == "ended" != before.state:
            assert (0, 0) == (before.principal_outstanding, before.interest_outstanding)
        return allowed

    @rule(actor=PEOPLE, part=PARTS, interest=PARTS)
    def pay_some(self, actor, part, interest):
        """
        No more than is owed.
        """
        owed = self.contract
        paid = {
            "principal_paid": min(part, owed.principal_outstanding),
            "interest_paid": min(interest, owed.interest_outstanding),
        }
        self.move("pay", actor, **paid)

    @rule(interest_too=st.booleans())
    def pay_off(self, interest_too):
        """
        All of the principal, and perhaps of the interest.
        """
        rest = self.contract.interest_outstanding if interest_too else NOTHING
        self.move("pay", "Wang", principal_paid=self.contract.principal_outstanding, interest_paid=rest)

    @rule(interest=PARTS)
    def accrue(self, interest):
        """
        Interest falls due on a contract that runs.
        """
        if self.contract.state == "disbursed":
            self.contract = evolve(self.contract, interest_outstanding=self.contract.interest_outstanding + interest)

    @rule(actor=PEOPLE, grade=st.sampled_from("AB"))
    def request_change(self, actor, grade):
        """
        Remember who asked.
        """
        if self.move("request_change", actor, change=ContractChange(kind="contract_grade", grade=grade)):
            self.asked = actor

    @rule(actor=PEOPLE, passes=st.booleans())
    def judge_change(self, actor, passes):
        """
        Nobody audits what he asked for.
        """
        if self.move("pass_change" if passes else "drop_change", actor):
            assert actor not in (self.asked, self.contract.manager)

    @rule(actor=PEOPLE, manager=PEOPLE)
    def change_manager(self, actor, manager):
        """
        The contract passes to somebody else.
        """
        self.move("change_manager", actor, manager=manager)

    @rule(actor=PEOPLE, name=st.sampled_from(["end", "day_end"]))
    def end(self, actor, name):
        """
        By hand or by the system.
        """
        self.move(name, actor)

    @rule()
    def night(self):
        """
        The job itself ends nothing that owes anything, and leaves alone what has ended.
        """
        before = self.contract
        (self.contract,) = day_end_run(DayEnd(on=DAY, contracts=(before,)), LNS).outcome.contracts
        if before.state == "ended":
            assert before == self.contract
        elif self.contract.state == "ended":
            assert (0, 0) == (before.principal_outstanding, before.interest_outstanding)

    @invariant()
    def nothing_is_paid_out_unseen(self):
        """
        Money went out only after a passed review by another person and, where required, an audit of the collateral.
        """
        contract = getattr(self, "contract", None)
        if contract is None or not (contract.state == "disbursed" or contract.disbursed):
            return
        assert self.reviewed is not None
        assert self.reviewed != self.submitted
        if SECURED & set(contract.guarantees):
            assert self.audit
            assert contract.assets == self.audit


class LoanContracts(RunningContracts):
    """
    The same from the application on, some steps along the straight way.
    """

    @initialize(guarantees=GUARANTEES, far=st.integers(0, 8))
    def begin(self, guarantees, far):
        """
        An approved application of Wang's.
        """
        self.contract = application(guarantees)
        self.submitted = self.reviewed = self.assets_by = self.audit = self.asked = None
        straight = (
            lambda: self.move("create", "Wang"),
            lambda: self.submit("Wang"),
            lambda: self.fill_in("Wang"),
            lambda: self.submit_assets("Wang"),
            lambda: self.judge_assets("Zhou", passes=True),
            lambda: self.review("Zhou", passes=True),
            lambda: self.go_on("Wang", Decimal(0), "open"),
            lambda: self.go_on("Wang", Decimal("100.00"), "make_voucher"),
        )
        for step in straight[:far]:
            step()

    @rule(actor=PEOPLE)
    def submit(self, actor):
        """
        A new submission asks for a new review.
        """
        if self.move("submit", actor):
            self.submitted, self.reviewed = actor, None

    @rule(actor=PEOPLE, assets=st.lists(RECORDS, max_size=2))
    def edit_assets(self, actor, assets):
        """
        Records may be incomplete, and of the wrong type.
        """
        self.move("edit_assets", actor, assets=tuple(assets))

    @rule(actor=PEOPLE)
    def fill_in(self, actor):
        """
        Complete records, so that the way goes on.
        """
        self.move("edit_assets", actor, assets=COMPLETE)

    @rule(actor=PEOPLE)
    def submit_assets(self, actor):
        """
        Remember who brought them.
        """
        if self.move("submit_assets", actor):
            self.assets_by = actor

    @rule(actor=PEOPLE, passes=st.booleans())
    def judge_assets(self, actor, passes):
        """
        Nobody audits what he brought or manages.
        """
        if self.move("pass_assets" if passes else "return_assets", actor, reason="r"):
            assert actor not in (self.assets_by, self.contract.manager)
            self.audit = self.contract.assets if passes else self.audit

    @rule(actor=PEOPLE, passes=st.booleans())
    def review(self, actor, passes):
        """
        Nobody reviews what he submitted or manages.
        """
        if self.move("pass_review" if passes else "return_contract", actor, reason="r"):
            assert actor not in (self.submitted, self.contract.manager)
            self.reviewed = actor if passes else None

    @rule(actor=PEOPLE, drawn=PARTS, name=st.sampled_from(["open", "make_voucher", "cancel_rest", "correct"]))
    def go_on(self, actor, drawn, name):
        """
        Open, pay out, cancel what is left, or correct.
        """
        self.move(name, actor, drawn=drawn)


TestRunningContracts = RunningContracts.TestCase
TestLoanContracts = LoanContracts.TestCase
TestLoanContracts.settings = settings(stateful_step_count=60)
