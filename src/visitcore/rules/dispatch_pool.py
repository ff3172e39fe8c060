"""
Designers: who has a full profile and is free in time, and who has not.
"""

from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from attrs import frozen

from visitcore.decisions.finding import Finding
from visitcore.facts.dispatch import Designer, Dispatch
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Rulebook
from visitcore.rules.callback_rounds import precedes
from visitcore.rules.dispatch_order import Candidate, is_exact
from visitcore.rules.holding import hold, listed


@frozen(kw_only=True)
class UnrankedDesigner:
    """
    One designer who is not in the order.

    Attributes:
        name: Name.
        why: ``profile_incomplete``, ``not_free``, or ``unknown`` where it cannot be told when he is free.
        empty: Fields of his profile that are empty or wrong.
        free: When he is free, where that is known.
    """

    name: str
    why: str
    empty: tuple[str, ...] = ()
    free: date | None = None


@frozen(kw_only=True)
class Pool:
    """
    Who can be assigned and who cannot.

    Attributes:
        candidates: Those who can, in the order given.
        unranked: Those who cannot.
        findings: What was found of each profile, and of each who is not free in time.
        missing: What has to be known of a designer.
    """

    candidates: tuple[Candidate, ...]
    unranked: tuple[UnrankedDesigner, ...]
    findings: tuple[Finding, ...]
    missing: tuple[str, ...]


def sort_out(facts: Dispatch, book: Rulebook, wait: Dated[Any], profile: Dated[Any]) -> Pool:
    """
    Tell those who can be assigned from those who cannot.

    Args:
        facts: The customer, with style and kind, and the designers; *on* is an instant with its time zone.
        book: The rulebook of the governing day.
        wait: The longest wait, in minutes.
        profile: The register of a designer's profile.
    """
    designers = facts.designers or ()
    assert isinstance(facts.on, datetime)  # an instant, told above
    zone = book.policy.zone(wait.pack)
    known = [(one.received, one.signed) for one in designers if one.received is not None and one.signed is not None]
    received, signed = sum(count for count, _ in known), sum(count for _, count in known)
    team = Fraction(signed, received) if received else Fraction(0)
    candidates, unranked, missing = [], [], []
    findings: list[Finding] = []
    for place, one in enumerate(designers):
        filled = profile.value.check(one.profile)
        empty = (*filled.missing, *filled.wrong, *filled.unknown)
        lack = _unknown(one, place)
        if empty:
            unranked.append(UnrankedDesigner(name=one.name, why="profile_incomplete", empty=empty))
            what = listed(empty)
            says = Text(f"{one.name}: profile incomplete, {what.en}", f"{one.name}：档案不完整，缺{what.zh}")
            findings += hold(profile, None, says, seen=filled.filled, limit=filled.total, unit="fields")
        elif lack:
            unranked.append(UnrankedDesigner(name=one.name, why="unknown"))
            missing += lack
            findings += hold(wait, None, Text(f"{one.name}: not known when free", f"{one.name}：何时有空未知"), unit="")
        else:
            candidate = Candidate.of(one, facts.on, facts.customer, team, zone)
            findings += hold(profile, True, Text(f"{one.name}: profile complete", f"{one.name}：档案完整"), unit="")
            if candidate.minutes <= wait.value:
                candidates.append(candidate)
                continue
            unranked.append(UnrankedDesigner(name=one.name, why="not_free", free=one.free))
            says = Text(f"{one.name}: free only from {one.free}", f"{one.name}：{one.free} 起才有空")
            findings += hold(wait, None, says, seen=candidate.minutes, limit=wait.value)
    return Pool(
        candidates=tuple(candidates), unranked=tuple(unranked), findings=tuple(findings), missing=tuple(missing)
    )


def _unknown(one: Designer, place: int) -> list[str]:
    """
    What has to be known of a designer, or known more exactly.
    """
    lacks = [f"designers[{place}].{name}" for name in ("received", "signed") if getattr(one, name) is None]
    if one.free is None:
        lacks.append(f"designers[{place}].free")
    elif not is_exact(one.free):
        lacks.append(f"designers[{place}].free (an instant with its time zone)")
    return lacks


def faults_of(facts: Dispatch, zone: ZoneInfo) -> Iterator[Problem]:
    """
    What cannot be true of designers.

    A name given twice, counts below nothing, more signed than received, a customer given to one after that at hand.
    """
    seen: set[str] = set()
    for place, one in enumerate(facts.designers or ()):
        where = f"designers[{place}]"
        if one.last_dispatch is not None and precedes(facts.on, one.last_dispatch, zone):
            what = Text(f"{one.last_dispatch} lies after {facts.on}", f"{one.last_dispatch} 晚于 {facts.on}")
            fix = Text("give the last one before the moment asked about", "请填写所问时刻之前的最近一次")
            yield Problem(f"{where}.last_dispatch", what, fix)
        if one.name in seen:
            what = Text(f"there are two designers named {one.name!r}", f"有两位设计师同名“{one.name}”")
            yield Problem(f"{where}.name", what, Text("tell them apart", "请加以区分"))
        seen.add(one.name)
        for name in ("received", "signed"):
            count = getattr(one, name)
            if count is not None and count < 0:
                what = Text(f"{count} is less than nobody", f"{count} 为负数")
                yield Problem(f"{where}.{name}", what, Text("give 0 or more", "请填写0或正整数"))
        if one.received is not None and one.signed is not None and one.signed > max(one.received, 0):
            what = Text(
                f"{one.signed} signed, but only {one.received} were received",
                f"签单{one.signed}，多于接待{one.received}",
            )
            yield Problem(f"{where}.signed", what, Text("check both counts", "请核对两项数字"))
