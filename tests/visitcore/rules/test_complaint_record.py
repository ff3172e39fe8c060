from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from visitcore.codec.policy import load_policy
from visitcore.decisions.verdict import Verdict
from visitcore.facts.complaint import Complaint, ComplaintEvent, ComplaintReport
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.complaint_record import same_complaint

OMS = load_policy("OMS")
DAY = date(2024, 7, 1)
MINE = Complaint(id="7", customer="C1", problem="brakes")
words = st.sampled_from(["C1", "C2", "brakes", "paint"])
complaints = st.builds(Complaint, id=st.sampled_from("abc"), customer=words, problem=words)


def asked(*known, complaint=MINE, policy=OMS):
    """
    The decision on a complaint that comes in beside some on record.
    """
    return same_complaint(ComplaintReport(on=DAY, complaint=complaint, known=known), policy)


def test_the_same_problem_is_added_to_its_open_record():
    """
    Written otherwise it is still the same; it is then the second, and repeated.
    """
    outcome = asked(Complaint(id="3", customer="ｃ1", problem="Bra kes")).outcome

    assert ("3", 2, True) == (outcome.record, outcome.times, outcome.repeated)


def test_a_closed_record_is_not_opened_again():
    """
    A new record, and the second complaint all the same; a count on record is carried on.
    """
    way = [ComplaintEvent(kind=kind) for kind in ("in_handling", "handled", "fed_back", "called_back", "closed")]
    closed = Complaint(id="3", customer="C1", problem="brakes", events=tuple(way))
    fourth = Complaint(id="4", customer="C1", problem="brakes", times=4, events=tuple(way))

    assert ("", 2) == (asked(closed).outcome.record, asked(closed).outcome.times)
    assert 5 == asked(closed, fourth).outcome.times


def test_without_a_flow_closed_is_what_says_so(make):
    """
    Where the policy has no flow, an event ``closed`` closes; without a count nothing is said of repetition.
    """
    same = (make.dated(("customer", "problem"), key="complaints.same"),)
    policy = make.policy(make.pack(complaints__same=same, complaints__repeat_from=UNSPECIFIED))
    known = Complaint(id="3", customer="C1", problem="brakes")
    closed = Complaint(id="3", customer="C1", problem="brakes", events=(ComplaintEvent(kind="closed"),))

    assert ("3", None) == (asked(known, policy=policy).outcome.record, asked(known, policy=policy).outcome.repeated)
    assert not asked(closed, policy=policy).outcome.record


def test_what_may_be_the_same_leaves_it_open(make):
    """
    A known one without its problem, or a report without one, is missing; another customer's is not.
    """
    assert ("known[0].problem",) == asked(Complaint(id="3", customer="C1")).missing
    assert Verdict.ALLOWED is asked(Complaint(id="3", customer="C2")).verdict
    assert ("complaint.problem",) == asked(complaint=Complaint(customer="C1")).missing
    assert ("complaints.same",) == asked(policy=make.policy(make.pack(complaints__same=UNSPECIFIED))).missing


@given(known=st.lists(complaints, max_size=4))
def test_reporting_it_again_never_lowers_the_count(known):
    """
    With the same complaint on record besides, the count goes up or stays, and there is a record for it.
    """
    before, after = asked(*known).outcome, asked(*known, Complaint(id="z", customer="C1", problem="brakes")).outcome

    assert after.times >= before.times
    assert after.record
