from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from visitcore.codec.policy import load_policy
from visitcore.decisions.verdict import Verdict
from visitcore.facts.complaint import Complaint, ComplaintEvent, ComplaintReport, ComplaintStep
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.complaint_record import is_open, same_complaint
from visitcore.rules.complaint_steps import complaint_step, standing

CPC, OMS, BOTH = load_policy("CPC"), load_policy("OMS"), load_policy("standard")
DAY = date(2024, 7, 1)
FLOW = CPC.on(DAY).read("complaints.flow").value
MOVES = sorted({move.name for move in FLOW.moves})
ROLES = sorted({role for move in FLOW.moves for role in move.by})
NEEDS = sorted({need for move in FLOW.moves for need in move.needs})
PEOPLE = ["Wang", "Li", "Zhao"]
RECEIVED = ComplaintEvent(kind="received", at=DAY, by="Wang")
CHECKED = ComplaintEvent(kind="reason_checked", by="Wang")


def asked(*events, policy=CPC, about=(), **facts):
    """
    The decision on a step from where these events have led.
    """
    complaint = Complaint(about=about, events=(RECEIVED, *events))
    facts = {"on": DAY, "move": "accept_case", "by": "Li", "roles": ("store_superior",), "met": (), **facts}
    return complaint_step(ComplaintStep(complaint=complaint, **facts), policy)


def test_events_that_are_no_state_are_passed_over():
    """
    A warning changes nothing about where a complaint stands, and being told again does not either.
    """
    stands = standing(Complaint(events=(RECEIVED, ComplaintEvent(kind="legal_warned"), CHECKED, RECEIVED)), FLOW)

    assert ("reason_checked", False, ("store_superior",)) == (stands.state, stands.closed, stands.next_by)
    assert (CHECKED, None, "") == (stands.last, stands.broken, stands.why)


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (ComplaintEvent(kind="closed"), "order"),
        (ComplaintEvent(kind="accepted", by="Li", role="store"), "role"),
        (ComplaintEvent(kind="accepted", by="Wang", role="store_superior"), "own"),
    ],
)
def test_a_record_that_does_not_fit_goes_no_further(event, why):
    """
    A step left out, taken in a wrong role or on one's own is found in the record, and refused from then on.
    """
    decision = asked(CHECKED, event, move="route", roles=("admin_hr",), met=("accepting_department",))

    assert (Verdict.REFUSED, why) == (decision.verdict, decision.outcome.why)
    assert "reason_checked" == decision.outcome.state


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({"move": None}, "move"),
        ({"by": None}, "by"),
        ({"roles": None}, "roles"),
        ({"about": None}, "complaint.about"),
    ],
)
def test_what_is_not_known_is_named(facts, missing):
    """
    Missing is never a yes.
    """
    decision = asked(CHECKED, **facts)

    assert (Verdict.UNDETERMINED, (missing,)) == (decision.verdict, decision.missing)


def test_who_took_the_step_before_has_to_be_known():
    """
    Four eyes need two names.
    """
    before = ComplaintEvent(kind="reason_checked")

    assert ("complaint.events.reason_checked.by",) == asked(before).missing
    assert (
        Verdict.UNDETERMINED
        is asked(CHECKED, ComplaintEvent(kind="refused"), move="explain", roles=("store",), met=None).verdict
    )


def test_steps_are_followed_in_order_of_time():
    """
    A record written in another order is the same record, and a step of tomorrow is none today.
    """
    checked, accepted = (
        ComplaintEvent(kind=kind, at=DAY + timedelta(days=days), by=by)
        for kind, days, by in (("reason_checked", 1, "Wang"), ("accepted", 2, "Li"))
    )
    facts = {"move": "route", "by": "Zhao", "roles": ("admin_hr",)}

    assert Verdict.ALLOWED is asked(accepted, checked, on=DAY + timedelta(days=2), **facts).verdict
    assert "reason_checked" == asked(accepted, checked, on=DAY + timedelta(days=1), **facts).outcome.state


def test_whom_it_is_about_takes_no_step_at_all():
    """
    Where the policy has a table for it, also a step that asks for no four eyes; others may take it.
    """
    facts = {"policy": OMS, "move": "take_up", "roles": ("customer_relations",)}
    himself, another = (asked(about=("Li",), by=by, **facts) for by in ("Li", "Wu"))

    assert (Verdict.REFUSED, "own_request") == (himself.verdict, himself.outcome.why)
    assert ["OMS-02.3"] == [finding.rule.id for finding in himself.findings]
    assert (Verdict.ALLOWED, "in_handling") == (another.verdict, another.outcome.state)


def test_a_flow_left_open_is_named(make):
    """
    The company has to write it.
    """
    policy = make.policy(make.pack(complaints__flow=UNSPECIFIED))

    assert ("complaints.flow",) == asked(policy=policy).missing


