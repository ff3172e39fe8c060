"""
A policy value in words, one line per element.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from visitcore.blocks.cadence import Cadence
from visitcore.blocks.checklist import Checklist
from visitcore.blocks.consequence import Consequence
from visitcore.blocks.flow import Flow
from visitcore.blocks.formula import Formula
from visitcore.blocks.ladder import Ladder
from visitcore.blocks.permission import ANYBODY, Permission
from visitcore.blocks.quota import Quota
from visitcore.blocks.recurrence import Recurrence
from visitcore.blocks.register import Register
from visitcore.blocks.scale import Scale
from visitcore.blocks.score import Factor, Score
from visitcore.blocks.table import Table
from visitcore.blocks.term import Term
from visitcore.explain.names import in_people_words, word
from visitcore.explain.ranges import range_in_words
from visitcore.explain.time_words import cadence_in_words, quota_in_words, recurrence_in_words, term_in_words
from visitcore.explain.units import amount, each
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED

_NOTHING = Text("", "")


def in_words(value: Any, unit: str = "") -> tuple[Text, ...]:
    """
    What a policy value says, a line for each of its elements.

    Args:
        value: The value.
        unit: Its unit; empty where there is none.
    """
    writer = _WRITERS.get(type(value))
    if writer is not None:
        return tuple(writer(value, unit))
    if value is UNSPECIFIED:
        return (Text("not given by the document; to be set", "制度未规定，需自行设定"),)
    if isinstance(value, Mapping):
        return tuple(_pair(name, part) for name, part in value.items())
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return (amount(_digits(value), unit),)
    return (_plain(value),)


def in_a_line(value: Any, unit: str = "") -> Text:
    """
    What a policy value says, in one line.
    """
    return _joined(in_words(value, unit), Text("; ", "；"))


def _plain(value: Any) -> Text:
    if isinstance(value, bool):
        return Text("yes", "是") if value else Text("no", "否")
    if value is None:
        return Text("nothing", "无")
    if isinstance(value, tuple | list):
        return _joined([_plain(part) for part in value], Text(", ", "、")) if value else Text("–", "–")
    if isinstance(value, Mapping):
        return _joined([_pair(name, part) for name, part in value.items()], Text(", ", "、"))
    if isinstance(value, int | Decimal):
        return amount(_digits(value), "")
    return range_in_words(str(value)) or word(str(value))


def _pair(name: str, part: Any, label: Text | None = None) -> Text:
    named, told = label or word(name), _plain(part)
    if isinstance(part, str) and range_in_words(part) is not None:
        return Text(f"{named.en} {told.en}", f"{named.zh}{told.zh}")
    return Text(f"{named.en} = {told.en}", f"{named.zh} = {told.zh}")


def _digits(number: Decimal | int) -> str:
    return format(number, "f") if isinstance(number, Decimal) else str(number)


def _joined(parts: Sequence[Text], by: Text) -> Text:
    return Text(by.en.join(part.en for part in parts), by.zh.join(part.zh for part in parts))


def _names(names: Sequence[str], *, every: bool = False) -> Text:
    """
    Names in a row: one of them, or every one.
    """
    words = [word(name) for name in names]
    if len(words) < 2:
        return words[0] if words else _NOTHING
    last = Text(" and ", "和") if every else Text(" or ", "或")
    return _joined([_joined(words[:-1], Text(", ", "、")), words[-1]], last)


def _ruled(line: Text, rule: str) -> Text:
    return Text(f"{line.en} [{rule}]", f"{line.zh}〔{rule}〕") if rule else line


def _arrow(one: Text, other: Text) -> Text:
    return _joined((one, other), Text(" → ", " → "))


def _table(table: Table, unit: str) -> Iterator[Text]:
    for place, row in enumerate(table.rows):
        if row.when:
            when = _joined([_pair(name, cell) for name, cell in row.when.items()], Text(", ", "，"))
        else:
            when = Text("otherwise", "其他情况") if place else Text("always", "一律")
        yield _ruled(_arrow(when, in_a_line(row.then, unit)), row.rule)


def _scale(scale: Scale, unit: str) -> Iterator[Text]:
    for band in scale.bands:
        yield _ruled(_arrow(_plain(str(band.when)), in_a_line(band.then, unit)), band.rule)


def _score(score: Score, _unit: str) -> Iterator[Text]:
    for factor in score.factors:
        label = factor.label or word(factor.name)
        must = Text(", required", "，必备") if factor.required else _NOTHING
        weight = Text(f": weight {factor.weight}", f"：权重{factor.weight}")
        yield _ruled(_joined((label, weight, must, _points(factor)), _NOTHING), factor.rule)


def _points(factor: Factor) -> Text:
    if factor.ramp is not None:
        ramp = factor.ramp
        return Text(
            f"; 0 points at {ramp.zero_at}, {ramp.points} at {ramp.full_at}",
            f"；{ramp.zero_at}计0分，{ramp.full_at}计{ramp.points}分",
        )
    letters = [f"{letter} = {points}" for letter, points in (factor.letters or {}).items()]
    return Text(f"; {', '.join(letters)}", f"；{'、'.join(letters)}") if letters else _NOTHING


def _ladder(ladder: Ladder, unit: str) -> Iterator[Text]:
    for rung in ladder.rungs:
        count = _plain(str(rung.count))
        when = Text(f"count {count.en}", f"次数{count.zh}") if rung.count else in_a_line(rung.after)
        what = in_a_line(rung.then, unit) if rung.then is not None else rung.what or _NOTHING
        who = word(rung.by)
        by = Text(f" (by {who.en})", f"（{who.zh}）") if rung.by else _NOTHING
        yield _ruled(_joined((_arrow(when, what), by), _NOTHING), rung.rule)


def _flow(flow: Flow, _unit: str) -> Iterator[Text]:
    for move in flow.moves:
        by = _names(move.by, every=move.signatures == "all") if move.by else Text("anybody", "任何人")
        eyes = (Text("never one's own", "不得办理本人事项"),) if move.four_eyes else ()
        asks = () if move.asks is None else (Text(f"writes down {move.asks.en}", f"写明{move.asks.zh}"),)
        how = _joined((by, *map(word, move.needs), *asks, *eyes), Text("; ", "；"))
        steps, name = _arrow(_names(move.from_), word(move.to)), word(move.name)
        line = Text(f"{steps.en}: {name.en} ({how.en})", f"{steps.zh}：{name.zh}（{how.zh}）")
        yield _ruled(line, move.rule)


def _register(register: Register, _unit: str) -> Iterator[Text]:
    labels = {field.name: field.label for field in register.fields}
    for field in register.fields:
        choices = _plain(field.one_of)
        only = Text(f": {choices.en}", f"：{choices.zh}") if field.one_of else _NOTHING
        when = _joined([_pair(name, part, labels.get(name)) for name, part in field.when.items()], Text(", ", "，"))
        where = Text(f" (where {when.en})", f"（限{when.zh}）") if field.when else _NOTHING
        line = _joined((field.label or word(field.name), only, where), _NOTHING)
        yield _ruled(_optional(line, optional=field.optional), field.rule)


def _checklist(checklist: Checklist, _unit: str) -> Iterator[Text]:
    for item in checklist.items:
        when = word(item.when)
        where = Text(f" (depends on: {when.en})", f"（视“{when.zh}”而定）") if item.when else _NOTHING
        line = _joined((item.label or word(item.name), where), _NOTHING)
        yield _ruled(_optional(line, optional=item.optional), item.rule)


def _optional(line: Text, *, optional: bool) -> Text:
    return Text(f"{line.en} (optional)", f"{line.zh}（选填）") if optional else line


def _permission(permission: Permission, _unit: str) -> Iterator[Text]:
    actions = _joined([word(action) for action in permission.actions], Text(", ", "、"))
    objects = _plain(permission.objects)
    of = Text(f" ({objects.en})", f"（{objects.zh}）") if permission.objects else _NOTHING
    leave = _names(permission.approval, every=permission.approvals == "all")
    if permission.roles == (ANYBODY,):
        who = Text("anybody", "任何人均可")
    elif permission.roles:
        who = _names(permission.roles)
    else:
        who = Text("nobody", "任何人不得") if not permission.approval else _NOTHING
    asks = Text(f"with the leave of {leave.en}", f"须经{leave.zh}同意") if permission.approval else _NOTHING
    parts = [part for part in (who, asks, *_bounds(permission)) if part.en]
    line = _joined(parts, Text(", ", "，"))
    yield Text(f"{actions.en}{of.en}: {line.en}", f"{actions.zh}{of.zh}：{line.zh}")


def _bounds(permission: Permission) -> Iterator[Text]:
    if permission.scope:
        scope = word(permission.scope)
        yield Text(f"for {scope.en} only", f"限{scope.zh}")
    if permission.between:
        hours = _plain(permission.between)
        yield Text(hours.en, f"时段为{hours.zh}")
    if permission.before:
        event = word(permission.before)
        yield Text(f"before the {event.en}", f"在{event.zh}之前")


def _consequence(consequence: Consequence, unit: str) -> Iterator[Text]:
    how = _NOTHING
    if consequence.amount is not None:
        number = amount(_digits(consequence.amount), unit.partition("/")[0])
        name = consequence.per.replace("_", " ")
        per = Text(f" per {name}", f"每{each(name)}") if name else _NOTHING
        how = Text(f": {number.en}{per.en}", f"：{per.zh}{number.zh}")
    elif consequence.factor is not None:
        base, times = word(consequence.times_of), _digits(consequence.factor)
        how = Text(f": {times} × {base.en}", f"：{base.zh} × {times}")
    yield _joined((consequence.what, how), _NOTHING)


def _formula(formula: Formula, _unit: str) -> Iterator[Text]:
    yield Text(formula.expression, in_people_words(Text("", formula.expression)).zh)


_WRITERS: dict[type, Callable[[Any, str], Iterator[Text]]] = {
    Table: _table,
    Scale: _scale,
    Score: _score,
    Term: lambda term, _unit: term_in_words(term),
    Cadence: lambda cadence, _unit: cadence_in_words(cadence),
    Recurrence: lambda recurrence, _unit: recurrence_in_words(recurrence),
    Quota: quota_in_words,
    Ladder: _ladder,
    Flow: _flow,
    Register: _register,
    Checklist: _checklist,
    Permission: _permission,
    Consequence: _consequence,
    Formula: _formula,
}
