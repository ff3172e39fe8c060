from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.table import Row, Table
from visitcore.codec.policy import load_policy
from visitcore.decisions.verdict import Verdict
from visitcore.facts.complaint import Complaint, ComplaintCase, ComplaintEvent
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.complaint_gravity import classify_complaint, gravity_of

OMS = load_policy("OMS")
DAY = date(2024, 5, 6)
SIGNS = tuple(OMS.on(DAY).read("complaints.major").value.inputs)
signs = st.dictionaries(st.sampled_from(SIGNS), st.sampled_from([True, False, None]))


def asked(policy=OMS, **facts):
    """
    The decision on one complaint of after-sales about nobody.
    """
    complaint = Complaint(**{"area": "after_sales", "about": (), **facts})
    return classify_complaint(ComplaintCase(on=DAY, complaint=complaint), policy)


@given(flags=signs)
def test_one_sign_is_enough_and_ordinary_needs_all_of_them(flags):
    """
    Any one true is major; none true and one unknown cannot be told, and every unknown one is named.
    """
    decision = asked(flags=flags)
    unknown = {f"complaint.flags.{name}" for name in SIGNS if flags.get(name) is None}

    if any(flags.values()):
        assert ("major", ()) == (decision.outcome.gravity, decision.missing)
    elif unknown:
        assert (Verdict.UNDETERMINED, unknown) == (decision.verdict, set(decision.missing))
    else:
        assert ("ordinary", Verdict.ALLOWED) == (decision.outcome.gravity, decision.verdict)


@given(flags=signs, sign=st.sampled_from(SIGNS))
def test_a_further_sign_never_makes_it_less_grave(flags, sign):
    """
    What is major stays so, whatever else turns up.
    """
    assert "major" == asked(flags={**flags, sign: True}).outcome.gravity


def test_a_sign_nobody_asked_for_changes_nothing():
    """
    Only the signs of the table are looked at.
    """
    flags = {**dict.fromkeys(SIGNS, False), "loud": True}

    assert "ordinary" == asked(flags=flags).outcome.gravity


@pytest.mark.parametrize(
    ("times", "repeat", "gravity"), [(2, None, "major"), (1, None, "ordinary"), (2, False, "ordinary")]
)
def test_the_count_speaks_where_nobody_said_so(times, repeat, gravity):
    """
    What a person said about repetition goes before the count.
    """
    flags = {**dict.fromkeys(SIGNS, False), "repeat": repeat}

    assert gravity == asked(flags=flags, times=times).outcome.gravity


def test_the_one_it_is_about_stays_out():
    """
    Refused where that person handles it or has taken any step; others may.
    """
    flags = {"door_block": True}
    step = ComplaintEvent(kind="in_handling", by="Li")

    assert (Verdict.ALLOWED, ("Li",)) == (
        asked(flags=flags, about=("Li",), handler="Wu").verdict,
        asked(flags=flags, about=("Li",)).outcome.excluded,
    )
    assert Verdict.REFUSED is asked(flags=flags, about=("Li", "Wu"), events=(step,)).verdict
    assert ("Li", "Wu") == asked(flags=flags, about=("Li", "Wu")).outcome.excluded
    assert Verdict.REFUSED is asked(flags=flags, about=("Wu", "Li"), events=(step,)).verdict
    assert ("complaint.about",) == asked(flags=flags, about=None).missing
    assert ("complaint.area",) == asked(flags=flags, area=None).missing


def test_what_the_policy_leaves_open_is_named(make):
    """
    A table, a count, a reception or an exclusion to be set by the company.
    """
    table = Table(inputs={"repeat": "flag"}, rows=(Row(when={"repeat": True}, then="major"),), hit="collect")
    whole = Table(
        inputs={"repeat": "flag"},
        rows=(Row(when={"repeat": True}, then="major"), Row(when={"repeat": False}, then="ordinary")),
    )
    opened = make.pack(
        complaints__major=whole,
        complaints__repeat_from=UNSPECIFIED,
        complaints__reception=UNSPECIFIED,
        complaints__exclusion=UNSPECIFIED,
    )

    assert ("complaints.major",) == asked(make.policy(make.pack(complaints__major=UNSPECIFIED))).missing
    assert {"complaints.repeat_from", "complaints.reception", "complaints.exclusion"} <= set(
        asked(make.policy(opened), times=2).missing
    )
    assert asked(make.policy(make.pack(complaints__major=table)), flags={"repeat": False}).missing


def test_a_person_may_judge_it_graver_than_its_signs(make):
    """
    A class given by a person counts, but no sign is talked away.
    """
    book = OMS.on(DAY)
    silent = make.policy(make.pack(visits__some=1)).on(DAY)

    assert "major" == gravity_of(Complaint(gravity="major"), book)[0]
    assert "major" == gravity_of(Complaint(gravity="ordinary", flags={"repeat": True}), book)[0]
    assert "ordinary" == gravity_of(Complaint(flags=dict.fromkeys(SIGNS, False)), book)[0]
    assert (None, tuple(f"complaint.flags.{name}" for name in SIGNS)) == gravity_of(Complaint(), book)
    assert "major" == gravity_of(Complaint(gravity="major"), silent)[0]
    assert (None, ("complaint.gravity",)) == gravity_of(Complaint(), silent)
    assert (None, ("complaint.gravity",)) == gravity_of(Complaint(gravity="catastrophic"), book)


@given(flags=signs, judged=st.sampled_from([None, "major", "ordinary", "catastrophic"]))
def test_a_complaint_has_one_class(flags, judged):
    """
    What it is taken as and what its clocks run for are the same.
    """
    told = gravity_of(Complaint(flags=flags, gravity=judged), OMS.on(DAY))

    assert told == (asked(flags=flags, gravity=judged).outcome.gravity, asked(flags=flags, gravity=judged).missing)


def test_a_judgement_and_a_count_that_disagree_are_told():
    """
    A person's word decides, and the other one is not passed over in silence.
    """
    flags = dict.fromkeys(SIGNS, False)
    judged, counted = asked(flags=flags, gravity="major"), asked(flags=flags, times=3)

    assert ("major", "ordinary") == (judged.outcome.gravity, counted.outcome.gravity)
    assert any("judged by a person" in finding.says.en for finding in judged.findings)
    assert any("recorded as not repeated" in finding.says.en for finding in counted.findings)
    assert not any("not repeated" in finding.says.en for finding in asked(flags=flags, times=1).findings)
