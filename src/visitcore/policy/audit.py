"""
Finds the holes in a policy before a customer does.
"""

from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from typing import Any

from attrs import evolve

from visitcore.ground.errors import did_you_mean
from visitcore.ground.problem import Problem
from visitcore.policy.pack import Pack
from visitcore.policy.policy import Policy
from visitcore.policy.rule import TEXT_ONLY

Reads = Callable[[str, Any], bool]
"""Whether some decision reads this key with this value."""


def audit(policy: Policy, reads: Reads) -> tuple[Problem, ...]:
    """
    Everything that is wrong with a policy.

    Args:
        policy: The policy as loaded.
        reads: Tells whether some decision reads a key.

    Returns:
        Conflicts between packs, rules that nothing cites, parameters that nothing reads, values that contradict
        themselves; empty for a sound policy.
    """
    found = list(conflicts(policy))
    for pack in policy.all_packs():
        found.extend(audit_pack(pack, reads))
    return tuple(found)


def audit_pack(pack: Pack, reads: Reads) -> tuple[Problem, ...]:
    """
    What is wrong with one pack, looked at alone; each problem names the pack.
    """
    found = (*_values(pack), *_uncited(pack), *_unread(pack, reads))
    return tuple(evolve(problem, where=f"{pack.code}: {problem.where}") for problem in found)


def conflicts(policy: Policy) -> Iterator[Problem]:
    """
    Keys that two packs speak to without a choice, and choices that choose nothing.
    """
    for key in policy.keys():  # noqa: SIM118  # a policy is no mapping
        speakers = [pack.code for pack in policy.speakers(key)]
        own = policy.own.parameters.get(key) if policy.own is not None else None
        if len(speakers) > 1 and policy.choose.get(key) not in speakers and (own is None or not own.always()):
            yield Problem(
                "choose",
                f"{' and '.join(speakers)} both speak to {key!r}",
                f'say which one counts: choose = {{ "{key}" = "{speakers[0]}" }}, or set the key in the file itself'
                + ("" if own is None else " for every day"),
            )
    for key, code in policy.choose.items():
        if code not in {pack.code for pack in policy.speakers(key)}:
            yield Problem(
                f"choose.{key}",
                f"{code} does not speak to {key!r}",
                "choose one of the packs that do, or leave the line out",
            )
    yield from _empty_takings(policy)


def _empty_takings(policy: Policy) -> Iterator[Problem]:
    packs = {pack.code: pack for pack in policy.packs}
    for code, patterns in policy.only.items():
        if code not in packs:
            yield Problem(f"only.{code}", f"{code} is not extended", did_you_mean(code, packs))
            continue
        for pattern in patterns:
            if not any(fnmatchcase(key, pattern) for key in packs[code].parameters):
                fix = did_you_mean(pattern, packs[code].parameters)
                yield Problem(f"only.{code}", f"{code} has no key like {pattern!r}", fix)


def _values(pack: Pack) -> Iterator[Problem]:
    for key, history in pack.parameters.items():
        for problem in history.problems():
            yield problem.inside(f"parameter[{key}]")


def _uncited(pack: Pack) -> Iterator[Problem]:
    cited = {rule.id for history in pack.parameters.values() for entry in history.entries for rule in entry.rules}
    for id_, rule in pack.rules.items():
        if rule.kind not in TEXT_ONLY and id_ not in cited:
            yield Problem(
                f"rule[{id_}]",
                "is cited by no parameter",
                "name it in the 'cites' of the value that carries it out, or on a row of it",
            )


def _unread(pack: Pack, reads: Reads) -> Iterator[Problem]:
    for key, history in pack.parameters.items():
        if not all(reads(key, entry.value) for entry in history.entries):
            yield Problem(
                f"parameter[{key}]",
                "is read by no decision",
                "give it the key or the shape that a decision reads; `visitcore facts` lists them",
            )
