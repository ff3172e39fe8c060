"""
``visitcore compare``.
"""

from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import Any

from visitcore.cli.affected import affected
from visitcore.cli.commands import OK
from visitcore.cli.grid import Grid, Row, listing_of
from visitcore.cli.options import COLUMNS_HELP, add_output, day, format_of, lang_of
from visitcore.cli.output import beside, write_grid
from visitcore.cli.parser import Parser
from visitcore.cli.policies import policy_of
from visitcore.cli.reading import keep_rejected, tell
from visitcore.codec.rejected import Rejects
from visitcore.codec.writing import write_listing
from visitcore.explain.changes import change_in_words
from visitcore.explain.words import in_a_line
from visitcore.ground.span import last_day
from visitcore.ground.text import Text
from visitcore.policy.compare import Change, compare
from visitcore.policy.dated import Dated

_COLUMNS = {
    "key": Text("Key", "参数"),
    "from": Text("From", "起"),
    "to": Text("To", "止"),
    "old": Text("Old", "原"),
    "new": Text("New", "新"),
    "rules": Text("Rules", "依据"),
}
_CADENCE = "visits.cadence"


def configure(parser: Parser, name: str) -> None:
    """
    The words that follow the command.
    """
    del name
    old = Text("a composition, the code of a pack, or a TOML file", "组合名、制度包代码或 TOML 文件")
    parser.add_argument("old", metavar="OLD", help=old)
    parser.add_argument("new", metavar="NEW", help=Text("likewise", "同上"))
    customers = Text("sheet of customers: for whom does the cadence change", "客户表：列出拜访频次有变化的客户")
    parser.add_argument("--customers", type=Path, metavar="FILE", help=customers)
    parser.add_argument("--columns", type=Path, metavar="FILE", help=COLUMNS_HELP)
    on = Text(
        "the day to compare customers on (default: the first day the cadence changes, else today)",
        "比较客户的日期（默认为拜访频次首次变化之日，否则为今天）",
    )
    parser.add_argument("--on", type=day, metavar="DAY", help=on)
    add_output(parser, "text", "json", "csv", "xlsx", "md")


def run(options: Namespace) -> int:
    """
    Carry the command out.
    """
    old, new = policy_of(options, options.old), policy_of(options, options.new)
    changes = compare(old, new)
    grids, told = [_grid(options, changes)], []
    if options.customers:
        rejects = Rejects()
        grids += affected(options, old, new, options.on or _first_day(changes), rejects)
        told = keep_rejected(options, rejects)
    write_grid(options, *grids)
    if options.customers and format_of(options) == "csv":
        told = [*told, _keep_customers(options, grids[-1])]
    tell(options, told)
    return OK


def _keep_customers(options: Namespace, grid: Grid) -> Text:
    """
    Write the customers beside a CSV of the changes, which has no place for them.
    """
    if options.output is None:
        return Text(
            "CSV holds the changes only; with -o FILE the customers are written beside it",
            "CSV 只含变化本身；加 -o 文件名 可将客户另存在其旁",
        )
    path = beside(options, "customers.csv")
    write_listing(path, "csv", [listing_of(grid, "csv")], lang_of(options))
    return Text(f"for whom the cadence changes stands in {path}", f"拜访频次有变化的客户见 {path}")


def _first_day(changes: tuple[Change, ...]) -> date:
    days = [change.span.since for change in changes if change.key == _CADENCE and change.span.since is not None]
    return min(days, default=date.today())


def _grid(options: Namespace, changes: tuple[Change, ...]) -> Grid:
    keys = len({change.key for change in changes})
    return Grid(
        title=Text("Changes", "变化"),
        heading=Text(
            f"From {options.old} to {options.new}: {keys:,} {'parameter' if keys == 1 else 'parameters'} changed",
            f"从 {options.old} 到 {options.new}：{keys:,} 个参数有变化",
        ),
        columns=_COLUMNS,
        rows=[_row(change) for change in changes],
        lines=_lines,
        none=Text("nothing changes", "没有变化"),
        key="changes",
    )


def _row(change: Change) -> dict[str, Any]:
    sources = [rule.id for value in (change.old, change.new) if value is not None for rule in value.rules]
    return {
        "key": change.key,
        "from": change.span.since,
        "to": last_day(change.span),
        "old": _said(change.old),
        "new": _said(change.new),
        "rules": ", ".join(dict.fromkeys(sources)),
        "change": change,
    }


def _said(value: Dated[Any] | None) -> Text | None:
    return None if value is None else in_a_line(value.value, value.unit)


def _lines(row: Row) -> list[Text]:
    """
    A change as people compare: what goes with a minus, what comes with a plus, what stays not at all.
    """
    change: Change = row["change"]
    told = change_in_words(change)
    rules = ", ".join(told.rules)
    cited = Text(f" [{rules}]", f"〔{rules}〕") if rules else Text("", "")
    head = Text(f"{change.key}{told.days.en}{cited.en}", f"{change.key}{told.days.zh}{cited.zh}")
    gone = [Text(f"  - {line.en}", f"  - {line.zh}") for line in told.gone]
    come = [Text(f"  + {line.en}", f"  + {line.zh}") for line in told.come]
    return [head, *gone, *come]
