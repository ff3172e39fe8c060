"""
``visitcore facts`` and ``visitcore decide``.
"""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from visitcore.cli.main import BAD_NEWS, OK
from visitcore.cli.options import add_output, add_policy, format_of, lang_of
from visitcore.cli.output import Grid, write_grid, write_text
from visitcore.cli.policies import policy_of
from visitcore.codec.asking import decide
from visitcore.codec.decision import decision_to_dict
from visitcore.codec.schema import facts_schema
from visitcore.decisions.decision import Decision
from visitcore.decisions.verdict import Verdict
from visitcore.explain import explain
from visitcore.ground.errors import FactsError
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text
from visitcore.rules.catalogue import CATALOGUE, entry


def configure(parser: ArgumentParser, name: str) -> None:
    """
    The words that follow the command.
    """
    if name == "facts":
        parser.add_argument("decision", nargs="?", metavar="DECISION", help="leave out for the list of decisions")
        add_policy(parser)
        add_output(parser, "text", "json", "csv", "xlsx", "md")
        return
    parser.add_argument("decision", metavar="DECISION", help="`visitcore facts` lists them")
    parser.add_argument("facts", metavar="FACTS", help="a JSON file, a JSONL file with one question a line, or -")
    add_policy(parser)
    parser.add_argument("--strict", action="store_true", help="exit with 1 where an answer is refused")
    add_output(parser, "text", "json", "md")


def run(options: Namespace) -> int:
    """
    Carry the command out.
    """
    return _facts(options) if options.command == "facts" else _decide(options)


def _facts(options: Namespace) -> int:
    if options.decision:
        schema = facts_schema(entry(options.decision).takes)
        write_text(options, json.dumps(schema, ensure_ascii=False, indent=2))
        return OK
    columns = {
        "decision": Text("Decision", "判定项目"),
        "takes": Text("Facts", "事实"),
        "keys": Text("Keys read", "读取的参数"),
        "text": Text("What it decides", "判定内容"),
    }
    rows = [
        {"decision": known.name, "takes": known.takes.__name__, "keys": ", ".join(known.keys), "text": known.text}
        for known in CATALOGUE
    ]
    write_grid(options, Grid(title=Text("Decisions", "判定项目"), columns=columns, rows=rows))
    return OK


def _decide(options: Namespace) -> int:
    policy = policy_of(options)
    entry(options.decision)
    answers = [decide(options.decision, facts, policy) for facts in _questions(options.facts)]
    style = format_of(options)
    if style == "json":
        told = "\n".join(_json(answer, one=len(answers) == 1) for answer in answers)
    else:
        kind = "markdown" if style == "md" else "text"
        told = "\n\n".join(explain(answer, lang_of(options), kind) for answer in answers)
    write_text(options, told)
    refused = any(answer.verdict is Verdict.REFUSED for answer in answers)
    return BAD_NEWS if refused and options.strict else OK


def _json(answer: Decision[Any], *, one: bool) -> str:
    return json.dumps(decision_to_dict(answer), ensure_ascii=False, indent=2 if one else None)


def _questions(name: str) -> Iterator[Any]:
    """
    The facts in a file: one JSON object, a list of them, or one a line.
    """
    text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
    try:
        whole = json.loads(text, parse_float=Decimal)
    except ValueError as error:
        lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
        if len(lines) < 2 or not lines[0][1].strip().endswith("}"):
            raise FactsError(
                name, [Problem("", f"is no JSON: {error}", "write one object, or one object a line")]
            ) from None
        yield from _lines(name, lines)
        return
    yield from whole if isinstance(whole, list) else [whole]


def _lines(name: str, lines: list[tuple[int, str]]) -> Iterator[Any]:
    parsed, problems = [], []
    for number, line in lines:
        try:
            parsed.append(json.loads(line, parse_float=Decimal))
        except ValueError as error:
            problems.append(Problem(f"line {number}", f"is no JSON: {error}", "write one object a line"))
    if problems:
        raise FactsError(name, problems)
    yield from parsed
