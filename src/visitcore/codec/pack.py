"""
Reads a pack, or a company's own file, and collects every fault.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import asdict, evolve, frozen

from visitcore.codec.faults import Invalid, halves, problems_of
from visitcore.codec.fingerprint import fingerprint
from visitcore.codec.head import settings_of
from visitcore.codec.salvage import NOTHING_LOST, Lost, salvage
from visitcore.codec.shapes import SHAPES, rules_on
from visitcore.codec.toml import read_toml
from visitcore.codec.written import HistoryEntry, PackFile, ParameterEntry, structure_file
from visitcore.ground.errors import PolicyError, hint_at
from visitcore.ground.problem import Problem
from visitcore.ground.span import Span
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated, Origin
from visitcore.policy.history import History
from visitcore.policy.pack import Pack, Settings
from visitcore.policy.rule import Rule


@frozen(kw_only=True)
class Own:
    """
    What a company's own file has from elsewhere.

    Attributes:
        name: Code and name of the file, where its ``[pack]`` table gives none.
        settings: What its ``[pack]`` table leaves out.
        rules: Rules of the packs it extends, which it may cite.
        origin: Who says what it says.
    """

    name: str
    settings: Settings = Settings()
    rules: Mapping[str, Rule]
    origin: Origin = Origin.COMPANY


class RefusedPackError(PolicyError):
    """
    A pack or a company's own file that has faults.

    Attributes:
        rest: What could be read of it; where a value is at fault, it is left open.  ``None`` where nothing could.
    """

    def __init__(self, subject: str, problems: Iterable[Problem], rest: Pack | None = None) -> None:
        super().__init__(subject, problems)
        self.rest = rest


def read_pack(path: Path) -> Pack:
    """
    A pack from its file.

    Raises:
        PolicyError: With every fault of the file.
    """
    return structure_pack(read_toml(path), file=str(path))


def structure_pack(data: Mapping[str, Any], *, file: str = "", own: Own | None = None) -> Pack:
    """
    A pack from the content of its file.

    A hole in a table or scale is no fault of the file; `audit` tells it.

    Args:
        data: The TOML content: ``pack``, ``rule``, ``parameter``.
        file: Name of the file, for messages.
        own: Given for a company's own file, which may leave out ``pack``.

    Raises:
        RefusedPackError: With every fault of the file.
    """
    content = dict(data)
    if own is not None and isinstance(written := content.get("pack", {}), Mapping):
        content["pack"] = {"code": own.name, "name": {"en": own.name, "zh": own.name}, **written}
    outside = own or Own(name="", rules={}, origin=Origin.DOCUMENT)
    subject = file or "the pack"
    try:
        raw = structure_file(content)
    except Invalid as error:
        found = problems_of(error, file=file)
        rest, more = _rest(content, outside, found)
        raise RefusedPackError(subject, (*found, *(evolve(problem, file=file) for problem in more)), rest) from None
    builder = _Builder(raw, outside)
    pack = builder.pack(fingerprint(content))
    if any(not problem.sample for problem in builder.problems):
        raise RefusedPackError(subject, [evolve(problem, file=file) for problem in builder.problems], pack)
    return pack


def _rest(content: Mapping[str, Any], own: Own, found: Iterable[Problem]) -> tuple[Pack | None, list[Problem]]:
    """
    What can be read of a file with faults, and what does not fit in it; nothing where too much is at fault.
    """
    sound, lost = salvage(content, found)
    try:
        builder = _Builder(structure_file(sound), own, lost)
    except Invalid:
        return None, []
    return builder.pack(""), builder.problems


class _Builder:
    """
    Puts the written parts together and notes what does not fit.
    """

    def __init__(self, raw: PackFile, own: Own, lost: Lost = NOTHING_LOST) -> None:
        self.raw, self.own, self.lost = raw, own, lost
        self.problems: list[Problem] = []
        self.rules: dict[str, Rule] = {}

    def pack(self, hash_: str) -> Pack:
        """
        The pack; it can only be used where no problem was noted.
        """
        head = self.raw.pack
        settings = settings_of(head, self.own.settings, self.problems)
        self._take_rules()
        return Pack(
            code=head.code,
            name=head.name,
            source=head.source,
            settings=settings,
            rules=self.rules,
            parameters=self._parameters(),
            owner=head.owner,
            approver=head.approver,
            hash=hash_,
        )

    def _take_rules(self) -> None:
        for place, rule in enumerate(self.raw.rule):
            where = f"rule[{place}].id"
            if not rule.id.strip():
                what = Text("a rule needs an id", "规则缺少编号")
                self._note(where, what, Text("give the one that findings shall cite", "请写出引用时用的编号"))
            elif rule.id in self.rules or rule.id in self.own.rules:
                what = Text(f"rule {rule.id!r} stands twice", f"规则编号“{rule.id}”重复")
                self._note(where, what, Text("give it an id of its own", "请另取编号"))
            elif not self.lost.any(f"rule[{place}]", "id"):
                head, said = self.raw.pack, asdict(rule, recurse=False) | {"kind": rule.kind.value}
                self.rules[rule.id] = Rule(pack=head.code, document=head.name, **said)

    def _parameters(self) -> dict[str, History]:
        found: dict[str, History] = {}
        for place, parameter in enumerate(self.raw.parameter):
            where = f"parameter[{place}]"
            if not parameter.key.strip():
                what = Text("a parameter needs a key", "参数缺少名称（key）")
                self._note(f"{where}.key", what, Text("name it, e.g. visits.cadence", "请写出名称，如 visits.cadence"))
            if parameter.key in found:
                what = Text(f"{parameter.key!r} stands twice", f"参数“{parameter.key}”重复")
                self._note(f"{where}.key", what, Text("put both into one history", "请并入同一个 history"))
            if not parameter.history and not self.lost.any(where, "history"):
                what = Text(f"{parameter.key!r} has no history", f"参数“{parameter.key}”没有 history")
                self._note(where, what, Text("add a [[parameter.history]]", "请添加 [[parameter.history]]"))
            history = self._history(parameter, where)
            if not self.lost.any(where, "key"):
                found[parameter.key] = history
        return found

    def _history(self, parameter: ParameterEntry, where: str) -> History:
        entries: list[Dated[Any]] = []
        undated: set[int] = set()
        for number, entry in enumerate(parameter.history):
            place = f"{where}.history[{number}]"
            span = self._span(entry, place)
            entries.append(self._dated(parameter, entry, span or Span(), place))
            undated |= {number} if span is None else set()
        history = History(key=parameter.key, unit=parameter.unit, label=parameter.label, entries=tuple(entries))
        self.problems += [problem.inside(where) for problem in history.problems(undated)]
        return history

    def _span(self, entry: HistoryEntry, where: str) -> Span[Any] | None:
        """
        The days of an entry, ``None`` where it does not say them as it should.
        """
        if any(self.lost.any(element, "since", "until") for element in ("pack", where)):
            return None
        try:
            return Span(entry.since or self.raw.pack.since, entry.until or self.raw.pack.until)
        except ValueError as error:
            self._note(where, *halves(error))
        return None

    def _dated(self, parameter: ParameterEntry, entry: HistoryEntry, span: Span[Any], where: str) -> Dated[Any]:
        given, lost = entry.values(), self.lost.any(where)
        shape, value = next(iter(given.items())) if len(given) == 1 else ("", UNSPECIFIED)
        rules = list(self._rules(entry, shape, value, where))
        if len(given) != 1 and (given or not lost):
            self._note(where, *_not_one_value(parameter.key, tuple(given)))
        elif not rules and not lost:
            what = Text(f"{parameter.key!r} cites no rule", f"参数“{parameter.key}”没有引用规则")
            fix = 'add cites = ["…"] with the id of a [[rule]]', '请添加 cites = ["…"]，写上某条 [[rule]] 的编号'
            self._note(where, what, Text(*fix))
        return Dated(
            key=parameter.key,
            value=value,
            unit=parameter.unit,
            span=span,
            rules=tuple(rule for rule in rules if rule is not None),
            pack=self.raw.pack.code,
            origin=entry.origin or self.own.origin,
            note=entry.note,
        )

    def _rules(self, entry: HistoryEntry, shape: str, value: Any, where: str) -> Iterator[Rule | None]:
        """
        Each rule cited, once; ``None`` for one that is not known.
        """
        places = [(f"{where}.cites[{place}]", id_) for place, id_ in enumerate(entry.cites)]
        places += [(f"{where}.{shape}.{path}", id_) for path, id_ in rules_on(value)]
        met: set[str] = set()
        for place, id_ in places:
            rule = self.rules.get(id_) or self.own.rules.get(id_)
            if rule is None and not self.lost.rules:
                what = Text(f"there is no rule {id_!r}", f"没有规则“{id_}”")
                self._note(place, what, hint_at(id_, [*self.rules, *self.own.rules]))
            if id_ not in met:
                met.add(id_)
                yield rule

    def _note(self, where: str, what: Text, fix: Text) -> None:
        self.problems.append(Problem(where, what, fix))


def _not_one_value(key: str, given: tuple[str, ...]) -> tuple[Text, Text]:
    """
    What is wrong with an entry that gives no value, or several; and what to do.
    """
    what = Text(f"{key!r} gives no value", f"参数“{key}”没有给出值")
    if given:
        en, zh = ", ".join(given), "、".join(given)
        what = Text(f"{key!r} gives {len(given)} values: {en}", f"参数“{key}”给出了{len(given)}个值：{zh}")
    shapes = ", ".join(("value", "unspecified", *SHAPES))
    return what, Text(f"give exactly one of {shapes}", f"请只给出其中一个：{shapes}")
