from datetime import UTC, date, datetime

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.term import Term
from visitcore.codec.library import library_pack
from visitcore.codec.policy import load_policy
from visitcore.decisions.verdict import Verdict
from visitcore.facts.callback import CallBack, CallBackQuestion, Matter
from visitcore.ground.errors import FactsError, SilentPolicyError
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.callbacks import CallBackState, Round, callback_due

RCB = load_policy("RCB")
MARCH_1, MARCH_3, MARCH_4, MARCH_5, MARCH_8, MARCH_9 = (date(2024, 3, day) for day in (1, 3, 4, 5, 8, 9))
COMPLAINT = Matter(
    cause="complaint", class_="general", closed=MARCH_1, complainant="Wang", reply_letter_only=False, callbacks=()
)
REPAIR = Matter(cause="repair_work", closed=date(2024, 1, 31), callbacks=())


def asked(matter=COMPLAINT, *, on=MARCH_4, policy=RCB, **changes):
    """
    The decision on one matter.
    """
    return callback_due(CallBackQuestion(on=on, matter=evolve(matter, **changes)), policy)


def call(made, *, by="property_assistant", mode="on_site", resolved=True, **more):
    """
    A call-back.
    """
    return CallBack(made=made, by=by, mode=mode, resolved=resolved, **more)


@pytest.mark.parametrize(
    ("on", "verdict", "status", "late_by"),
    [
        (MARCH_1, Verdict.ALLOWED, "open", 0),
        (MARCH_4, Verdict.ALLOWED, "open", 0),
        (MARCH_5, Verdict.REFUSED, "overdue", 1),
        (datetime(2024, 3, 4, 15, 59, tzinfo=UTC), Verdict.ALLOWED, "open", 0),
        (datetime(2024, 3, 4, 16, 0, tzinfo=UTC), Verdict.REFUSED, "overdue", 1),
    ],
)
def test_three_days_with_the_last_one_whole(on, verdict, status, late_by):
    """
    Closed on 1 March, until the end of 4 March by local time.
    """
    decision = asked(on=on)

    assert (verdict, status, MARCH_4, late_by) == (
        decision.verdict,
        decision.outcome.status,
        decision.outcome.due,
        decision.outcome.late_by,
    )
    assert MARCH_1 == decision.on


def test_a_month_ends_with_the_month():
    """
    From 31 January to 29 February.
    """
    assert (Verdict.ALLOWED, date(2024, 2, 29)) == (
        asked(REPAIR, on=date(2024, 2, 29)).verdict,
        asked(REPAIR, on=date(2024, 2, 29)).outcome.due,
    )
    assert Verdict.REFUSED is asked(REPAIR, on=MARCH_1).verdict


def test_rounds_go_on_until_the_matter_is_settled():
    """
    Each unsettled call-back owes the next by the day appointed; a settled one owes nothing.
    """
    first = call(MARCH_3, resolved=False, next_at=MARCH_8)
    second = call(MARCH_8, mode="phone", resolved=False, next_at=MARCH_9)
    third = call(MARCH_9, mode="phone")
    seen = [asked(on=MARCH_9, callbacks=calls).outcome for calls in ((first,), (first, second), (first, second, third))]

    assert [(2, "overdue", MARCH_8), (3, "open", MARCH_9), (0, "in_time", MARCH_4)] == [
        (one.number, one.status, one.due) for one in seen
    ]
    assert Round(number=3, due=MARCH_9, made=MARCH_9, status="in_time", late_by=0) == seen[-1].rounds[2]
    assert ((), ()) == (seen[-1].callers, seen[-1].modes)


def test_a_call_back_that_is_not_valid_does_not_do():
    """
    On site without a signature it is refused however early it was made; without a sheet nobody looks at it.
    """
    unsigned, signed = ({"values": values} for values in ({}, {"customer_signature": "Wang"}))
    decision = asked(callbacks=(call(MARCH_3, **unsigned),))

    assert (Verdict.REFUSED, "in_time") == (decision.verdict, decision.outcome.status)
    assert {"RCB-01.7"} == {finding.rule.id for finding in decision.findings if finding.breaks}
    assert Verdict.ALLOWED is asked(callbacks=(call(MARCH_3, **signed),)).verdict
    assert Verdict.ALLOWED is asked(callbacks=(call(MARCH_3),)).verdict


@pytest.mark.parametrize(
    ("made", "counts"),
    [
        ({}, True),
        ({"values": {}}, False),
        ({"values": {"customer_signature": "Wang"}}, True),
        ({"by": "salesperson"}, False),
        ({"made": MARCH_9}, True),
    ],
)
def test_a_call_back_counts_where_it_is_proved_and_made_by_whom_it_is_for(made, counts):
    """
    RCB-01.3c, RCB-01.7: how late it was made is another question.
    """
    told = {"made": MARCH_3, **made}

    assert counts is asked(on=MARCH_9, callbacks=(call(told.pop("made"), **told),)).outcome.rounds[0].counts


