"""
Facts hold what they say they hold: every class of facts is checked when an object of it is made.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from operator import attrgetter
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from attrs import Attribute, frozen, has

from visitcore.ground.errors import FactsError, hint_at
from visitcore.ground.problem import Problem, words
from visitcore.ground.text import Text

Validator = Callable[[Any, Any, Any], None]
_Rules = list[tuple[Any, Validator]]

_WORDS = {
    str: (Text("text", "文字"), Text("give a str", "请给出 str")),
    bool: (Text("flag", "是非值"), Text("give True or False", "请给出 True 或 False")),
    int: (Text("whole number", "整数"), Text("give an int", "请给出 int")),
    Decimal: (
        Text("exact number", "精确的数字"),
        Text("give a Decimal, e.g. Decimal('45.00')", "请给出 Decimal，如 Decimal('45.00')"),
    ),
    date: (Text("day", "日期"), Text("give a date, e.g. date(2024, 3, 5)", "请给出 date，如 date(2024, 3, 5)")),
    tuple: (Text("list", "列表"), Text("give a tuple", "请给出 tuple")),
    Mapping: (Text("table of names and values", "“名称: 值”的表"), Text("give a dict", "请给出 dict")),
}
_ALSO: dict[type, tuple[type, ...]] = {Decimal: (Decimal, int), tuple: (tuple, list)}


@frozen
class _Kind:
    """
    What a fact may be.

    Attributes:
        type: Its type; ``None`` where it may be anything.
        empty: Whether it may be ``None``.
        choices: The words that it may be; empty for any.
        members: What the members of a list may be.
    """

    type: Any = None
    empty: bool = False
    choices: tuple[Any, ...] = ()
    members: "_Kind | None" = None

    @property
    def allowed(self) -> tuple[Any, ...]:
        """
        The words that it may be, with ``None`` where it may be empty.
        """
        return (*self.choices, None) if self.empty else self.choices

    def faults(self, value: Any, where: str) -> list[Problem]:
        """
        What is wrong with a value.
        """
        if self.type is None or (value is None and self.empty):
            return []
        is_flag = isinstance(value, bool) and self.type is not bool
        if is_flag or not isinstance(value, _ALSO.get(self.type, self.type)):
            return [self._fault(value, where)]
        if self.choices and value not in self.choices:
            what = Text(f"{value!r} is no choice", f"{value!r} 不是可用的取值")
            return [Problem(where, what, hint_at(value, self.choices))]
        if self.members is not None:
            return [one for at, part in enumerate(value) for one in self.members.faults(part, f"{where}[{at}]")]
        return []

    def _fault(self, value: Any, where: str) -> Problem:
        word, fix = _WORDS.get(self.type) or _called(self.type, value)
        if value is None:
            return Problem(where, Text("is missing", "缺少"), fix)
        return Problem(where, Text(f"{value!r} is no {word.en}", f"{value!r} 不是{word.zh}"), fix)


def checked(_class: type, attributes: list["Attribute[Any]"]) -> list["Attribute[Any]"]:
    """
    For ``field_transformer``: the same attributes, so that an object is refused with every fault it has.

    What its validators complain of is told in the same way; they find each attribute of the type it should have.
    """
    kinds = {one.name: _kind_of(one.type) for one in attributes}
    rules = [(one, one.validator) for one in attributes if one.validator is not None]
    check = _check(kinds, rules)
    found = []
    for place, one in enumerate(attributes):
        validators = [check] if place == 0 else []
        if one.validator is not None:
            validators.append(_told(one.validator, rules))
        found.append(one.evolve(validator=_both(*validators)) if validators else one)
    return found


def _check(kinds: Mapping[str, _Kind], rules: _Rules) -> Validator:
    """
    A validator of all attributes at once; objects whose values have the types of a sound one are quickly passed.
    """
    get: Any = attrgetter(*kinds, *kinds) if len(kinds) == 1 else attrgetter(*kinds)
    named = list(kinds.items())
    listed = [(place, kind.allowed) for place, (_, kind) in enumerate(named) if kind.choices]
    lists = [place for place, (_, kind) in enumerate(named) if kind.members is not None]
    alike = not listed and not lists  # what has the types of a sound object is one
    sound: set[tuple[type, ...]] = set()
    members: list[set[type]] = [set() for _ in named]

    def fits(values: tuple[Any, ...]) -> bool:
        for place, allowed in listed:
            if values[place] not in allowed:
                return False
        return all(members[place].issuperset(map(type, values[place] or ())) for place in lists)

    def check(facts: Any, _attribute: Any, _value: Any) -> None:
        values = get(facts)
        types = tuple(map(type, values))
        if types in sound and (alike or fits(values)):
            return
        if not has(type(facts)):  # a reader tries the validators on what it could read
            return
        each = zip(named, values, strict=False)
        faults = [fault for (name, kind), value in each for fault in kind.faults(value, _shown(name))]
        if faults:
            wrong = {fault.where.partition("[")[0] for fault in faults}
            faults += [one for rule in rules if _shown(rule[0].name) not in wrong for one in _complaint(facts, *rule)]
            raise FactsError("the facts", faults)
        sound.add(types)
        for place in lists:
            members[place].update(map(type, values[place] or ()))

    return check


def _told(validator: Validator, rules: _Rules) -> Validator:
    """
    A validator whose complaint is one of the facts; it tells what all the others complain of, too.
    """

    def check(facts: Any, attribute: Any, value: Any) -> None:
        try:
            validator(facts, attribute, value)
        except ValueError:
            if not has(type(facts)):
                raise
            raise FactsError("the facts", [one for rule in rules for one in _complaint(facts, *rule)]) from None

    return check


def _complaint(facts: Any, attribute: "Attribute[Any]", validator: Validator) -> list[Problem]:
    try:
        validator(facts, attribute, getattr(facts, attribute.name))
    except ValueError as error:
        said = error.args[0] if error.args and isinstance(error.args[0], Text) else words(str(error))
        what, _, fix = said.en.removeprefix(f"{attribute.name}: ").partition("; ")
        what_zh, _, fix_zh = said.zh.removeprefix(f"{attribute.name}：").partition("；")
        return [Problem(_shown(attribute.name), Text(what, what_zh), Text(fix, fix_zh))]
    except (AttributeError, TypeError):  # it looks at another fact, which is told
        return []
    return []


def _both(first: Validator, second: Validator | None = None) -> Validator:
    if second is None:
        return first

    def check(facts: Any, attribute: Any, value: Any) -> None:
        first(facts, attribute, value)
        second(facts, attribute, value)

    return check


def _kind_of(annotation: Any) -> _Kind:
    """
    What an annotation allows; an amount of money has a validator of its own.
    """
    parts = get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)
    wanted = [part for part in parts if part is not NoneType]
    if len(wanted) != 1 or wanted[0] is Any or isinstance(wanted[0], str) or get_origin(wanted[0]) is Annotated:
        return _Kind()
    empty, (part,) = len(wanted) < len(parts), wanted
    origin = get_origin(part)
    if origin is Literal:
        return _Kind(str, empty, get_args(part))
    if origin is tuple:
        return _Kind(tuple, empty, members=_kind_of(get_args(part)[0]))
    return _Kind(origin or part, empty)


def _shown(name: str) -> str:
    return name.rstrip("_")


def _called(type_: type, value: Any) -> tuple[Text, Text]:
    """
    What a class of the house is called, and what to do about a value that is none of it.
    """
    name = type_.__name__
    if issubclass(type_, Enum):
        known = [str(one.value) for one in type_]
        words_ = re.sub(r"(?<!^)(?=[A-Z])", " ", name).lower()
        return Text(words_, "可用的取值"), hint_at(value if isinstance(value, str) else "", known)
    return Text(name, f" {name}"), Text(f"give a {name}", f"请给出 {name}")
