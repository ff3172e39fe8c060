"""
A customer as the company's sheet or database knows it.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from visitcore.facts.checked import checked
from visitcore.ground.text import Text

Figure = Decimal | str | bool | date


@frozen(kw_only=True, field_transformer=checked)
class Customer:
    """
    One customer, person or company.

    Attributes:
        code: The company's own code; never empty.
        name: Name as written.
        grade: Grade in force, e.g. ``A``; ``None`` where none was given yet.
        owner: Who looks after the customer.
        region: ``local`` or ``out_of_town``; ``None`` where unknown.
        since: First day as a customer.
        category: The company's own category, free text.
        figures: Further columns by name: amounts, ratios, letters, flags, days.
    """

    code: str = field()
    name: str = ""
    grade: str | None = None
    owner: str | None = None
    region: str | None = None
    since: date | None = None
    category: str | None = None
    figures: Mapping[str, Figure] = field(factory=dict)

    @code.validator
    def _not_empty(self, _attribute: object, code: str) -> None:
        if not code.strip():
            raise ValueError(
                Text("a customer needs a code; give the customer's own code", "客户缺少编号；请填写客户编号")
            )
