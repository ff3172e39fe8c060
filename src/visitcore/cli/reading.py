"""
Sheets handed to a command: customers, visits and excuses, with what had to be rejected.
"""

import sys
from argparse import Namespace
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from attrs import field, frozen

from visitcore.cli.options import COLUMNS_HELP, lang_of
from visitcore.cli.output import beside
from visitcore.cli.parser import Parser
from visitcore.cli.progress import READING, progress
from visitcore.codec.customer_rows import read_customers
from visitcore.codec.excuse_rows import read_excuses
from visitcore.codec.headers import HeaderMap, read_header_map
from visitcore.codec.intake import NO_MAP
from visitcore.codec.rejected import Rejects, write_rejected
from visitcore.codec.visit_rows import scan_visits
from visitcore.facts.customer import Customer
from visitcore.facts.visit import Excuse, VisitStatus
from visitcore.ground.text import Text

SHEET_HELP = Text("sheet of customers, CSV or .xlsx", "客户表（CSV 或 .xlsx）")


@frozen(kw_only=True)
class Sheets:
    """
    What was read.

    Attributes:
        customers: The customers in the order of the sheet.
        days: Local days of completed visits in order, by customer code.
        planned: Local days of planned visits in the order of the sheet, by customer code.
        excuses: Excuses by customer code.
        rejects: What could not be taken.
    """

    customers: tuple[Customer, ...]
    days: dict[str, list[date]] = field(factory=dict)
    planned: dict[str, list[date]] = field(factory=dict)
    excuses: dict[str, list[Excuse]] = field(factory=dict)
    rejects: Rejects


def add_sheets(parser: Parser) -> None:
    """
    ``CUSTOMERS [VISITS] --excuses --columns``.
    """
    parser.add_argument("customers", type=Path, metavar="CUSTOMERS", help=SHEET_HELP)
    visits = Text("sheet of visits, CSV or .xlsx", "拜访记录表（CSV 或 .xlsx）")
    parser.add_argument("visits", type=Path, nargs="?", metavar="VISITS", help=visits)
    excuses = Text("sheet of excuses: customer, from, to, reason", "免访说明表：客户编号、开始日期、结束日期、原因")
    parser.add_argument("--excuses", type=Path, metavar="FILE", help=excuses)
    parser.add_argument("--columns", type=Path, metavar="FILE", help=COLUMNS_HELP)


def read_sheets(options: Namespace, zone: ZoneInfo, *, needed: Iterable[str], figures: bool = False) -> Sheets:
    """
    Read the sheets named on the command line.

    Args:
        options: The words of the command.
        zone: Where days begin and end.
        needed: Columns of customers without which nothing can be said.
        figures: Whether the figures for grading are read too.
    """
    rejects, mapping, lang = Rejects(), mapping_of(options), lang_of(options)
    days: defaultdict[str, list[date]] = defaultdict(list)
    planned: defaultdict[str, list[date]] = defaultdict(list)
    customers, named = [], {}
    rows = read_customers(options.customers, rejects, mapping=mapping, needed=needed, figures=figures, zone=zone)
    for row in progress(rows, READING, lang):
        customers.append(row.customer)
        if row.last_visit is not None:
            named[row.customer.code] = row.last_visit
    known = {customer.code for customer in customers}
    if options.visits is not None:
        completed = VisitStatus.COMPLETED
        marks = scan_visits(options.visits, rejects, zone, mapping=mapping, known=known)
        for _, code, day, status in progress(marks, READING, lang):
            if status is completed:
                days[code].append(day)
            elif status is VisitStatus.PLANNED:
                planned[code].append(day)
    for code, day in named.items():
        if day not in days[code]:
            days[code].append(day)
    for held in days.values():
        held.sort()
    excuses: defaultdict[str, list[Excuse]] = defaultdict(list)
    if options.excuses is not None:
        for line in read_excuses(options.excuses, rejects, mapping=mapping, known=known):
            excuses[line.excuse.customer].append(line.excuse)
    return Sheets(
        customers=tuple(customers), days=dict(days), planned=dict(planned), excuses=dict(excuses), rejects=rejects
    )


def mapping_of(options: Namespace) -> HeaderMap:
    """
    The headers that ``--columns`` maps.
    """
    return read_header_map(options.columns) if options.columns else NO_MAP


def keep_rejected(options: Namespace, rejects: Rejects) -> list[Text]:
    """
    Write the rejected rows beside the answer.

    Returns:
        What is to be said about the sheets, last of all how many rows were rejected.
    """
    told = [Text(f"{note.file}: {note.text.en}", f"{note.file}：{note.text.zh}") for note in rejects.notes]
    if rejects.found:
        path, rows = beside(options, "rejected.csv"), rejects.rows
        try:
            write_rejected(path, rejects, lang_of(options))
        except OSError as error:
            told.append(
                Text(
                    f"{rows:,} rows rejected, but {path} cannot be written ({error.strerror}); "
                    "use -o FILE in a folder that can be written to",
                    f"{rows:,} 行未能读取，但无法写入 {path}（{error.strerror}）；请用 -o 文件 指定可写的文件夹",
                )
            )
            return told
        told.append(
            Text(
                f"{rows:,} {'row' if rows == 1 else 'rows'} rejected, see {path}",
                f"{rows:,} 行未能读取，详见 {path}",
            )
        )
    return told


def tell(options: Namespace, sentences: Iterable[Text]) -> None:
    """
    Say something about the answer on the error stream.
    """
    sys.stdout.flush()
    for sentence in sentences:
        print(sentence.in_(lang_of(options)), file=sys.stderr)