@given(st.lists(st.sampled_from(FLOW.states), max_size=14))
def test_no_order_of_events_closes_without_an_answer(kinds):
    """
    However a record is written, it only counts as closed with the decision and the answer in it.
    """
    stands = standing(Complaint(events=tuple(ComplaintEvent(kind=kind) for kind in kinds)), FLOW)

    if stands.closed:
        assert {"customer_answered", "explained"} & set(kinds)
        assert {"accepted", "refused"} & set(kinds)


class ComplaintDesk(RuleBasedStateMachine):
    """
    People who try any step on any complaint, and customers who complain again.
    """

    @initialize(about=st.sampled_from([(), ("Li",)]))
    def open_desk(self, about):
        """
        A customer complains.
        """
        self.about = about
        self.records = []
        self.records.append(self.new("C1", "brakes"))

    def new(self, customer, problem):
        """
        A record as it is opened.
        """
        number = str(len(self.records))
        return Complaint(id=number, customer=customer, problem=problem, about=self.about, events=(RECEIVED,))

    def take(self, at, move, by, roles, met):
        """
        Ask for a step, and take it where it is allowed.
        """
        record = self.records[at % len(self.records)]
        facts = ComplaintStep(on=DAY, complaint=record, move=move, by=by, roles=roles, met=met)
        decision = complaint_step(facts, BOTH)
        if decision.verdict is Verdict.ALLOWED:
            event = ComplaintEvent(kind=decision.outcome.state, at=DAY, by=by, role=roles[0])
            changed = Complaint(
                id=record.id,
                customer=record.customer,
                problem=record.problem,
                about=record.about,
                events=(*record.events, event),
            )
            self.records[at % len(self.records)] = changed

    @rule(
        at=st.integers(0, 3),
        move=st.sampled_from(MOVES),
        by=st.sampled_from(PEOPLE),
        role=st.sampled_from(ROLES),
        met=st.sets(st.sampled_from(NEEDS)),
    )
    def try_anything(self, at, move, by, role, met):
        """
        Anybody tries anything.
        """
        self.take(at, move, by, (role,), tuple(met))

    @precondition(lambda self: any(is_open(record, BOTH.on(DAY)) for record in self.records))
    @rule(at=st.integers(0, 3), by=st.sampled_from(PEOPLE), which=st.integers(0, 2))
    def go_on(self, at, by, which):
        """
        Somebody in the right role takes a step that the flow offers.
        """
        record = self.records[at % len(self.records)]
        state = standing(record, FLOW).state
        ways = [move for move in FLOW.moves if state in move.from_]
        if ways:
            move = ways[which % len(ways)]
            self.take(at, move.name, by, move.by or ("store",), move.needs)

    @rule(customer=st.sampled_from(["C1", "c1", "C2"]), problem=st.sampled_from(["brakes", "Brakes ", "paint"]))
    def complain(self, customer, problem):
        """
        A customer complains, perhaps again: a record is opened where none is open for it.
        """
        report = ComplaintReport(on=DAY, complaint=self.new(customer, problem), known=tuple(self.records))
        outcome = same_complaint(report, BOTH).outcome
        if not outcome.record:
            self.records.append(report.complaint)

    @invariant()
    def nothing_is_closed_unanswered(self):
        """
        What is closed was decided by the superior and answered, or refused and explained.
        """
        for record in getattr(self, "records", ()):
            kinds = [event.kind for event in record.events]
            if "closed" in kinds:
                answered = kinds.index("accepted") < kinds.index("customer_answered") if "accepted" in kinds else False
                explained = kinds.index("refused") < kinds.index("explained") if "refused" in kinds else False

                assert answered or explained
                assert not answered or "general_manager_noted" in kinds

    @invariant()
    def nobody_decides_on_his_own(self):
        """
        Where four eyes are asked for, two persons acted, and none of them is complained about.
        """
        twice = {move.to for move in FLOW.moves if move.four_eyes}
        for record in getattr(self, "records", ()):
            for before, event in zip(record.events, record.events[1:], strict=False):
                if event.kind in twice:
                    assert event.by != before.by
                    assert event.by not in record.about

    @invariant()
    def one_open_record_for_one_problem(self):
        """
        Reported twice, a problem never has two open records.
        """
        book = BOTH.on(DAY)
        records = [record for record in getattr(self, "records", ()) if is_open(record, book)]
        matters = [(record.customer.casefold(), record.problem.strip().casefold()) for record in records]

        assert len(set(matters)) == len(matters)


TestComplaintDesk = ComplaintDesk.TestCase
TestComplaintDesk.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)


def test_words_are_asked_where_the_document_has_them_written_or_told():
    """
    CPC-07.1 and 07.2, 11.1 to 14.1: the check, the reason, the report, both opinions and the reply; nothing else.
    """
    told = {move.name for move in FLOW.moves if move.asks is not None}

    assert {
        "check_reason",
        "explain",
        "hand_in_report",
        "admin_review",
        "review_opinion",
        "answer_customer",
    } == told
