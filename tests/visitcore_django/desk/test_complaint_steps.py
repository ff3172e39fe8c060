from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as tries
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from visitcore_site.days import at

from visitcore import load_policy
from visitcore_django import desk
from visitcore_django.desk.complaint_steps import ways_of
from visitcore_django.models import Complaint, DecisionRecord, Delegation

DAY = date(2024, 7, 1)
FLOW = load_policy("standard").on(DAY).find("complaints.flow").value
THE_WHOLE_WAY = [
    ("check_reason", "li"),
    ("accept_case", "lead"),
    ("route", "cs"),
    ("hand_in_report", "manager"),
    ("review_report", "lead"),
    ("admin_review", "cs"),
    ("note_case", "boss"),
    ("review_opinion", "lead"),
    ("answer_customer", "cs"),
    ("close_case", "cs"),
]
NEEDS = {move.name: move.needs for move in FLOW.moves}


@pytest.fixture
def complaint(office):
    """
    A complaint of Li's customer that came in on 1 July at ten.
    """
    return opened(office)


def opened(office, when=None, **more):
    """
    A complaint of 1 July at ten, which is not answered by a letter only, unless something else is said.
    """
    told = {"problem": "lift stuck", "received_at": when or at(DAY), "reply_letter_only": False, **more}
    told["customer"] = told.get("customer") or office.customer()
    return desk.open_complaint(Complaint(**told), by=office.li, at=when or at(DAY))


def step(complaint, move, by, hour=11, met=None, **more):
    """
    Somebody asks for a step at an hour of that day, with everything confirmed unless something else is said.
    """
    return desk.advance_complaint(
        complaint, move, by=by, met=NEEDS.get(move, ()) if met is None else met, at=at(DAY, hour), **more
    )


def test_it_goes_the_way_of_the_day_of_receipt(office, complaint):
    """
    CPC-07.1: a new policy from 10 July has no way for complaints; one that came in before goes on by the old one.
    """
    office.policy('extends = ["ABC"]', since=date(2024, 7, 10))
    later = at(date(2024, 7, 14))

    assert ["check_reason"] == [way.move.name for way in ways_of(complaint, by=office.li, at=later)][:1]
    told = desk.advance_complaint(complaint, "check_reason", by=office.li, met=NEEDS["check_reason"], at=later)
    assert ("allowed", None) == (told.verdict, told.policy_version)
    assert complaint.state and complaint.next_by
    desk.note_complaint(complaint, "legal_warned", by=office.lead, at=later)
    new = opened(office, customer=office.customer("C2"), when=later)
    with pytest.raises(desk.DeskError, match="no way for complaints"):
        desk.advance_complaint(new, "check_reason", by=office.li, at=later)


def test_it_goes_the_whole_way_and_is_called_back_on(office, complaint):
    """
    CPC-07.1 to CPC-14.1: step by step, each by whoever may, to the end; RCB-01.3a: the call-back is due in three days.
    """
    for hour, (move, name) in enumerate(THE_WHOLE_WAY, start=11):
        assert "allowed" == step(complaint, move, getattr(office, name), hour).verdict, move

    assert "closed" == complaint.state
    assert at(DAY, 20) == complaint.closed_at
    assert "" == complaint.next_by
    assert at(date(2024, 7, 4), 23, 59) < complaint.callback_matter.next_due < at(date(2024, 7, 5), 0)


def test_a_step_in_anothers_role_is_refused_recorded_and_told(office, complaint):
    """
    CPC-07.1: the customer-service manager does not check the reason, which is for the store.
    """
    told = step(complaint, "check_reason", office.cs)

    assert "refused" == told.verdict
    assert "CPC-07.1" in told.rules
    assert "store" in told.told_en
    assert "received" == complaint.state
    assert 1 == complaint.events.count()


def test_a_decision_on_ones_own_step_is_refused(office, complaint):
    """
    The lead, who checked the reason in the store's stead, does not take the case on himself.
    """
    office.lead.groups.add(office.groups["Salesperson"])
    step(complaint, "check_reason", office.lead)
    told = step(complaint, "accept_case", office.lead)

    assert "refused" == told.verdict
    assert "own" in told.told_en or "nobody passes" in told.told_en
    assert "reason_checked" == complaint.state


def test_a_step_left_out_is_refused(office, complaint):
    """
    CPC-07.1: a case that nobody has taken on is not sent on.
    """
    assert "refused" == step(complaint, "route", office.cs).verdict
    assert "received" == complaint.state


