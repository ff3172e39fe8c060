from decimal import Decimal

import pytest

from visitcore.blocks.table import Row, Table
from visitcore.ground.errors import UnknownNameError
from visitcore.policy import Origin, Strength


def table(rule, answer="A"):
    """
    A table of one row that rests on a rule.
    """
    return Table(inputs={"paid": "flag"}, rows=(Row(when={}, then=answer, rule=rule),))


def test_the_first_rule_is_cited_where_none_is_named(make):
    """
    A value as a whole is cited by the first of its rules.
    """
    first, second = make.rule("DST-01"), make.rule("DST-02")

    assert first is make.dated(rules=(first, second)).cite()


def test_a_named_rule_is_cited(make):
    """
    An element names the rule it rests on.
    """
    first, second = make.rule("DST-01"), make.rule("DST-02")

    assert second is make.dated(rules=(first, second)).cite("DST-02")


def test_a_rule_behind_another_value_is_not_cited(make):
    """
    A value cannot be defended with a rule that it does not rest on.
    """
    with pytest.raises(UnknownNameError, match=r"'HM-05'; did you mean 'HM-04'\?"):
        make.dated(rules=(make.rule("HM-04"),)).cite("HM-05")


@pytest.mark.parametrize(("one", "other"), [(Decimal("0.80"), Decimal("0.8")), (5, Decimal(5)), ("A", "A")])
def test_equal_values_say_the_same(make, one, other):
    """
    How many digits a number is written with does not matter.
    """
    assert make.dated(one).says_as(make.dated(other))


@pytest.mark.parametrize(("one", "other"), [(Decimal(5), Decimal(6)), (True, 1), ("5", 5), ((1, 2), (2, 1))])
def test_other_values_say_something_else(make, one, other):
    """
    Yes is not one, a text is no number, and order counts.
    """
    assert not make.dated(one).says_as(make.dated(other))


def test_another_unit_says_something_else(make):
    """
    Two days are not two hours.
    """
    assert not make.dated(2, unit="days").says_as(make.dated(2, unit="hours"))


def test_days_and_rules_do_not_matter_to_what_is_said(make):
    """
    Two documents with the same table say the same, though each row rests on a rule of its own.
    """
    one, other = make.dated(table("DST-01")), make.dated(table("ABC-07"), pack="ABC")

    assert one.says_as(other)


def test_another_answer_in_a_row_says_something_else(make):
    """
    A table with another answer says something else.
    """
    assert not make.dated(table("DST-01", "A")).says_as(make.dated(table("DST-01", "B")))


def test_a_value_is_the_documents_unless_it_says_otherwise(make):
    """
    The origin of a value is its document.
    """
    assert Origin.DOCUMENT is make.dated().origin


def test_the_whole_rests_on_the_rules_that_stand_on_no_part_of_it(make):
    """
    A rule on a row speaks for that row; where every rule does, the first one speaks for the table.
    """
    first, second = make.rule("DST-01"), make.rule("DST-02")

    assert (second,) == make.dated(table("DST-01"), rules=(first, second)).as_a_whole
    assert (first,) == make.dated(table("DST-01"), rules=(first,)).as_a_whole
    assert (first, second) == make.dated(rules=(first, second)).as_a_whole


def test_another_rule_of_the_same_name_is_not_rested_on(make):
    """
    A rule counts as one behind the value when it says the same, not when it is called the same.
    """
    held = make.dated(rules=(make.rule("DST-01"),))

    assert held.rests_on(make.rule("DST-01"))
    assert not held.rests_on(make.rule("DST-01", Strength.SOFT))
    assert not held.rests_on(make.rule("DST-02"))
