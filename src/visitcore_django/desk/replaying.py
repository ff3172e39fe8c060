"""
Takes recorded decisions again, from their stored facts and policy, and says where the answer is another one.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from attrs import field, frozen
from django.utils.translation import gettext as _

from visitcore import Policy, VisitcoreError, decide, decision_to_dict, load_policy
from visitcore.policy.editions import Editions
from visitcore_django.conf import conf
from visitcore_django.desk.deciding import seal_of
from visitcore_django.desk.policies import seal_of as seal_of_file
from visitcore_django.desk.shared_facts import ChangedFactsError, brought_back, shared_by
from visitcore_django.models import DecisionRecord, PolicyVersion
from visitcore_django.policies import read_policy, with_days

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
"""A number as the codec writes it; 007 is none."""
_TOLD = "message"
"""The sentence of a finding; put in other words, a decision is still the same."""
_UNREADABLE = (VisitcoreError, ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError)
"""What comes of reading what somebody has altered: it may hold anything."""


class Outcome(Enum):
    """
    What became of a decision that was taken again.
    """

    SAME = "same"
    DIFFERS = "differs"
    NOT_AT_HAND = "cannot be replayed"


@frozen
class Replayed:
    """
    One decision taken again.

    Attributes:
        outcome: Whether it came out the same.
        told: What differs, or why it cannot be taken again, a line for each.
    """

    outcome: Outcome
    told: tuple[str, ...] = ()


@frozen
class Replayer:
    """
    Takes decisions again; what many of them share is read once.
    """

    _versions: dict[int, PolicyVersion | None] = field(factory=dict, init=False)
    _policies: dict[Any, Policy | str] = field(factory=dict, init=False)
    _shared: dict[str, Any] = field(factory=dict, init=False)

    def replay(self, record: DecisionRecord) -> Replayed:
        """
        Take one recorded decision again.
        """
        changed = list(self._changed(record))
        policy = self._policy(record.policy_version_id, record.policy_name, record.policy_hash, record.calendar)
        if isinstance(policy, str):
            return _not_at_hand(changed, policy)
        try:
            earlier = self._earlier(record)
            if isinstance(earlier, str):
                return _not_at_hand(changed, earlier)
            answer = decision_to_dict(decide(record.name, self._facts(record), policy, earlier=earlier))
        except ChangedFactsError:
            return Replayed(Outcome.DIFFERS, (*changed, _("facts shared by several decisions were changed or removed")))
        except _UNREADABLE as error:
            return _not_at_hand(changed, _("the facts cannot be decided on any more: %(why)s") % {"why": error})
        told = (*changed, *_columns(record, answer), *differences(record.answer, answer))
        return Replayed(Outcome.DIFFERS if told else Outcome.SAME, told)

    def _changed(self, record: DecisionRecord) -> Iterator[str]:
        """
        What was changed behind the desk's back.
        """
        record.policy_version = version = self._version(record.policy_version_id)
        if record.seal != seal_of(record):
            yield _("the record, or the policy version it was taken under, was changed afterwards")
        if version is not None and version.hash and seal_of_file(version.toml) != version.hash:
            yield _("the file of policy version %(version)s was changed after it was published") % {"version": version}

    def _version(self, key: int | None) -> PolicyVersion | None:
        if key is None:
            return None
        if key not in self._versions:
            self._versions[key] = PolicyVersion.objects.filter(pk=key).first()
        return self._versions[key]

    def _earlier(self, record: DecisionRecord) -> Editions | str:
        """
        The policies that ran before, where the decision looked back on their days, or why one is not at hand.
        """
        found: list[tuple[date, Policy | None]] = []
        for told in record.earlier:
            policy: Policy | str | None = None
            if told["name"]:
                policy = self._policy(told["version"], told["name"], told["hash"], record.calendar)
            if isinstance(policy, str):
                return policy
            found.append((date.fromisoformat(told["until"]), policy))
        return Editions(tuple(found))

    def _policy(self, version: int | None, name: str, fingerprint: str, calendar: Any) -> Policy | str:
        """
        A policy under which it was decided, or why it is not at hand.
        """
        key = (version, name, fingerprint, str(calendar))
        if key not in self._policies:
            self._policies[key] = self._read(self._version(version), name, fingerprint, calendar)
        return self._policies[key]

    def _read(self, version: PolicyVersion | None, name: str, fingerprint: str, calendar: Any) -> Policy | str:
        told = ""
        for read in _sources(version, name):
            try:
                policy = with_days(read(), calendar)
            except _UNREADABLE as error:
                what = _("policy %(name)s cannot be read any more: %(why)s")
                told = told or what % {"name": name, "why": error}
                continue
            if policy.hash == fingerprint:
                return policy
            what = _("policy %(name)s is no longer the one that decided (%(then)s then, %(now)s now)")
            told = what % {"name": name, "then": fingerprint, "now": policy.hash}
        return told

    def _facts(self, record: DecisionRecord) -> Any:
        names = shared_by(record.facts)
        if not names:
            return record.facts
        for key in names.values():
            if key not in self._shared:
                self._shared[key] = brought_back({name: record.facts[name] for name in names})
        return {**record.facts, **{name: self._shared[key][name] for name, key in names.items()}}


def differences(then: Any, now: Any, path: str = "") -> Iterator[str]:
    """
    Where two answers in plain data differ, a line for each place; how a finding is worded does not count.

    Nor do zeros at the end of a number: 37.50 is 37.5.
    """
    if isinstance(then, Mapping) and isinstance(now, Mapping):
        for name in dict.fromkeys((*then, *now)):
            if name != _TOLD:
                yield from differences(then.get(name), now.get(name), f"{path}.{name}" if path else str(name))
    elif isinstance(then, list) and isinstance(now, list) and len(then) == len(now):
        for place, (one, other) in enumerate(zip(then, now, strict=True)):
            yield from differences(one, other, f"{path}[{place}]")
    elif then != now and not _same_number(then, now):
        yield f"{path or 'answer'}: {_short(then)} → {_short(now)}"


def _columns(record: DecisionRecord, answer: Mapping[str, Any]) -> Iterator[str]:
    """
    Columns that say otherwise than the decision taken again.
    """
    found = {"verdict": answer["verdict"], "governed_on": answer["on"]}
    for name, now in found.items():
        then = str(getattr(record, name))
        if then != now:
            yield f"{name}: {then} → {now}"


def _same_number(then: Any, now: Any) -> bool:
    written = isinstance(then, str) and isinstance(now, str) and _NUMBER.fullmatch(then) and _NUMBER.fullmatch(now)
    return bool(written) and Decimal(then) == Decimal(now)


def _sources(version: PolicyVersion | None, name: str) -> tuple[Callable[[], Policy], ...]:
    """
    Where the policy of a record may be found: its version, else the one by its name, else that of the settings.
    """
    if version is not None:
        return (lambda: read_policy(version.toml, version.name),)
    return lambda: load_policy(name), lambda: load_policy(conf().POLICY)


def _not_at_hand(changed: list[str], why: str) -> Replayed:
    return Replayed(Outcome.DIFFERS if changed else Outcome.NOT_AT_HAND, (*changed, why))


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 80 else f"{text[:79]}…"
