from django.utils import translation
from visitcore_site.days import TODAY

from visitcore.ground.errors import FactsError, NotInForceError
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text
from visitcore_django.desk.wording import library_error_in_words, roles_in_words, say

CHINESE = translation.override("zh-hans")


def test_words_are_said_in_the_readers_language():
    """
    A text of the policy comes in English or in Chinese.
    """
    assert "meal" == say(Text("meal", "用餐"))
    with CHINESE:
        assert "用餐" == say(Text("meal", "用餐"))


def test_roles_are_called_as_people_call_them():
    """
    One beside the other, in the reader's language.
    """
    assert "department head, general manager" == roles_in_words(["department_head", "general_manager"])
    with CHINESE:
        assert "部门负责人、总经理" == roles_in_words(["department_head", "general_manager"])


def test_each_fault_of_several_stands_on_a_line():
    """
    What the facts are called for a program is left out.
    """
    faults = [Problem("amount", Text("is less than nothing", "是负数")), Problem("on", Text("is missing", "未填写"))]

    assert ["amount: is less than nothing", "on: is missing"] == library_error_in_words(
        FactsError("the facts", faults)
    ).splitlines()
    with CHINESE:
        assert "金额：是负数" == library_error_in_words(FactsError("the facts", faults)).splitlines()[0]


def test_the_place_of_a_fault_has_the_word_that_people_use():
    """
    A key of the facts is no word, neither in English nor in Chinese.
    """
    error = FactsError("the event", [Problem("for", Text("there is no invoice 'X'", "没有编号为“X”的发票"))])

    assert "invoice it is for: there is no invoice 'X'" == library_error_in_words(error)
    with CHINESE:
        assert "对应发票：没有编号为“X”的发票" == library_error_in_words(error)


def test_an_error_about_one_thing_is_told_in_the_readers_language():
    """
    The library knows its own sentences in both.
    """
    error = NotInForceError("visits.cadence", TODAY, [])

    assert "has no value on any day" in library_error_in_words(error)
    with CHINESE:
        assert "没有取值" in library_error_in_words(error)
