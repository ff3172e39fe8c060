"""
Facts handed to ``visitcore decide``: one JSON object, a list of them, or one a line.
"""

import json
import sys
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from visitcore.ground.errors import FactsError
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text

_FIX = Text("write one object, or one object a line", "请写一个对象，或每行一个对象")


@frozen
class Question:
    """
    The facts of one question.

    Attributes:
        facts: The facts as read, exact: fractions are `Decimal`.
        place: Where they stand in the file, empty where they are all of it.
    """

    facts: Any
    place: str = ""

    def at(self, problem: Problem) -> Problem:
        """
        A fault of these facts, with the place they stand in.
        """
        parts = [part for part in (self.place, problem.where) if part]
        return evolve(problem, where=": ".join(parts))


def read_questions(name: str) -> list[Question]:
    """
    The questions in a file.

    Args:
        name: Its path; ``-`` is the standard input.

    Raises:
        FactsError: If it is no text, no JSON, or holds no question; every faulty line at once.
        OSError: If it cannot be read.
    """
    raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    name = label(name)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = Text(f"is not UTF-8 (byte {error.start})", f"不是 UTF-8 编码（第 {error.start} 字节）")
        raise FactsError(name, [Problem("", what, Text("save it as UTF-8", "请另存为 UTF-8"))]) from None
    if not text.strip():
        raise FactsError(name, [Problem("", Text("is empty", "没有内容"), _FIX)])
    try:
        whole = _parsed(text)
    except (ValueError, RecursionError) as error:
        lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
        if len(lines) > 1 and (name.endswith((".jsonl", ".ndjson")) or any(_is_object(line) for _, line in lines)):
            return _from_lines(name, lines)
        raise FactsError(name, [_fault("", error)]) from None
    if not isinstance(whole, list):
        return [Question(whole)]
    if not whole:
        raise FactsError(name, [Problem("", Text("holds no question", "没有任何问题"), _FIX)])
    return [Question(facts, f"[{place}]") for place, facts in enumerate(whole)]


def label(name: str) -> str:
    """
    What a file is called in a message.
    """
    return "<stdin>" if name == "-" else name


def _from_lines(name: str, lines: Iterable[tuple[int, str]]) -> list[Question]:
    questions, problems = [], []
    for number, line in lines:
        try:
            questions.append(Question(_parsed(line), f"line {number}"))
        except (ValueError, RecursionError) as error:
            problems.append(_fault(f"line {number}", error))
    if problems:
        raise FactsError(name, problems)
    return questions


def _fault(where: str, error: Exception) -> Problem:
    told = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
    return Problem(where, Text(f"is no JSON: {told}", f"不是有效的 JSON：{told}"), _FIX)


def _is_object(line: str) -> bool:
    try:
        return isinstance(_parsed(line), dict)
    except (ValueError, RecursionError):
        return False


def _parsed(text: str) -> Any:
    return json.loads(text, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_once)


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is no number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key {twice!r} stands twice in one object")
    return found
