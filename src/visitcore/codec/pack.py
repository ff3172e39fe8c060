"""
Reads a pack, or a company's own file, and collects every fault.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from attrs import evolve, field, fields, frozen
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, override

from visitcore.blocks.cadence import Cadence
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
from visitcore.codec.faults import Fault, Invalid, problems_of
from visitcore.codec.shapes import SHAPES, block_converter, plain_value
from visitcore.ground.errors import PolicyError, did_you_mean
from visitcore.ground.problem import Problem
from visitcore.ground.span import Span
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated, Origin
from visitcore.policy.history import History
from visitcore.policy.pack import Pack, Settings
from visitcore.policy.rule import Rule, Strength

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MISSING = object()


@frozen(kw_only=True)
class _Head:
    """
    The ``[pack]`` table as written.
    """

    code: str
    name: Text
    source: str = ""
    currency: str = "CNY"
    zone: str = "Asia/Shanghai"
    calendar: str = "CN"
    subdivision: str = ""
    weekend: tuple[str, ...] = ("sat", "sun")
    roll: bool = False
    since: date | None = None
    until: date | None = None
    owner: str = ""
    approver: str = ""


@frozen(kw_only=True)
class _Rule:
    """
    A ``[[rule]]`` as written.
    """

    id: str
    clause: str
    kind: str
    strength: Strength
    text: Text
    personal: bool = False


@frozen(kw_only=True)
class _Entry:
    """
    A ``[[parameter.history]]`` as written: exactly one of the shapes.
    """

    since: date | None = None
    until: date | None = None
    cites: tuple[str, ...] = ()
    origin: Origin | None = None
    note: Text | None = None
    value: Any = _MISSING
    unspecified: bool = False
    table: Table | None = None
    scale: Scale | None = None
    score: Score | None = None
    term: Term | None = None
    cadence: Cadence | None = None
    recurrence: Recurrence | None = None
    quota: Quota | None = None
    ladder: Ladder | None = None
    flow: Flow | None = None
    register: Register | None = None
    checklist: Checklist | None = None
    permission: Permission | None = None
    consequence: Consequence | None = None
    formula: Formula | None = None

    def shapes(self) -> tuple[Any, ...]:
        """
        The values it gives; a sound entry gives one.
        """
        blocks = [getattr(self, name) for name in SHAPES if getattr(self, name) is not None]
        plain = [] if self.value is _MISSING else [plain_value(self.value)]
        return (*blocks, *plain, *([UNSPECIFIED] if self.unspecified else []))


@frozen(kw_only=True)
class _Parameter:
    """
    A ``[[parameter]]`` as written.
    """

    key: str
    unit: str = ""
    label: Text | None = None
    history: tuple[_Entry, ...]


@frozen(kw_only=True)
class _File:
    """
    A whole file as written.
    """

    pack: _Head
    rule: tuple[_Rule, ...] = ()
    parameter: tuple[_Parameter, ...] = field(default=())


@cache
def _converter() -> Converter:
    converter = block_converter().copy()
    converter.register_structure_hook(Any, lambda value, _: value)
    converter.register_structure_hook(
        _Entry, make_dict_structure_fn(_Entry, converter, value=override(struct_hook=lambda value, _: value))
    )
    return converter


def structure_pack(
    data: Mapping[str, Any], *, file: str = "", known: Mapping[str, Rule] | None = None, own: bool = False
) -> Pack:
    """
    A pack from the content of its file.

    Args:
        data: The TOML content: ``pack``, ``rule``, ``parameter``.
        file: Name of the file, for messages.
        known: Rules of other packs that may be cited too.
        own: Whether it is a company's own file, whose values count as the company's.

    Raises:
        PolicyError: With every fault of the file.
    """
    try:
        raw = _converter().structure(dict(data), _File)
    except Invalid as error:
        raise PolicyError(file or "the pack", problems_of(error, file=file)) from None
    builder = _Builder(raw, known or {}, own)
    pack = builder.pack()
    if builder.problems:
        raise PolicyError(file or "the pack", [evolve(problem, file=file) for problem in builder.problems])
    return pack


class _Builder:
    """
    Puts the written parts together and notes what does not fit.
    """

    def __init__(self, raw: _File, known: Mapping[str, Rule], own: bool) -> None:
        self.raw, self.known, self.own = raw, known, own
        self.problems: list[Problem] = []
        self.rules: dict[str, Rule] = {}

    def pack(self) -> Pack:
        head = self.raw.pack
        settings = self._settings(head)
        self._take_rules()
        parameters = self._parameters()
        return Pack(
            code=head.code,
            name=head.name,
            source=head.source,
            settings=settings,
            rules=self.rules,
            parameters=parameters,
            owner=head.owner,
            approver=head.approver,
        )

    def _settings(self, head: _Head) -> Settings:
        zone = ZoneInfo("UTC")
        try:
            zone = ZoneInfo(head.zone)
        except (KeyError, ValueError, OSError):
            self._note("pack.zone", f"{head.zone!r} is no time zone", "use a name such as Asia/Shanghai")
        for day in head.weekend:
            if day not in _WEEKDAYS:
                self._note("pack.weekend", f"{day!r} is no day of the week", did_you_mean(day, _WEEKDAYS))
        return Settings(
            currency=head.currency,
            zone=zone,
            country=head.calendar,
            subdivision=head.subdivision,
            weekend=tuple(_WEEKDAYS.index(day) for day in head.weekend if day in _WEEKDAYS),
            roll=head.roll,
        )

    def _take_rules(self) -> None:
        for place, rule in enumerate(self.raw.rule):
            if rule.id in self.rules or rule.id in self.known:
                self._note(f"rule[{place}].id", f"rule {rule.id!r} stands twice", "give it an id of its own")
                continue
            self.rules[rule.id] = Rule(
                pack=self.raw.pack.code,
                document=self.raw.pack.name,
                **{name.name: getattr(rule, name.name) for name in fields(_Rule)},
            )

    def _parameters(self) -> dict[str, History]:
        found: dict[str, History] = {}
        for place, parameter in enumerate(self.raw.parameter):
            where = f"parameter[{place}]"
            if parameter.key in found:
                self._note(f"{where}.key", f"{parameter.key!r} stands twice", "put both into one history")
            entries = [
                self._dated(parameter, entry, f"{where}.history[{number}]")
                for number, entry in enumerate(parameter.history)
            ]
            if not entries:
                self._note(where, f"{parameter.key!r} has no history", "add a [[parameter.history]]")
            found[parameter.key] = History(
                key=parameter.key,
                unit=parameter.unit,
                label=parameter.label,
                entries=tuple(entry for entry in entries if entry is not None),
            )
        return found

    def _dated(self, parameter: _Parameter, entry: _Entry, where: str) -> Dated[Any] | None:
        shapes = entry.shapes()
        if len(shapes) != 1:
            said = "gives no value" if not shapes else f"gives {len(shapes)} values"
            fix = f"give exactly one of value, unspecified, {', '.join(SHAPES)}"
            self._note(where, f"{parameter.key!r} {said}", fix)
            return None
        cited = [*entry.cites, *getattr(shapes[0], "cited", tuple)()]
        rules = [rule for id_ in dict.fromkeys(cited) if (rule := self._rule(id_, where)) is not None]
        if not cited:
            self._note(where, f"{parameter.key!r} cites no rule", 'add cites = ["…"] with the id of a [[rule]]')
        try:
            span = Span(entry.since or self.raw.pack.since, entry.until or self.raw.pack.until)
        except ValueError as error:
            self._note(where, str(error), "turn the two days round")
            return None
        if not rules:
            return None
        return Dated(
            key=parameter.key,
            value=shapes[0],
            unit=parameter.unit,
            span=span,
            rules=tuple(rules),
            pack=self.raw.pack.code,
            origin=entry.origin or (Origin.COMPANY if self.own else Origin.DOCUMENT),
            note=entry.note,
        )

    def _rule(self, id_: str, where: str) -> Rule | None:
        rule = self.rules.get(id_) or self.known.get(id_)
        if rule is None:
            self._note(where, f"cites the unknown rule {id_!r}", did_you_mean(id_, [*self.rules, *self.known]))
        return rule

    def _note(self, where: str, what: str, fix: str) -> None:
        self.problems.append(Problem(where, what, fix))


def read_pack(path: Path) -> Pack:
    """
    A pack from its file.

    Raises:
        PolicyError: With every fault of the file.
    """
    from visitcore.codec.toml import read_toml

    return structure_pack(read_toml(path), file=str(path))


__all__ = ["Fault", "read_pack", "structure_pack"]