def test_a_further_call_back_without_an_appointment_is_done():
    """
    Nothing was appointed, so nothing is late; the missing appointment is only asked for while it is owed.
    """
    first = call(MARCH_3, resolved=False)

    assert ("matter.callbacks[0].next_at",) == asked(callbacks=(first,)).missing
    decision = asked(on=MARCH_9, callbacks=(first, call(MARCH_9)))
    assert (Verdict.ALLOWED, "done") == (decision.verdict, decision.outcome.rounds[1].status)


def test_a_late_call_back_stays_late_however_it_goes_on():
    """
    A matter that is settled in the end was still called back late.
    """
    calls = (call(MARCH_5, resolved=False, next_at=MARCH_8), call(MARCH_8))
    decision = asked(on=MARCH_9, callbacks=calls)

    assert (Verdict.REFUSED, "late", 1) == (decision.verdict, decision.outcome.status, decision.outcome.late_by)


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"callbacks": None}, ("matter.callbacks",)),
        ({"class_": None}, ("matter.class",)),
        ({"class_": "urgent"}, ("callbacks.modes[class = urgent]",)),
        ({"complainant": None}, ("matter.anonymous",)),
        ({"reply_letter_only": None}, ("matter.reply_letter_only",)),
        ({"callbacks": (call(MARCH_3, by=None),)}, ("matter.callbacks[0].by",)),
        ({"callbacks": (call(MARCH_3, mode=None),)}, ("matter.callbacks[0].mode",)),
        ({"callbacks": (call(MARCH_3, resolved=None),)}, ("matter.callbacks[0].resolved",)),
    ],
)
def test_what_is_missing_is_named(change, missing):
    """
    Never guessed, and nothing else is asked for.
    """
    decision = asked(**change)

    assert (Verdict.UNDETERMINED, missing) == (decision.verdict, decision.missing)


def test_what_is_broken_is_told_though_something_is_missing():
    """
    Overdue is overdue, whoever should have called.
    """
    decision = asked(on=MARCH_5, class_=None)

    assert (Verdict.REFUSED, ("matter.class",)) == (decision.verdict, decision.missing)


@pytest.mark.parametrize(
    ("facts", "verdict", "missing"),
    [
        ({"anonymous": True, "reply_letter_only": False}, Verdict.NOT_APPLICABLE, ()),
        ({"anonymous": True, "reply_letter_only": None}, Verdict.NOT_APPLICABLE, ()),
        ({"anonymous": True, "reply_letter_only": True}, Verdict.UNDETERMINED, ("matter.reply_attached",)),
        ({"reply_letter_only": True, "reply_attached": True}, Verdict.NOT_APPLICABLE, ()),
        ({"reply_letter_only": True, "reply_attached": False}, Verdict.REFUSED, ()),
        ({"reply_letter_only": True}, Verdict.UNDETERMINED, ("matter.reply_attached",)),
        ({"anonymous": True, "reply_letter_only": True, "reply_attached": False}, Verdict.REFUSED, ()),
    ],
)
def test_an_exempt_matter_needs_no_call_back_but_its_letter(facts, verdict, missing):
    """
    However long ago it was dealt with.
    """
    decision = callback_due(
        CallBackQuestion(on=date(2025, 1, 1), matter=Matter(cause="complaint", closed=MARCH_1, **facts)), RCB
    )

    assert (verdict, missing, "exempt") == (decision.verdict, decision.missing, decision.outcome.status)


def test_before_a_matter_is_dealt_with_nothing_is_due():
    """
    Whether it is still open or is dealt with after the day asked about.
    """
    for decision in (asked(closed=None), asked(on=date(2024, 2, 29))):
        assert (Verdict.NOT_APPLICABLE, CallBackState(status="not_closed")) == (decision.verdict, decision.outcome)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"callbacks": (call(date(2024, 2, 28)),)}, "matter.callbacks[0].made"),
        ({"closed": None, "callbacks": (call(MARCH_3),)}, "matter.closed"),
        ({"callbacks": (call(MARCH_3, next_at=MARCH_1),)}, "matter.callbacks[0].next_at"),
        ({"set_for": date(2024, 2, 29)}, "matter.set_for"),
    ],
)
def test_what_cannot_have_happened_is_an_error(change, where):
    """
    A call-back before its cause, one of a matter that is not closed, an appointment in the past.
    """
    with pytest.raises(FactsError) as caught:
        asked(**change)

    assert [where] == [problem.where for problem in caught.value.problems]


