"""
How many of the company's own people go along with guests.
"""

from decimal import Decimal

from attrs import frozen

from visitcore.blocks.quota import Quota
from visitcore.blocks.table import Table
from visitcore.decisions.finding import Finding
from visitcore.facts.reception import Reception
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.policy import Rulebook
from visitcore.rules.holding import hold, no_value

ESCORTS, OVERLAP = "expenses.reception.escorts", "expenses.reception.overlap"


@frozen(kw_only=True)
class Escorts:
    """
    Escorts proposed, and what was found about those sent.

    Attributes:
        least: The least proposed; ``None`` where it cannot be told.
        most: The most; ``None`` where there is none, too.
        findings: What was held against the rules.
        missing: What has to be known.
    """

    least: int | None = None
    most: int | None = None
    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()


def escorts_for(facts: Reception, book: Rulebook) -> Escorts:
    """
    How many escorts a party is proposed, and whether those sent will do.

    A party that stands in two bands is proposed the number of the one chosen; the number of the other will do as well.
    Where a band has no most, it is a proposal only.  How many were sent is not asked for where nothing hangs on it.
    """
    if facts.guests is None or book.find(ESCORTS) is None:
        return Escorts()
    held, overlap = book.read_as(ESCORTS, Table), book.read_as(OVERLAP, str)
    for open_ in (held, overlap):
        if open_.value is UNSPECIFIED:
            return Escorts(findings=hold(open_, None, no_value(open_)), missing=(open_.key,))
    assert isinstance(held.value, Table)  # told above
    row = held.value.ask({"overlap": overlap.value, "guests": facts.guests}).row
    if row is None or not isinstance(row.then, Quota):
        key = f"{ESCORTS}[overlap = {overlap.value}]"
        return Escorts(findings=hold(held, None, no_value(held), rule=row.rule if row else ""), missing=(key,))
    quota = row.then
    holds, says = _judge(quota, _readings(held.value, facts.guests), facts.escorts)
    findings = hold(held, holds, says, rule=row.rule, seen=facts.escorts, limit=quota.at_least)
    return Escorts(least=_whole(quota.at_least), most=_whole(quota.at_most), findings=findings)


def _readings(table: Table, guests: int) -> tuple[Quota, ...]:
    """
    What each way to read the overlap asks for.
    """
    rows = (table.ask({"overlap": way, "guests": guests}).row for way in table.inputs["overlap"])
    return tuple(row.then for row in rows if row is not None and isinstance(row.then, Quota))


def _judge(quota: Quota, readings: tuple[Quota, ...], sent: int | None) -> tuple[bool | None, Text]:
    least = quota.at_least
    if sent is None:
        return None, Text(f"escorts proposed: {least}", f"建议陪同人数：{least}")
    told = Text(f"escorts sent: {sent}", f"陪同人数：{sent}")
    if quota.check(sent).holds:
        return True, Text(f"{told.en}, as proposed", f"{told.zh}，符合建议")
    if quota.at_most is None:
        return True, Text(f"{told.en}, fewer than proposed, which breaks nothing", f"{told.zh}，少于建议，不违规")
    if any(reading.check(sent).holds for reading in readings):
        return True, Text(f"{told.en}, as the neighbouring band has it", f"{told.zh}，符合相邻一档")
    return False, Text(f"{told.en}, proposed: {least}", f"{told.zh}，建议：{least}")


def _whole(number: Decimal | None) -> int | None:
    return None if number is None else int(number)
