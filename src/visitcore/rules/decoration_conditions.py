"""
The conditions that the moves of a decorator's project need, told from its facts.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from attrs import frozen

from visitcore.blocks.flow import Move
from visitcore.facts.project_fee import ProjectMove
from visitcore.policy.dated import Dated


@frozen(kw_only=True)
class Conditions:
    """
    How the conditions of a move stand.

    Attributes:
        met: Those that are met.
        unknown: Those that cannot be told.
        missing: What has to be known to tell them.
    """

    met: tuple[str, ...]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]


def conditions_of(facts: ProjectMove, move: Move, waiver: Dated[Any]) -> Conditions:
    """
    Tell the conditions that a move needs.

    Args:
        facts: The project and what is asked for.
        move: The move.
        waiver: The table that says whose fee may be waived.
    """
    found = {need: _told(facts, need, waiver) for need in move.needs}
    return Conditions(
        met=tuple(need for need, (holds, _) in found.items() if holds),
        unknown=tuple(need for need, (holds, _) in found.items() if holds is None),
        missing=tuple(dict.fromkeys(lack for holds, lacks in found.values() if holds is None for lack in lacks)),
    )


def is_own(facts: ProjectMove) -> tuple[bool | None, tuple[str, ...]]:
    """
    Whether somebody would approve what he filed himself, and what has to be known to tell.
    """
    where, filer = {
        "approve_waiver": ("project.waiver_by", facts.project.waiver_by),
        "approve_contract": ("project.draft_by", facts.project.draft_by),
        "refund": ("filed_by", facts.filed_by),
    }.get(facts.move or "", ("filed_by", facts.filed_by))
    lacks = tuple(name for name, who in (("person", facts.person), (where, filer)) if who is None)
    return (None, lacks) if lacks else (facts.person == filer, ())


_Told = tuple[bool | None, tuple[str, ...]]


def _told(facts: ProjectMove, need: str, waiver: Dated[Any]) -> _Told:
    if need == "eligible_customer":
        return _eligible(facts, waiver)
    known = _KNOWN.get(need)
    return (need in facts.met, ()) if known is None else known(facts)


def _eligible(facts: ProjectMove, waiver: Dated[Any]) -> _Told:
    customer = facts.project.customer
    if customer is None:
        return None, ("project.customer",)
    row = waiver.value.ask({"customer": customer}).row
    return (None, (f"{waiver.key}[customer = {customer}]",)) if row is None else (row.verdict == "allowed", ())


def _flag(name: str) -> Callable[[ProjectMove], _Told]:
    return lambda facts: (getattr(facts.project, name), (f"project.{name}",))


def _more_than_nothing(amount: Decimal | None, where: str) -> _Told:
    return (None, (where,)) if amount is None else (amount > 0, ())


def _agreement_or_form(facts: ProjectMove) -> _Told:
    both = (facts.project.agreement, facts.project.fee_form)
    lacks = ("project.agreement", "project.fee_form")
    if True in both:
        return True, ()
    unknown = tuple(lack for lack, one in zip(lacks, both, strict=True) if one is None)
    return (None if unknown else False), unknown


_KNOWN: Mapping[str, Callable[[ProjectMove], _Told]] = {
    "waiver_filed": lambda facts: (facts.project.waiver_by is not None, ()),
    "fee_form": _flag("fee_form"),
    "fee_paid": lambda facts: _more_than_nothing(facts.project.fee, "project.fee"),
    "off_site_part": _flag("off_site_part"),
    "on_site_part": _flag("on_site_part"),
    "payment_notice": lambda facts: (facts.with_notice, ("with_notice",)),
    "amount_paid": lambda facts: _more_than_nothing(facts.amount, "amount"),
    "agreement_or_fee_form": _agreement_or_form,
}
"""How each condition of the pack is told from the facts; any other is one of the company's own."""
