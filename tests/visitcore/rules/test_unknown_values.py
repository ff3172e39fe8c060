from datetime import date

import pytest

from visitcore.codec.policy import load_policy
from visitcore.explain.names import in_people_words
from visitcore.rules.unknown_values import as_given, as_they_are_written, values_known, written

ON = date(2024, 3, 5)
CAP = load_policy("HM").on(ON).read("expenses.meal.cap")
CLASSES = load_policy("RCP").on(ON).read("expenses.reception.classes")


@pytest.mark.parametrize(
    ("held", "missing", "en"),
    [
        (
            CAP,
            "expenses.meal.cap[host = cs_staf]",
            "; `cs_staf` is not known, known: `cs_manager`, `cs_staff`; did you mean `cs_staff`?",
        ),
        (CAP, "expenses.meal.cap[host = driver]", "; `driver` is not known, known: `cs_manager`, `cs_staff`"),
        (
            CLASSES,
            "expenses.reception.classes[class = E]",
            "; `E` is not known, known: " + ", ".join(f"`{name}`" for name in CLASSES.value),
        ),
        (CAP, "expenses.meal.cap[host = cs_staff]", ""),
        (CAP, "host", ""),
        (CAP, "expenses.meal.venue[host = driver]", ""),
        (CAP, "expenses.meal.cap[colour = red]", ""),
    ],
)
def test_an_unknown_value_is_told_with_the_known_ones(held, missing, en):
    """
    And with the one that may be meant; a fact that is missing, or a value that is known, needs no hint.
    """
    assert en == values_known(held, [missing]).en


def test_in_chinese_people_read_what_each_is_called():
    """
    As it is to be written, and in words; the sentence keeps the former.
    """
    said = in_people_words(values_known(CAP, ["expenses.meal.cap[importance = 重要客户]"]))

    assert "；不认识 `重要客户`，可填：`important`（重要）、`general`（一般）" == said.zh
    assert "`cs_staff`" == in_people_words(written("cs_staff")).en


def test_a_word_of_people_cannot_pass_for_a_name_of_a_pack():
    """
    A role in Chinese is told as it is, with how the policy writes it; a name of a pack is left alone.
    """
    assert "cs_staff" == as_given("cs_staff").zh
    assert " `部门主管` " == as_given("部门主管").zh
    assert "（填写 `cs_manager`、`cs_staff`）" == as_they_are_written("部门主管", ("cs_manager", "cs_staff")).zh
    assert "" == as_they_are_written("driver", ("cs_manager",)).en
