"""
Looks a policy over before it is used: whatever can be wrong with one that could be loaded.
"""

from collections.abc import Iterator
from difflib import get_close_matches

from attrs import evolve

from visitcore.codec.library import library_packs, pack_files
from visitcore.codec.pack import RefusedPackError
from visitcore.ground.errors import PolicyError
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text
from visitcore.policy.audit import audit, audit_pack, unread
from visitcore.policy.pack import Pack
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
    own = [pack for pack in policy.all_packs() if pack.code not in pack_files() and pack is not policy.base]
    return (*found, *unsound(policy), *(problem for pack in own for problem in _misspelt(pack)))


def inspect_refused(error: PolicyError) -> tuple[Problem, ...]:
    """
    The faults for which a policy was refused, and what else can be told of the part that could be read.

    Args:
        error: What `load_policy` or `structure_policy` raised.

    Returns:
        The faults; keys of the company's own that no decision reads or that look mistyped.
    """
    rest = error.rest if isinstance(error, RefusedPackError) else None
    if rest is None or rest.code in pack_files():
        return error.problems
    more = (*unread(rest, is_read), *_misspelt(rest))
    file = next((problem.file for problem in error.problems), "")
    return (*error.problems, *(evolve(problem, file=file) for problem in more))


def _misspelt(pack: Pack) -> Iterator[Problem]:
    """
    Keys of the company's own that nobody else has, but that come close to one that is known.
    """
    known = _known_keys()
    for key in pack.parameters:
        near = get_close_matches(key, known, n=1, cutoff=_CLOSE) if key not in known else ()
        if near:
            yield Problem(
                f"parameter[{key}]",
                Text(f"no pack knows {key!r}", f"没有制度包使用“{key}”"),
                Text(
                    f"did you mean {near[0]!r}? Otherwise choose a name that is not so close",
                    f"是否指“{near[0]}”？若不是，请换一个不易混淆的名称",
                ),
            )


def _known_keys() -> set[str]:
    known = {key for pack in library_packs() for key in pack.parameters}
    return known | {key for entry in CATALOGUE for key in entry.keys if "*" not in key}


_CLOSE = 0.88  # how alike two keys must be to be taken for one another