def test_what_has_to_be_confirmed_has_to_be_confirmed(office, complaint):
    """
    CPC-11.1: a report without the original complaint is refused.
    """
    for hour, (move, name) in enumerate(THE_WHOLE_WAY[:3], start=11):
        step(complaint, move, getattr(office, name), hour)
    told = step(complaint, "hand_in_report", office.manager, 15, met=["accepting_department", "investigation_report"])

    assert "refused" == told.verdict
    assert "original complaint" in told.told_en
    assert "routed" == complaint.state


def test_a_step_before_the_last_one_is_refused_with_words(office, complaint):
    """
    With the clock set back, nothing is written down, and the message says why.
    """
    with pytest.raises(desk.DeskError, match="before the last thing on record"):
        step(complaint, "check_reason", office.li, hour=9)
    assert not DecisionRecord.objects.filter(name="complaint_step").exists()


def test_without_the_right_no_step_is_taken(office, complaint):
    """
    Finance and the auditor see the complaint and take no step; a salesperson of another team does not even see it.
    """
    for person in (office.money, office.auditor, office.zhao):
        with pytest.raises(desk.NotAllowedError):
            step(complaint, "check_reason", person)


def test_a_double_click_takes_one_step(office, complaint):
    """
    The same request twice is one step.
    """
    first = step(complaint, "check_reason", office.li, token="t1")
    again = step(complaint, "check_reason", office.li, token="t1")

    assert first == again
    assert 2 == complaint.events.count()


def stands_in(office, away, there):
    """
    Somebody stands in for somebody on that day.
    """
    Delegation.objects.create(from_user=away, to_user=there, first_day=DAY, last_day=DAY)


def test_one_who_stands_in_takes_the_step(office, complaint):
    """
    The manager is away; for him the lead hands the report in, and the record says so.
    """
    stands_in(office, office.manager, office.lead)
    step(complaint, "check_reason", office.li)
    step(complaint, "accept_case", office.lead, 12)
    step(complaint, "route", office.cs, 13)
    told = step(complaint, "hand_in_report", office.lead, 14)
    event = complaint.events.last()

    assert "allowed" == told.verdict
    assert (office.lead, office.manager, "accepting_department") == (event.by, event.on_behalf_of, event.role)


@pytest.mark.parametrize("reviewer", ["lead", "manager"])
def test_standing_in_is_no_way_round_four_eyes(office, complaint, reviewer):
    """
    What the lead handed in for the manager is reviewed by neither of the two.
    """
    office.manager.groups.add(office.groups["Team lead"])
    stands_in(office, office.manager, office.lead)
    step(complaint, "check_reason", office.li)
    step(complaint, "accept_case", office.manager, 12)
    step(complaint, "route", office.cs, 13)
    step(complaint, "hand_in_report", office.lead, 14)

    assert "refused" == step(complaint, "review_report", getattr(office, reviewer), 15).verdict
    assert "investigated" == complaint.state


def test_ones_own_step_is_not_passed_by_anothers_hand(office, complaint):
    """
    Li checked the reason and stands in for the lead: he does not take the case on in the lead's name.
    """
    stands_in(office, office.lead, office.li)
    step(complaint, "check_reason", office.li)

    assert "refused" == step(complaint, "accept_case", office.li, 12).verdict


@pytest.mark.parametrize("taker", ["manager", "zhao"])
def test_who_stands_in_for_the_one_of_the_last_step_does_not_pass_it(office, complaint, taker):
    """
    The manager checked the reason, himself or by Zhao's hand: Wang does not take the case on in the manager's name.
    """
    for group in ("Salesperson", "Team lead"):
        office.manager.groups.add(office.groups[group])
    for deputy in (office.wang, office.zhao):
        stands_in(office, office.manager, deputy)
    assert "allowed" == step(complaint, "check_reason", getattr(office, taker)).verdict
    told = step(complaint, "accept_case", office.wang, 12)

    assert ("refused", "own_request") == (told.verdict, told.answer["outcome"]["why"])
    assert "reason_checked" == complaint.state
    assert "allowed" == step(complaint, "accept_case", office.lead, 13).verdict


def test_the_ways_on_say_whose_turn_it_is(office, complaint):
    """
    Once the reason is checked, the lead may take the case on or refuse it; Li sees both and may neither.
    """
    step(complaint, "check_reason", office.li)
    for person, may in ((office.lead, True), (office.li, False), (office.auditor, False)):
        ways = ways_of(complaint, by=person, at=at(DAY, 12))

        assert {"accept_case": may, "refuse_case": may} == {way.move.name: way.open for way in ways}


