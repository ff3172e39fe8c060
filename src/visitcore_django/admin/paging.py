"""
Pages of long lists, counted no further than people leaf.
"""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

MOST = 10_000
"""Rows that a list counts and leafs through; beyond that it is narrowed down."""


class BoundedPaginator(Paginator):  # type: ignore[type-arg]
    """
    A paginator that counts up to `MOST`, so that opening a list never reads the whole table.
    """

    @cached_property
    def count(self) -> int:
        """
        How many rows there are; `MOST` where there are that many or more.
        """
        return min(self._counted, MOST)

    @property
    def is_capped(self) -> bool:
        """
        Whether there are more rows than are counted.
        """
        return self._counted > MOST

    @cached_property
    def _counted(self) -> int:
        rows: Any = self.object_list
        return rows.order_by()[: MOST + 1].count() if isinstance(rows, QuerySet) else len(rows)
