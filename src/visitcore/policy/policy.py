"""
A company's policy: its packs, its choices and its own values, asked for a day.
"""

from collections.abc import Mapping
from datetime import date, datetime
from fnmatch import fnmatchcase
from functools import cached_property, lru_cache
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from attrs import field, frozen

from visitcore.ground.calendar import DayOverride, WorkCalendar
from visitcore.ground.errors import NotInForceError, SilentPolicyError, UnknownNameError, WrongBlockError
from visitcore.ground.unspecified import UNSPECIFIED, Unspecified
from visitcore.policy.dated import Dated
from visitcore.policy.history import History
from visitcore.policy.pack import Pack
from visitcore.policy.rule import Rule

T = TypeVar("T")
_MOST_BOOKS = 4096


@frozen
class PolicyRef:
    """
    Which policy decided.

    Attributes:
        name: Its name.
        hash: Fingerprint of its content.
    """

    name: str
    hash: str


@frozen(kw_only=True, eq=False)
class Policy:
    """
    Packs put together, with a company's own file on top.

    A key is answered by the company's own file first, then by the pack chosen for it, last by the house defaults.

    Attributes:
        name: Name of the composition, pack or file.
        packs: The regimes it extends, in the order named.
        own: The company's overrides, ``None`` where there are none.
        base: The house defaults, used where nobody else speaks.
        choose: For a key that several packs speak to, the code of the one that counts.
        only: For a pack of which only a part is taken, the patterns of the keys taken.
        overrides: The company's own working and rest days.
        hash: Fingerprint of the whole content.
        waived: Properties the company waives, each with its reason.
    """

    name: str
    packs: tuple[Pack, ...]
    own: Pack | None = None
    base: Pack | None = None
    choose: Mapping[str, str] = field(factory=dict)
    only: Mapping[str, tuple[str, ...]] = field(factory=dict)
    overrides: tuple[DayOverride, ...] = ()
    hash: str = ""
    waived: Mapping[str, str] = field(factory=dict)
    _layers: Mapping[str, tuple[History, ...]] = field(init=False, repr=False)
    _rules: Mapping[str, Rule] = field(init=False, repr=False)
    _homes: Mapping[str, ZoneInfo] = field(init=False, repr=False)
    _books: "dict[date, Rulebook]" = field(init=False, repr=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_layers", {key: self._layer(key) for key in self.keys()})
        object.__setattr__(self, "_rules", {id_: rule for pack in self.all_packs() for id_, rule in pack.rules.items()})
        packs = {key: [one.pack for layer in layers for one in layer.entries] for key, layers in self._layers.items()}
        object.__setattr__(self, "_homes", {key: self.zone(found[0]) for key, found in packs.items() if found})

    @cached_property
    def ref(self) -> PolicyRef:
        """
        What a decision names it by.
        """
        return PolicyRef(self.name, self.hash)

    def on(self, day: date) -> "Rulebook":
        """
        The rulebook of one day.

        Raises:
            TypeError: If an instant is given instead of a day.
        """
        book = self._books.get(day)
        if book is None:
            if isinstance(day, datetime):
                raise TypeError(
                    f"a policy stands for days, not for instants like {day}; bring it to its local day first"
                )
            if len(self._books) == _MOST_BOOKS:
                self._books.clear()
            book = self._books[day] = Rulebook(policy=self, on=day)
        return book

    def all_packs(self) -> tuple[Pack, ...]:
        """
        Every pack that may be read: defaults, regimes, the company's own.
        """
        return tuple(pack for pack in (self.base, *self.packs, self.own) if pack is not None)

    def keys(self) -> tuple[str, ...]:
        """
        Every key that somebody speaks to, sorted.
        """
        found = {key for pack in self.packs for key in pack.parameters if self.takes(pack.code, key)}
        for pack in (self.own, self.base):
            found.update(pack.parameters if pack else ())
        return tuple(sorted(found))

    def takes(self, code: str, key: str) -> bool:
        """
        Whether *key* is taken from the pack *code*.
        """
        patterns = self.only.get(code)
        return patterns is None or any(fnmatchcase(key, pattern) for pattern in patterns)

    def speakers(self, key: str) -> tuple[Pack, ...]:
        """
        The regimes that speak to *key*; more than one without a choice is a conflict.
        """
        return tuple(pack for pack in self.packs if key in pack.parameters and self.takes(pack.code, key))

    def layers(self, key: str) -> tuple[History, ...]:
        """
        The histories that answer *key*, the strongest first.
        """
        return self._layers.get(key, ())

    def rule(self, id_: str) -> Rule:
        """
        A rule by its id.

        Raises:
            UnknownNameError: If no pack of this policy carries it.
        """
        try:
            return self._rules[id_]
        except KeyError:
            raise UnknownNameError("rule", id_, self._rules) from None

    def pack(self, code: str) -> Pack:
        """
        A pack of this policy by its code.
        """
        for pack in self.all_packs():
            if pack.code == code:
                return pack
        raise UnknownNameError("pack", code, [pack.code for pack in self.all_packs()])

    def calendar(self, code: str) -> WorkCalendar:
        """
        The working calendar of one of its packs, with the company's own days laid over it.
        """
        return _calendar(self, code)

    def zone(self, code: str) -> ZoneInfo:
        """
        The time zone of one of its packs.
        """
        return self.pack(code).settings.zone

    def home(self, key: str) -> ZoneInfo:
        """
        The time zone of the pack that speaks first to *key*: there its days begin and end.

        Raises:
            SilentPolicyError: If the policy says nothing under that key on any day.
        """
        try:
            return self._homes[key]
        except KeyError:
            raise SilentPolicyError(key, self.name, self.keys()) from None

    def _layer(self, key: str) -> tuple[History, ...]:
        speakers = self.speakers(key)
        if len(speakers) > 1:
            speakers = tuple(pack for pack in speakers if pack.code == self.choose.get(key))
        order = (self.own, *speakers, self.base)
        return tuple(pack.parameters[key] for pack in order if pack is not None and key in pack.parameters)


@lru_cache(maxsize=256)
def _calendar(policy: Policy, code: str) -> WorkCalendar:
    return policy.pack(code).settings.calendar(policy.overrides)


@frozen(kw_only=True, eq=False)
class Rulebook:
    """
    A policy as it stands on one day.

    Attributes:
        policy: The policy it was opened from.
        on: The day.
    """

    policy: Policy
    on: date
    _found: dict[str, Dated[Any]] = field(init=False, repr=False, factory=dict)

    def find(self, key: str) -> Dated[Any] | None:
        """
        The value in force under *key*, ``None`` where nothing is in force.
        """
        entry = self._found.get(key)
        if entry is None:
            entries = (history.on(self.on) for history in self.policy.layers(key))
            entry = next((entry for entry in entries if entry is not None), None)
            if entry is not None:
                self._found[key] = entry
        return entry

    def read(self, key: str) -> Dated[Any]:
        """
        The value in force under *key*.

        Raises:
            SilentPolicyError: If the policy says nothing under that key on any day.
            NotInForceError: If it does, but not on this day.
        """
        entry = self.find(key)
        if entry is not None:
            return entry
        layers = self.policy.layers(key)
        if not layers:
            raise SilentPolicyError(key, self.policy.name, self.policy.keys())
        raise NotInForceError(key, self.on, [str(entry.span) for history in layers for entry in history.entries])

    def read_as(self, key: str, *shapes: type[T]) -> Dated[T | Unspecified]:
        """
        The value in force under *key*, which must have one of the shapes or be unspecified.

        Raises:
            SilentPolicyError, NotInForceError: As `read`.
            WrongBlockError: If it has another shape.
        """
        entry = self.read(key)
        if entry.value is UNSPECIFIED or isinstance(entry.value, shapes):
            return entry
        wanted = " or ".join(shape.__name__.lower() for shape in shapes)
        raise WrongBlockError(key, wanted, type(entry.value).__name__.lower())
