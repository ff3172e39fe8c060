"""
Performance: quotas reached or missed, and the consequences proposed for it.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeVar

from attrs import frozen

from visitcore.blocks.consequence import Consequence, Proposal
from visitcore.blocks.ladder import Ladder
from visitcore.blocks.quota import Quota
from visitcore.blocks.table import Table
from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.verdict import Verdict
from visitcore.facts.question import Count, Occasion
from visitcore.ground.errors import FactsError, WrongBlockError
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy, Rulebook
from visitcore.rules.deadlines import as_counted
from visitcore.rules.holding import book_on, hold, lacking, left_open, put

T = TypeVar("T")


@frozen(kw_only=True)
class Counted:
    """
    How a count stands against its quota.

    Attributes:
        count: What was counted.
        needed: The least that is asked for, ``None`` where there is only a most.
        short: How many are missing.
        excess: How many are too many.
        share: The count as a share of the base, ``None`` without a base.
    """

    count: Decimal
    needed: Decimal | None
    short: Decimal
    excess: Decimal
    share: Decimal | None


@frozen(kw_only=True)
class Proposals:
    """
    What is proposed for a person to decide; nothing is posted.

    Attributes:
        proposals: The consequences.
        by: Who is to act, where a ladder names somebody.
    """

    proposals: tuple[Proposal, ...]
    by: str = ""


def check_quota(facts: Count, policy: Policy) -> Decision[Any]:
    """
    Whether a count reaches, or keeps within, its quota.

    Args:
        facts: The count, or the things counted; *key* names a quota, or a table of quotas asked with *case*.
        policy: The policy; the quota of the day *on* governs.

    Returns:
        A decision of `Counted`: refused when a binding quota is missed; not applicable where the base of a share is
        zero, or the table asks for nothing.

    Raises:
        FactsError: If there are more than the whole that the quota names and asks a part of.
    """
    name = "check_quota"
    book = book_on(policy, facts.key, facts.on)
    held = book.read_as(facts.key, Quota, Table)
    element = element_for(name, book, held, facts.case, Quota)
    if isinstance(element, Decision):
        return element
    quota, rule = element
    count = facts.count
    if facts.counted is not None:
        count = Decimal(len(set(facts.counted)) if quota.distinct else len(facts.counted))
    if _is_part(quota) and count is not None and facts.base is not None and count > facts.base >= 0:
        what = Text(f"{count} are more than the {facts.base} they are part of", f"{count}多于其所属的总数{facts.base}")
        raise FactsError("the facts", [Problem("count", what, Text("correct one of the two", "请更正其中之一"))])
    return hold_quota(name, book, held, quota, rule, count, facts.base)


def _is_part(quota: Quota) -> bool:
    """
    Whether what is counted is part of what the quota names, as no more than all of it is asked for.
    """
    shares = [share for share in (quota.share_at_least, quota.share_at_most) if share is not None]
    return bool(quota.of and shares) and all(share <= 1 for share in shares)


def hold_quota(
    name: str, book: Rulebook, held: Dated[Any], quota: Quota, rule: str, count: Decimal | None, base: Decimal | None
) -> Decision[Any]:
    """
    Hold a count against a quota; *rule* stands on it, empty for the whole value.
    """
    given = {"count": count, "base": base}
    tally = put(held, lambda numbers: quota.check(numbers.get("count"), numbers.get("base")), given)
    if tally.missing:
        return lacking(name, book, held, tally.missing, rule=rule)
    assert count is not None  # a tally without a count is missing it
    outcome = Counted(count=count, needed=tally.needed, short=tally.short, excess=tally.excess, share=tally.share)
    limit = tally.needed if tally.needed is not None else quota.at_most
    findings = hold(held, tally.holds, _says_count(outcome, tally.holds), rule=rule, seen=count, limit=limit)
    verdict = Verdict.NOT_APPLICABLE if tally.holds is None else None
    return conclude(name, book, findings, outcome=outcome, verdict=verdict)


def _says_count(counted: Counted, holds: bool | None) -> Text:
    if holds is None:
        return Text("the base is zero, there is nothing to take a share of", "基数为零，不适用")
    if counted.short:
        return Text(
            f"{counted.count} of {counted.needed}, {counted.short} short",
            f"要求{counted.needed}，实际{counted.count}，差{counted.short}",
        )
    if counted.excess:
        return Text(f"{counted.count}, {counted.excess} too many", f"实际{counted.count}，超出{counted.excess}")
    return Text(f"{counted.count}, as asked for", f"实际{counted.count}，符合要求")


def propose(facts: Occasion, policy: Policy) -> Decision[Any]:
    """
    What consequence is proposed.

    Args:
        facts: How often, or on what amount; *key* names a consequence, a ladder, or a table of consequences asked with
            *case*.
        policy: The policy; the value of the day *on* governs.

    Returns:
        A decision of `Proposals`: referred to a person where something is proposed, not applicable where nothing is.
    """
    name = "propose"
    book = book_on(policy, facts.key, facts.on)
    held = book.read_as(facts.key, Consequence, Ladder, Table)
    if facts.count is not None and facts.count < 0:
        raise FactsError("the facts", [Problem("count", f"{facts.count} times is no count", "give 0 or more")])
    if isinstance(held.value, Ladder):
        return _on_ladder(name, book, held, held.value, facts)
    element = element_for(name, book, held, facts.case, Consequence)
    if isinstance(element, Decision):
        return element
    consequence, rule = element
    if facts.count == 0:
        return _nothing(name, book, held, rule)
    return _proposed(name, book, held, rule, _of(held, consequence, facts.count, facts.base))


def _of(held: Dated[Any], consequence: Consequence, count: int | None, base: Decimal | None) -> Proposal:
    given = {"count": count, "base": base}
    return put(held, lambda numbers: consequence.propose(numbers.get("count"), numbers.get("base")), given)


def _on_ladder(name: str, book: Rulebook, held: Dated[Any], ladder: Ladder, facts: Occasion) -> Decision[Any]:
    if facts.count is None and facts.start is None:
        return lacking(name, book, held, ["count", "start"])
    if facts.count is not None:
        rung = ladder.at_count(facts.count)
    else:
        assert facts.start is not None  # told above
        settings = book.policy.pack(held.pack).settings
        terms = [rung.after for rung in ladder.rungs if rung.after is not None]
        told, lacks = as_counted(terms, {"start": facts.start, "on": facts.on}, settings.zone)
        if lacks:
            return lacking(name, book, held, lacks)
        calendar = book.policy.calendar(held.pack)
        rung = next(reversed(ladder.reached(told["start"], told["on"], calendar, settings.roll)), None)
    if rung is None:
        return _nothing(name, book, held, "")
    if rung.then is not None:
        proposal = _of(held, rung.then, 1, facts.base)  # which time it is multiplies nothing
    else:
        what = rung.what or Text(rung.by, rung.by)
        proposal = Proposal(kind="measure", what=what, amount=None, target="", legal_review=False)
    return _proposed(name, book, held, rung.rule, proposal, by=rung.by)


def _proposed(
    name: str, book: Rulebook, held: Dated[Any], rule: str, proposal: Proposal, *, by: str = ""
) -> Decision[Any]:
    if proposal.missing:
        return lacking(name, book, held, proposal.missing, rule=rule)
    amount = "" if proposal.amount is None else f" {proposal.amount}"
    says = Text(
        f"proposed: {proposal.what.en}{amount}; a person decides", f"拟处理：{proposal.what.zh}{amount}，由负责人决定"
    )
    findings = hold(held, None, says, rule=rule, seen=proposal.amount)
    return conclude(name, book, findings, outcome=Proposals(proposals=(proposal,), by=by), verdict=Verdict.REFERRED)


def _nothing(name: str, book: Rulebook, held: Dated[Any], rule: str) -> Decision[Any]:
    says = Text("nothing is proposed at this count or time", "未达到处理条件")
    findings = hold(held, None, says, rule=rule)
    return conclude(name, book, findings, outcome=Proposals(proposals=()), verdict=Verdict.NOT_APPLICABLE)


def element_for(
    name: str, book: Rulebook, held: Dated[Any], case: Mapping[str, Any], shape: type[T]
) -> tuple[T, str] | Decision[Any]:
    """
    The block itself, or the one that its table gives for the case.

    Returns:
        The block and the rule of its row, empty for the whole value; or else the decision to give at once.

    Raises:
        WrongBlockError: If the rows of the table hold something else.
    """
    value = held.value
    if value is UNSPECIFIED:
        return left_open(name, book, held)
    if not isinstance(value, Table):
        return value, ""
    wanted = shape.__name__.lower()
    if value.outcome != wanted:
        raise WrongBlockError(held.key, wanted, f"table of {value.outcome}")
    answer = put(held, value.ask, case, "case")
    row = answer.row
    if row is None:
        outside = [f"{held.key}[{input_} = {given}]" for input_, given in answer.outside]
        missing = [*(f"case.{input_}" for input_ in answer.missing), *outside]
        return lacking(name, book, held, missing or [held.key])
    if row.then is UNSPECIFIED:
        return left_open(name, book, held, row.rule)
    if not isinstance(row.then, shape):
        return _not_asked(name, book, held, row.rule)
    return row.then, row.rule


def _not_asked(name: str, book: Rulebook, held: Dated[Any], rule: str) -> Decision[Any]:
    says = Text("the table asks for nothing in this case", "本情形不作要求")
    return conclude(name, book, hold(held, None, says, rule=rule), verdict=Verdict.NOT_APPLICABLE)
