"""
For whom a change of policy changes how often he is visited.
"""

from argparse import Namespace
from collections import Counter
from datetime import date
from typing import Any

from visitcore.cli.due import asks_figures
from visitcore.cli.due_columns import COLUMNS as DUE
from visitcore.cli.grid import Grid
from visitcore.cli.options import lang_of
from visitcore.cli.progress import READING, progress
from visitcore.cli.reading import mapping_of
from visitcore.codec.customer_rows import read_customers
from visitcore.codec.rejected import Rejects
from visitcore.explain.words import in_a_line
from visitcore.ground.errors import NotInForceError, SilentPolicyError
from visitcore.ground.text import Text
from visitcore.policy.policy import Policy
from visitcore.rules.visiting import CadenceFor, DueReader

_NONE, _UNKNOWN = Text("none", "无"), Text("undetermined", "无法判定")
_CHANGE = {"old": Text("Old cadence", "原拜访频次"), "new": Text("New cadence", "新拜访频次")}
_COLUMNS = {"customer": DUE["customer"], "name": DUE["name"], "grade": DUE["grade"], "owner": DUE["owner"], **_CHANGE}
_SUMS = {"grade": DUE["grade"], **_CHANGE, "customers": Text("Customers", "客户数")}


def affected(options: Namespace, old: Policy, new: Policy, on: date, rejects: Rejects) -> list[Grid]:
    """
    How many customers get another cadence, and which.

    Args:
        options: The words of the command.
        old: The policy that was.
        new: The policy that comes.
        on: The day for which both are asked.
        rejects: Takes the rows that cannot be read.
    """
    readers = [_reader(policy, on) for policy in (old, new)]
    figures = any(reader is not None and asks_figures(reader) for reader in readers)
    sheet = read_customers(options.customers, rejects, mapping=mapping_of(options), figures=figures)
    rows: list[dict[str, Any]] = []
    seen = 0
    for line in progress(sheet, READING, lang_of(options)):
        seen += 1
        customer = line.customer
        was, now = (_cadence(None if reader is None else reader.cadence_of(customer)) for reader in readers)
        if was != now:
            who = {"customer": customer.code, "name": customer.name, "grade": customer.grade, "owner": customer.owner}
            rows.append({**who, "old": was, "new": now})
    heading = Text(
        f"On {on}, {len(rows):,} of {seen:,} customers get another cadence",
        f"{on}，{seen:,} 个客户中有 {len(rows):,} 个的拜访频次发生变化",
    )
    sums = Counter((row["grade"], row["old"], row["new"]) for row in rows)
    counted = [
        {"grade": grade, "old": was, "new": now, "customers": count}
        for (grade, was, now), count in sorted(sums.items(), key=lambda item: (item[0][0] or "~", str(item[0][1])))
    ]
    none = Text("no customer's cadence changes", "没有客户的拜访频次发生变化")
    return [
        Grid(
            title=Text("Changes of cadence", "频次变化汇总"),
            heading=heading,
            columns=_SUMS,
            rows=counted,
            none=none,
            summary=True,
        ),
        Grid(
            title=Text("Customers", "受影响客户"),
            columns=_COLUMNS,
            rows=rows,
            spare=("owner",),
            none=none,
            key="customers",
            summary=True,
        ),
    ]


def _reader(policy: Policy, on: date) -> DueReader | None:
    try:
        return DueReader.open(policy, on)
    except (SilentPolicyError, NotInForceError):
        return None


def _cadence(asked: CadenceFor | None) -> Text:
    if asked is not None and asked.missing:
        return _UNKNOWN
    return _NONE if asked is None or asked.cadence is None else in_a_line(asked.cadence)
