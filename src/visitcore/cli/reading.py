"""
Sheets handed to a command: customers, visits and excuses, with what had to be rejected.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from attrs import field, frozen

from visitcore.cli.options import lang_of
from visitcore.codec.customer_rows import read_customers
from visitcore.codec.excuse_rows import read_excuses
from visitcore.codec.headers import HeaderMap, read_header_map
from visitcore.codec.intake import NO_MAP
from visitcore.codec.rejected import Rejects, rejected_path, write_rejected
from visitcore.codec.visit_rows import scan_visits
from visitcore.facts.customer import Customer
from visitcore.facts.visit import Excuse, VisitStatus
from visitcore.ground.text import Text


@frozen(kw_only=True)
class Sheets:
    """
    What was read.

    Attributes:
        customers: The customers in the order of the sheet.
        days: Local days of completed visits in order, by customer code.
        excuses: Excuses by customer code.
        rejects: What could not be taken.
    """

    customers: tuple[Customer, ...]
    days: dict[str, list[date]] = field(factory=dict)
    excuses: dict[str, list[Excuse]] = field(factory=dict)
    rejects: Rejects


def add_sheets(parser: ArgumentParser) -> None:
    """
    ``CUSTOMERS [VISITS] --excuses --columns``.
    """
    parser.add_argument("customers", type=Path, metavar="CUSTOMERS", help="CSV or .xlsx")
    parser.add_argument("visits", type=Path, nargs="?", metavar="VISITS", help="CSV or .xlsx")
    parser.add_argument("--excuses", type=Path, metavar="FILE", help="sheet of customer, from, to, reason")
    parser.add_argument("--columns", type=Path, metavar="FILE", help="TOML or JSON that maps headers to columns")


def read_sheets(options: Namespace, zone: ZoneInfo, *, needed: Iterable[str], figures: bool = False) -> Sheets:
    """
    Read the sheets named on the command line.

    Args:
        options: The words of the command.
        zone: Where days begin and end.
        needed: Columns of customers without which nothing can be said.
        figures: Whether the figures for grading are read too.
    """
    rejects, mapping = Rejects(), _mapping(options)
    days: defaultdict[str, list[date]] = defaultdict(list)
    customers, named = [], {}
    for row in read_customers(options.customers, rejects, mapping=mapping, needed=needed, figures=figures, zone=zone):
        customers.append(row.customer)
        if row.last_visit is not None:
            named[row.customer.code] = row.last_visit
    known = {customer.code for customer in customers}
    if options.visits is not None:
        for _, code, day, status in scan_visits(options.visits, rejects, zone, mapping=mapping, known=known):
            if status is VisitStatus.COMPLETED:
                days[code].append(day)
    for code, day in named.items():
        if day not in days[code]:
            days[code].append(day)
    for held in days.values():
        held.sort()
    excuses: defaultdict[str, list[Excuse]] = defaultdict(list)
    if options.excuses is not None:
        for line in read_excuses(options.excuses, rejects, mapping=mapping, known=known):
            excuses[line.excuse.customer].append(line.excuse)
    return Sheets(customers=tuple(customers), days=dict(days), excuses=dict(excuses), rejects=rejects)


def read_customers_only(options: Namespace) -> tuple[Customer, ...]:
    """
    The customers of ``--customers``; rejected rows are told of.
    """
    rejects = Rejects()
    rows = read_customers(options.customers, rejects, mapping=_mapping(options), figures=True)
    customers = tuple(row.customer for row in rows)
    tell_rejected(options, rejects)
    return customers


def _mapping(options: Namespace) -> HeaderMap:
    return read_header_map(options.columns) if options.columns else NO_MAP


def tell_rejected(options: Namespace, rejects: Rejects) -> None:
    """
    Write the rejected rows beside the result and say on the error stream how many there are.
    """
    lang = lang_of(options)
    for note in rejects.notes:
        print(f"{note.file}: {note.text.in_(lang)}", file=sys.stderr)
    if not rejects.found:
        return
    out = options.output or Path(options.command)
    path = rejected_path(out)
    write_rejected(path, rejects, lang)
    told = Text(f"{rejects.rows} rows rejected, see {path}", f"{rejects.rows}行未能读取，详见 {path}")
    print(told.in_(lang), file=sys.stderr)
