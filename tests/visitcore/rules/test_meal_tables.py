from datetime import date

import pytest

from visitcore.blocks.table import Row, Table
from visitcore.ground.errors import FactsError, WrongBlockError
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.rules.meal_tables import cannot_tell, left_to_say, meal_row, remembered, row_for

KEY = "expenses.meal.cap"
TABLE = Table(
    inputs={"host": ["boss", "staff"], "customers": "integer >= 1"},
    rows=(
        Row(when={"host": "boss"}, then=200, rule="DST-01"),
        Row(when={"host": "staff", "customers": "[1..5]"}, then=100, rule="DST-02"),
        Row(when={"host": "staff", "customers": "> 5"}, then=100, rule="DST-03"),
    ),
)


@pytest.fixture
def book(make):
    """
    The rulebook of a day on which this table is in force.
    """

    def opened(value=TABLE):
        rules = tuple(make.rule(f"DST-0{number}") for number in (1, 2, 3))
        dated = make.dated(value, key=KEY, rules=rules)
        return make.policy(make.pack(rules=rules, expenses__meal__cap=(dated,))).on(date(2024, 3, 5))

    return opened


NAMES = ("host", "customers")


def test_the_row_that_fits(book):
    """
    An input that does not matter may be unknown.
    """
    held, row, missing = meal_row(book(), KEY, NAMES, "boss", None)

    assert (KEY, 200, ()) == (held.key, row.then, missing)


def test_what_is_missing_or_unknown_is_named(book):
    """
    A fact by its name, a value that the table does not know by the table.
    """
    assert ("host",) == meal_row(book(), KEY, NAMES, None, 3)[2]
    assert (f"{KEY}[host = cook]",) == meal_row(book(), KEY, NAMES, "cook", 3)[2]


def test_rows_of_different_rules_are_not_one_answer(book):
    """
    Both rows say 100, and yet nobody can say by which rule.
    """
    assert (None, ("customers",)) == meal_row(book(), KEY, NAMES, "staff", None)[1:]


def test_a_policy_may_be_silent_or_leave_the_table_open(book):
    """
    No table, nothing to hold; a table left open is missing.
    """
    assert (None, None, ()) == meal_row(book(), "expenses.meal.venue", ())
    held, row, missing = meal_row(book(UNSPECIFIED), KEY, NAMES, "boss", 1)
    assert (True, None, (KEY,)) == (left_to_say(held, row), row, missing)


def test_a_row_may_be_left_open(book):
    """
    The document names the case and gives no value.
    """
    table = Table(inputs={"host": ["boss"]}, rows=(Row(when={}, then=UNSPECIFIED, rule="DST-01"),))
    held, row, _ = meal_row(book(table), KEY, ("host",), "boss")

    assert left_to_say(held, row)
    assert not left_to_say(*meal_row(book(), KEY, NAMES, "boss", 1)[:2])


def test_something_else_than_a_table_is_a_mistake(book):
    """
    Neither a number in its place nor a wrong kind of fact passes.
    """
    with pytest.raises(WrongBlockError):
        meal_row(book(5), KEY, NAMES, "boss", 1)
    with pytest.raises(FactsError):
        meal_row(book(), KEY, NAMES, "staff", 2.5)


def test_an_answer_is_worked_out_once():
    """
    A number and a yes are two questions, however equal they are; what cannot be remembered is asked again.
    """
    asked = []

    @remembered
    def answer(*facts):
        asked.append(facts)
        return len(asked)

    assert [1, 1, 2, 3, 4] == [answer(1), answer(1), answer(True), answer([1]), answer([1])]
    assert "answer" == answer.__name__


def test_a_mistake_is_not_remembered(book):
    """
    It is raised each time.
    """
    held = book().find(KEY)

    for _ in range(2):
        with pytest.raises(FactsError):
            row_for(held, NAMES, "staff", 2.5)


def test_what_is_missing_in_a_sentence():
    """
    In both languages.
    """
    said = Text("cannot be told without: bill, drinks", "缺少以下信息，无法判定：bill、drinks")

    assert said == cannot_tell(("bill", "drinks"))
