"""
Checklists: what has to be ticked, and in which order.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType

from attrs import field, frozen
from attrs.validators import deep_iterable, instance_of
from attrs.validators import optional as if_given

from visitcore.ground.problem import Problem
from visitcore.ground.text import Text

_NO_FLAGS: Mapping[str, bool | None] = MappingProxyType({})


@frozen(kw_only=True)
class Item:
    """
    One item of a checklist.

    Attributes:
        name: Name of the item, e.g. ``gifts``.
        label: What people call it.
        optional: Whether it may stay open.
        when: Name of a flag that must be true for the item to count; empty where it always counts.
        rule: Rule that asks for the item.
    """

    name: str = field(validator=instance_of(str))
    label: Text | None = field(default=None, validator=if_given(instance_of(Text)))
    optional: bool = False
    when: str = ""
    rule: str = ""


@frozen(kw_only=True)
class Ticked:
    """
    How far a checklist is done.

    Attributes:
        done: Mandatory items ticked.
        total: Mandatory items that count under the flags given.
        unticked: Names of the mandatory items still open; none where at least so many were asked for and done.
        unknown: Names ticked that the list does not have.
        missing_flags: Flags that decide on an open item and are not known.
        out_of_order: Names ticked after an item that comes later, where the order counts.
    """

    done: int
    total: int
    unticked: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    missing_flags: tuple[str, ...] = ()
    out_of_order: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """
        Whether nothing is open, unsure or out of order.
        """
        return not (self.unticked or self.missing_flags or self.out_of_order)


@frozen(kw_only=True)
class Checklist:
    """
    Items to be ticked.

    Attributes:
        items: The items, in the order of the list.
        at_least: How many of the mandatory items must be ticked; ``None`` means all.
        ordered: Whether they must be ticked in the order of the list.

    >>> visit = Checklist(items=(Item(name="greeting"), Item(name="purpose"), Item(name="gift", optional=True)))
    >>> visit.check(["greeting", "gift"])
    Ticked(done=1, total=2, unticked=('purpose',), unknown=(), missing_flags=(), out_of_order=())
    """

    items: tuple[Item, ...] = field(validator=deep_iterable(instance_of(Item), instance_of(tuple)))
    at_least: int | None = field(default=None, validator=if_given(instance_of(int)))
    ordered: bool = False

    def check(self, ticked: Collection[str], flags: Mapping[str, bool | None] = _NO_FLAGS) -> Ticked:
        """
        Hold what was ticked against the list.

        Args:
            ticked: Names of the items done; in the order they were done, where the order counts.
            flags: Circumstances by name; ``None``, or one left out, is not known.

        Raises:
            TypeError: If the order counts and *ticked* is a set, which has none.
        """
        done = set(ticked)
        asked = [item for item in self.items if not item.optional and self._counts(item, done, flags)]
        open_ = tuple(item.name for item in asked if item.name not in done)
        unsure = [item.when for item in self.items if not item.optional and self._is_unsure(item, done, flags)]
        enough = self.at_least is not None and len(asked) - len(open_) >= self.at_least
        known = {item.name for item in self.items}
        return Ticked(
            done=len(asked) - len(open_),
            total=len(asked),
            unticked=() if enough else open_,
            unknown=tuple(name for name in _in_order(ticked) if name not in known),
            missing_flags=() if enough else tuple(dict.fromkeys(unsure)),
            out_of_order=self._out_of_order(ticked) if self.ordered else (),
        )

    def problems(self) -> tuple[Problem, ...]:
        """
        What is wrong with the checklist as written.
        """
        return tuple(self._problems())

    def cited(self) -> tuple[str, ...]:
        """
        The rules that stand on the items.
        """
        return tuple(dict.fromkeys(item.rule for item in self.items if item.rule))

    def _counts(self, item: Item, done: set[str], flags: Mapping[str, bool | None]) -> bool:
        """
        An item whose flag is not known counts once it is ticked.
        """
        flag = flags.get(item.when) if item.when else True
        return item.name in done if flag is None else flag

    def _is_unsure(self, item: Item, done: set[str], flags: Mapping[str, bool | None]) -> bool:
        return bool(item.when) and flags.get(item.when) is None and item.name not in done

    def _out_of_order(self, ticked: Collection[str]) -> tuple[str, ...]:
        if isinstance(ticked, set | frozenset):
            raise TypeError("the order of this checklist counts and a set has none; give a list in the order of doing")
        places = {item.name: place for place, item in enumerate(self.items)}
        behind, furthest = [], -1
        for name in dict.fromkeys(ticked):
            place = places.get(name, furthest)
            if place < furthest:
                behind.append(name)
            furthest = max(furthest, place)
        return tuple(behind)

    def _problems(self) -> Iterator[Problem]:
        if not self.items:
            yield Problem("items", "a checklist without items asks for nothing", "list its items")
        for name, times in Counter(item.name for item in self.items).items():
            if times > 1:
                yield Problem("items", f"the item {name!r} stands here {times} times", "keep one of them")
        asked = sum(not item.optional for item in self.items)
        if self.items and not asked:
            yield Problem(
                "items", "nothing on this checklist is mandatory", "leave 'optional' out of at least one item"
            )
        elif self.at_least is not None and not 1 <= self.at_least <= asked:
            what = f"at least {self.at_least} of {asked} mandatory items cannot be meant"
            yield Problem("at_least", what, "write a number from 1 to the number of items that are not optional")


def _in_order(ticked: Collection[str]) -> tuple[str, ...]:
    """
    Each name once: by name where it comes out of a set, else as given.
    """
    return tuple(sorted(ticked)) if isinstance(ticked, set | frozenset) else tuple(dict.fromkeys(ticked))
