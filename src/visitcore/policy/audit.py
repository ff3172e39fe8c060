"""
Finds the holes in a policy before a customer does.
"""

from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from itertools import pairwise
from typing import Any

from attrs import evolve

from visitcore.ground.errors import hint_at
from visitcore.ground.problem import Problem
from visitcore.ground.span import last_day, merged
from visitcore.ground.text import Text
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
        Conflicts between packs, days without a value, rules that nothing cites, parameters that nothing reads, values
        that contradict themselves; empty for a sound policy.
    """
    found = [*conflicts(policy), *holes(policy)]
    for pack in policy.all_packs():
        found.extend(audit_pack(pack, reads))
    return tuple(found)


def audit_pack(pack: Pack, reads: Reads) -> tuple[Problem, ...]:
    """
    What is wrong with one pack, looked at alone; each problem names the pack.
    """
    found = (*_values(pack), *_uncited(pack), *unread(pack, reads))
    return tuple(evolve(problem, where=f"{pack.code}: {problem.where}") for problem in found)


def holes(policy: Policy) -> Iterator[Problem]:
    """
    Days between the first and the last of a key on which nobody gives it a value.
    """
    for key in policy.keys():  # noqa: SIM118  # a policy is no mapping
        spans = [entry.span for history in policy.layers(key) for entry in history.entries]
        for before, after in pairwise(merged(spans)):
            last, first = last_day(before), after.since
            what = Text(
                f"{key!r} has no value after {last} and before {first}", f"“{key}”在 {last} 之后、{first} 之前没有取值"
            )
            fix = Text("let the older entry end where the newer begins", "请让旧值的终止日与新值的起始日相接")
            yield Problem(f"parameter[{key}]", what, fix, sample=str(before.until))


def conflicts(policy: Policy) -> Iterator[Problem]:
    """
    Keys that two packs speak to without a choice, and choices that choose nothing.
    """
    for key in policy.keys():  # noqa: SIM118  # a policy is no mapping
        speakers = [pack.code for pack in policy.speakers(key)]
        own = policy.own.parameters.get(key) if policy.own is not None else None
        if len(speakers) > 1 and policy.choose.get(key) not in speakers and (own is None or not own.always()):
            yield Problem("choose", *_clash(key, speakers, begun=own is not None))
    for key, code in policy.choose.items():
        if code not in {pack.code for pack in policy.speakers(key)}:
            what = Text(f"{code} does not speak to {key!r}", f"{code} 对“{key}”没有规定")
            fix = "choose one of the packs that do, or leave the line out", "请选择有规定的制度包，或删去这一行"
            yield Problem(f"choose.{key}", what, Text(*fix))
    yield from _empty_takings(policy)


def _clash(key: str, speakers: list[str], *, begun: bool) -> tuple[Text, Text]:
    """
    What is said where several packs speak to a key; *begun* where the company's own value is not in force every day.
    """
    line = f'choose = {{ "{key}" = "{speakers[0]}" }}'
    en, zh = (" for every day", "（并涵盖所有日期）") if begun else ("", "")
    return (
        Text(f"{' and '.join(speakers)} both speak to {key!r}", f"{'、'.join(speakers)} 都对“{key}”有规定"),
        Text(
            f"say which one counts: {line}, or set the key in the file itself{en}",
            f"请写明以哪个为准：{line}，或在本文件中自行设定{zh}",
        ),
    )


def _empty_takings(policy: Policy) -> Iterator[Problem]:
    packs = {pack.code: pack for pack in policy.packs}
    for code, patterns in policy.only.items():
        if code not in packs:
            what = Text(f"{code} is not extended", f"没有引用 {code}")
            yield Problem(f"only.{code}", what, hint_at(code, packs))
            continue
        for pattern in patterns:
            if not any(fnmatchcase(key, pattern) for key in packs[code].parameters):
                what = Text(f"{code} has no key like {pattern!r}", f"{code} 没有与“{pattern}”相符的参数")
                yield Problem(f"only.{code}", what, hint_at(pattern, packs[code].parameters))


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
                Text("is cited by no parameter", "没有参数引用它"),
                Text(
                    "name it in the 'cites' of the value that carries it out, or on a row of it",
                    "请写进相应取值的 cites，或写在其某一行上",
                ),
            )


def unread(pack: Pack, reads: Reads) -> Iterator[Problem]:
    """
    Parameters of a pack that no decision reads.
    """
    for key, history in pack.parameters.items():
        if not all(reads(key, entry.value) for entry in history.entries):
            yield Problem(
                f"parameter[{key}]",
                Text("is read by no decision", "没有判定项目读取它"),
                Text(
                    "give it the key or the shape that a decision reads; `visitcore facts` lists them",
                    "请改用判定项目所读取的名称或形式；`visitcore facts` 可列出",
                ),
            )
