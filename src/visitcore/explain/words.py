"""
A policy value in words, one line per element.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from visitcore.blocks.cadence import Cadence, Every
from visitcore.blocks.checklist import Checklist
from visitcore.blocks.consequence import Consequence
from visitcore.blocks.flow import Flow
from visitcore.blocks.formula import Formula
from visitcore.blocks.ladder import Ladder
from visitcore.blocks.permission import Permission
from visitcore.blocks.quota import Quota
from visitcore.blocks.recurrence import Recurrence
from visitcore.blocks.register import Register
from visitcore.blocks.scale import Scale
from visitcore.blocks.score import Score
from visitcore.blocks.table import Table
from visitcore.blocks.term import Term
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED

_UNITS = {
    "minutes": Text("minutes", "分钟"),
    "hours": Text("hours", "小时"),
    "days": Text("days", "天"),
    "working_days": Text("working days", "个工作日"),
    "weeks": Text("weeks", "周"),
    "months": Text("months", "个月"),
}
_MOMENTS = {
    "same_day": Text("the same day", "当日"),
    "month_end": Text("the end of the month", "月底"),
    "quarter_end": Text("the end of the quarter", "季度末"),
    "year_end": Text("the end of the year", "年底"),
    "promptly": Text("promptly (no number given)", "及时（未规定天数）"),
}


def in_words(value: Any) -> tuple[Text, ...]:
    """
    What a policy value says, a line for each of its elements.
    """
    writer = _WRITERS.get(type(value))
    if writer is not None:
        return tuple(writer(value))
    if value is UNSPECIFIED:
        return (Text("not given by the document; to be set", "制度未规定，需自行设定"),)
    if isinstance(value, Mapping):
        return tuple(_same(f"{name} = {_plain(part)}") for name, part in value.items())
    return (_same(_plain(value)),)


def in_a_line(value: Any) -> Text:
    """
    What a policy value says, in one line.
    """
    lines = in_words(value)
    return Text("; ".join(line.en for line in lines), "；".join(line.zh for line in lines))


def _same(words: str) -> Text:
    return Text(words, words)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple | list):
        return ", ".join(map(_plain, value)) or "–"
    if isinstance(value, Mapping):
        return ", ".join(f"{name} = {_plain(part)}" for name, part in value.items())
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _label(name: str, label: Text | None) -> Text:
    return Text(label.en, label.zh) if label is not None else _same(name)


def _ruled(line: Text, rule: str) -> Text:
    return Text(f"{line.en} [{rule}]", f"{line.zh}〔{rule}〕") if rule else line


def _table(table: Table) -> Iterator[Text]:
    for row in table.rows:
        when = ", ".join(f"{name} = {_plain(cell)}" for name, cell in row.when.items()) or "*"
        then = in_a_line(row.then)
        yield _ruled(Text(f"{when} → {then.en}", f"{when} → {then.zh}"), row.rule)


def _scale(scale: Scale) -> Iterator[Text]:
    for band in scale.bands:
        then = in_a_line(band.then)
        yield _ruled(Text(f"{band.when} → {then.en}", f"{band.when} → {then.zh}"), band.rule)


def _score(score: Score) -> Iterator[Text]:
    for factor in score.factors:
        label = _label(factor.name, factor.label)
        how = Text("", "")
        if factor.ramp is not None:
            ramp = factor.ramp
            how = Text(
                f"; 0 at {ramp.zero_at}, {ramp.points} at {ramp.full_at}",
                f"；{ramp.zero_at}计0分，{ramp.full_at}计{ramp.points}分",
            )
        elif factor.letters:
            letters = ", ".join(f"{letter} = {points}" for letter, points in factor.letters.items())
            how = Text(f"; {letters}", f"；{letters}")
        must = Text(", required", "，必备") if factor.required else Text("", "")
        yield _ruled(
            Text(
                f"{label.en}: weight {factor.weight}{must.en}{how.en}",
                f"{label.zh}：权重{factor.weight}{must.zh}{how.zh}",
            ),
            factor.rule,
        )


def _amount(block: Term | Every) -> Text | None:
    for name, unit in _UNITS.items():
        amount = getattr(block, name, None)
        if amount is not None:
            return Text(f"{amount} {unit.en}", f"{amount}{unit.zh}")
    return None


def _term(term: Term) -> Iterator[Text]:
    amount = _amount(term)
    if amount is not None:
        yield Text(
            f"{amount.en} {'before' if term.before else 'after'}",
            f"{'提前' if term.before else ''}{amount.zh}{'' if term.before else '内'}",
        )
        return
    if term.day_of_next_month is not None:
        yield Text(f"day {term.day_of_next_month} of the next month", f"次月{term.day_of_next_month}日")
        return
    for name, moment in _MOMENTS.items():
        if getattr(term, name):
            before = Text("before, ", "之前，") if term.before else Text("", "")
            yield Text(before.en + moment.en, before.zh + moment.zh)


def _cadence(cadence: Cadence) -> Iterator[Text]:
    if cadence.per is not None:
        yield Text(f"{cadence.times} per {cadence.per.label.en}", f"每{cadence.per.label.zh}{cadence.times}次")
    elif cadence.every is not None:
        every = _amount(cadence.every) or _same("?")
        yield Text(f"every {every.en}", f"每{every.zh}")


def _recurrence(recurrence: Recurrence) -> Iterator[Text]:
    items = (
        Text(f": {', '.join(recurrence.items)}", f"：{'、'.join(recurrence.items)}") if recurrence.items else _same("")
    )
    days = Text(" on working days", "（工作日）") if recurrence.working_days else _same("")
    yield Text(
        f"{recurrence.times} × {recurrence.rrule}, within {recurrence.days} days{days.en}{items.en}",
        f"{recurrence.times} × {recurrence.rrule}，{recurrence.days}天内{days.zh}{items.zh}",
    )


def _quota(quota: Quota) -> Iterator[Text]:
    per = Text(f" per {quota.per.label.en}", f"每{quota.per.label.zh}") if quota.per is not None else Text("", "")
    for number, en, zh in (
        (quota.at_least, "at least", "至少"),
        (quota.at_most, "at most", "最多"),
        (quota.share_at_least, "a share of at least", "占比至少"),
        (quota.share_at_most, "a share of at most", "占比最多"),
    ):
        if number is not None:
            what = f" {quota.of}" if quota.of else ""
            yield Text(f"{en} {_plain(number)}{what}{per.en}", f"{per.zh}{zh}{_plain(number)}{what}")


def _ladder(ladder: Ladder) -> Iterator[Text]:
    for rung in ladder.rungs:
        when = Text(f"count {rung.count}", f"次数 {rung.count}") if rung.count else in_a_line(rung.after)
        what = in_a_line(rung.then) if rung.then is not None else rung.what or _same("")
        by = Text(f" ({rung.by})", f"（{rung.by}）") if rung.by else _same("")
        yield _ruled(Text(f"{when.en} → {what.en}{by.en}", f"{when.zh} → {what.zh}{by.zh}"), rung.rule)


def _flow(flow: Flow) -> Iterator[Text]:
    for move in flow.moves:
        by = ", ".join(move.by) or "*"
        needs = f"; {', '.join(move.needs)}" if move.needs else ""
        eyes = Text("; four eyes", "；须他人办理") if move.four_eyes else Text("", "")
        line = f"{', '.join(move.from_)} → {move.to}: {move.name} ({by}{needs}"
        yield _ruled(Text(f"{line}{eyes.en})", f"{line}{eyes.zh})"), move.rule)


def _register(register: Register) -> Iterator[Text]:
    for field in register.fields:
        label = _label(field.name, field.label)
        choices = f": {', '.join(field.one_of)}" if field.one_of else ""
        yield _ruled(_optional(Text(label.en + choices, label.zh + choices), field.optional), field.rule)


def _checklist(checklist: Checklist) -> Iterator[Text]:
    for item in checklist.items:
        yield _ruled(_optional(_label(item.name, item.label), item.optional), item.rule)


def _optional(line: Text, optional: bool) -> Text:
    return Text(f"{line.en} (optional)", f"{line.zh}（选填）") if optional else line


def _permission(permission: Permission) -> Iterator[Text]:
    who = Text(", ".join(permission.roles) or "nobody", "、".join(permission.roles) or "任何人不得")
    who = Text("anybody", "任何人") if permission.roles == ("*",) else who
    leave = (
        Text(f" with the leave of {', '.join(permission.approval)}", f"，须经{'、'.join(permission.approval)}同意")
        if permission.approval
        else _same("")
    )
    actions = ", ".join(permission.actions)
    yield Text(f"{actions}: {who.en}{leave.en}", f"{actions}：{who.zh}{leave.zh}")


def _consequence(consequence: Consequence) -> Iterator[Text]:
    amount = "" if consequence.amount is None else f" {_plain(consequence.amount)}"
    if consequence.factor is not None:
        amount = f" {_plain(consequence.factor)} × {consequence.times_of}"
    per = f"/{consequence.per}" if consequence.per else ""
    yield Text(f"{consequence.what.en}{amount}{per}", f"{consequence.what.zh}{amount}{per}")


def _formula(formula: Formula) -> Iterator[Text]:
    yield _same(formula.expression)


_WRITERS: dict[type, Callable[[Any], Iterator[Text]]] = {
    Table: _table,
    Scale: _scale,
    Score: _score,
    Term: _term,
    Cadence: _cadence,
    Recurrence: _recurrence,
    Quota: _quota,
    Ladder: _ladder,
    Flow: _flow,
    Register: _register,
    Checklist: _checklist,
    Permission: _permission,
    Consequence: _consequence,
    Formula: _formula,
}
