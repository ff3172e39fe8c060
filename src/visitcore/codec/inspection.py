"""
Looks a policy over before it is used: whatever can be wrong with one that could be loaded.
"""

from collections.abc import Iterator
from difflib import get_close_matches

from visitcore.codec.library import library_packs, pack_files
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text
from visitcore.policy.audit import audit, audit_pack
from visitcore.policy.policy import Policy
from visitcore.rules.catalogue import CATALOGUE, is_read
from visitcore.rules.soundness import unsound


def inspect_policy(policy: Policy) -> tuple[Problem, ...]:
    """
    Everything that is wrong with a policy that could be loaded, but for what the house defaults say.

    Args:
        policy: The policy as loaded.

    Returns:
        What the audit finds, values that no decision could use, and keys that look mistyped; empty for a sound policy.
    """
    found = audit(policy, is_read)
    if policy.base is not None:
        house = set(audit_pack(policy.base, is_read))
        found = tuple(problem for problem in found if problem not in house)
    return (*found, *unsound(policy), *_misspelt(policy))


def _misspelt(policy: Policy) -> Iterator[Problem]:
    """
    Keys of the company's own that nobody else has, but that come close to one that is known.
    """
    known = {key for pack in library_packs() for key in pack.parameters}
    known |= {key for entry in CATALOGUE for key in entry.keys if "*" not in key}
    for pack in policy.all_packs():
        for key in () if pack.code in pack_files() or pack is policy.base else pack.parameters:
            near = get_close_matches(key, known, n=1, cutoff=_CLOSE)
            if key not in known and near:
                yield Problem(
                    f"parameter[{key}]",
                    Text(f"no pack knows {key!r}", f"没有制度包使用“{key}”"),
                    Text(
                        f"did you mean {near[0]!r}? Otherwise choose a name that is not so close",
                        f"是否指“{near[0]}”？若不是，请换一个不易混淆的名称",
                    ),
                )


_CLOSE = 0.88  # how alike two keys must be to be taken for one another
