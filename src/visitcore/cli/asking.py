"""
``visitcore facts`` and ``visitcore decide``.
"""

import json
from argparse import Namespace
from typing import Any

from visitcore.cli.commands import BAD_NEWS, OK
from visitcore.cli.grid import Grid, Row
from visitcore.cli.options import add_output, add_policy, format_of, lang_of
from visitcore.cli.output import write_grid, write_text
from visitcore.cli.parser import Parser
from visitcore.cli.policies import policy_of
from visitcore.cli.questions import Question, label, read_questions
from visitcore.cli.telling import CallError
from visitcore.codec.asking import decide
from visitcore.codec.decision import decision_to_dict
from visitcore.codec.schema import facts_schema
from visitcore.decisions.decision import Decision
from visitcore.decisions.verdict import Verdict
from visitcore.explain import explain
from visitcore.ground.errors import FactsError, PolicyError, ProblemsError, VisitcoreError
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text
from visitcore.policy.policy import Policy
from visitcore.rules.catalogue import CATALOGUE, entry

_COLUMNS = {
    "decision": Text("Decision", "判定项目"),
    "takes": Text("Facts", "事实"),
    "keys": Text("Keys read", "读取的参数"),
    "text": Text("What it decides", "判定内容"),
}


def configure(parser: Parser, name: str) -> None:
    """
    The words that follow the command.
    """
    if name == "facts":
        one = Text("leave out for the list of decisions", "省略则列出全部判定项目")
        parser.add_argument("decision", nargs="?", metavar="DECISION", help=one)
        add_output(parser, "text", "json", "csv", "xlsx", "md")
        return
    known = Text("`visitcore facts` lists them", "可用 visitcore facts 查看")
    parser.add_argument("decision", metavar="DECISION", help=known)
    facts = Text(
        "JSON file, JSONL file with one question a line, or - for the standard input",
        "JSON 文件、每行一问的 JSONL 文件，或 - 表示标准输入",
    )
    parser.add_argument("facts", metavar="FACTS", help=facts)
    strict = Text("exit with 1 where an answer is refused", "有不符合规定的判定时以 1 退出")
    parser.add_argument("--strict", action="store_true", help=strict)
    add_policy(parser)
    add_output(parser, "text", "json", "md")


def run(options: Namespace) -> int:
    """
    Carry the command out.
    """
    return _facts(options) if options.command == "facts" else _decide(options)


def _facts(options: Namespace) -> int:
    if not options.decision:
        write_grid(options, _decisions())
        return OK
    takes = entry(options.decision).takes
    style = format_of(options)
    if style not in ("text", "json"):
        raise CallError(
            f"a JSON Schema cannot be written as {style}; leave --format out",
            f"JSON Schema 无法写成 {style}；请去掉 --format",
        )
    write_text(options, json.dumps(facts_schema(takes), ensure_ascii=False, indent=2))
    return OK


def _decisions() -> Grid:
    rows = [
        {"decision": known.name, "takes": known.takes.__name__, "keys": known.keys, "text": known.text}
        for known in CATALOGUE
    ]
    return Grid(title=Text("Decisions", "判定项目"), columns=_COLUMNS, rows=rows, lines=_decision_lines)


def _decision_lines(row: Row) -> tuple[Text, ...]:
    keys = Text(", ".join(row["keys"]), "、".join(row["keys"]))
    return (
        Text(f"{row['decision']} – {row['text'].en}", f"{row['decision']}——{row['text'].zh}"),
        Text(f"    takes {row['takes']}; reads {keys.en}", f"    事实：{row['takes']}；读取：{keys.zh}"),
    )


def _decide(options: Namespace) -> int:
    entry(options.decision)
    policy = policy_of(options)
    answers = _answers(options.decision, read_questions(options.facts), policy, options.facts)
    style = format_of(options)
    if style == "json":
        told = "\n".join(_json(answer, one=len(answers) == 1) for answer in answers)
    elif style == "md":
        told = "\n\n".join(explain(answer, lang_of(options), "markdown", written=True) for answer in answers)
    else:
        told = "\n\n".join(explain(answer, lang_of(options), written=True) for answer in answers)
    write_text(options, told)
    refused = any(answer.verdict is Verdict.REFUSED for answer in answers)
    return BAD_NEWS if refused and options.strict else OK


def _answers(name: str, questions: list[Question], policy: Policy, file: str) -> list[Decision[Any]]:
    """
    Every answer, or every fault of every question.
    """
    answers, problems = [], []
    for question in questions:
        try:
            answers.append(decide(name, question.facts, policy))
        except VisitcoreError as error:
            if isinstance(error, PolicyError) or (len(questions) == 1 and not isinstance(error, ProblemsError)):
                raise
            found = error.problems if isinstance(error, ProblemsError) else (Problem("", error.told),)
            problems += [question.at(problem) for problem in found]
        except (ArithmeticError, ValueError) as error:  # facts beyond the calendar or beyond any amount
            what = Text(f"cannot be worked out: {error}", f"无法计算：{error}")
            problems.append(question.at(Problem("", what, Text("check the days and the amounts", "请核对日期与数值"))))
    if problems:
        raise FactsError(label(file), problems)
    return answers


def _json(answer: Decision[Any], *, one: bool) -> str:
    return json.dumps(decision_to_dict(answer), ensure_ascii=False, indent=2 if one else None)
