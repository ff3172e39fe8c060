from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.register import Field, Register
from visitcore.codec.policy import load_policy
from visitcore.decisions.verdict import Verdict
from visitcore.facts.callback import CallBack, CallBackRecord
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.callback_records import CallBackSheet, callback_valid, is_valid

RCB = load_policy("RCB")
MARCH_4 = date(2024, 3, 4)
FULL = {"content": "settled", "customer_signature": "Wang", "opinion": "agreed", "supervisor_signature": "Zhao"}


def asked(policy=RCB, *, case="T1", values=FULL, mode="on_site", by="property_assistant", **more):
    """
    The decision on one call-back.
    """
    callback = CallBack(made=MARCH_4, mode=mode, by=by, values=values, **{"resolved": True, **more})
    return callback_valid(CallBackRecord(on=MARCH_4, case=case, callback=callback), policy)


def without(*names):
    """
    A full sheet with some fields empty.
    """
    return {name: value for name, value in FULL.items() if name not in names}


@pytest.mark.parametrize(
    ("values", "valid", "complete", "closed"),
    [
        (FULL, True, True, True),
        (without("customer_signature"), False, True, True),
        ({**FULL, "customer_signature": False}, False, True, True),
        ({**FULL, "customer_signature": "  "}, False, True, True),
        (without("content"), True, False, True),
        (without("opinion"), True, True, False),
        ({**FULL, "supervisor_signature": False}, True, True, False),
    ],
)
def test_proof_sheet_and_review_are_told_apart(values, valid, complete, closed):
    """
    A signature makes it valid, the content complete, the supervisor's opinion closed.
    """
    decision = asked(values=values)

    assert (valid, complete, closed) == (decision.outcome.valid, decision.outcome.complete, decision.outcome.closed)
    assert (Verdict.ALLOWED if valid and complete and closed else Verdict.REFUSED) is decision.verdict


def test_each_lack_is_told_by_its_own_rule():
    """
    Signature, opinion and appointed time are asked for in different clauses.
    """
    decision = asked(values=without("customer_signature", "opinion"), resolved=False)
    broken = {finding.rule.id for finding in decision.findings if finding.holds is False}

    assert ("customer_signature", "next_at", "opinion") == decision.outcome.missing_fields
    assert {"RCB-01.7", "RCB-01.9a", "RCB-01.8"} <= broken


def test_a_call_back_without_its_case_is_undetermined():
    """
    The sheet is still judged; what is broken stays broken.
    """
    assert (Verdict.UNDETERMINED, ("case",)) == (asked(case=None).verdict, asked(case=None).missing)
    assert (Verdict.REFUSED, ("case",)) == (asked(case="", values={}).verdict, asked(case="", values={}).missing)


def test_a_call_back_without_a_sheet_is_undetermined():
    """
    Nothing can be said of a sheet that nobody has; a call-back that nobody names is missing itself.
    """
    bare = callback_valid(CallBackRecord(on=MARCH_4), RCB)

    assert (Verdict.UNDETERMINED, ("callback.values",), None) == (
        asked(values=None).verdict,
        asked(values=None).missing,
        asked(values=None).outcome,
    )
    assert ("case", "callback") == bare.missing


def test_one_letter_answers_each_case_once():
    """
    A case named twice is one.
    """
    letter = {"content": "lift", "answers": ("T1", "T2", "T2"), "filed_in": "callback_file"}

    assert 2 == asked(values=letter, mode="open_letter", by="cs_department").outcome.answers
    assert 1 == asked().outcome.answers


def test_a_policy_may_ask_for_the_proof_only(make):
    """
    What no policy asks for is not told; what it leaves open is missing.
    """
    mode = Register(fields=(Field(name="mode"),))
    only = asked(make.policy(make.pack(callbacks__proof=mode)))
    open_ = asked(make.policy(make.pack(callbacks__proof=mode, callbacks__review=UNSPECIFIED)))

    assert CallBackSheet(valid=True, complete=None, closed=None, answers=1, missing_fields=()) == only.outcome
    assert (Verdict.UNDETERMINED, ("callbacks.review",)) == (open_.verdict, open_.missing)


def test_without_a_sheet_nobody_knows_whether_a_call_back_is_valid(make):
    """
    A policy that asks for no proof takes every call-back.
    """
    bare = CallBack(made=MARCH_4, mode="phone")

    assert is_valid(RCB.on(MARCH_4), bare, None) == (None, ("values",))
    assert is_valid(make.policy(make.pack(other=1)).on(MARCH_4), bare, None) == (True, ())
    open_ = make.policy(make.pack(callbacks__proof=UNSPECIFIED)).on(MARCH_4)
    assert is_valid(open_, asked_sheet(), None) == (None, ("callbacks.proof",))


def asked_sheet():
    """
    A call-back with a sheet.
    """
    return CallBack(made=MARCH_4, mode="phone", values={"mark": "phone_callback"})


@given(
    mode=st.sampled_from(["on_site", "phone", "open_letter", "email"]),
    values=st.fixed_dictionaries(
        {},
        optional={
            "customer_signature": st.sampled_from(["Wang", "", False]),
            "mark": st.sampled_from(["phone_callback", "other"]),
            "answers": st.lists(st.sampled_from(["T1", "T2", "T3"]), max_size=3).map(tuple),
            "filed_in": st.sampled_from(["callback_file", "drawer"]),
        },
    ),
)
def test_decision_and_share_agree_on_what_is_valid(mode, values):
    """
    The sheet is worth the same alone and in a month; proof is never added by taking a field away.
    """
    decision = asked(values=values, mode=mode)

    assert (
        decision.outcome.valid is is_valid(RCB.on(MARCH_4), CallBack(made=MARCH_4, mode=mode, values=values), "T1")[0]
    )
    if not decision.outcome.valid:
        assert Verdict.REFUSED is decision.verdict
        assert not any(
            asked(values={k: v for k, v in values.items() if k != gone}, mode=mode).outcome.valid for gone in values
        )
