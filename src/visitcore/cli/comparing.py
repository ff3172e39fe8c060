"""
``visitcore compare``.
"""

from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import Any

from visitcore.cli.main import OK
from visitcore.cli.options import add_output, day
from visitcore.cli.output import Grid, write_grid
from visitcore.cli.policies import policy_of
from visitcore.explain.words import in_a_line
from visitcore.ground.span import last_day
from visitcore.ground.text import Text
from visitcore.policy.compare import Change, compare
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy
from visitcore.rules.visiting import CadenceFor, DueReader


def configure(parser: ArgumentParser, name: str) -> None:
    """
    The words that follow the command.
    """
    del name
    parser.add_argument("old", metavar="OLD", help="a composition, the code of a pack, or a TOML file")
    parser.add_argument("new", metavar="NEW", help="likewise")
    parser.add_argument("--customers", type=Path, metavar="FILE", help="a sheet: for whom does the cadence change")
    parser.add_argument("--columns", type=Path, metavar="FILE", help="how the sheet's headers are to be read")
    parser.add_argument(
        "--on", type=day, metavar="DAY", help="the day to compare customers on (default: the first change)"
    )
    add_output(parser, "text", "json", "csv", "xlsx", "md")


def run(options: Namespace) -> int:
    """
    Carry the command out.
    """
    old, new = policy_of(options, options.old), policy_of(options, options.new)
    changes = compare(old, new)
    columns = {
        "key": Text("Key", "参数"),
        "from": Text("From", "起"),
        "to": Text("To", "止"),
        "old": Text("Old", "原"),
        "new": Text("New", "新"),
        "rules": Text("Rules", "依据"),
    }
    rows = [_row(change) for change in changes]
    none = Text("nothing changes", "没有变化")
    grids = [Grid(title=Text("Changes", "变化"), columns=columns, rows=rows, none=none)]
    if options.customers:
        on = options.on or next((change.span.since for change in changes if change.span.since is not None), None)
        grids.append(_customers(options, old, new, on))
    write_grid(options, *grids)
    return OK


def _row(change: Change) -> dict[str, Any]:
    sources = [rule.id for value in (change.old, change.new) if value is not None for rule in value.rules]
    return {
        "key": change.key,
        "from": change.span.since,
        "to": last_day(change.span),
        "old": _said(change.old),
        "new": _said(change.new),
        "rules": ", ".join(dict.fromkeys(sources)),
    }


def _said(value: Dated[Any] | None) -> Text:
    return Text("–", "–") if value is None else in_a_line(value.value)


def _customers(options: Namespace, old: Policy, new: Policy, on: date | None) -> Grid:
    """
    The customers whose cadence is another one.
    """
    from visitcore.cli.reading import read_customers_only

    columns = {
        "customer": Text("Customer", "客户编号"),
        "name": Text("Name", "客户名称"),
        "grade": Text("Grade", "客户等级"),
        "old": Text("Old cadence", "原拜访频次"),
        "new": Text("New cadence", "新拜访频次"),
    }
    rows = []
    day_ = on or date.today()
    readers = [DueReader.open(policy, day_) if policy.layers("visits.cadence") else None for policy in (old, new)]
    for customer in read_customers_only(options):
        was, now = (None if reader is None else reader.cadence_of(customer) for reader in readers)
        if was != now and (was and was.cadence) != (now and now.cadence):
            rows.append(
                {
                    "customer": customer.code,
                    "name": customer.name,
                    "grade": customer.grade,
                    "old": _cadence(was),
                    "new": _cadence(now),
                }
            )
    return Grid(
        title=Text("Customers", "受影响客户"),
        columns=columns,
        rows=rows,
        none=Text("no customer's cadence changes", "没有客户的拜访频次发生变化"),
    )


def _cadence(asked: CadenceFor | None) -> Text:
    if asked is None or (asked.cadence is None and not asked.missing):
        return Text("–", "–")
    if asked.cadence is None:
        return Text("undetermined", "无法判定")
    return in_a_line(asked.cadence)
