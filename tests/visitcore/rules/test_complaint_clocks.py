from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.term import Term
from visitcore.codec.policy import load_policy
from visitcore.decisions.verdict import Verdict
from visitcore.facts.complaint import Complaint, ComplaintCase, ComplaintEvent
from visitcore.ground.errors import NotInForceError, SilentPolicyError
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.complaint_clocks import complaint_clocks

CPC, OMS = load_policy("CPC"), load_policy("OMS")
MAY_6 = datetime(2024, 5, 6, 2, 0, tzinfo=UTC)  # ten in the morning in Shanghai
HOUR = timedelta(hours=1)
RUN = {"from": "received", "to": ("closed",), "owes": "store"}


def event(kind, at=None, **more):
    """
    Something that happened.
    """
    return ComplaintEvent(kind=kind, at=at, **more)


def asked(policy, *events, on=MAY_6 + 100 * HOUR, **facts):
    """
    The decision on the clocks of a complaint.
    """
    return complaint_clocks(ComplaintCase(on=on, complaint=Complaint(events=events, **facts)), policy)


def clock(decision, name):
    """
    One clock of a decision.
    """
    return next(one for one in decision.outcome.clocks if one.name == name)


@pytest.fixture
def own(make):
    """
    A policy with one clock of its own.
    """

    def of(run=RUN, term=None, **more):
        term = Term(hours=24) if term is None else term
        runs = (make.dated({**RUN, **run}, key="complaints.runs.own"),)
        return make.policy(make.pack(complaints__runs__own=runs, complaints__clock__own=term, **more))

    return of


def test_seven_days_run_to_the_end_of_the_last():
    """
    Open on day 7, one day overdue on day 8, and then on the list of those who supervise.
    """
    received = event("received", date(2024, 7, 1))
    seventh, eighth = (asked(CPC, received, on=date(2024, 7, day)) for day in (8, 9))
    told = clock(eighth, "closing")

    assert ("open", date(2024, 7, 8), "") == (
        clock(seventh, "closing").status,
        seventh.outcome.next_due,
        clock(seventh, "closing").control,
    )
    assert (Verdict.REFUSED, "overdue", 1) == (eighth.verdict, told.status, told.late_by)
    assert ("admin_hr", "operations_cs", "CPC-26.1") == (told.control, told.owes, told.rule)


def test_hours_run_through_the_night_to_an_instant():
    """
    Both addressees by the same hour of the next day; who is told later makes it late by so much.
    """
    found, legal = event("found_major", MAY_6), event("legal_warned", MAY_6 + HOUR)
    flags = {"door_block": True}
    brand = event("brand_or_management_warned", MAY_6 + 25 * HOUR)
    open_ = clock(asked(OMS, found, legal, on=MAY_6 + 24 * HOUR, flags=flags), "warning")
    late = clock(asked(OMS, found, legal, brand, flags=flags), "warning")

    assert ("open", MAY_6 + 24 * HOUR) == (open_.status, open_.due)
    assert ("brand_or_management_warned",) == open_.waits_for
    assert "+08:00" == open_.due.isoformat()[-6:]
    assert ("late", Decimal(1), ()) == (late.status, late.late_by, late.waits_for)


def test_a_clock_for_major_complaints_wants_to_know():
    """
    Left out for an ordinary one, undetermined where nobody knows, or where nobody knows since when.
    """
    ordinary = asked(OMS, event("received", MAY_6), flags=dict.fromkeys(_signs(), False))
    unknown = asked(OMS, event("received", MAY_6))
    since = asked(OMS, event("received", MAY_6), gravity="major")

    assert ["truth_check"] == [one.name for one in ordinary.outcome.clocks]
    assert tuple(f"complaint.flags.{name}" for name in _signs()) == unknown.missing
    assert ("complaint.gravity",) == asked(OMS, event("received", MAY_6), gravity="catastrophic").missing
    assert ("complaint.events.found_major",) == since.missing


def _signs():
    return OMS.on(date(2024, 5, 6)).read("complaints.major").value.inputs


def test_a_sign_seen_on_receipt_starts_it_then():
    """
    At the latest from receipt; found before there was a complaint, one of the two is wrong.
    """
    received, found = event("received", MAY_6), event("found_major", MAY_6 + 3 * HOUR)
    facts = {"gravity": "major", "visible_at_receipt": True}

    assert MAY_6 == clock(asked(OMS, received, found, **facts), "warning").start
    assert ("complaint.events.found_major.at",) == asked(
        OMS, event("found_major", MAY_6), event("received", MAY_6 + HOUR), **facts
    ).missing
    assert ("complaint.events.received.at",) == asked(OMS, event("received"), found, **facts).missing


