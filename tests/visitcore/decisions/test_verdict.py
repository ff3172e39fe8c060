import pytest

from visitcore.decisions import Verdict


def test_there_are_five_answers():
    """
    Yes and no are not enough: somebody may have to approve, something may be missing, the rule may not apply.
    """
    assert {"allowed", "refused", "referred", "undetermined", "not_applicable"} == {each.value for each in Verdict}


@pytest.mark.parametrize("verdict", Verdict)
def test_every_answer_has_a_name_in_both_languages(verdict):
    """
    No answer is shown as a code.
    """
    assert verdict.label.en
    assert verdict.label.zh != verdict.label.en


def test_every_answer_has_a_name_of_its_own():
    """
    Two answers are never shown alike.
    """
    assert len(Verdict) == len({each.label for each in Verdict})
