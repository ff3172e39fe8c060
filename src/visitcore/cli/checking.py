"""
``visitcore check``.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from attrs import evolve

from visitcore.cli.main import BAD_NEWS, OK, WRONG
from visitcore.cli.options import add_output
from visitcore.cli.output import Grid, write_grid
from visitcore.codec.policy import load_policy
from visitcore.ground.errors import PolicyError, UnknownNameError
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text
from visitcore.policy.audit import audit, audit_pack
from visitcore.rules.catalogue import is_read


def configure(parser: ArgumentParser, name: str) -> None:
    """
    The words that follow the command.
    """
    del name
    parser.add_argument("files", nargs="+", metavar="FILE", help="TOML files, pack codes or names of compositions")
    add_output(parser, "text", "json", "csv", "xlsx", "md")


def run(options: Namespace) -> int:
    """
    Carry the command out: 1 where problems are found, 2 where a file is not there.
    """
    problems: list[Problem] = []
    missing = False
    for name in options.files:
        try:
            found = _audit(name)
        except PolicyError as error:
            found = error.problems
            missing = missing or not Path(name).is_file()
        except UnknownNameError as error:
            found, missing = (Problem("", str(error), "", file=name),), True
        problems += [problem if problem.file else evolve(problem, file=name) for problem in found]
    columns = {
        "file": Text("File", "文件"),
        "where": Text("Where", "位置"),
        "what": Text("What", "问题"),
        "fix": Text("Fix", "处理"),
        "sample": Text("For example", "示例"),
    }
    rows = [{name: getattr(problem, name) for name in columns} for problem in problems]
    count = len(options.files)
    none = Text(f"{count} checked, no problem found", f"已检查{count}个文件，未发现问题")
    write_grid(options, Grid(title=Text("Problems", "问题"), columns=columns, rows=rows, none=none))
    return WRONG if missing else BAD_NEWS if problems else OK


def _audit(name: str) -> tuple[Problem, ...]:
    policy = load_policy(name)
    found = audit(policy, is_read)
    if policy.base is not None:
        house = set(audit_pack(policy.base, is_read))
        found = tuple(problem for problem in found if problem not in house)
    return found