@pytest.mark.parametrize(
    ("events", "missing"),
    [
        ([event("received", datetime(2024, 5, 6, 10))], "complaint.events.received (an instant with its time zone)"),
        ([event("received")], "complaint.events.received.at"),
        ([event("received", MAY_6), event("closed")], "complaint.events.closed.at"),
        (
            [event("received", MAY_6), event("closed", date(2024, 5, 7))],
            "complaint.events.closed (an instant with its time zone)",
        ),
    ],
)
def test_hours_need_instants(own, events, missing):
    """
    A day alone, or a time without its zone, leaves it open.
    """
    decision = asked(own(), *events)

    assert (Verdict.UNDETERMINED, (missing,)) == (decision.verdict, decision.missing)
    assert "undetermined" == decision.outcome.clocks[0].status


def test_a_clock_that_has_not_begun_holds_nothing_up(own):
    """
    Told as not started, and nothing is due.
    """
    decision = asked(own({"from": "handled"}))

    assert (Verdict.ALLOWED, "not_started", None) == (
        decision.verdict,
        decision.outcome.clocks[0].status,
        decision.outcome.next_due,
    )


def test_a_complaint_has_come_in_at_some_time(own):
    """
    Without its receipt, or the time named for it, nothing can be told; a time to come is there before it comes.
    """
    named = own({"from": "time_named", "ahead": True}, Term(days=0, before=True))
    set_for = event("time_named", date(2024, 5, 20))
    back = event("closed", date(2024, 5, 8))

    assert ("complaint.events.received",) == asked(own()).missing
    assert ("complaint.events.time_named",) == asked(named, event("received", MAY_6)).missing
    assert ("open", set_for.at) == (
        asked(named, set_for).outcome.clocks[0].status,
        asked(named, set_for).outcome.next_due,
    )
    assert "in_time" == asked(named, set_for, back).outcome.clocks[0].status


def test_what_is_done_late_is_on_nobodys_list():
    """
    Supervised is what is overdue, not what was late and is done.
    """
    start = event("received", date(2024, 7, 1))
    done = asked(CPC, start, event("customer_answered", date(2024, 7, 9)), on=date(2024, 7, 9))

    assert ("late", "") == (clock(done, "closing").status, clock(done, "closing").control)


def test_a_time_nobody_knows_matters_only_where_it_stops_the_clock():
    """
    One of two told, nobody knows when: the other one is still waited for.
    """
    found, legal = event("found_major", MAY_6), event("legal_warned")
    facts = {"on": MAY_6 + HOUR, "gravity": "major"}
    both = asked(OMS, found, legal, event("brand_or_management_warned", MAY_6 + HOUR), **facts)

    assert "open" == clock(asked(OMS, found, legal, **facts), "warning").status
    assert ("complaint.events.legal_warned.at",) == clock(both, "warning").missing


def test_the_earliest_of_a_kind_starts_it():
    """
    Whichever is written first.
    """
    events = [event("received", date(2024, 7, day)) for day in (4, 1)]

    assert [date(2024, 7, 8)] * 2 == [
        asked(CPC, *some, on=date(2024, 7, 5)).outcome.next_due for some in (events, events[::-1])
    ]


def test_any_of_several_events_may_stop_it(own):
    """
    The first of them counts; where all are asked for, the last.
    """
    first, second = event("answered", MAY_6 + HOUR), event("explained", MAY_6 + 2 * HOUR)
    both = {"to": ("answered", "explained")}

    assert (
        first.at == asked(own({**both, "need": "any"}), event("received", MAY_6), second, first).outcome.clocks[0].done
    )
    assert second.at == asked(own(both), event("received", MAY_6), second, first).outcome.clocks[0].done


def test_the_term_may_stand_under_another_key(own, make):
    """
    A clock can be laid over a term that is there already.
    """
    policy = own({"term": "service.solution"}, service__solution=Term(working_days=1))
    friday = event("received", date(2024, 3, 1))

    assert date(2024, 3, 4) == asked(policy, friday, on=date(2024, 3, 1)).outcome.next_due
    assert ("complaints.clock.own",) == asked(own(term=UNSPECIFIED), event("received", MAY_6)).missing
    assert ("complaints.runs.own",) == asked(
        make.policy(make.pack(complaints__runs__own=UNSPECIFIED)), event("received", MAY_6)
    ).missing


def test_it_stands_still_only_where_the_policy_says_so(own):
    """
    Between the two events no time runs; without them in the policy it does.
    """
    events = [event("received", MAY_6), event("waiting", MAY_6 + HOUR), event("back", MAY_6 + 6 * HOUR)]
    pause = {"pause": "waiting", "resume": "back"}

    assert MAY_6 + 29 * HOUR == asked(own(pause), *events).outcome.next_due
    assert MAY_6 + 24 * HOUR == asked(own(), *events).outcome.next_due
    assert "paused" == asked(own(pause), *events[:2]).outcome.clocks[0].status
    assert asked(own(pause), events[0], event("waiting")).missing


