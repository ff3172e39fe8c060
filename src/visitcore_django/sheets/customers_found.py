"""
The customers of a sheet, looked up many at once by their codes.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from visitcore_django.models import Customer
from visitcore_django.sheets.at_once import as_asked, some_at_once


class Found:
    """
    What there is of some codes.

    Attributes:
        mine: The customers that a person sees, by their codes.
        strange: The codes of those that the person does not see.
    """

    def __init__(self, codes: Iterable[str], rows: QuerySet[Any]) -> None:
        """
        Look them up.

        Args:
            codes: The codes.
            rows: The customers that the person sees.
        """
        self.mine: dict[str, Customer] = {}
        self.strange: set[str] = set()
        for some in some_at_once(codes):
            self.mine |= {as_asked(customer.code, some): customer for customer in rows.filter(code__in=some)}
            there = Customer.objects.filter(code__in=some).values_list("code", flat=True)
            self.strange |= {as_asked(code, some) for code in there} - set(self.mine)

    def knows(self, code: str) -> bool:
        """
        Whether anybody's customer has a code.
        """
        return code in self.mine or code in self.strange
