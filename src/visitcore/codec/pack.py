"""
Reads a pack, or a company's own file, and collects every fault.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from attrs import asdict, evolve, frozen

from visitcore.codec.faults import Invalid, problems_of
from visitcore.codec.fingerprint import fingerprint
from visitcore.codec.shapes import SHAPES, rules_on
from visitcore.codec.toml import read_toml
from visitcore.codec.written import Head, HistoryEntry, PackFile, ParameterEntry, structure_file
from visitcore.ground.errors import PolicyError, UnknownNameError, did_you_mean
from visitcore.ground.problem import Problem
from visitcore.ground.public_year import public_year
from visitcore.ground.span import Span
from visitcore.policy.dated import Dated, Origin
from visitcore.policy.history import History
from visitcore.policy.pack import Pack, Settings
from visitcore.policy.rule import Rule

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DEFAULTS = Settings()
_SOME_YEAR = 2024


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
    settings: Settings = _DEFAULTS
    rules: Mapping[str, Rule]
    origin: Origin = Origin.COMPANY


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
        PolicyError: With every fault of the file.
    """
    content = dict(data)
    if own is not None and isinstance(written := content.get("pack", {}), Mapping):
        content["pack"] = {"code": own.name, "name": {"en": own.name, "zh": own.name}, **written}
    subject = file or "the pack"
    try:
        raw = structure_file(content)
    except Invalid as error:
        raise PolicyError(subject, problems_of(error, file=file)) from None
    builder = _Builder(raw, own or Own(name="", rules={}, origin=Origin.DOCUMENT))
    pack = builder.pack(fingerprint(content))
    if any(not problem.sample for problem in builder.problems):
        raise PolicyError(subject, [evolve(problem, file=file) for problem in builder.problems])
    return pack


class _Builder:
    """
    Puts the written parts together and notes what does not fit.
    """

    def __init__(self, raw: PackFile, own: Own) -> None:
        self.raw, self.own = raw, own
        self.problems: list[Problem] = []
        self.rules: dict[str, Rule] = {}

    def pack(self, hash_: str) -> Pack:
        """
        The pack; it can only be used where no problem was noted.
        """
        head = self.raw.pack
        settings = self._settings(head)
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

    def _settings(self, head: Head) -> Settings:
        named: dict[str, Any] = {
            "currency": head.currency,
            "country": head.calendar,
            "subdivision": head.subdivision,
            "roll": head.roll,
            "zone": None if head.zone is None else self._zone(head.zone),
            "weekend": None if head.weekend is None else self._weekend(head.weekend),
        }
        if head.calendar is not None and head.subdivision is None:
            named["subdivision"] = ""  # the part of another country does not lie in this one
        settings = evolve(self.own.settings, **{name: value for name, value in named.items() if value is not None})
        if (settings.country, settings.subdivision) != (_DEFAULTS.country, _DEFAULTS.subdivision):
            try:
                public_year(settings.country, settings.subdivision, _SOME_YEAR)
            except UnknownNameError as error:
                wrong = "calendar" if error.kind == "country" else "subdivision"
                self._note(f"pack.{wrong}", *_halves(error))
        return settings

    def _zone(self, name: str) -> ZoneInfo | None:
        try:
            return ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            self._note("pack.zone", f"{name!r} is no time zone", "use a name such as Asia/Shanghai")
        return None

    def _weekend(self, names: tuple[str, ...]) -> tuple[int, ...]:
        for name in names:
            if name not in _WEEKDAYS:
                self._note("pack.weekend", f"{name!r} is no day of the week", did_you_mean(name, _WEEKDAYS))
        days = tuple(_WEEKDAYS.index(name) for name in names if name in _WEEKDAYS)
        try:
            Settings(weekend=days).calendar()
        except ValueError as error:
            self._note("pack.weekend", *_halves(error))
        return days

    def _take_rules(self) -> None:
        for place, rule in enumerate(self.raw.rule):
            where = f"rule[{place}].id"
            if not rule.id.strip():
                self._note(where, "a rule needs an id", "give the one that findings shall cite")
            elif rule.id in self.rules or rule.id in self.own.rules:
                self._note(where, f"rule {rule.id!r} stands twice", "give it an id of its own")
            else:
                head = self.raw.pack
                self.rules[rule.id] = Rule(pack=head.code, document=head.name, **asdict(rule, recurse=False))

    def _parameters(self) -> dict[str, History]:
        found: dict[str, History] = {}
        for place, parameter in enumerate(self.raw.parameter):
            where = f"parameter[{place}]"
            if not parameter.key.strip():
                self._note(f"{where}.key", "a parameter needs a key", "name it, e.g. visits.cadence")
            if parameter.key in found:
                self._note(f"{where}.key", f"{parameter.key!r} stands twice", "put both into one history")
            if not parameter.history:
                self._note(where, f"{parameter.key!r} has no history", "add a [[parameter.history]]")
            entries = (
                self._dated(parameter, entry, f"{where}.history[{number}]")
                for number, entry in enumerate(parameter.history)
            )
            history = History(
                key=parameter.key,
                unit=parameter.unit,
                label=parameter.label,
                entries=tuple(entry for entry in entries if entry is not None),
            )
            if len(history.entries) == len(parameter.history):
                self.problems += [problem.inside(where) for problem in history.problems()]
            found[parameter.key] = history
        return found

    def _dated(self, parameter: ParameterEntry, entry: HistoryEntry, where: str) -> Dated[Any] | None:
        given = entry.values()
        if len(given) != 1:
            said = "gives no value" if not given else f"gives {len(given)} values: {', '.join(given)}"
            fix = f"give exactly one of value, unspecified, {', '.join(SHAPES)}"
            self._note(where, f"{parameter.key!r} {said}", fix)
            return None
        ((shape, value),) = given.items()
        rules = list(self._rules(entry, shape, value, where))
        if not rules:
            self._note(where, f"{parameter.key!r} cites no rule", 'add cites = ["…"] with the id of a [[rule]]')
        span: Span[Any] = Span()
        try:
            span = Span(entry.since or self.raw.pack.since, entry.until or self.raw.pack.until)
        except ValueError as error:
            self._note(where, *_halves(error))
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
            if rule is None:
                self._note(place, f"there is no rule {id_!r}", did_you_mean(id_, [*self.rules, *self.own.rules]))
            if id_ not in met:
                met.add(id_)
                yield rule

    def _note(self, where: str, what: str, fix: str) -> None:
        self.problems.append(Problem(where, what, fix))


def _halves(error: Exception) -> tuple[str, str]:
    """
    What is wrong and what to do, out of a message of the house.
    """
    what, _, fix = str(error).partition("; ")
    return what, fix
