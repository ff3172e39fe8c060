"""
``visitcore rules``, ``visitcore packs`` and ``visitcore show``.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from typing import Any

from visitcore.cli.main import OK
from visitcore.cli.options import add_output, add_policy, format_of, lang_of
from visitcore.cli.output import Grid, write_grid, write_text
from visitcore.cli.policies import policy_of
from visitcore.codec.library import DEFAULTS, composition_files, library_pack, library_packs
from visitcore.codec.policy import load_policy
from visitcore.explain.words import in_a_line, in_words
from visitcore.ground.errors import UnknownNameError
from visitcore.ground.text import Lang, Text
from visitcore.policy.dated import Dated
from visitcore.policy.pack import Pack
from visitcore.policy.policy import Policy


def configure(parser: ArgumentParser, name: str) -> None:
    """
    The words that follow the command.
    """
    if name == "show":
        parser.add_argument("key", metavar="KEY", help="e.g. visits.cadence; a pattern such as 'plans.*' lists keys")
    if name == "rules":
        parser.add_argument("--pack", metavar="CODE", help="only this pack")
        parser.add_argument("--kind", metavar="KIND", help="only this kind, e.g. cadence")
    add_policy(parser, default=None)
    add_output(parser, "text", "json", "csv", "xlsx", "md")


def run(options: Namespace) -> int:
    """
    Carry the command out.
    """
    return {"rules": _rules, "packs": _packs, "show": _show}[options.command](options)


def _all_packs(options: Namespace) -> tuple[Pack, ...]:
    return policy_of(options).all_packs() if options.policy else (*library_packs(), library_pack(DEFAULTS))


def _rules(options: Namespace) -> int:
    packs = _all_packs(options)
    if options.pack:
        packs = tuple(pack for pack in packs if pack.code == options.pack)
        if not packs:
            raise UnknownNameError("pack", options.pack, [pack.code for pack in _all_packs(options)])
    rules = [rule for pack in packs for rule in pack.rules.values()]
    if options.kind:
        kinds = {rule.kind for rule in rules}
        if options.kind not in kinds:
            raise UnknownNameError("kind of rule", options.kind, kinds)
        rules = [rule for rule in rules if rule.kind == options.kind]
    columns = {
        "id": Text("Rule", "规则"),
        "pack": Text("Pack", "制度"),
        "kind": Text("Kind", "类型"),
        "strength": Text("Strength", "强度"),
        "clause": Text("Clause", "条款"),
        "text": Text("Text", "内容"),
    }
    rows = [
        {
            "id": rule.id,
            "pack": rule.pack,
            "kind": rule.kind,
            "strength": rule.strength.value,
            "clause": rule.clause,
            "text": rule.text,
        }
        for rule in rules
    ]
    write_grid(options, Grid(title=Text("Rules", "规则"), columns=columns, rows=rows))
    return OK


def _packs(options: Namespace) -> int:
    columns = {
        "code": Text("Name", "名称"),
        "kind": Text("Kind", "类别"),
        "name": Text("Title", "标题"),
        "rules": Text("Rules", "规则数"),
        "parameters": Text("Parameters", "参数数"),
        "extends": Text("Made of", "组成"),
    }
    rows: list[dict[str, Any]] = [
        {
            "code": pack.code,
            "kind": Text("pack", "制度包"),
            "name": pack.name,
            "rules": len(pack.rules),
            "parameters": len(pack.parameters),
            "extends": "",
        }
        for pack in _all_packs(options)
    ]
    for name in () if options.policy else composition_files():
        policy = load_policy(name)
        title = policy.own.name if policy.own is not None else Text(name, name)
        rows.append(
            {
                "code": name,
                "kind": Text("composition", "组合"),
                "name": title,
                "rules": sum(len(pack.rules) for pack in policy.all_packs()),
                "parameters": len(policy.keys()),
                "extends": ", ".join(pack.code for pack in policy.packs),
            }
        )
    write_grid(options, Grid(title=Text("Packs", "制度包"), columns=columns, rows=rows))
    return OK


def _show(options: Namespace) -> int:
    policies = [policy_of(options)] if options.policy else [load_policy(pack.code) for pack in _speakers(options.key)]
    lang = lang_of(options)
    entries = [(policy, entry) for policy in policies for entry in _entries(policy, options.key)]
    if not entries:
        known = {key for policy in policies for key in policy.keys()} or {
            key for pack in library_packs() for key in pack.parameters
        }
        raise UnknownNameError("parameter", options.key, known)
    if format_of(options) == "text":
        write_text(options, "\n\n".join(_told(entry, lang) for _, entry in entries))
        return OK
    columns = {
        "key": Text("Key", "参数"),
        "pack": Text("Pack", "制度"),
        "unit": Text("Unit", "单位"),
        "since": Text("Since", "起"),
        "until": Text("Until", "止（不含）"),
        "value": Text("Value", "取值"),
        "rules": Text("Rules", "依据"),
        "origin": Text("Origin", "来源"),
        "note": Text("Note", "说明"),
    }
    rows = [
        {
            "key": entry.key,
            "pack": entry.pack,
            "unit": entry.unit,
            "since": entry.span.since,
            "until": entry.span.until,
            "value": in_a_line(entry.value),
            "rules": ", ".join(rule.id for rule in entry.rules),
            "origin": entry.origin.value,
            "note": entry.note,
        }
        for _, entry in entries
    ]
    write_grid(options, Grid(title=Text("Parameter", "参数"), columns=columns, rows=rows))
    return OK


def _speakers(pattern: str) -> tuple[Pack, ...]:
    from fnmatch import fnmatchcase

    return tuple(pack for pack in library_packs() if any(fnmatchcase(key, pattern) for key in pack.parameters))


def _entries(policy: Policy, pattern: str) -> Iterable[Dated[Any]]:
    from fnmatch import fnmatchcase

    for key in policy.keys():
        if fnmatchcase(key, pattern):
            yield from (entry for history in policy.layers(key) for entry in history.entries)


def _told(entry: Dated[Any], lang: Lang) -> str:
    """
    One value with its days, its sources and its reading.
    """
    unit = f" ({entry.unit})" if entry.unit else ""
    span = "" if entry.span.since is None and entry.span.until is None else f", {entry.span}"
    origin = "" if entry.origin.value == "document" else f", {entry.origin.value}"
    lines = [f"{entry.key}{unit} – {entry.pack}{span}{origin}"]
    lines += [f"  {line.in_(lang)}" for line in in_words(entry.value)]
    if entry.note is not None:
        lines.append(f"  {Text('Reading', '说明').in_(lang)}: {entry.note.in_(lang)}")
    for rule in entry.rules:
        lines.append(f"  [{rule.id}] {rule.clause}: {rule.text.in_(lang)}")
    return "\n".join(lines)
