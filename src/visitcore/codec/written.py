"""
A pack file, or a company's own, as it is written.
"""

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from visitcore.blocks.cadence import Cadence
from visitcore.blocks.checklist import Checklist
from visitcore.blocks.consequence import Consequence
from visitcore.blocks.flow import Flow
from visitcore.blocks.formula import Formula
from visitcore.blocks.ladder import Ladder
from visitcore.blocks.permission import Permission
from visitcore.blocks.quota import Quota
from visitcore.blocks.recurrence import Recurrence
from visitcore.blocks.register import Register
from visitcore.blocks.scale import Scale
from visitcore.blocks.score import Score
from visitcore.blocks.table import Table
from visitcore.blocks.term import Term
from visitcore.codec.converter import WholeDay
from visitcore.codec.shapes import SHAPES, block_converter
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Origin
from visitcore.policy.rule import RuleKind, Strength


@frozen(kw_only=True)
class Head:
    """
    The ``[pack]`` table.
    """

    code: str
    name: Text
    source: str = ""
    currency: str | None = None
    zone: str | None = None
    calendar: str | None = None
    subdivision: str | None = None
    weekend: tuple[str, ...] | None = None
    roll: bool | None = None
    since: WholeDay | None = None
    until: WholeDay | None = None
    owner: str = ""
    approver: str = ""


@frozen(kw_only=True)
class RuleEntry:
    """
    A ``[[rule]]``.
    """

    id: str
    clause: str
    kind: RuleKind
    strength: Strength
    text: Text
    personal: bool = False


@frozen(kw_only=True)
class HistoryEntry:
    """
    A ``[[parameter.history]]``: exactly one of the shapes.
    """

    since: WholeDay | None = None
    until: WholeDay | None = None
    cites: tuple[str, ...] = ()
    origin: Origin | None = None
    note: Text | None = None
    value: Any = None
    unspecified: bool = False
    table: Table | None = None
    scale: Scale | None = None
    score: Score | None = None
    term: Term | None = None
    cadence: Cadence | None = None
    recurrence: Recurrence | None = None
    quota: Quota | None = None
    ladder: Ladder | None = None
    flow: Flow | None = None
    register: Register | None = None
    checklist: Checklist | None = None
    permission: Permission | None = None
    consequence: Consequence | None = None
    formula: Formula | None = None

    def values(self) -> dict[str, Any]:
        """
        What it gives, by the word it is given with; a sound entry gives one.
        """
        given = {name: getattr(self, name) for name in ("value", *SHAPES)}
        found = {name: value for name, value in given.items() if value is not None}
        return found | ({"unspecified": UNSPECIFIED} if self.unspecified else {})


@frozen(kw_only=True)
class ParameterEntry:
    """
    A ``[[parameter]]``.
    """

    key: str
    unit: str = ""
    label: Text | None = None
    history: tuple[HistoryEntry, ...]


@frozen(kw_only=True)
class PackFile:
    """
    A whole file.
    """

    pack: Head
    rule: tuple[RuleEntry, ...] = ()
    parameter: tuple[ParameterEntry, ...] = ()


@frozen(kw_only=True)
class Waive:
    """
    A ``[[waive]]`` as written: a property that need not hold, and why.
    """

    property: str
    reason: str


@frozen(kw_only=True)
class Company:
    """
    The parts of a company file beside its days, rules and parameters.
    """

    name: str = ""
    extends: tuple[str, ...] = ()
    choose: Mapping[str, str] = field(factory=dict)
    only: Mapping[str, tuple[str, ...]] = field(factory=dict)
    waive: tuple[Waive, ...] = ()


def structure_file(data: Any) -> PackFile:
    """
    The parts of a pack file.

    Raises:
        BaseValidationError, Fault: With every fault.
    """
    return block_converter().structure(data, PackFile)
