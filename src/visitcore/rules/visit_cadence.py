"""
Which cadence a policy gives a customer.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from visitcore.blocks.cadence import Cadence
from visitcore.blocks.table import Table
from visitcore.decisions.verdict import Verdict
from visitcore.facts.customer import Customer
from visitcore.ground.errors import PolicyError, WrongBlockError
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated


@frozen(kw_only=True)
class CadenceFor:
    """
    The cadence of one customer, or why there is none.

    Attributes:
        cadence: The cadence; ``None`` where something is missing or none applies.
        rule: Rule of the table row that gave it, empty for the whole value.
        missing: Facts and keys that are missing.
        verdict: Not applicable, where the policy asks for no visit.
    """

    cadence: Cadence | None = None
    rule: str = ""
    missing: tuple[str, ...] = ()
    verdict: Verdict | None = None


def cadence_for(held: Dated[Any], customer: Customer) -> CadenceFor:
    """
    The cadence of one customer.

    A figure of the wrong kind makes the customer undetermined, not the list unreadable.

    Args:
        held: A cadence, or a table of cadences asked by grade, region, category or the customer's figures.
        customer: The customer.
    """
    value = held.value
    if value is UNSPECIFIED:
        return CadenceFor(missing=(held.key,))
    if isinstance(value, Cadence):
        return CadenceFor(cadence=value)
    case = {name: _known(customer, name) for name in value.inputs}
    try:
        answer = value.ask(case)
    except TypeError:
        return CadenceFor(missing=tuple(_outside(held, _misfits(value, case))))
    row = answer.row
    if row is None:
        return CadenceFor(missing=tuple(_outside(held, dict(answer.outside))) or answer.missing or (held.key,))
    if row.then is UNSPECIFIED:
        return CadenceFor(rule=row.rule, missing=(held.key,))
    if not isinstance(row.then, Cadence):
        return CadenceFor(rule=row.rule, verdict=Verdict.NOT_APPLICABLE)
    return CadenceFor(cadence=row.then, rule=row.rule)


def check_cadences(held: Dated[Any]) -> None:
    """
    Make sure that a value holds cadences, and only such as can be counted.

    Raises:
        WrongBlockError: If it is a table of something else.
        PolicyError: If a cadence asks for nothing.
    """
    table = held.value if isinstance(held.value, Table) else None
    if table is not None and table.outcome != "cadence":
        raise WrongBlockError(held.key, "cadence", f"table of {table.outcome}")
    values = (held.value,) if table is None else tuple(row.then for row in table.rows)
    problems = [problem for value in values if isinstance(value, Cadence) for problem in value.problems()]
    if problems:
        raise PolicyError(held.key, problems)


def _known(customer: Customer, name: str) -> Any:
    if name in ("grade", "region", "category"):
        return getattr(customer, name)
    return customer.figures.get(name)


def _misfits(table: Table, case: Mapping[str, Any]) -> dict[str, Any]:
    """
    Inputs whose value is not of the kind that the table asks for.
    """
    found = {}
    for name, value in case.items():
        try:
            table.ask({name: value})
        except TypeError:
            found[name] = value
    return found


def _outside(held: Dated[Any], case: Mapping[str, Any]) -> Iterator[str]:
    return (f"{held.key}[{name} = {value}]" for name, value in case.items())
