"""
Manner of call-backs: who makes one, and whether on site, by phone or by open letter.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from attrs import frozen

from visitcore.blocks.table import Table
from visitcore.decisions.finding import Finding
from visitcore.decisions.verdict import Verdict
from visitcore.facts.callback import CallBack, Matter
from visitcore.ground.text import Text
from visitcore.policy.policy import Rulebook
from visitcore.rules.callback_rounds import Made
from visitcore.rules.callback_terms import Told, ask
from visitcore.rules.holding import hold, listed

CALLERS, MODES, PHONE_FROM = "callbacks.callers", "callbacks.modes", "callbacks.phone_from"
ANYBODY = "*"


@frozen(kw_only=True)
class Manner:
    """
    Who may make a call-back, and how.

    Attributes:
        callers: Roles that may make it; ``*`` for anybody, empty where it cannot be told.
        modes: Ways that are fit, the first being asked for first.
        findings: Both in a sentence, or what it cannot be told without.
        missing: What is missing to tell.
    """

    callers: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()


def manner_of(book: Rulebook, matter: Matter, number: int) -> Manner:
    """
    Who may make the call-back with this number, and how.
    """
    case, later = _case(book, matter, number)
    modes: list[str] = []
    missing: list[str] = []
    for mode in _known_modes(book):
        told = _ask(book, MODES, {**case, "mode": mode}, later, "")
        modes += [mode] if told is not None and told.verdict == Verdict.ALLOWED.value else []
        missing += () if told is None else told.missing
    callers: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    if modes or not missing:
        told = _ask(book, CALLERS, {**case, "mode": next(iter(modes), None)}, later, MODES)
        missing += () if told is None else told.missing
        callers = () if told is None or told.row is None or told.missing else told.row.then
        findings = () if told is None else _who_next(told, number, callers, modes)
    return Manner(callers=callers, modes=tuple(modes), findings=findings, missing=tuple(dict.fromkeys(missing)))


def _who_next(told: Told, number: int, callers: tuple[str, ...], modes: Sequence[str]) -> tuple[Finding, ...]:
    """
    Who is to make a call-back, and how; or what that cannot be told without.
    """
    if not callers or told.row is None:
        lacks = ", ".join(told.missing)
        says = Text(f"who makes call-back {number} cannot be told without: {lacks}", f"缺少{lacks}，无法判定由谁回访")
        return hold(told.held, None, says, unit="") if lacks else ()
    who = Text("anybody", "任何人") if ANYBODY in callers else Text(" or ".join(callers), "或".join(callers))
    how = Text(" or ".join(modes), "或".join(modes))
    says = Text(
        f"call-back {number}: by {who.en}{', ' if modes else ''}{how.en}",
        f"第{number}次回访：由{who.zh}回访{'，方式为' if modes else ''}{how.zh}",
    )
    return hold(told.held, None, says, rule=told.row.rule, unit="")


def _known_modes(book: Rulebook) -> tuple[str, ...]:
    """
    The ways that the policy knows, in its order.
    """
    held = book.find(MODES)
    return tuple(held.value.inputs.get("mode", ())) if held is not None and isinstance(held.value, Table) else ()


def strange_mode(book: Rulebook, callback: CallBack) -> tuple[str, ...]:
    """
    What is missing where a call-back was made in a way that the policy does not know; nothing where it knows it.
    """
    known, mode = _known_modes(book), callback.mode
    return (f"{MODES}[mode = {mode}]",) if known and mode is not None and mode not in known else ()


def strange_classes(book: Rulebook, classes: Sequence[tuple[str, str | None]]) -> list[str]:
    """
    What is missing where each class is looked at: classes that are not given, or that the policy does not know.

    Args:
        book: The rulebook.
        classes: The place of each matter in the facts, and its class.
    """
    held = book.find(CALLERS)
    known = held.value.inputs.get("class") if held is not None and isinstance(held.value, Table) else None
    missing = [f"{where}.class" for where, class_ in classes if class_ is None]
    if isinstance(known, tuple):
        strange = {class_ for _, class_ in classes if class_ is not None} - set(known)
        missing += [f"{CALLERS}[class = {class_}]" for class_ in sorted(strange)]
    return missing


def check_manner(book: Rulebook, matter: Matter, made: Made) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """
    Hold a call-back that was made against who may make it, and how.

    Returns:
        The findings, and what is missing.
    """
    case, lacks = _case(book, matter, made.number)
    case["mode"] = made.callback.mode
    findings: list[Finding] = []
    missing: list[str] = []
    for key, judge in ((MODES, _how), (CALLERS, _who)):
        told = _ask(book, key, case, lacks, f"{made.where}.mode")
        if told is None:
            continue
        found, more = ((), told.missing) if told.row is None or told.missing else judge(told, made)
        findings += found
        missing += more
    return tuple(findings), tuple(dict.fromkeys(missing))


def _how(told: Told, made: Made) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    assert told.row is not None  # told by the caller
    holds = {Verdict.ALLOWED.value: True, Verdict.REFUSED.value: False}.get(told.verdict)
    mode, fit = made.callback.mode, told.row.then
    says = Text(f"call-back {made.number}, {mode}: {fit}", f"第{made.number}次回访，方式为 {mode}：{fit}")
    return hold(told.held, holds, says, rule=told.row.rule, seen=mode, unit=""), ()


def _who(told: Told, made: Made) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    assert told.row is not None  # told by the caller
    roles, by = told.row.then, made.callback.by
    if ANYBODY in roles:
        return (), ()
    if by is None:
        return (), (f"{made.where}.by",)
    who, number, fits = listed(roles), made.number, by in roles
    says = (
        Text(f"call-back {number} by {by}, as it should be", f"第{number}次回访人为 {by}，符合要求")
        if fits
        else Text(f"call-back {number} by {by}, it is for {who.en}", f"第{number}次回访人为 {by}，应为 {who.zh}")
    )
    return hold(told.held, fits, says, rule=told.row.rule, seen=by, limit=roles, unit=""), ()


def _case(book: Rulebook, matter: Matter, number: int) -> tuple[dict[str, Any], str]:
    """
    The inputs of the tables, and what is missing where it cannot be told whether a call-back is a later one.
    """
    held = book.find(PHONE_FROM)
    since = held.value if held is not None and isinstance(held.value, int | Decimal) else None
    return {**matter.inputs(), "later": None if since is None else number >= since}, PHONE_FROM


def _ask(book: Rulebook, key: str, case: dict[str, Any], later: str, mode: str) -> Told | None:
    """
    What a table says, with the names that missing inputs have in the facts.
    """
    told = ask(book, key, case)
    if told is None or not told.missing:
        return told
    names = {"matter.later": later, "matter.mode": mode}
    return Told(held=told.held, row=told.row, missing=tuple(names.get(lack, lack) for lack in told.missing))
