"""
Finds the holes in a policy before a customer does.
"""

from collections.abc import Callable, Iterator
from typing import Any

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
        Conflicts between packs, rules that nothing cites, parameters that nothing reads, values that contradict themselves;
        empty for a sound policy.
    """
    found = list(conflicts(policy))
    for pack in policy.all_packs():
        found.extend(audit_pack(pack, reads))
    return tuple(found)


def audit_pack(pack: Pack, reads: Reads) -> tuple[Problem, ...]:
    """
    What is wrong with one pack, looked at alone.
    """
    return (*_values(pack), *_uncited(pack), *_unread(pack, reads))


def conflicts(policy: Policy) -> Iterator[Problem]:
    """
    Keys that two packs speak to without a choice, and choices that choose nothing.
    """
    for key in policy.keys():
        speakers = [pack.code for pack in policy.speakers(key)]
        own = policy.own is not None and key in policy.own.parameters
        if len(speakers) > 1 and policy.choose.get(key) not in speakers and not own:
            yield Problem(
                "choose",
                f"{' and '.join(speakers)} both speak to {key!r}",
                f'say which one counts: choose = {{ "{key}" = "{speakers[0]}" }}, or set the key in the file itself',
            )
    for key, code in policy.choose.items():
        if code not in {pack.code for pack in policy.speakers(key)}:
            yield Problem(
                f"choose.{key}",
                f"{code} does not speak to {key!r}",
                "choose one of the packs that do, or leave the line out",
            )


def _values(pack: Pack) -> Iterator[Problem]:
    for key, history in pack.parameters.items():
        for problem in history.problems():
            yield problem.inside(f"parameter[{key}]")


def _uncited(pack: Pack) -> Iterator[Problem]:
    cited = {
        rule.id for history in pack.parameters.values() for entry in history.entries for rule in entry.rules
    }
    for id_, rule in pack.rules.items():
        if rule.kind not in TEXT_ONLY and id_ not in cited:
            yield Problem(
                f"rule[{id_}]",
                "is cited by no parameter",
                "name it in the 'cites' of the value that carries it out, or on a row of it",
            )


def _unread(pack: Pack, reads: Reads) -> Iterator[Problem]:
    for key, history in pack.parameters.items():
        for entry in history.entries:
            if not reads(key, entry.value):
                yield Problem(
                    f"parameter[{key}]",
                    "is read by no decision",
                    "give it the key or the shape that a decision reads; `visitcore facts` lists them",
                )
                break
