"""
What a reception may cost: a ceiling per person, strict or "about" so much.
"""

from decimal import Context, Decimal
from typing import Any

from attrs import frozen

from visitcore.blocks.table import Table
from visitcore.decisions.finding import Finding
from visitcore.facts.money import Money
from visitcore.facts.reception import Reception
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Rulebook
from visitcore.rules.currency import after_amounts, same_currency
from visitcore.rules.holding import hold, listed, no_value, put
from visitcore.rules.per_person import excess

CEILING, ABOUT, TOLERANCE = (f"expenses.reception.{name}" for name in ("ceiling", "about", "tolerance"))
COUNT_ESCORTS, EXCEPTION_BY = "expenses.reception.count_escorts", "expenses.reception.exception_by"
_EXACT = Context(prec=200)


@frozen(kw_only=True)
class Cost:
    """
    A bill against its ceiling; ``None`` for what cannot be told.

    Attributes:
        ceiling: Most per person, before any tolerance.
        allowed: Most for all persons who count, tolerance included.
        excess: How much the bill is over *allowed*.
        tolerance_used: How much of the tolerance it takes up.
        exception_by: Who may allow it where it is over; empty where nothing is over, or nobody is named.
        findings: What was held against the rules.
        missing: What has to be known.
    """

    ceiling: Money | None = None
    allowed: Money | None = None
    excess: Money | None = None
    tolerance_used: Money | None = None
    exception_by: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()


def hold_cost(facts: Reception, class_: str | None, book: Rulebook) -> Cost:
    """
    Hold the bill of a reception against the ceiling of its class.

    Raises:
        FactsError: If the bill is in another currency than the pack's.
    """
    held = book.read_as(CEILING, Table)
    same_currency(facts.currency, held, book.policy)
    heads, lacks = _heads(facts, book)
    if class_ is None:
        return Cost(missing=lacks)
    row = None if held.value is UNSPECIFIED else put(held, held.value.ask, {"class": class_}).row
    if row is None or row.then is UNSPECIFIED:
        key = CEILING if row is None and held.value is UNSPECIFIED else f"{CEILING}[class = {class_}]"
        return Cost(findings=hold(held, None, no_value(held), rule=row.rule if row else ""), missing=(key, *lacks))
    ceiling, unit = Decimal(row.then), after_amounts(held, book.policy)
    share = _share(class_, book)
    most = ceiling if isinstance(share, Dated) else _EXACT.multiply(ceiling, 1 + share)
    allowed = None if heads is None or isinstance(share, Dated) else _EXACT.multiply(most, Decimal(heads))
    if heads is None or facts.total is None:
        names = listed(lacks)
        says = Text(
            f"at most {ceiling} per person; cannot be told without: {names.en}",
            f"人均上限 {ceiling}{unit}；缺少以下信息，无法判定：{names.zh}",
        )
        return Cost(ceiling=ceiling, allowed=allowed, findings=hold(held, None, says, rule=row.rule), missing=lacks)
    over = excess(facts.total, heads, ceiling)
    if over and isinstance(share, Dated):
        return Cost(ceiling=ceiling, findings=hold(share, None, no_value(share)), missing=(share.key,))
    beyond = excess(facts.total, heads, most)
    used = _EXACT.subtract(over, beyond)
    findings = hold(
        held,
        not beyond,
        _says(beyond, used, heads, unit),
        rule=row.rule,
        seen=facts.total,
        limit=_EXACT.multiply(ceiling, Decimal(heads)) if allowed is None else allowed,
        unit=book.policy.pack(held.pack).settings.currency,
    )
    if used and not beyond:
        says = Text(f"flagged: {used} over the ceiling before tolerance", f"提示：超出未计幅度的上限 {used}{unit}")
        findings += hold(book.read(TOLERANCE), None, says)
    by, named = _exception_by(book) if beyond else ((), ())
    return Cost(
        ceiling=ceiling,
        allowed=allowed,
        excess=beyond,
        tolerance_used=used,
        exception_by=by,
        findings=(*findings, *named),
    )


def _share(class_: str, book: Rulebook) -> Decimal | Dated[Any]:
    """
    How far over the ceiling is still within, as a share of it; or the value that would have to be set.
    """
    about = book.read_as(ABOUT, tuple)
    if about.value is UNSPECIFIED:
        return about
    if class_ not in about.value:
        return Decimal(0)
    share: Dated[Any] = book.read_as(TOLERANCE, Decimal, int)
    return share if share.value is UNSPECIFIED else Decimal(share.value)


def _heads(facts: Reception, book: Rulebook) -> tuple[int | None, tuple[str, ...]]:
    """
    How many people the bill is for, and what is missing of them and of the bill.
    """
    held = book.read_as(COUNT_ESCORTS, bool)
    lacks = [name for name in ("guests", "total") if getattr(facts, name) is None]
    if held.value is UNSPECIFIED:
        lacks.append(COUNT_ESCORTS)
    elif held.value and facts.escorts is None:
        lacks.append("escorts")
    known = facts.guests is not None and not {COUNT_ESCORTS, "escorts"} & set(lacks)
    heads = (facts.guests or 0) + (facts.escorts or 0 if held.value is True else 0) if known else None
    return heads, tuple(lacks)


def _exception_by(book: Rulebook) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """
    Who may allow a bill over the ceiling, and that it is for them to say.
    """
    held = book.find(EXCEPTION_BY)
    if held is None:
        return (), ()
    if held.value is UNSPECIFIED:
        says = Text("the document names nobody who may allow more", "制度未写明可由谁批准超标")
        return (), hold(held, None, says)
    by: tuple[str, ...] = book.read_as(EXCEPTION_BY, tuple).value  # type: ignore[assignment]
    who = listed(by)
    return by, hold(held, None, Text(f"to be decided by {who.en}", f"由{who.zh}决定"))


def _says(beyond: Decimal, used: Decimal, heads: int, unit: str) -> Text:
    people = Text(f"{heads} person{'' if heads == 1 else 's'}", f"{heads}人")
    if beyond:
        return Text(f"for {people.en}: {beyond} over", f"{people.zh}：超出 {beyond}{unit}")
    if used:
        return Text(f"for {people.en}: within the tolerance", f"{people.zh}：在允许幅度之内")
    return Text(f"for {people.en}: within the ceiling", f"{people.zh}：在上限之内")
