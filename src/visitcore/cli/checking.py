"""
``visitcore check``.
"""

from argparse import Namespace
from pathlib import Path

from attrs import evolve

from visitcore.cli.commands import BAD_NEWS, OK, WRONG
from visitcore.cli.grid import Grid, Row
from visitcore.cli.options import add_output, format_of
from visitcore.cli.output import write_grid
from visitcore.cli.parser import Parser
from visitcore.codec.inspection import inspect_policy, inspect_refused
from visitcore.codec.policy import load_policy
from visitcore.ground.errors import PolicyError, UnknownNameError
from visitcore.ground.problem import Problem, words
from visitcore.ground.text import Text

_COLUMNS = {
    "file": Text("File", "文件"),
    "where": Text("Where", "位置"),
    "what": Text("What", "问题"),
    "fix": Text("Fix", "处理"),
    "sample": Text("For example", "示例"),
}


def configure(parser: Parser, name: str) -> None:
    """
    The words that follow the command.
    """
    del name
    files = Text("TOML files, codes of packs or names of compositions", "TOML 文件、制度包代码或组合名")
    parser.add_argument("files", nargs="+", metavar="FILE", help=files)
    add_output(parser, "text", "json", "csv", "xlsx", "md")


def run(options: Namespace) -> int:
    """
    Carry the command out: 1 where problems are found, 2 where a file is not there.
    """
    problems: list[Problem] = []
    missing = False
    for name in options.files:
        try:
            found = inspect_policy(load_policy(name))
        except PolicyError as error:
            found = inspect_refused(error)
            missing = missing or not Path(name).is_file()
        except UnknownNameError as error:
            found, missing = (Problem("", error.told, file=name),), True
        problems += [problem if problem.file else evolve(problem, file=name) for problem in found]
    write_grid(options, _grid(options, problems))
    return WRONG if missing else BAD_NEWS if problems else OK


def _grid(options: Namespace, problems: list[Problem]) -> Grid:
    count, faulty = len(options.files), len({problem.file for problem in problems})
    plain = format_of(options) == "json"
    told = Text(
        f"{count} checked, {_counted(len(problems))} in {faulty} of them",
        f"检查了 {count} 项，其中 {faulty} 项有问题，共 {len(problems)} 处",
    )
    return Grid(
        title=Text("Problems", "问题"),
        heading=told if problems else None,
        columns=_COLUMNS,
        rows=[_row(problem, plain=plain) for problem in problems],
        lines=_lines,
        none=Text(f"{count} checked, no problem found", f"检查了 {count} 项，未发现问题"),
    )


def _counted(number: int) -> str:
    return f"{number} {'problem' if number == 1 else 'problems'}"


def _row(problem: Problem, *, plain: bool) -> dict[str, str | Text]:
    """
    A problem by column; a program gets English words.
    """
    what, fix, where = words(problem.what), words(problem.fix), problem.spot
    return {
        "file": problem.file,
        "where": where.en if plain else where,
        "what": what.en if plain else what,
        "fix": fix.en if plain else fix,
        "sample": problem.sample,
    }


def _lines(row: Row) -> tuple[Text, ...]:
    """
    A problem on a line of its own, below it the case that shows it and what to do.
    """
    en, zh = (f"{row['file']}: {where}" if where else f"{row['file']}" for where in (row["where"].en, row["where"].zh))
    lines = [Text(f"{en} – {row['what'].en}", f"{zh}——{row['what'].zh}")]
    if row["sample"]:
        lines.append(Text(f"    for example: {row['sample']}", f"    例如：{row['sample']}"))
    if row["fix"].en:
        lines.append(Text(f"    to mend it: {row['fix'].en}", f"    处理：{row['fix'].zh}"))
    return tuple(lines)