def test_what_happened_later_does_not_count():
    """
    Asked on day 5, an answer of day 20 is not there yet; asked on the day itself, it is.
    """
    events = event("received", date(2024, 7, 1)), event("customer_answered", date(2024, 7, 20))
    early, same = (asked(CPC, *events, on=date(2024, 7, day)) for day in (5, 20))

    assert (Verdict.ALLOWED, "open", date(2024, 7, 8)) == (
        early.verdict,
        clock(early, "closing").status,
        early.outcome.next_due,
    )
    assert (Verdict.REFUSED, "late", 12) == (
        same.verdict,
        clock(same, "closing").status,
        clock(same, "closing").late_by,
    )
    assert "not_started" == clock(asked(CPC, *events, on=date(2024, 6, 30)), "closing").status


def test_an_event_before_its_cause_cannot_be_told():
    """
    By the hour as by the day; a warning may come before the complaint is found to be major, not before it came in.
    """
    start = [event("received", MAY_6), event("oms_checked", MAY_6), event("sent_to_shop", MAY_6)]
    handled = event("handled", MAY_6 + 2 * HOUR)
    back = asked(OMS, *start, handled, event("fed_back", MAY_6 + HOUR), gravity="ordinary")
    day = asked(CPC, event("received", date(2024, 5, 6)), event("customer_answered", date(2024, 5, 5)))
    warned = [
        asked(
            OMS,
            event("received", MAY_6),
            event("found_major", MAY_6 + 2 * HOUR),
            event("brand_or_management_warned", MAY_6 + 3 * HOUR),
            event("legal_warned", MAY_6 + hours * HOUR),
            gravity="major",
        )
        for hours in (-1, 1)
    ]

    assert (Verdict.UNDETERMINED, ("complaint.events.fed_back.at",)) == (back.verdict, back.missing)
    assert (Verdict.UNDETERMINED, ("complaint.events.customer_answered.at",)) == (day.verdict, day.missing)
    assert ["undetermined", "in_time"] == [clock(one, "warning").status for one in warned]


def test_a_clock_may_need_another_event_to_run_at_all():
    """
    What came straight to the shop is not fed back to the group within its hours; what the group sent is.
    """
    start = [event("received", MAY_6 - 2 * HOUR), event("handled", MAY_6)]
    own_, sent = (
        asked(OMS, *more, *start, on=MAY_6 + 25 * HOUR, gravity="ordinary")
        for more in ((), (event("sent_to_shop", MAY_6 - HOUR),))
    )

    assert (Verdict.ALLOWED, Verdict.REFUSED) == (own_.verdict, sent.verdict)
    assert ["truth_check"] == [one.name for one in own_.outcome.clocks]
    assert "overdue" == clock(sent, "feedback").status


def test_a_policy_without_clocks_says_so(make):
    """
    Nothing to look at is an error, as is a day on which none is in force.
    """
    later = (make.dated(RUN, key="complaints.runs.own", since=date(2025, 1, 1)),)

    with pytest.raises(SilentPolicyError):
        asked(load_policy("ABC"))
    with pytest.raises(NotInForceError):
        asked(make.policy(make.pack(complaints__runs__own=later)), event("received", MAY_6))


@given(first=st.integers(0, 20 * 24), later=st.integers(0, 20 * 24))
def test_a_later_completion_is_never_less_late(first, later):
    """
    Whatever the hour of the answer, an hour more never makes it better.
    """
    ends = [MAY_6 + hours * HOUR for hours in sorted((first, first + later))]
    early, late = (
        clock(asked(CPC, event("received", MAY_6), event("customer_answered", end)), "closing") for end in ends
    )

    assert early.late_by <= late.late_by
    assert (early.status, late.status) != ("late", "in_time")


@given(hours=st.integers(0, 60))
def test_done_and_not_done_agree_on_the_due_time(hours):
    """
    The same instant is due whether it was met or not, and asked about at that instant both say the same of it.
    """
    handled, end = (event("sent_to_shop", MAY_6 - HOUR), event("handled", MAY_6)), MAY_6 + hours * HOUR
    done = clock(asked(OMS, *handled, event("fed_back", end), gravity="ordinary"), "feedback")
    still = clock(asked(OMS, *handled, on=end, gravity="ordinary"), "feedback")

    assert (done.due, done.late_by) == (still.due, still.late_by)
    assert (done.status == "late") == (still.status == "overdue")
