"""
Shares of call-backs: whether enough of a month's matters were called back in time.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from attrs import evolve, frozen

from visitcore.blocks.quota import Quota, Tally
from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.finding import Finding
from visitcore.decisions.verdict import Verdict
from visitcore.facts.callback import CallBackShareQuestion
from visitcore.ground.days import local_day
from visitcore.ground.span import Span, last_day
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy, Rulebook
from visitcore.rules.callback_manner import strange_classes
from visitcore.rules.callback_month import ONCE, PARTICIPANTS, Month, Unit, gather
from visitcore.rules.callback_terms import EXEMPTION
from visitcore.rules.holding import book_on, hold, lacking, left_open

NAME = "callback_share"
RATES, BY_CLASS = "callbacks.rates", "callbacks.rate_by_class"


@frozen(kw_only=True)
class SharePart:
    """
    The share of all matters, of those of one class, or of the people who took part in one matter.

    Attributes:
        class_: The class; empty for all of them.
        matter: Number of the one matter whose people are counted, or its place in the facts where it has none; empty
            where matters are counted.
        base: How many there are, exempt ones left out.
        needed: The smallest number that passes.
        in_time: How many were called back in time, validly.
        late: How many were only called back late; they do not count.
        open: How many can still be called back in time.
        unproved: How many call-backs in time may or may not be valid, or may or may not have been made.
        share: Those in time as a share of the base; ``None`` where the base is zero.
    """

    class_: str
    matter: str
    base: int
    needed: Decimal | None
    in_time: int
    late: int
    open: int
    unproved: int
    share: Decimal | None


@frozen(kw_only=True)
class CallBackShare:
    """
    Whether enough matters were called back.

    Attributes:
        month_start: First day of the month.
        month_end: Last day of the month.
        parts: One for all matters, or one per class where the policy says so, in the order of the alphabet; where the
            share is of the people who took part, one per matter.
        exempt: Matters that needed no call-back.
        repeated: Matters left out as they are the same as another, of this month or of one before.
    """

    month_start: date | None
    month_end: date | None
    parts: tuple[SharePart, ...]
    exempt: int
    repeated: int


def callback_share(facts: CallBackShareQuestion, policy: Policy) -> Decision[Any]:
    """
    Whether enough of the matters dealt with in a month were called back in time.

    A call-back counts where its sheet proves it; who made it, and whether by phone, `callback_due` tells.  A share of
    the people who took part is that of each matter by itself: many calls after one event do not stand in for none after
    another.

    Args:
        facts: The matters.  A matter belongs to the month in which it was dealt with, wherever its call-back falls;
            several that are the same are one, and belong to the month of the oldest.
        policy: The policy; ``callbacks.rates.*`` of the last day of the month, or of *on* where that comes first,
            governs; the term of each matter is that of its own day.

    Returns:
        A decision of `CallBackShare`: refused where too few were, and that cannot change any more; allowed while it
        can; not applicable where there is nothing to call back; undetermined with what is missing.

    Raises:
        FactsError: If a call-back lies before its matter, or is appointed for a time that had passed, or the policy
            knows no such kind of matter.
        SilentPolicyError: If the policy asks for no share of such matters.
    """
    key = f"{RATES}.{facts.cause}"
    zone = policy.home(key)
    on = local_day(facts.on, zone)
    asked = on if facts.month is None else local_day(facts.month, zone)
    book = book_on(policy, key, min(on, last_day(_span(book_on(policy, key, asked), key, asked)) or on))
    held = book.read_as(key, Quota)
    if held.value is UNSPECIFIED or not isinstance(held.value, Quota):
        return left_open(NAME, book, held)
    if facts.matters is None:
        return lacking(NAME, book, held, ["matters"])
    span = _span(book, key, asked)
    month = gather(facts.matters, facts.cause, policy, held.value, span, facts.on)
    if month.missing:
        return lacking(NAME, book, held, month.missing)
    over = on >= (last_day(span) or on)
    return _conclude(book, held, held.value, month, span, over=over)


def _span(book: Rulebook, key: str, day: date) -> Span[date]:
    """
    The period of the quota that holds a day; all days where it has none.
    """
    quota = book.read_as(key, Quota).value
    return quota.per.span(day) if isinstance(quota, Quota) and quota.per is not None else Span()


def _conclude(
    book: Rulebook, held: Dated[Any], quota: Quota, month: Month, span: Span[date], *, over: bool
) -> Decision[Any]:
    by_class = book.find(f"{BY_CLASS}.{month.cause}")
    if by_class is not None and by_class.value is UNSPECIFIED:
        return left_open(NAME, book, by_class)
    by_matter = quota.of == PARTICIPANTS
    split = by_class is not None and by_class.value is True and not by_matter
    unclassed = strange_classes(book, [(unit.where, unit.class_) for unit in month.units]) if split else []
    if unclassed:
        return lacking(NAME, book, held, unclassed)
    findings: list[Finding] = []
    missing: list[str] = []
    parts: list[SharePart] = []
    for names, units in _apart(month.units, by_matter=by_matter, by_class=split):
        part, found, lacks = _part(held, quota, names, units, over=over or by_matter)
        parts.append(part)
        findings += found
        missing += lacks
    findings += _left_out(book, month)
    outcome = CallBackShare(
        month_start=span.since,
        month_end=last_day(span),
        parts=tuple(parts),
        exempt=month.exempt,
        repeated=month.repeated,
    )
    verdict = None if any(part.base for part in parts) else Verdict.NOT_APPLICABLE
    return conclude(
        NAME,
        book,
        findings,
        outcome=outcome,
        missing=list(dict.fromkeys(missing)),
        verdict=verdict,
        provisional=any(unit.provisional for unit in month.units),
    )


def _apart(units: Sequence[Unit], *, by_matter: bool, by_class: bool) -> list[tuple[tuple[str, str], Sequence[Unit]]]:
    """
    The matters, each by itself, each class by itself, or all of them together; with the class and the matter.
    """
    if by_matter and units:
        return [(("", unit.case or unit.where), [unit]) for unit in units]
    if not by_class or not units:
        return [(("", ""), units)]
    classes = sorted({unit.class_ or "" for unit in units})
    return [((one, ""), [unit for unit in units if unit.class_ == one]) for one in classes]


def _part(
    held: Dated[Any], quota: Quota, names: tuple[str, str], units: Sequence[Unit], *, over: bool
) -> tuple[SharePart, tuple[Finding, ...], tuple[str, ...]]:
    """
    One share with its findings and what is missing to tell it.
    """
    base = sum(unit.size for unit in units)
    counts = {name: sum(getattr(unit, name) for unit in units) for name in ("in_time", "late", "open", "unproved")}
    tally = quota.check(counts["in_time"], base)
    part = SharePart(class_=names[0], matter=names[1], base=base, needed=tally.needed, share=tally.share, **counts)
    best = quota.check(min(part.in_time + part.open + part.unproved, base), base)
    missing: tuple[str, ...] = ()
    holds = tally.holds
    if holds is False and part.unproved and (best.holds or not over):
        holds, missing = None, tuple(lack for unit in units for lack in unit.lacks)
    elif holds is False and (best.holds or not over):
        holds = None
    found = hold(held, holds, _says(part, tally), seen=Decimal(part.in_time), limit=part.needed)
    of = _of(part)
    if part.late:
        late = Text(f"{of.en}{part.late} more called back late, not counted", f"{of.zh}逾期回访{part.late}，不计入")
        found += hold(held, None, late, seen=Decimal(part.late))
    rejected = [one for unit in units for one in unit.rejected]
    if rejected:
        en, zh = "; ".join(one.en for one in rejected), "；".join(one.zh for one in rejected)
        says = Text(f"{of.en}not valid, not counted: {en}", f"{of.zh}无效，不计入：{zh}")
        found += hold(held, None, says, seen=Decimal(len(rejected)))
    return part, found, missing


def _of(part: SharePart) -> Text:
    name = part.class_ or part.matter
    return Text(f"{name}: ", f"{name}：") if name else Text("", "")


def _says(part: SharePart, tally: Tally) -> Text:
    of = _of(part)
    if tally.holds is None:
        return Text(f"{of.en}the base is zero, nothing to take a share of", f"{of.zh}基数为零，不适用")
    return Text(
        f"{of.en}{part.in_time} of {part.base} called back in time, {part.needed} needed",
        f"{of.zh}基数{part.base}，按时回访{part.in_time}，至少应为{part.needed}",
    )


def _left_out(book: Rulebook, month: Month) -> tuple[Finding, ...]:
    """
    What was left out of the base, each by its own rule.
    """
    found: tuple[Finding, ...] = ()
    for key, rule, count, says in (
        (EXEMPTION, month.exempt_by, month.exempt, Text("exempt, left out of the base", "可不回访，不计入基数")),
        (f"{ONCE}.{month.cause}", "", month.repeated, Text("the same as another, counted once", "重复，只计一次")),
    ):
        against = book.find(key) if count else None
        if against is not None:
            cited = rule if rule in [one.id for one in against.rules] else ""
            told = Text(f"{count} {says.en}", f"{count}件{says.zh}")
            found += tuple(evolve(one, seen=Decimal(count)) for one in hold(against, None, told, rule=cited))
    return found
