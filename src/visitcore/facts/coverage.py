"""
The visits one person made, to be held against what was asked of that person.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import field, frozen

from visitcore.facts.checked import checked
from visitcore.facts.visit import Visit


@frozen(kw_only=True, field_transformer=checked)
class VisitsMade:
    """
    One person's visits.

    Attributes:
        on: The day asked about.
        visits: The visits in any order; ``None`` where nobody kept them.
        key: Key of the quota, or of a table of quotas, e.g. ``visits.by_position``.
        case: Inputs of the table of quotas, e.g. the position.
    """

    on: date
    visits: tuple[Visit, ...] | None = None
    key: str = "visits.distinct_customers"
    case: Mapping[str, Any] = field(factory=dict)
