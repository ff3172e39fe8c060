"""
Registers: the fields a record must carry, and when.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import field, frozen
from attrs.validators import deep_iterable, instance_of
from attrs.validators import optional as if_given

from visitcore.ground.errors import did_you_mean
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text

_WORDS = deep_iterable(instance_of(str), instance_of(tuple))


def _settled(conditions: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in conditions.items()}


@frozen(kw_only=True)
class Field:
    """
    One field of a record.

    Attributes:
        name: Name of the field, e.g. ``purpose``.
        label: What people call it.
        one_of: The values allowed; empty means any.
        many: Whether it may hold several of them.
        optional: Whether it may stay empty.
        personal: Whether it holds personal data.
        when: Fields and the values they must have for this field to count; of several values, any one. A condition
            on an empty field is not met.
        rule: Rule that asks for the field.
    """

    name: str = field(validator=instance_of(str))
    label: Text | None = field(default=None, validator=if_given(instance_of(Text)))
    one_of: tuple[str, ...] = field(default=(), validator=_WORDS)
    many: bool = False
    optional: bool = False
    personal: bool = False
    when: Mapping[str, Any] = field(factory=dict, converter=_settled)
    rule: str = ""

    def counts_in(self, record: Mapping[str, Any]) -> bool:
        """
        Whether the record is one in which this field matters.
        """
        return all(_meets(record.get(name), wanted) for name, wanted in self.when.items())

    def allows(self, value: Any) -> bool:
        """
        Whether a filled value is one of those allowed.
        """
        if not self.one_of:
            return True
        parts = _parts(value)
        return (self.many or len(parts) == 1) and all(part in self.one_of for part in parts)


@frozen(kw_only=True)
class Filled:
    """
    How far a record is filled in.

    Attributes:
        filled: How many of the fields that must be filled are, with a value that is allowed.
        total: How many fields must be filled in this record.
        missing: Names of those left empty; none where at least so many were asked for and given.
        wrong: Names of fields, optional ones too, with a value that is not allowed.
        unknown: Names that a closed register does not have.
    """

    filled: int
    total: int
    missing: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """
        Whether nothing is missing, wrong or unknown.
        """
        return not (self.missing or self.wrong or self.unknown)


@frozen(kw_only=True)
class Register:
    """
    The fields that a record must carry.

    Attributes:
        fields: The fields, in the order of the form.
        per: What one record is kept for, e.g. ``visit``.
        closed: Whether fields that are not listed are refused.
        at_least: How many of the mandatory fields must be filled; ``None`` means all.

    >>> plan = Register(fields=(Field(name="time"), Field(name="place"), Field(name="budget", optional=True)))
    >>> plan.check({"time": "10:00", "place": "", "guests": 4})
    Filled(filled=1, total=2, missing=('place',), wrong=(), unknown=())
    """

    fields: tuple[Field, ...] = field(validator=deep_iterable(instance_of(Field), instance_of(tuple)))
    per: str = ""
    closed: bool = False
    at_least: int | None = field(default=None, validator=if_given(instance_of(int)))

    def check(self, record: Mapping[str, Any]) -> Filled:
        """
        Hold a record against the register.

        Args:
            record: Values by field name; ``None``, blank text and empty lists count as not filled.
        """
        counting = [one for one in self.fields if one.counts_in(record)]
        wrong = tuple(one.name for one in counting if _parts(record.get(one.name)) and not one.allows(record[one.name]))
        asked = [one.name for one in counting if not one.optional]
        missing = tuple(name for name in asked if not _parts(record.get(name)))
        filled = sum(name not in missing and name not in wrong for name in asked)
        known = {one.name for one in self.fields}
        return Filled(
            filled=filled,
            total=len(asked),
            missing=() if self.at_least is not None and filled >= self.at_least else missing,
            wrong=wrong,
            unknown=tuple(name for name in record if name not in known) if self.closed else (),
        )

    def problems(self) -> tuple[Problem, ...]:
        """
        What is wrong with the register as written.
        """
        return tuple(self._problems())

    def cited(self) -> tuple[str, ...]:
        """
        The rules that stand on the fields.
        """
        return tuple(dict.fromkeys(one.rule for one in self.fields if one.rule))

    def _problems(self) -> Iterator[Problem]:
        if not self.fields:
            yield Problem("fields", "a register without fields asks for nothing", "list its fields")
        for name, times in Counter(one.name for one in self.fields).items():
            if times > 1:
                yield Problem("fields", f"the field {name!r} stands here {times} times", "keep one of them")
        asked = sum(not one.optional for one in self.fields)
        if self.at_least is not None and not 1 <= self.at_least <= asked:
            what = f"at least {self.at_least} of {asked} mandatory fields cannot be meant"
            yield Problem("at_least", what, "write a number from 1 to the number of fields that are not optional")
        for index, one in enumerate(self.fields):
            for name, wanted in one.when.items():
                what, fix = self._wrong_condition(one, name, wanted)
                if what:
                    yield Problem(f"fields[{index}].when.{name}", what, fix)

    def _wrong_condition(self, one: Field, name: str, wanted: Any) -> tuple[str, str]:
        others = {other.name: other for other in self.fields if other.name != one.name}
        if name == one.name:
            return f"{name!r} depends on itself", "name another field"
        if name not in others:
            return f"there is no field {name!r}", did_you_mean(name, others)
        strange = [value for value in _parts(wanted) if not others[name].allows(value)]
        if strange:
            return f"{name!r} is never {strange[0]!r}", did_you_mean(str(strange[0]), others[name].one_of)
        return "", ""


def _parts(value: Any) -> tuple[Any, ...]:
    """
    The values a field holds: none where it is empty, one, or all of a list.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return ()
    return tuple(value) if isinstance(value, list | tuple | set | frozenset) else (value,)


def _meets(value: Any, wanted: Any) -> bool:
    return any(part in _parts(wanted) for part in _parts(value))
