"""
Filters of which one choice always stands.
"""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin


class ChosenFilter(admin.SimpleListFilter):
    """
    A filter without Django's own word for all: where no choice of its is asked for, the usual one stands.

    Attributes:
        usual: The choice that stands.
    """

    usual = ""

    def value(self) -> str:
        """
        The choice that stands.
        """
        asked = super().value()
        return asked if asked in dict(self.lookup_choices) else self.usual

    def choices(self, changelist: Any) -> Iterator[Any]:
        """
        Each choice, and the way to the first page under it.
        """
        for value, label in self.lookup_choices:
            query = changelist.get_query_string({self.parameter_name: value}, ["p"])
            yield {"selected": self.value() == value, "query_string": query, "display": label}
