import pytest
from django.utils import translation

from visitcore_django.desk.errors import DeskError, FourEyesError, NotAllowedError, WrongStateError
from visitcore_django.models import StaleError, VisitPlan


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
    Whoever wants to approve his own is told to ask somebody else.
    """
    assert "ask somebody else" in str(FourEyesError())
    with translation.override("zh-hans"):
        assert "不能审批自己的申请" in str(FourEyesError())


def test_a_stale_row_is_told_in_words(row):
    """
    Whoever comes second is told what was changed, and what to do.
    """
    with translation.override("zh-hans"):
        assert "已被他人修改" in str(StaleError(row(VisitPlan)))
