"""
What is said of a plan beside the plan itself.
"""

from collections.abc import Sequence

from visitcore.ground.text import Text
from visitcore.planner import Plan

_NAMED = 5  # customers that a sentence names before it stops


def plan_told(plan: Plan, *, customers: int, unknown: Sequence[str], kept: int, capacity: int | None) -> list[Text]:
    """
    The counts of a plan, and what its reader would otherwise miss.

    Args:
        plan: The plan.
        customers: How many customers were looked at.
        unknown: Codes of those whose cadence is not known.
        kept: Visits that the sheet had planned in the month already.
        capacity: The visits a day that were asked for, where they were.
    """
    told = [_counts(plan, customers)]
    if kept:
        told.append(
            Text(
                f"{_many(kept, 'visit')} of this month {_are(kept)} planned in the sheet already; "
                "what is agreed is kept, counts, and stands beside this plan",
                f"表中本月已有 {kept:,} 次计划拜访：予以保留并计入次数，未列入本计划",
            )
        )
    if unknown:
        told.append(_unknown(unknown))
    slots = len(plan.frame.slots)
    if capacity and capacity > slots:
        told.append(
            Text(
                f"the visiting hours hold {_many(slots, 'visit')} a day, so --capacity {capacity} is not used in full",
                f"拜访时段每天只容得下 {slots} 次，--capacity {capacity} 无法用满",
            )
        )
    if plan.frame.provisional:
        told.append(
            Text("provisional: the working days of this month are not announced yet", "暂定：本月节假日安排尚未公布")
        )
    return told


def _counts(plan: Plan, customers: int) -> Text:
    visits, misses, days = len(plan.visits), len(plan.unfitted), len(plan.frame.days)
    return Text(
        f"{_many(customers, 'customer')}, {_many(days, 'working day')}: {_many(visits, 'visit')} planned, "
        f"{misses:,} due in the month cannot be fitted, {plan.waiting:,} due later can wait",
        f"{customers:,} 个客户、{days} 个工作日：已安排 {visits:,} 次拜访，"
        f"本月到期而无法安排 {misses:,} 次，可顺延 {plan.waiting:,} 次",
    )


def _unknown(codes: Sequence[str]) -> Text:
    more = Text(" …", " 等") if len(codes) > _NAMED else Text("", "")
    named = Text(f"{', '.join(codes[:_NAMED])}{more.en}", f"{'、'.join(codes[:_NAMED])}{more.zh}")
    return Text(
        f"not planned, since the cadence is not known: {_many(len(codes), 'customer')} ({named.en}); "
        "`visitcore due` says what is missing",
        f"拜访频次未知而未列入计划：{len(codes):,} 个客户（{named.zh}）；visitcore due 会说明缺少什么",
    )


def _many(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
