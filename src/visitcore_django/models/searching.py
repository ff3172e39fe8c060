"""
Looks for a word in a column without reading the whole table, where the database can.

PostgreSQL finds it by the pairs of neighbouring letters of which it consists: two are what a Chinese name often has,
and what an index on three letters cannot find.  Any other database reads one row after the other.
"""

from typing import Any

from django.db.models import Lookup
from django.db.models.lookups import IContains

PAIRS = "visitcore_pairs"
"""Function of the database, made by a migration: the pairs of neighbouring letters of a text."""

PAIR = 2
"""Letters below which a word has no pair."""


class Holds(Lookup):
    """
    Whether a column holds a word somewhere, whatever the case of its letters.
    """

    lookup_name = "holds"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """
        As Django asks any database.
        """
        sql, params = self._plain().as_sql(compiler, connection)
        return sql, tuple(params)

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """
        The rows that have all pairs of the word, by the index, and of those the ones that have them side by side.
        """
        sql, params = self.as_sql(compiler, connection)
        if len(self.rhs) < PAIR:
            return sql, params
        column, given = self._plain().process_lhs(compiler, connection)
        return f"({PAIRS}({column}) @> {PAIRS}(UPPER(%s)) AND {sql})", (*given, self.rhs, *params)

    def _plain(self) -> IContains:
        return IContains(self.lhs, self.rhs)
