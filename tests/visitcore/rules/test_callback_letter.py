from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitcore.blocks.quota import Quota
from visitcore.codec.library import library_pack
from visitcore.codec.policy import load_policy
from visitcore.decisions.verdict import Verdict
from visitcore.facts.callback import CallBack, CallBackQuestion, Matter
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.callback_letter import Letter, answered, check_letter
from visitcore.rules.callbacks import callback_due

RCB = load_policy("RCB")
MARCH_4 = date(2024, 3, 4)


def letter(*cases, **more):
    """
    An open letter that answers cases, in the call-back file.
    """
    values = {"answers": cases, "filed_in": "callback_file"}
    return CallBack(
        made=MARCH_4, by="cs_department", mode="open_letter", **{"values": values, "resolved": True, **more}
    )


def checked(callback, case="T1", policy=RCB):
    """
    What it is worth on 4 March.
    """
    return check_letter(policy.on(MARCH_4), callback, case)


@pytest.mark.parametrize(
    ("cases", "case", "holds", "missing"),
    [
        (("T1", "T2"), "T1", True, ()),
        (("T1",), "T1", False, ()),
        (("T1", "T1"), "T1", False, ()),
        (("T2", "T3"), "T1", False, ()),
        (("T1", "T2"), None, None, ("case",)),
        (("T1",), None, False, ()),
    ],
)
def test_a_letter_answers_two_cases_and_this_is_one_of_them(cases, case, holds, missing):
    """
    The same case twice is one; the number of the case is only asked for where it decides.
    """
    told = checked(letter(*cases), case)

    assert (holds, missing) == (told.holds, told.missing)
    assert {"RCB-01.10"} == {finding.rule.id for finding in told.findings}
    assert (holds is False) is any(finding.breaks for finding in told.findings)


def test_what_nobody_knows_of_a_letter_is_named():
    """
    A letter without a sheet answers nobody knows what.
    """
    assert Letter(missing=("values",)) == checked(letter(values=None))


@pytest.mark.parametrize(
    "callback",
    [
        CallBack(made=MARCH_4, mode="phone", values={"answers": ("T1",)}),
        CallBack(made=MARCH_4, mode="on_site"),
        CallBack(made=MARCH_4),
        letter(),
    ],
)
def test_what_is_no_letter_or_lists_nothing_is_left_to_the_sheet(callback):
    """
    The proof itself tells that the list is empty.
    """
    assert checked(callback) is None


@pytest.mark.parametrize(
    ("answers", "cases"),
    [
        (None, set()),
        ("T1", {"T1"}),
        (["T1", "T2", "T1"], {"T1", "T2"}),
        (("", " ", None, False), set()),
        ((7, "7"), {"7"}),
        ({"T1": 1}, {"{'T1': 1}"}),
    ],
)
def test_the_cases_of_a_sheet_count_once(answers, cases):
    """
    One name is one case, and an empty one is none; what is no list of names is no list of cases either.
    """
    assert cases == answered({"answers": answers})


def test_how_many_a_letter_has_to_answer_is_the_companys_choice(make):
    """
    Three instead of two; left open it is asked for; without the number, or without a proof, nothing is asked.
    """

    def company(least):
        return make.policy(library_pack("RCB"), own=make.pack("CO", callbacks__letter_answers=least))

    three = company(Quota(at_least=3))
    assert (False, True) == tuple(checked(letter(*"abc"[:size]), "a", three).holds for size in (2, 3))
    assert ("callbacks.letter_answers",) == checked(letter("T1", "T2"), policy=company(UNSPECIFIED)).missing
    assert checked(letter("T1"), policy=make.policy(make.pack(other=1))) is None
    assert checked(letter("T1"), policy=make.policy(make.pack(callbacks__letter_answers=Quota(at_least=2)))) is None


@given(
    cases=st.lists(st.sampled_from(["T1", "T2", "T3"]), max_size=3),
    class_=st.sampled_from(["general", "important", "major"]),
    known=st.booleans(),
)
def test_a_letter_is_no_way_round_the_caller(cases, class_, known):
    """
    Whatever the class, a letter passes only where it is known to answer this case and another.
    """
    matter = Matter(
        cause="complaint",
        case="T1",
        class_=class_,
        closed=date(2024, 3, 1),
        complainant="Wang",
        reply_letter_only=False,
        callbacks=(letter(*cases) if known else letter(values=None),),
    )
    decision = callback_due(CallBackQuestion(on=MARCH_4, matter=matter), RCB)

    assert (known and "T1" in cases and len(set(cases)) > 1) is (decision.verdict is Verdict.ALLOWED)
