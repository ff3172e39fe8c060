"""
Holding what was seen against a dated value.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from visitcore.blocks.table import Table
from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.finding import Finding
from visitcore.decisions.verdict import Verdict
from visitcore.ground.days import local_day
from visitcore.ground.errors import FactsError, PolicyError
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Policy, Rulebook

T = TypeVar("T")


def book_on(policy: Policy, key: str, on: date) -> Rulebook:
    """
    The rulebook of the day that *on* falls on where the packs that speak to *key* are at home.
    """
    return policy.on(local_day(on, policy.home(key)))


def put(held: Dated[Any], ask: Callable[[Mapping[str, Any]], T], facts: Mapping[str, Any], where: str = "") -> T:
    """
    Put facts to a block.

    Args:
        held: The dated value the block stands in.
        ask: The question; it must be able to do with some of the facts.
        facts: The facts by name.
        where: Where they stand, e.g. ``case``.

    Raises:
        FactsError: If a fact is not of the kind that the block asks for; each with its path.
        PolicyError: If the block itself cannot be used.
    """
    try:
        return ask(facts)
    except (TypeError, ValueError) as error:
        faults: tuple[Problem, ...] = getattr(held.value, "problems", tuple)()
        if faults and isinstance(error, ValueError):
            raise PolicyError(held.key, faults) from None
        problems = list(_misfits(ask, facts)) or [Problem("", str(error))]
        raise FactsError("the facts", [problem.inside(where) for problem in problems]) from None


def _misfits(ask: Callable[[Mapping[str, Any]], Any], facts: Mapping[str, Any]) -> Iterator[Problem]:
    for name, value in facts.items():
        try:
            ask({name: value})
        except (TypeError, ValueError) as error:
            yield Problem(name, str(error))


def hold(
    against: Dated[Any],
    holds: bool | None,
    says: Text,
    *,
    rule: str = "",
    seen: Any = None,
    limit: Any = None,
    unit: str | None = None,
) -> tuple[Finding, ...]:
    """
    One finding for the rule named, or one for each rule that the value as a whole rests on.

    Args:
        against: The dated value.
        holds: Whether the rule is kept; ``None`` where that cannot be told.
        says: The finding in one sentence.
        rule: Id of the rule on the element at hand, empty for the whole value.
        seen: What was seen.
        limit: What is asked for.
        unit: Unit of both; that of the value where left out.
    """
    if not rule:
        whole = [one.id for one in against.as_a_whole]
        each = [hold(against, holds, says, rule=one, seen=seen, limit=limit, unit=unit) for one in whole]
        return tuple(finding for findings in each for finding in findings)
    cited, unit = against.cite(rule), against.unit if unit is None else unit
    return (Finding(against=against, rule=cited, holds=holds, says=says, seen=seen, limit=limit, unit=unit),)


def left_open(name: str, book: Rulebook, against: Dated[Any], rule: str = "") -> Decision[Any]:
    """
    The document has the rule but gives no value: undetermined, naming the key to set.
    """
    return conclude(name, book, hold(against, None, no_value(against), rule=rule), missing=(against.key,))


def no_value(against: Dated[Any]) -> Text:
    """
    That the document leaves a value open, in a sentence.
    """
    return Text(
        f"the document gives no value for {against.key!r}; set it in the company's own file",
        f"制度原文没有给出“{against.key}”的数值，请在公司自己的文件中设定",
    )


def lacking(name: str, book: Rulebook, against: Dated[Any], missing: Sequence[str], *, rule: str = "") -> Decision[Any]:
    """
    Facts are missing: undetermined, with the list; of a table every rule is cited, as any row might have answered.
    """
    says = Text(
        f"cannot be told without: {', '.join(missing)}",
        f"缺少以下信息，无法判定：{'、'.join(missing)}",
    )
    cited = [rule] if rule or not isinstance(against.value, Table) else [row.id for row in against.rules]
    findings = [finding for one in cited for finding in hold(against, None, says, rule=one)]
    return conclude(name, book, findings, missing=missing, verdict=Verdict.UNDETERMINED)


def kept(against: Dated[Any], elements: Mapping[str, str], faulty: Collection[str], says: Text) -> tuple[Finding, ...]:
    """
    One finding for each rule that stands on elements of the value, where none of its elements is faulty.

    Args:
        against: The dated value.
        elements: The rule of each element by name; empty where it has none of its own.
        faulty: Names of the elements at fault.
        says: The finding in one sentence.
    """
    broken = {elements.get(name, "") for name in faulty}
    rules = dict.fromkeys(rule for rule in elements.values() if rule and rule not in broken)
    return tuple(finding for rule in rules for finding in hold(against, True, says, rule=rule, unit=""))


def listed(names: Sequence[Any]) -> Text:
    """
    Names in a row, or a dash where there are none.
    """
    words = [str(name) for name in names]
    return Text(", ".join(words) or "–", "、".join(words) or "–")
