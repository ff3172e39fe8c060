"""
Performance: quotas reached or missed, and the consequences proposed for it.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from attrs import frozen

from visitcore.blocks.consequence import Consequence, Proposal
from visitcore.blocks.ladder import Ladder
from visitcore.blocks.quota import Quota, Tally
from visitcore.blocks.table import Table
from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.verdict import Verdict
from visitcore.facts.question import Count, Occasion
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy, Rulebook
from visitcore.rules.holding import book_on, hold, lacking, left_open


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
        A decision of `Counted`: refused when a binding quota is missed; not applicable where the base of a share is zero.
    """
    name = "check_quota"
    book = book_on(policy, facts.key, facts.on)
    held = book.read_as(facts.key, Quota, Table)
    quota, rule, early = _element(name, book, held, facts.case, Quota)
    if early is not None:
        return early
    count = facts.count
    if facts.counted is not None:
        count = Decimal(len(set(facts.counted)) if quota.distinct else len(facts.counted))
    if count is None:
        return lacking(name, book, held, ["count"], rule=rule)
    if (quota.share_at_least is not None or quota.share_at_most is not None) and facts.base is None:
        return lacking(name, book, held, ["base"], rule=rule)
    tally: Tally = quota.check(count, facts.base)
    outcome = Counted(count=count, needed=tally.needed, short=tally.short, excess=tally.excess, share=tally.share)
    limit = tally.needed if tally.needed is not None else quota.at_most
    findings = hold(held, tally.holds, _says_count(outcome), rule=rule, seen=count, limit=limit)
    verdict = Verdict.NOT_APPLICABLE if tally.holds is None else None
    return conclude(name, book, findings, outcome=outcome, verdict=verdict)


def quota_for(held: Dated[Any], case: Mapping[str, Any]) -> Quota | None:
    """
    The quota that a value gives for a case; ``None`` where it gives none.
    """
    row = held.value.ask(case).row if isinstance(held.value, Table) else None
    value = row.then if row is not None else held.value
    return value if isinstance(value, Quota) else None


def _says_count(counted: Counted) -> Text:
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
        facts: How often, or on what amount; *key* names a consequence, a ladder, or a table of consequences asked with *case*.
        policy: The policy; the value of the day *on* governs.

    Returns:
        A decision of `Proposals`: referred to a person where something is proposed, not applicable where nothing is.
    """
    name = "propose"
    book = book_on(policy, facts.key, facts.on)
    held = book.read_as(facts.key, Consequence, Ladder, Table)
    if isinstance(held.value, Ladder):
        return _on_ladder(name, book, held, facts, policy)
    consequence, rule, early = _element(name, book, held, facts.case, Consequence)
    if early is not None:
        return early
    if facts.count == 0:
        return _nothing(name, book, held, rule)
    proposal = consequence.propose(facts.count, facts.base)
    if proposal.missing:
        return lacking(name, book, held, proposal.missing, rule=rule)
    return _proposed(name, book, held, rule, proposal)


def _on_ladder(name: str, book: Rulebook, held: Dated[Any], facts: Occasion, policy: Policy) -> Decision[Any]:
    ladder: Ladder = held.value
    if facts.count is None and facts.start is None:
        return lacking(name, book, held, ["count", "start"])
    if facts.count is not None:
        rung = ladder.at_count(facts.count)
    else:
        assert facts.start is not None
        settings = policy.pack(held.pack).settings
        reached = ladder.reached(facts.start, facts.on, policy.calendar(held.pack), settings.roll)
        rung = reached[-1] if reached else None
    if rung is None:
        return _nothing(name, book, held, "")
    if rung.then is None:
        what = rung.what or Text(rung.by, rung.by)
        proposal = Proposal(kind="measure", what=what, amount=None, target="", legal_review=False, missing=())
    else:
        proposal = rung.then.propose(1, facts.base)  # the nth time is no quantity
    if proposal.missing:
        return lacking(name, book, held, proposal.missing, rule=rung.rule)
    return _proposed(name, book, held, rung.rule, proposal, by=rung.by)


def _proposed(
    name: str, book: Rulebook, held: Dated[Any], rule: str, proposal: Proposal, *, by: str = ""
) -> Decision[Any]:
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


def _element(
    name: str, book: Rulebook, held: Dated[Any], case: Mapping[str, Any], shape: type
) -> tuple[Any, str, Decision[Any] | None]:
    """
    The block itself, or the one that its table gives for the case.

    Returns:
        The block, the rule of its row, and the decision to give at once where there is no block.
    """
    if held.value is UNSPECIFIED:
        return None, "", left_open(name, book, held)
    if not isinstance(held.value, Table):
        return held.value, "", None
    answer = held.value.ask(case)
    if answer.missing:
        return None, "", lacking(name, book, held, [f"case.{input_}" for input_ in answer.missing])
    row = answer.row
    if row is None:
        return (
            None,
            "",
            lacking(name, book, held, [f"{held.key}[{input_} = {value}]" for input_, value in answer.outside]),
        )
    if row.then is UNSPECIFIED:
        return None, row.rule, left_open(name, book, held, row.rule)
    if not isinstance(row.then, shape):
        return None, row.rule, lacking(name, book, held, [f"{held.key} ({shape.__name__.lower()})"], rule=row.rule)
    return row.then, row.rule, None
