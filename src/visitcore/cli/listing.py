"""
``visitcore rules`` and ``visitcore packs``.
"""

from argparse import Namespace
from typing import Any

from visitcore.cli.commands import OK
from visitcore.cli.grid import Grid, Row, called
from visitcore.cli.options import add_output, add_policy
from visitcore.cli.output import write_grid
from visitcore.cli.parser import Parser
from visitcore.cli.policies import packs_of
from visitcore.codec.library import composition_files
from visitcore.codec.policy import load_policy
from visitcore.ground.errors import UnknownNameError
from visitcore.ground.text import Text

_RULES = {
    "id": Text("Rule", "规则"),
    "pack": Text("Pack", "制度包"),
    "kind": Text("Kind", "类型"),
    "strength": Text("Strength", "约束力"),
    "clause": Text("Clause", "条款"),
    "text": Text("Text", "内容"),
}
_STRENGTHS = {
    "must": Text("must", "必须"),
    "required": Text("required", "应当"),
    "soft": Text("advice", "建议"),
    "note": Text("note", "说明"),
}
_PACKS = {
    "code": Text("Name", "名称"),
    "kind": Text("Kind", "类别"),
    "name": Text("Title", "标题"),
    "rules": Text("Rules", "规则数"),
    "parameters": Text("Parameters", "参数数"),
    "extends": Text("Made of", "组成"),
}


def configure(parser: Parser, name: str) -> None:
    """
    The words that follow the command.
    """
    if name == "rules":
        parser.add_argument("--pack", metavar="CODE", help=Text("only this pack", "只列此制度包"))
        kind = Text("only this kind, e.g. cadence", "只列此类型，例如 cadence")
        parser.add_argument("--kind", metavar="KIND", help=kind)
    add_policy(parser, default=None)
    add_output(parser, "text", "json", "csv", "xlsx", "md")


def run(options: Namespace) -> int:
    """
    Carry the command out.
    """
    write_grid(options, _rules(options) if options.command == "rules" else _packs(options))
    return OK


def _rules(options: Namespace) -> Grid:
    packs = packs_of(options)
    if options.pack:
        known = [pack.code for pack in packs]
        packs = tuple(pack for pack in packs if pack.code == options.pack)
        if not packs:
            raise UnknownNameError("pack", options.pack, known)
    rules = [rule for pack in packs for rule in pack.rules.values()]
    if options.kind:
        kinds = {rule.kind for rule in rules}
        if options.kind not in kinds:
            raise UnknownNameError("kind of rule", options.kind, kinds)
        rules = [rule for rule in rules if rule.kind == options.kind]
    rows = [{name: getattr(rule, name) for name in _RULES} | {"strength": rule.strength.value} for rule in rules]
    title = Text("Rules", "规则")
    none = Text("no rule", "没有规则")
    return Grid(
        title=title, columns=_RULES, rows=rows, words={"strength": called(_STRENGTHS)}, lines=_rule_lines, none=none
    )


def _rule_lines(row: Row) -> tuple[Text, ...]:
    strength = _STRENGTHS[row["strength"]]
    head = f"{row['id']}  {row['clause']}  {row['kind']}"
    return (
        Text(f"{head}, {strength.en}", f"{head}，{strength.zh}"),
        Text(f"  {row['text'].en}", f"  {row['text'].zh}"),
    )


def _packs(options: Namespace) -> Grid:
    rows: list[dict[str, Any]] = [
        {
            "code": pack.code,
            "kind": Text("pack", "制度包"),
            "name": pack.name,
            "rules": len(pack.rules),
            "parameters": len(pack.parameters),
            "extends": "",
        }
        for pack in packs_of(options)
    ]
    rows += [_composition(name) for name in (() if options.policy else composition_files())]
    return Grid(title=Text("Packs", "制度包"), columns=_PACKS, rows=rows, lines=_pack_lines)


def _pack_lines(row: Row) -> tuple[Text, ...]:
    code, title, extends = row["code"], row["name"], row["extends"]
    name = Text(code, code) if title.en == code else Text(f"{code} – {title.en}", f"{code}——{title.zh}")
    made = Text(f"; made of {extends}", f"；由 {extends.replace(', ', '、')} 组成") if extends else Text("", "")
    return (
        name,
        Text(
            f"    {row['kind'].en}, {row['rules']} rules, {row['parameters']} parameters{made.en}",
            f"    {row['kind'].zh}，{row['rules']}条规则，{row['parameters']}个参数{made.zh}",
        ),
    )


def _composition(name: str) -> dict[str, Any]:
    policy = load_policy(name)
    return {
        "code": name,
        "kind": Text("composition", "组合"),
        "name": policy.own.name if policy.own is not None else Text(name, name),
        "rules": sum(len(pack.rules) for pack in policy.all_packs()),
        "parameters": len(policy.keys()),
        "extends": ", ".join(pack.code for pack in policy.packs),
    }
