from datetime import date

import pytest
import time_machine
from django.utils import translation
from visitcore_site.days import NOW

from visitcore import VisitcoreError, load_policy
from visitcore_django.admin.wording import choices_of, error_in_words, explained, named, named_all, sentences
from visitcore_django.desk.errors import DeskError
from visitcore_django.models import DecisionRecord
from visitcore_django.policies import read_policy

CHINESE = translation.override("zh-hans")


def test_sentences_stand_in_a_row():
    """
    With a gap in English, with none in Chinese.
    """
    assert "Refused. Ask again." == sentences("Refused.", "Ask again.")
    with CHINESE:
        assert "未提交。请修改。" == sentences("未提交。", "请修改。")


def test_a_role_is_called_what_people_call_it():
    """
    No underscore reaches the screen, and nothing has no name.
    """
    assert "department manager" == named("department_manager")
    assert "" == named("")
    with CHINESE:
        assert "部门经理" == named("department_manager")


def test_several_names_stand_in_a_row():
    """
    Names are parted by a comma, or by the Chinese one.
    """
    assert "department manager, general manager" == named_all("department_manager, general_manager,")
    with CHINESE:
        assert "部门经理、总经理" == named_all("department_manager,general_manager")


def test_a_record_is_told_in_the_readers_language():
    """
    A record carries its words in both.
    """
    record = DecisionRecord(told_en="fine", told_zh="可以")

    assert "fine" == explained(record)
    with CHINESE:
        assert "可以" == explained(record)


@pytest.mark.django_db
@time_machine.travel(NOW, tick=False)
def test_choices_are_those_of_the_policy_that_runs():
    """
    HM-05: a guest is important or general, and nothing else; the words are the policy's.
    """
    assert {"general", "important"} == {value for value, _ in choices_of("expenses.meal.cap", "importance")}
    with CHINESE:
        assert "重要" in dict(choices_of("expenses.meal.cap", "importance"))["important"]


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("no.such.key", "importance"),
        ("expenses.meal.cap", "no_such_input"),
        ("plans.fields", "importance"),
        ("expenses.meal.cap", "flag"),
    ],
)
@pytest.mark.django_db
def test_what_is_no_list_of_words_offers_nothing(key, name):
    """
    A key that the policy has not, an input that the table has not, and a value that is no table offer nothing.
    """
    assert [] == choices_of(key, name)


@pytest.mark.parametrize("broken", ['extends = ["NOPE"]', 'extends = ["ABC"]\nwrong = 1'])
def test_every_fault_of_a_policy_is_told(broken):
    """
    A broken file is told fault by fault in the reader's language.
    """
    with pytest.raises(VisitcoreError) as caught:
        read_policy(broken, "own")

    assert error_in_words(caught.value)
    with CHINESE:
        assert any("\u4e00" <= letter <= "\u9fff" for letter in error_in_words(caught.value))


def test_other_errors_are_told_as_they_are():
    """
    What the desk says is said already; a value that is not in force is told by the library.
    """
    with pytest.raises(VisitcoreError) as caught:
        load_policy("standard").on(date(2024, 6, 14)).read("no.such.key")

    assert "Not today." == error_in_words(DeskError("Not today."))
    assert "no.such.key" in error_in_words(caught.value)
