"""
A credit account in lines of text: the days as a table, the events between them.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from visitcore.codec.terminal import display_width
from visitcore.explain.names import word
from visitcore.facts.credit import LedgerEvent
from visitcore.ground.text import Lang, Text
from visitcore.rules.credit_standing import Standing

_SUMS = ("basis", "past_term", "limit", "outstanding", "headroom")
_GAP = "  "
Widths = Mapping[str, int]
"""How wide each column is, by name."""

_CLASSES = {
    "normal": Text("normal", "正常"),
    "first": Text("first over the limit", "首次超额度"),
    "last": Text("last over the limit", "末次超额度"),
    "unapproved": Text("unapproved", "未经审批"),
}
_HOLD = Text("waits for the sales department", "待销售部决定")
_OVER = Text("over the limit", "超出额度")


def widths_of(standings: Sequence[Standing], columns: Mapping[str, Text], lang: Lang) -> Widths:
    """
    Columns as wide as their header and the longest of their numbers.
    """
    rows = [_cells(standing) for standing in standings]
    return {
        name: max([display_width(columns[name].in_(lang)), *(len(row[name]) for row in rows)])
        for name in ("day", *_SUMS, "step")
    }


def heading(policy: str, columns: Mapping[str, Text], widths: Widths, lang: Lang) -> Iterator[str]:
    """
    The title of the table and its headers.
    """
    yield Text(
        f"Credit account, policy {policy}: at the start of each day, before its events",
        f"授信账户（制度：{policy}）：每日开始时、当日业务之前",
    ).in_(lang)
    yield ""
    yield _line({name: columns[name].in_(lang) for name in widths}, widths)
    yield _GAP.join("-" * width for width in widths.values())


def day_line(standing: Standing, widths: Widths, lang: Lang) -> str:
    """
    One day.
    """
    mark = _HOLD if standing.hold else _OVER if standing.headroom < 0 else None
    return _line(_cells(standing), widths) + ("" if mark is None else f"{_GAP}{mark.in_(lang)}")


def event_line(event: LedgerEvent, lang: Lang) -> str:
    """
    One event of a day, below it.
    """
    return f"    {event_told(event).in_(lang)}"


def sum_(amount: Decimal) -> str:
    """
    A sum with its cents, in groups of three.

    >>> sum_(Decimal("90000")), sum_(Decimal("-0.5"))
    ('90,000.00', '-0.50')
    """
    return f"{amount:,.2f}"


def event_told(event: LedgerEvent) -> Text:
    """
    One event in words.
    """
    amount, number = sum_(event.amount), f" {event.id}" if event.id else ""
    if event.kind == "invoice":
        kind = _CLASSES[event.class_ or "normal"]
        signer = word(event.signer) if event.signer else None
        signed = Text(f", signed by {signer.en}", f"，{signer.zh}签批") if signer else Text("", "")
        return Text(
            f"+ invoice{number} {amount}, {kind.en}{signed.en}", f"+ 发票{number} {amount}，{kind.zh}{signed.zh}"
        )
    if event.kind == "return":
        return Text(f"- return{number} {amount} of {event.for_}", f"- 退货{number} {amount}（{event.for_}）")
    if event.kind == "payment":
        return _paid(event, f"payment{number} {amount}", f"回款{number} {amount}")
    span = f"{event.from_} – {event.to}"
    return Text(f"* special limit{number} {amount}, {span}", f"* 特批额度{number} {amount}，{span}")


def _paid(event: LedgerEvent, en: str, zh: str) -> Text:
    if not event.for_:
        return Text(f"- {en}, free", f"- {zh}，未指定")
    if event.for_ == "next":
        return Text(f"- {en} for the next shipment", f"- {zh}，用于下次发货")
    return Text(f"- {en} for {event.for_}", f"- {zh}，付 {event.for_}")


def _cells(standing: Standing) -> dict[str, str]:
    sums = {name: sum_(getattr(standing, name)) for name in _SUMS}
    return {"day": str(standing.day), **sums, "step": str(standing.step)}


def _line(cells: Mapping[str, str], widths: Widths) -> str:
    """
    Cells in their columns: the day to the left, numbers to the right.
    """
    blanks = {name: " " * (width - display_width(cells[name])) for name, width in widths.items()}
    parts = [cells[name] + blanks[name] if name == "day" else blanks[name] + cells[name] for name in widths]
    return _GAP.join(parts)
