from datetime import date

import pytest

from visitcore.codec.asking import decide
from visitcore.codec.policy import load_policy
from visitcore.facts.callback import CallBack, CallBackQuestion, CallBackShareQuestion, Matter
from visitcore.ground.errors import FactsError

MARCH_4 = date(2024, 3, 4)


def test_nothing_is_assumed():
    """
    What nobody knows stays missing, it is neither none nor no.
    """
    matter = Matter(cause="complaint")

    assert matter.callbacks is None
    assert (None, None, None) == (matter.anonymous, matter.reply_letter_only, matter.reply_attached)
    assert CallBackShareQuestion(on=MARCH_4, cause="complaint").matters is None


@pytest.mark.parametrize(
    ("complainant", "anonymous", "expected"),
    [("Wang", None, False), ("Wang", False, False), (None, None, None), ("", None, None), (None, True, True)],
)
def test_who_is_named_is_not_anonymous(complainant, anonymous, expected):
    """
    A name settles it; where there is none, it has to be said.
    """
    assert expected is Matter(cause="complaint", complainant=complainant, anonymous=anonymous).inputs()["anonymous"]


@pytest.mark.parametrize(
    ("wrong", "where", "what"),
    [
        ({"complainant": "Wang", "anonymous": True}, "matter", "a complainant who is named is not anonymous"),
        ({"participants": -1}, "matter", "-1 participants cannot be"),
        ({"participants": "many"}, "matter.participants", "'many' is no whole number"),
        ({"class": 3}, "matter.class", "3 is no text"),
        ({"callbacks": [{"by": "x"}]}, "matter.callbacks[0]", "'made' is missing"),
    ],
)
def test_a_matter_that_cannot_be_is_refused(wrong, where, what):
    """
    What contradicts itself is an error with its place, in both languages, and no answer.
    """
    with pytest.raises(FactsError) as caught:
        decide("callback_due", {"on": MARCH_4, "matter": {"cause": "complaint", **wrong}}, load_policy("RCB"))

    (problem,) = caught.value.problems
    assert where in problem.where
    assert what.strip("'") in problem.told.en.replace('"', "'")
    assert problem.told.en != problem.told.zh


def test_no_participant_at_all_is_a_number():
    """
    Nought is not less than nothing.
    """
    assert 0 == Matter(cause="community_event", participants=0).participants


def test_a_sheet_carries_what_is_known_of_the_call_back():
    """
    Caller, way, result and appointment stand on the sheet; what is not known is not written over it.
    """
    callback = CallBack(made=MARCH_4, by="property_assistant", resolved=False, values={"mode": "phone", "by": "nobody"})

    assert {"mode": "phone", "by": "property_assistant", "resolved": False} == callback.sheet()
    assert CallBack(made=MARCH_4, mode="phone").sheet() is None


def test_the_day_asked_about_comes_first():
    """
    Every question of the house begins with its day.
    """
    assert MARCH_4 == CallBackQuestion(on=MARCH_4, matter=Matter(cause="complaint")).on
