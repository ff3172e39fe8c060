import pytest
from django.utils import translation
from visitcore_site.days import TODAY

from visitcore.ground import errors as library
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text
from visitcore_django.desk.errors import OWN, DeskError, FourEyesError, NotAllowedError, WrongStateError
from visitcore_django.models import StaleError, VisitPlan

FAULT = Problem("amount", Text("is less than nothing", "是负数"))
LIBRARY = [
    (library.FactsError("the facts", [FAULT]), "amount: is less than nothing", "金额：是负数"),
    (library.PolicyError("own", [FAULT]), "amount: is less than nothing", "金额：是负数"),
    (library.NotInForceError("visits.cadence", TODAY, []), "has no value on any day", "没有取值"),
    (library.SilentPolicyError("visits.cadence", "own"), "says nothing about", "没有规定"),
]
"""What the library raises, and what of it is said in either language."""


@pytest.mark.parametrize("error", [NotAllowedError, FourEyesError, WrongStateError])
def test_whatever_the_desk_refuses_is_one_kind_of_error(error):
    """
    A caller catches one class, and may tell apart who may not from what cannot be done.
    """
    assert issubclass(error, DeskError)
    assert issubclass(FourEyesError, NotAllowedError)
    assert not issubclass(WrongStateError, NotAllowedError)


@pytest.mark.django_db
def test_the_wrong_state_says_which(row):
    """
    The message names the thing and where it stands, in the reader's language.
    """
    plan = row(VisitPlan, state="approved")

    assert str(plan) in str(WrongStateError(plan))
    assert "approved" in str(WrongStateError(plan))
    with translation.override("zh-hans"):
        assert "已批准" in str(WrongStateError(plan))


def test_four_eyes_say_what_to_do():
    """
    Whoever wants to approve his own, or what he wrote in, is told so, and to ask somebody else.
    """
    assert "nor what he wrote in himself; ask somebody else" in str(FourEyesError())
    with translation.override("zh-hans"):
        assert "不能审批自己的申请" in str(FourEyesError()) and "自己改过的内容" in str(FourEyesError())


def test_a_stale_row_is_told_in_words(row):
    """
    Whoever comes second is told what was changed, and what to do.
    """
    with translation.override("zh-hans"):
        assert "已被他人修改" in str(StaleError(row(VisitPlan)))


@pytest.mark.parametrize(("error", "en", "zh"), LIBRARY)
def test_what_the_library_raises_is_one_of_the_desk(error, en, zh):
    """
    One ``except`` meets it, a handler of the library's goes on working, and it is said in the reader's language.
    """
    own = OWN[type(error)](*error.args)

    assert isinstance(own, DeskError)
    assert isinstance(own, type(error))
    assert vars(error).items() <= {**vars(own), "packs": ()}.items()
    assert en in str(own)
    with translation.override("zh-hans"):
        assert zh in str(own)


def test_a_silent_policy_says_who_speaks_instead_of_all_it_knows():
    """
    Two or three packs are of use; the keys of the policy are not.
    """
    keys = [f"other.key{number}" for number in range(50)]
    own = OWN[library.SilentPolicyError]("expenses.meal.cap", "DST", keys)

    assert ("HM",) == own.packs
    assert "other.key" not in str(own)


def test_a_stale_row_is_one_of_the_desk():
    """
    A handler of the rows' own error meets it too, with the row.
    """
    own = OWN[StaleError](*StaleError("plan").args)

    assert isinstance(own, DeskError)
    assert isinstance(own, StaleError)
    assert "plan" == own.row
    assert "plan was changed by somebody else" in str(own)
