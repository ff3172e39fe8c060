"""
``visitcore plan``: next month's draft, per owner.
"""

from argparse import Namespace
from collections import Counter
from datetime import date, timedelta

from visitcore.cli.commands import BAD_NEWS, OK
from visitcore.cli.due import asks_figures, needed_for
from visitcore.cli.feed import plan_feed
from visitcore.cli.grid import listing_of
from visitcore.cli.options import CADENCE_HELP, add_output, add_policy, count, day, format_of, lang_of, month
from visitcore.cli.output import beside, write_bytes, write_grid
from visitcore.cli.parser import Parser
from visitcore.cli.plan_grids import plan_grids, unfitted
from visitcore.cli.plan_told import plan_told
from visitcore.cli.policies import policy_of
from visitcore.cli.progress import PLANNING, progress
from visitcore.cli.reading import add_sheets, keep_rejected, read_sheets, tell
from visitcore.cli.telling import CallError
from visitcore.codec.writing import write_listing
from visitcore.ground.errors import NotInForceError
from visitcore.ground.text import Text
from visitcore.planner import Frame, Plan, demands, draft_plan
from visitcore.policy.policy import Policy
from visitcore.rules.visiting import DueReader


def configure(parser: Parser, name: str) -> None:
    """
    The words that follow the command.
    """
    del name
    add_sheets(parser)
    month_ = Text("the month to plan, e.g. 2024-07", "计划月份，例如 2024-07")
    parser.add_argument("--month", type=month, required=True, metavar="YYYY-MM", help=month_)
    on = Text(
        "visits are known up to here (default: the day before the month)", "已有拜访记录的截止日（默认为计划月前一天）"
    )
    parser.add_argument("--on", type=day, metavar="DAY", help=on)
    capacity = Text("visits a person can make in a day (default: the policy's)", "每人每天可拜访次数（默认取制度规定）")
    parser.add_argument("--capacity", type=count, metavar="N", help=capacity)
    parser.add_argument("--cadence", default="visits.cadence", metavar="KEY", help=CADENCE_HELP)
    strict = Text("exit with 1 where a visit cannot be fitted", "有拜访无法安排时以 1 退出")
    parser.add_argument("--strict", action="store_true", help=strict)
    add_policy(parser)
    add_output(parser, "text", "json", "csv", "xlsx", "md", "ics")


def run(options: Namespace) -> int:
    """
    Carry the command out.
    """
    on = _known_up_to(options)
    policy = policy_of(options)
    then = DueReader.open(policy, options.month, options.cadence)
    reader = _before(policy, on, options.cadence) or then
    zone = policy.zone(reader.held.pack)
    frame = Frame.open(policy, options.month, reader.calendar, options.capacity)
    sheets = read_sheets(options, zone, needed=needed_for(then), figures=asks_figures(then))
    agreed = {code: [day for day in days if day in frame.month] for code, days in sheets.planned.items()}
    wanted = [
        demand
        for customer in progress(sheets.customers, PLANNING, lang_of(options), total=len(sheets.customers))
        for demand in demands(
            reader,
            customer,
            sheets.days.get(customer.code, ()),
            sheets.excuses.get(customer.code, ()),
            frame.month,
            then=then,
            planned=agreed.get(customer.code, ()),
        )
    ]
    owners = {customer.code: customer.owner or "" for customer in sheets.customers}
    busy = Counter((owners[code], day) for code, days in agreed.items() for day in days)
    plan = draft_plan(frame, wanted, busy)
    told = keep_rejected(options, sheets.rejects)
    style = format_of(options)
    if style == "ics":
        write_bytes(options, plan_feed(plan, zone, lang_of(options)))
    else:
        write_grid(options, *plan_grids(plan, options))
    if style in ("csv", "ics"):
        told += _keep_unfitted(plan, options)
    unknown = [customer.code for customer in sheets.customers if then.cadence_of(customer).missing]
    counts = {"customers": len(sheets.customers), "kept": busy.total(), "capacity": options.capacity}
    tell(options, [*told, *plan_told(plan, unknown=unknown, **counts)])
    return BAD_NEWS if plan.unfitted and options.strict else OK


def _before(policy: Policy, on: date, key: str) -> DueReader | None:
    """
    The cadence as it stood before the month; ``None`` where none was in force yet.
    """
    try:
        return DueReader.open(policy, on, key)
    except NotInForceError:
        return None


def _known_up_to(options: Namespace) -> date:
    first: date = options.month
    on: date = options.on or first - timedelta(days=1)
    if on >= first:
        raise CallError(
            f"--on {on} does not lie before {first:%Y-%m}; a plan is made before its month begins",
            f"--on {on} 不早于 {first:%Y-%m}；计划须在当月开始之前拟订",
        )
    return on


def _keep_unfitted(plan: Plan, options: Namespace) -> list[Text]:
    """
    Tell which visits cannot be fitted where the format has no place for them: in a file beside, or on the error stream.
    """
    grid = unfitted(plan)
    if not plan.unfitted:
        return []
    if options.output is not None:
        path = beside(options, "unfitted.csv")
        write_listing(path, "csv", [listing_of(grid, "csv")], lang_of(options))
        return [Text(f"what cannot be fitted stands in {path}", f"无法安排的拜访见 {path}")]
    return [
        Text(
            f"cannot be fitted: {miss.customer.code} {miss.customer.name}: {miss.why.en} [{miss.demand.rule}]",
            f"无法安排：{miss.customer.code} {miss.customer.name}：{miss.why.zh}〔{miss.demand.rule}〕",
        )
        for miss in plan.unfitted
    ]
