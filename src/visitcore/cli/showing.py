"""
``visitcore show``.
"""

from argparse import Namespace
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

from attrs import frozen

from visitcore.cli.commands import OK
from visitcore.cli.grid import Grid, Row
from visitcore.cli.options import add_output, add_policy, format_of, lang_of
from visitcore.cli.output import write_grid, write_text
from visitcore.cli.parser import Parser
from visitcore.cli.policies import packs_of, policy_of
from visitcore.explain.units import unit_of
from visitcore.explain.words import in_a_line, in_words
from visitcore.ground.errors import UnknownNameError
from visitcore.ground.span import Span, last_day
from visitcore.ground.text import Lang, Text
from visitcore.policy.dated import Dated
from visitcore.policy.history import History

_COLUMNS = {
    "key": Text("Key", "参数"),
    "label": Text("What it is", "名称"),
    "pack": Text("Pack", "制度包"),
    "unit": Text("Unit", "单位"),
    "since": Text("Since", "起始日"),
    "until": Text("Until (excluded)", "截止日（不含）"),
    "value": Text("Value", "取值"),
    "rules": Text("Rules", "依据"),
    "origin": Text("Origin", "来源"),
    "note": Text("Reading", "解读"),
}
_KEYS = {"key": _COLUMNS["key"], "label": _COLUMNS["label"], "packs": Text("Packs", "制度包")}
_ORIGINS = {
    "document": Text("", ""),
    "visitcore": Text(", a default of visitcore", "，软件默认值"),
    "company": Text(", the company's own", "，公司自定"),
}


@frozen
class Shown:
    """
    A value and the history it stands in.

    Attributes:
        history: Everything its pack says under the key.
        entry: The value.
    """

    history: History
    entry: Dated[Any]


def configure(parser: Parser, name: str) -> None:
    """
    The words that follow the command.
    """
    del name
    key = Text(
        "e.g. visits.cadence; a pattern such as 'plans.*' lists the keys",
        "例如 visits.cadence；'plans.*' 之类的模式列出参数",
    )
    parser.add_argument("key", metavar="KEY", help=key)
    add_policy(parser, default=None)
    add_output(parser, "text", "json", "csv", "xlsx", "md")


def run(options: Namespace) -> int:
    """
    Carry the command out.
    """
    histories = tuple(_histories(options))
    found = [
        Shown(history, entry)
        for history in histories
        if fnmatchcase(history.key, options.key)
        for entry in history.entries
    ]
    if not found:
        raise UnknownNameError("parameter", options.key, {history.key for history in histories})
    if format_of(options) != "text":
        rows = [_row(shown) for shown in found]
        write_grid(options, Grid(title=Text("Parameter", "参数"), columns=_COLUMNS, rows=rows))
    elif any(char in options.key for char in "*?["):
        write_grid(options, Grid(title=Text("Parameters", "参数"), columns=_KEYS, rows=_keys(found), lines=_key_lines))
    else:
        write_text(options, "\n\n".join(_told(shown, lang_of(options)) for shown in found))
    return OK


def _histories(options: Namespace) -> Iterator[History]:
    """
    What the policy says under each key, or, where none is named, what every pack says.
    """
    if options.policy:
        policy = policy_of(options)
        keys = policy.keys()
        yield from (history for key in keys for history in policy.layers(key))
    else:
        yield from (history for pack in packs_of(options) for history in pack.parameters.values())


def _keys(found: list[Shown]) -> list[dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    for shown in found:
        row = rows.setdefault(shown.history.key, {"key": shown.history.key, "label": shown.history.label, "packs": []})
        if shown.entry.pack not in row["packs"]:
            row["packs"].append(shown.entry.pack)
    return [rows[key] for key in sorted(rows)]


def _key_lines(row: Row) -> tuple[Text, ...]:
    label, packs = row["label"] or Text("", ""), row["packs"]
    return (
        Text(f"{row['key']} – {label.en}", f"{row['key']}——{label.zh}"),
        Text(f"    {', '.join(packs)}", f"    {'、'.join(packs)}"),
    )


def _row(shown: Shown) -> dict[str, Any]:
    entry = shown.entry
    return {
        "key": entry.key,
        "label": shown.history.label,
        "pack": entry.pack,
        "unit": entry.unit,
        "since": entry.span.since,
        "until": entry.span.until,
        "value": in_a_line(entry.value, entry.unit),
        "rules": ", ".join(rule.id for rule in entry.rules),
        "origin": entry.origin.value,
        "note": entry.note,
    }


def _told(shown: Shown, lang: Lang) -> str:
    """
    One value with its days, its sources and its reading.
    """
    entry, label = shown.entry, shown.history.label
    unit = Text(f" ({entry.unit})", f"（{unit_of(entry.unit).zh}）") if entry.unit else Text("", "")
    pack = Text(f" – {entry.pack}", f"——{entry.pack}")
    origin = _ORIGINS[entry.origin.value].in_(lang)
    lines = [f"{entry.key}{unit.in_(lang)}{pack.in_(lang)}{_days(entry.span).in_(lang)}{origin}"]
    lines += [f"  {label.in_(lang)}:"] if label is not None and lang == "en" else []
    lines += [f"  {label.in_(lang)}："] if label is not None and lang == "zh" else []
    lines += [f"    {line.in_(lang)}" for line in in_words(entry.value, entry.unit)]
    if entry.note is not None:
        lines.append(f"  {Text('Reading: ', '解读：').in_(lang)}{entry.note.in_(lang)}")
    for rule in entry.rules:
        lines.append(f"  [{rule.id}] {rule.clause}{Text(': ', '：').in_(lang)}{rule.text.in_(lang)}")
    return "\n".join(lines)


def _days(span: Span[Any]) -> Text:
    """
    The days in force, ends included; nothing where it is always.
    """
    if span.since is None and span.until is None:
        return Text("", "")
    if span.until is None:
        return Text(f", from {span.since}", f"，{span.since} 起")
    if span.since is None:
        return Text(f", to {last_day(span)}", f"，至 {last_day(span)}")
    return Text(f", from {span.since} to {last_day(span)}", f"，{span.since} 至 {last_day(span)}")
