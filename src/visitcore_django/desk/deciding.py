"""
Decides and records: a decision never leaves without its record.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone

from visitcore import Decision, Policy, decision_to_dict, explain
from visitcore.codec.facts import facts_to_dict
from visitcore.codec.fingerprint import fingerprint
from visitcore.rules.catalogue import entry
from visitcore_django.models import Customer, DecisionRecord
from visitcore_django.models.base import about
from visitcore_django.policies import Running, running

SHARED = "shared"
"""Under this name a record names facts that stand in `SharedFacts`."""


def decided(
    name: str, facts: Any, *, row: Model, day: date, by: Any = None, customer: Customer | None = None
) -> tuple[Decision[Any], DecisionRecord]:
    """
    Decide one question under the policy of its day, and record it.

    Args:
        name: Name of the decision, e.g. ``decide_meal``.
        facts: An object of the class that the decision takes.
        row: What the decision is about.
        day: The governing day, which picks the version of the policy.
        by: The person who asked; ``None`` for the system itself.
        customer: The customer concerned, so that those who look after it see the record.
    """
    under = running(day)
    decision = _function(name)(facts, under.policy)
    return decision, record(decision, facts, under, row=row, by=by, customer=customer)


def record(
    decision: Decision[Any], facts: Any, under: Running, *, row: Model, by: Any = None, customer: Customer | None = None
) -> DecisionRecord:
    """
    Record a decision with its facts.
    """
    made = unsaved(decision, facts, under, row=row, by=by, customer=customer)
    made.save()
    return made


def unsaved(
    decision: Decision[Any],
    facts: Any,
    under: Running,
    *,
    row: Model,
    by: Any = None,
    customer: Customer | None = None,
    shared: Mapping[str, str] | None = None,
) -> DecisionRecord:
    """
    The record of a decision, to be written together with many others.

    Args:
        decision: The decision.
        facts: What it was taken on.
        under: The policy it was taken under.
        row: What it is about.
        by: The person who asked; ``None`` for the system itself.
        customer: The customer concerned.
        shared: Facts that stand in `SharedFacts` instead: their name, and the key there.
    """
    rules = dict.fromkeys(finding.rule.id for finding in decision.findings)
    told = facts_to_dict(facts)
    told |= {name: {SHARED: key} for name, key in (shared or {}).items()}
    made = DecisionRecord(
        **about(row),
        name=decision.name,
        customer=customer,
        verdict=decision.verdict.value,
        governed_on=decision.on,
        by=by,
        policy_name=decision.policy.name,
        policy_hash=decision.policy.hash,
        policy_version=under.version,
        rules=_within(rules, DecisionRecord._meta.get_field("rules").max_length or 0),
        facts=told,
        answer=decision_to_dict(decision),
        told_en=explain(decision, "en"),
        told_zh=explain(decision, "zh"),
        calendar=[list(day) for day in under.calendar],
        earlier=list(_editions(under)),
    )
    made.seal = seal_of(made)
    return made


def seal_of(record: DecisionRecord) -> str:
    """
    The fingerprint of everything a record says, and of the policy version it was taken under.

    Whom it was taken for is left out, for people come and go.
    """
    day, version = record.governed_on, record.policy_version
    return fingerprint(
        [
            [record.recorded_at.astimezone(UTC).isoformat()],
            [] if version is None else [version.hash, version.in_force_from.isoformat()],
            [record.subject_kind, record.subject_id, record.customer_id, record.name, record.verdict],
            [day.isoformat(), record.policy_name, record.policy_hash, record.policy_version_id, record.rules],
            [record.facts, record.answer, record.told_en, record.told_zh, record.calendar],
            *([record.earlier] if record.earlier else []),
        ]
    )


def today(at: datetime | None = None) -> date:
    """
    The local day of an instant; of now where none is given.
    """
    return timezone.localdate(at)


def _function(name: str) -> Callable[[Any, Policy], Decision[Any]]:
    return entry(name).function


def _editions(under: Running) -> Iterator[dict[str, Any]]:
    """
    In plain data, what is needed to find the policies that ran before: none of their names where one cannot be read.
    """
    for (until, policy), version in zip(under.earlier.entries, under.before, strict=True):
        yield {
            "until": until.isoformat(),
            "name": "" if policy is None else policy.name,
            "hash": "" if policy is None else policy.hash,
            "version": None if version is None else version.pk,
        }


def _within(rules: Any, room: int) -> str:
    """
    As many clauses as the column holds.
    """
    told = ""
    for rule in rules:
        longer = f"{told}, {rule}" if told else rule
        if len(longer) > room:
            break
        told = longer
    return told