def test_a_car_dealer_goes_his_own_way(office, settings):
    """
    OMS-02.8 and OMS-02.10: what the shop took itself is handled, fed back, and closed by the group's call.
    """
    settings.VISITCORE = {"POLICY": "OMS"}
    complaint = opened(office)
    way = [
        ("take_up", ()),
        ("finish", ["customer_answered"]),
        ("feed_back", ()),
        ("call_back", ["satisfaction_asked"]),
        ("close_case", ()),
    ]
    for hour, (move, met) in enumerate(way, start=11):
        assert "allowed" == step(complaint, move, office.cs, hour, met=met).verdict, move
    assert at(DAY, 15) == complaint.closed_at


def test_several_signatures_are_gathered(office, settings):
    """
    DCP-05.3: manager of customer relations and department manager both sign; the second signature takes the step.
    """
    settings.VISITCORE = {"POLICY": "DCP"}
    complaint = opened(office)
    told = ["found_major", "department_manager_told", "general_manager_told"]
    signed = ["solution_drafted", "approval_minuted"]
    step(complaint, "escalate", office.cs, 11, met=told)
    step(complaint, "meet", office.cs, 12, met=())
    first = step(complaint, "negotiate", office.cs, 13, met=signed)
    again = step(complaint, "negotiate", office.cs, 14, met=signed)
    outsider = step(complaint, "negotiate", office.li, 15, met=signed)
    halfway = complaint.state
    second = step(complaint, "negotiate", office.manager, 16, met=signed)

    assert ["refused", "refused", "refused", "allowed"] == [one.verdict for one in (first, again, outsider, second)]
    assert ("meeting", "negotiating") == (halfway, complaint.state)
    assert 1 == complaint.events.filter(kind="negotiate_signed").count()


def test_a_policy_without_a_way_says_so(office, settings):
    """
    Where the policy says nothing of complaints, a step is refused with words.
    """
    settings.VISITCORE = {"POLICY": "ABC"}
    complaint = opened(office)

    with pytest.raises(desk.DeskError, match="no way for complaints"):
        step(complaint, "check_reason", office.li)


PEOPLE = ("li", "wang", "zhao", "lead", "manager", "cs", "boss", "money", "auditor")


class AnyOrder(RuleBasedStateMachine):
    """
    Whoever asks for whatever step, at whatever time.
    """

    office = None

    def __init__(self):
        super().__init__()
        self.complaint = opened(self.office, problem=f"matter {Complaint.objects.count()}", customer=self.customer)
        self.now = at(DAY)

    @rule(
        move=st.sampled_from([*NEEDS, "no_such_step"]),
        name=st.sampled_from(PEOPLE),
        met=st.booleans(),
        minutes=st.integers(-30, 90),
    )
    def ask(self, move, name, met, minutes):
        """
        Somebody asks for a step.
        """
        moment = self.now + timedelta(minutes=minutes)
        try:
            desk.advance_complaint(
                self.complaint,
                move,
                by=getattr(self.office, name),
                met=NEEDS.get(move, ()) if met else (),
                at=moment,
            )
        except desk.DeskError:
            return
        self.now = max(self.now, moment)

    @rule()
    def next_one(self):
        """
        Whoever may take the next step takes it, so that the end is reached too.
        """
        for name in PEOPLE:
            for way in ways_of(self.complaint, by=getattr(self.office, name), at=self.now):
                if way.open:
                    self.ask(way.move.name, name, True, 1)
                    return

    @invariant()
    def every_step_was_one_of_the_way(self):
        """
        The events are a walk through the flow, no one passed his own step, and the stored state is its end.
        """
        state, before, last = FLOW.start, None, None
        for event in self.complaint.events.order_by("place"):
            assert last is None or last <= event.at
            last = event.at
            if event.kind == FLOW.start:
                before = event.by_id
                continue
            move = next(one for one in FLOW.moves if state in one.from_ and one.to == event.kind)
            assert not move.by or event.role in move.by
            assert not (move.four_eyes and event.by_id == before)
            state, before = event.kind, event.by_id
        self.complaint.refresh_from_db()

        assert state == self.complaint.state
        assert (state in FLOW.ends) == (self.complaint.closed_at is not None)


def test_whatever_the_order_the_state_is_one_of_the_way(office):
    """
    Whatever is asked for by whomever, the state is one that the flow reaches, and four eyes are kept.
    """
    AnyOrder.office, AnyOrder.customer = office, office.customer("C9")
    for person in (office.lead, office.manager):
        person.groups.add(office.groups["Salesperson"])
    run_state_machine_as_test(
        AnyOrder,
        settings=tries(
            max_examples=tries.default.max_examples // 6,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