def test_a_kind_of_matter_that_nobody_knows_is_an_error():
    """
    It is named, and so are those that are known.
    """
    with pytest.raises(SilentPolicyError, match=r"callbacks\.terms\.wedding"):
        asked(cause="wedding")


def test_each_participant_has_rounds_of_his_own():
    """
    The one with something open owes the next call-back; the others do not.
    """
    event = Matter(
        cause="community_event",
        closed=MARCH_1,
        participants=45,
        callbacks=(
            call(MARCH_3, person="A"),
            call(MARCH_4, person="B", resolved=False, next_at=MARCH_8),
        ),
    )
    decision = asked(event, on=MARCH_5)

    assert (Verdict.ALLOWED, 2, "open", MARCH_8) == (
        decision.verdict,
        decision.outcome.number,
        decision.outcome.status,
        decision.outcome.due,
    )


def test_a_policy_with_terms_only_owes_one_call_back(make):
    """
    No callers, no ways, no rounds: once called back it is done, whatever is left open.
    """
    policy = make.policy(make.pack(callbacks__terms__sale=Term(days=7)))
    sale = Matter(cause="sale", closed=MARCH_1, callbacks=(CallBack(made=MARCH_8, resolved=False),))

    assert (Verdict.ALLOWED, 0, ()) == (
        asked(sale, policy=policy, on=MARCH_9).verdict,
        asked(sale, policy=policy, on=MARCH_9).outcome.number,
        asked(sale, policy=policy, on=MARCH_9).missing,
    )


def test_what_the_company_has_to_say_is_named(make):
    """
    A term left open, a term that says promptly, a term in hours asked with days.
    """

    def company(term):
        return make.policy(library_pack("RCB"), own=make.pack("CO", callbacks__terms__complaint=term))

    assert ("callbacks.terms.complaint",) == asked(policy=company(UNSPECIFIED)).missing
    assert ("callbacks.terms.complaint.days",) == asked(policy=company(Term(promptly=True))).missing
    assert ("matter.closed (an instant with its time zone)", "on (an instant with its time zone)") == (
        asked(policy=company(Term(hours=24))).missing
    )


def test_a_year_that_is_not_announced_yet_makes_it_provisional(make):
    """
    Working days of 2099 are a guess; calendar days are not.
    """
    policy = make.policy(library_pack("RCB"), own=make.pack("CO", callbacks__terms__complaint=Term(working_days=3)))
    far = {"on": date(2099, 3, 11), "closed": date(2099, 3, 10)}

    assert asked(policy=policy, **far).provisional
    assert not asked(**far).provisional


days = st.dates(MARCH_1, date(2024, 4, 30))


@given(first=days, second=days, set_for=st.none() | days)
def test_calling_back_later_is_never_less_late(first, second, set_for):
    """
    Neither in days nor in the verdict.
    """
    early, late = (
        asked(on=date(2024, 5, 1), set_for=set_for, callbacks=(call(day),)) for day in sorted((first, second))
    )

    assert early.outcome.late_by <= late.outcome.late_by
    assert early.verdict is Verdict.ALLOWED or late.verdict is Verdict.REFUSED


@given(made=st.lists(days, max_size=4), on=days)
def test_what_comes_later_changes_nothing_today(made, on):
    """
    The answer of a day is the same with and without the call-backs after it.
    """
    calls = tuple(call(day, resolved=False, next_at=day) for day in sorted(made))
    known = tuple(one for one in calls if one.made <= on)

    assert asked(on=on, callbacks=calls).outcome == asked(on=on, callbacks=known).outcome


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("first", "second", "status"),
    [
        ({"made": date(2024, 4, 16)}, {"made": date(2024, 4, 15)}, "late"),
        (
            {"made": date(2024, 3, 16), "resolved": False, "next_at": date(2024, 3, 20)},
            {"made": date(2024, 3, 16), "resolved": False, "next_at": date(2024, 6, 20)},
            "overdue",
        ),
        (
            {"made": date(2024, 3, 16), "resolved": False, "next_at": date(2024, 6, 20)},
            {"made": date(2024, 4, 16)},
            "open",
        ),
    ],
)
def test_of_several_people_the_worst_is_told(first, second, status, turned):
    """
    Whoever of the two stands first; what is owed comes before what was late.
    """
    calls = [call(by="culture_clerk", person=person, **how) for person, how in (("A", first), ("B", second))]
    event = Matter(cause="community_event", closed=date(2024, 3, 15), participants=2)
    decision = asked(event, on=date(2024, 5, 1), callbacks=tuple(reversed(calls) if turned else calls))

    assert status == decision.outcome.status
