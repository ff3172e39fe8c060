import io
import sys
from decimal import Decimal

import pytest

from visitcore.cli.questions import Question, read_questions
from visitcore.ground.errors import FactsError
from visitcore.ground.problem import Problem


@pytest.fixture
def written(tmp_path):
    """
    Writes a file of facts and gives back its name.
    """

    def _written(content, name="facts.json"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return _written


def faults(name):
    """
    Where each fault of a file stands, and what it is.
    """
    with pytest.raises(FactsError) as caught:
        read_questions(name)
    return [(problem.where, str(problem.what)) for problem in caught.value.problems]


@pytest.mark.parametrize("content", ['{"on": 1}', '\ufeff{"on": 1}', '\n{\n  "on": 1\n}\n'])
def test_one_object_is_one_question(written, content):
    """
    One object, on one line or many, with or without a byte order mark.
    """
    assert [Question({"on": 1})] == read_questions(written(content))


def test_a_list_is_many_questions(written):
    """
    Each object of a list knows its place.
    """
    expected = [Question({"on": 1}, "[0]"), Question({"on": 2}, "[1]")]

    assert expected == read_questions(written('[{"on": 1}, {"on": 2}]'))


def test_each_line_is_a_question(written):
    """
    One object a line; blank lines are skipped and lines keep their numbers.
    """
    expected = [Question({"on": 1}, "line 1"), Question({"on": 2}, "line 3")]

    assert expected == read_questions(written('{"on": 1}\n\n{"on": 2}\n', "facts.jsonl"))


def test_fractions_are_exact(written):
    """
    0.1 is a tenth, not the nearest binary fraction.
    """
    [question] = read_questions(written('{"x": 0.1, "y": 1e2, "z": 3}'))

    assert {"x": Decimal("0.1"), "y": Decimal("1E+2"), "z": 3} == question.facts
    assert isinstance(question.facts["x"], Decimal)


def test_the_standard_input_is_read_as_bytes(monkeypatch):
    """
    A dash is the standard input, in UTF-8 whatever the terminal speaks.
    """
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO('{"name": "客户"}'.encode()), "ascii"))

    assert [Question({"name": "客户"})] == read_questions("-")


def test_a_fault_of_the_standard_input_is_named_as_such(monkeypatch):
    """
    A dash would be overlooked in a message.
    """
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"{"), "ascii"))

    with pytest.raises(FactsError, match=r"^<stdin>: is no JSON: "):
        read_questions("-")


def test_every_faulty_line_is_told(written):
    """
    A file of lines is read to its end before anything is said.
    """
    name = written('{"on": 1}\n{"on": }\n{"on": 2}\nhello\n')

    assert ["line 2", "line 4"] == [where for where, _ in faults(name)]


def test_lines_are_lines_even_if_the_first_is_broken(written):
    """
    The ending of the file, or one good line, says that each line stands alone.
    """
    assert ["line 1", "line 2"] == [where for where, _ in faults(written('{"on"\n{"of"\n', "facts.jsonl"))]
    assert ["line 1"] == [where for where, _ in faults(written('{"on"\n{"on": 2}\n'))]


def test_broken_json_is_one_fault(written):
    """
    An object over many lines is not taken for a question a line.
    """
    [(where, what)] = faults(written('{\n  "on": 1,\n}\n'))

    assert "" == where
    assert what.startswith("is no JSON: ")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "is empty"),
        (" \n", "is empty"),
        ("[]", "holds no question"),
        ('{"x": NaN}', "is no JSON: NaN is no number"),
        ('{"x": -Infinity}', "is no JSON: -Infinity is no number"),
        ('{"on": 1, "of": 2, "on": 3}', "is no JSON: the key 'on' stands twice in one object"),
        ("客户".encode("gb18030"), "is not UTF-8 (byte 0)"),
        ("[" * 200_000, "is no JSON: it is nested too deeply"),
    ],
)
def test_what_is_no_question_is_refused_with_the_reason(written, content, told):
    """
    Nothing at all, another encoding, numbers that are none, keys that stand twice, nests without an end.
    """
    assert [("", told)] == faults(written(content))


def test_a_file_that_is_not_there_is_an_error_of_the_system(tmp_path):
    """
    The caller tells it with the path.
    """
    with pytest.raises(FileNotFoundError):
        read_questions(str(tmp_path / "nowhere.json"))


def test_a_fault_inside_a_question_gets_its_place():
    """
    Line and path are told together; a question that is the whole file adds nothing.
    """
    fault = Problem("customer.grade", "is wrong")

    assert "line 3: customer.grade" == Question({}, "line 3").at(fault).where
    assert "line 3" == Question({}, "line 3").at(Problem("", "is wrong")).where
    assert "customer.grade" == Question({}).at(fault).where
