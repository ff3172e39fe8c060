"""
Form fields made of what the policy asks for: the fields of a register, the ticks of a checklist.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from fnmatch import fnmatchcase
from typing import Any

from attrs import frozen
from django import forms
from django.utils.translation import gettext as _

from visitcore.blocks.checklist import Checklist
from visitcore.blocks.register import Field, Register
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy
from visitcore_django.admin.policy_field import (
    clause_of,
    in_words,
    item_label,
    label_of,
    register_field,
    several,
    tick_field,
)
from visitcore_django.admin.wording import named
from visitcore_django.desk.wording import say
from visitcore_django.models.language import between
from visitcore_django.policies import running


@frozen(kw_only=True)
class Sheet:
    """
    A JSON column of a row, and what of the policy is kept in it.

    Values of registers stand in it by the name of the field; ticks stand under the key of their checklist.

    Attributes:
        column: Name of the column.
        title: What stands above its fields.
        registers: Keys of registers, or patterns such as ``visits.*``.
        checklists: Keys of checklists, or patterns.
        leave: Names of fields that the row keeps in a column of its own.
        later: Keys of registers that somebody else fills in afterwards.
        folded: Whether its fields are folded up until somebody opens them.
    """

    column: str
    title: Any = ""
    registers: tuple[str, ...] = ()
    checklists: tuple[str, ...] = ()
    leave: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    folded: bool = False

    def open(self, day: date) -> "Asked":
        """
        What the policy of a day asks for.
        """
        policy = running(day).policy
        return Asked(
            sheet=self,
            policy=policy,
            registers=tuple(_held(policy, day, self.registers, Register)),
            checklists=tuple(_held(policy, day, self.checklists, Checklist)),
        )


@frozen(kw_only=True, eq=False)
class Asked:
    """
    What the policy of one day wants to be kept in a column.

    Attributes:
        sheet: The column.
        policy: The policy.
        registers: The registers in force.
        checklists: The checklists in force.
    """

    sheet: Sheet
    policy: Policy
    registers: tuple[Dated[Register], ...]
    checklists: tuple[Dated[Checklist], ...]

    def fields(self) -> dict[str, tuple[Dated[Register], Field]]:
        """
        The fields by name, each once, in their order.
        """
        found: dict[str, tuple[Dated[Register], Field]] = {}
        for held in self.registers:
            for one in held.value.fields:
                if one.name not in self.sheet.leave:
                    found.setdefault(one.name, (held, one))
        return found

    def form_fields(self, stored: Mapping[str, Any] | None = None) -> dict[str, forms.Field]:
        """
        The form's fields by name, filled with what is stored.

        None of them is required by the browser: whether one may stay empty is a matter of `faults`.
        """
        stored = stored or {}
        made: dict[str, forms.Field] = {}
        for name, (held, one) in self.fields().items():
            made[self.name_of(name)] = register_field(held, one, stored.get(name))
        for ticks in self.checklists:
            title = self.title_of(ticks.key)
            made[self.name_of(ticks.key)] = tick_field(ticks, title, several(stored.get(ticks.key)))
        return made

    def gathered(self, cleaned: Mapping[str, Any], stored: Mapping[str, Any] | None) -> dict[str, Any]:
        """
        What is to be stored: the answers, and whatever was stored under names that this form does not ask for.
        """
        kept = dict(stored or {})
        for name in (*self.fields(), *(held.key for held in self.checklists)):
            answer = cleaned.get(self.name_of(name))
            if isinstance(answer, str):
                answer = answer.strip()
            if answer:
                kept[name] = answer
            else:
                kept.pop(name, None)
        return kept

    def faults(self, values: Mapping[str, Any], beside: Mapping[str, Any] | None = None) -> dict[str, str]:
        """
        What the registers find missing or wrong, by the name on the form.

        Args:
            values: The answers of the sheet.
            beside: Those that stand in columns of the row's own, by their names.
        """
        known, said, own = self.fields(), {}, beside or {}
        empty = _("Fill this in; %(clause)s asks for it.")
        strange = _("Choose one of the values offered; %(clause)s allows no other.")
        told = {**values, **{name: value for name, value in own.items() if value not in (None, "")}}
        for held in self.registers:
            if held.key in self.sheet.later:
                continue
            rules = {one.name: one.rule for one in held.value.fields}
            filled = held.value.check(told)
            for names, words in ((filled.missing, empty), (filled.wrong, strange)):
                for name in names:
                    if name in known or name in own:
                        where = self.name_of(name) if name in known else name
                        said[where] = words % {"clause": clause_of(held, rules[name])}
        return said

    def told(self, stored: Mapping[str, Any] | None) -> list[tuple[str, str]]:
        """
        What is stored in words: each label with its value; what this policy does not know stands at the end.
        """
        left = dict(stored or {})
        lines = [(label_of(one), in_words(left.pop(name, None))) for name, (_held, one) in self.fields().items()]
        for ticks in self.checklists:
            done = several(left.pop(ticks.key, None))
            items = [item_label(item) for item in ticks.value.items if item.name in done]
            lines.append((self.title_of(ticks.key), between().join(items)))
        return lines + [(named(name), in_words(value)) for name, value in left.items()]

    def ticks(self, stored: Mapping[str, Any] | None) -> list[tuple[str, str, str]]:
        """
        How far each checklist is done: its name, how many of how many, and what is still open.
        """
        lines = []
        for held in self.checklists:
            done = held.value.check(several((stored or {}).get(held.key)))
            still = [item_label(item) for item in held.value.items if item.name in done.unticked]
            lines.append((self.title_of(held.key), f"{done.done} / {done.total}", between().join(still)))
        return lines

    def name_of(self, name: str) -> str:
        """
        The name of a field, or of a checklist, on the form.
        """
        return f"{self.sheet.column}__{name.replace('.', '__')}"

    def title_of(self, key: str) -> str:
        """
        What the policy calls one of its keys.
        """
        for history in self.policy.layers(key):
            if history.label is not None:
                return say(history.label)
        return named(key.rpartition(".")[2])


def _held(policy: Policy, day: date, patterns: tuple[str, ...], shape: type[Any]) -> Iterator[Dated[Any]]:
    book, keys = policy.on(day), policy.keys()
    matched = dict.fromkeys(key for pattern in patterns for key in keys if fnmatchcase(key, pattern))
    for key in matched:
        held = book.find(key)
        if held is not None and isinstance(held.value, shape):
            yield held
