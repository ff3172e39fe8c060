from collections.abc import Mapping
from decimal import Decimal

import pytest
from attrs import evolve, field, frozen

from visitcore.codec.converter import strict_converter
from visitcore.codec.faults import Fault, Invalid, halves, problems_of, quoted
from visitcore.ground.errors import UnknownNameError
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text


@frozen(kw_only=True)
class Line:
    """
    A line of an order.
    """

    item: str
    count: int = field()
    from_: str = ""

    @count.validator
    def _positive(self, _attribute, count):
        if count < 1:
            raise ValueError("nothing is ordered; write 1 or more")


@frozen(kw_only=True)
class Order:
    """
    An order.
    """

    number: int
    lines: tuple[Line, ...] = ()
    notes: Mapping[str, str] = field(factory=dict)


def faults(data):
    """
    What is wrong with an order.
    """
    with pytest.raises(Invalid) as told:
        strict_converter().structure(data, Order)
    return [as_english(problem) for problem in problems_of(told.value, file="order.toml")]


def as_english(problem):
    """
    A problem with its English words alone.
    """
    return evolve(problem, what=problem.what.en, fix=problem.fix.en)


def test_every_fault_is_told_with_its_path():
    """
    A wrong kind, a missing key, an unknown key, a list inside a list: all at once, each with its place and file.
    """
    data = {
        "numer": 1,
        "lines": [{"item": "pen", "count": "2"}, {"item": 3, "cuont": 1}],
        "notes": {"first": 1, "two words": True},
    }
    expected = {
        Problem("number", "required key 'number' is missing", "add it", file="order.toml"),
        Problem("numer", "unknown key 'numer'", "did you mean 'number'?", file="order.toml"),
        Problem("lines[0].count", "'2' is no whole number", "write it without quotes and fraction", file="order.toml"),
        Problem("lines[1].item", "3 is no text", "put it in quotes", file="order.toml"),
        Problem("lines[1].count", "required key 'count' is missing", "add it", file="order.toml"),
        Problem("lines[1].cuont", "unknown key 'cuont'", "did you mean 'count'?", file="order.toml"),
        Problem("notes.first", "1 is no text", "put it in quotes", file="order.toml"),
        Problem('notes."two words"', "true is no text", "put it in quotes", file="order.toml"),
    }

    assert expected == set(faults(data))


def test_what_a_class_says_itself_is_told_in_two_halves():
    """
    A message of the house, "what; fix", becomes what is wrong and what to do.
    """
    expected = Problem("lines[0]", "nothing is ordered", "write 1 or more", file="order.toml")

    assert [expected] == faults({"number": 1, "lines": [{"item": "pen", "count": 0}]})


def test_a_name_that_python_keeps_is_shown_as_it_is_written():
    """
    The key is ``from``, whatever the field is called.
    """
    (problem,) = faults({"number": 1, "lines": [{"item": "pen", "count": 1, "from": 5}]})

    assert "lines[0].from" == problem.where


def test_a_fault_at_the_top_has_no_path():
    """
    A list where a table belongs is at fault as a whole.
    """
    (problem,) = faults([1])

    assert "" == problem.where
    assert "[…] is no table of names and values" == problem.what


def test_a_fault_is_an_error_of_its_own():
    """
    A hook raises a fault with what is wrong and what to do.
    """
    fault = Fault(Text("5 is odd", "5是奇数"), Text("write 6", "请写6"))

    assert (Problem("", Text("5 is odd", "5是奇数"), Text("write 6", "请写6")),) == problems_of(fault)
    assert "5 is odd; write 6" == str(fault)
    assert "5 is odd" == str(Fault(Text("5 is odd", "5是奇数")))


def test_every_fault_is_told_in_chinese_too():
    """
    The words for a Chinese office say the same.
    """
    with pytest.raises(Invalid) as told:
        strict_converter().structure({"numer": 1, "lines": 5}, Order)

    assert {
        "number：缺少必填的键“number”；请补上",
        "numer：未知的键“numer”；是否指“number”？",
        "lines：5 不是列表；请放进方括号",
    } == {problem.in_("zh") for problem in problems_of(told.value)}


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (ValueError("too few; add one"), (Text("too few", "too few"), Text("add one", "add one"))),
        (ValueError("too few"), (Text("too few", "too few"), Text("", ""))),
        (
            UnknownNameError("rule", "A-1", ["A-2"]),
            (
                Text("there is no rule 'A-1'", "没有名为“A-1”的规则"),
                Text("did you mean 'A-2'?", "是否指“A-2”？"),
            ),
        ),
    ],
)
def test_a_message_of_the_house_has_two_halves(error, expected):
    """
    What is wrong stands before the semicolon, what to do behind it.
    """
    assert expected == halves(error)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("A", "'A'"),
        (True, "true"),
        (None, "nothing"),
        (Decimal("0.80"), "0.80"),
        ({"a": 1}, "{…}"),
        ([1, 2], "[…]"),
        ("x" * 100, f"'{'x' * 58}…"),
    ],
)
def test_values_as_they_are_shown_to_their_writer(value, shown):
    """
    Short, and in the words of the file.
    """
    assert shown == quoted(value)
