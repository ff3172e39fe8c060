"""
Asks the host's source; what its code does wrong is one sentence that names the method and what it must return.
"""

import traceback
from collections.abc import Iterable
from typing import Any

from attrs import frozen
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from visitcore_django.models import Customer
from visitcore_django.sources import CustomerSource


@frozen
class Host:
    """
    The host's source, asked with care.

    Attributes:
        source: The source as the host wrote it.
    """

    source: CustomerSource[Any]

    def page(self, after: Any, size: int) -> list[Model]:
        """
        Some rows in the order of their keys.

        Args:
            after: Key of the last row before them; ``None`` for the first ones.
            size: How many rows at most.

        Raises:
            ImproperlyConfigured: If ``rows()`` fails, or gives anything but whole rows of its table.
        """
        rows = self._rows().order_by("pk")
        found = list(rows[:size] if after is None else rows.filter(pk__gt=after)[:size])
        if found and not isinstance(found[0], Model):
            raise self._no_rows(_("a queryset by values()"))
        return found

    def there(self, keys: Iterable[str]) -> set[str]:
        """
        Those of some keys that the host still has.

        Raises:
            ImproperlyConfigured: As for `page`.
        """
        column = self.source.model._meta.pk
        asked = []
        for key in keys:
            try:
                asked.append(column.to_python(key))
            except ValidationError:  # the type of the host's key has changed
                continue
        if not asked:
            return set()
        return {str(key) for key in self._rows().filter(pk__in=asked).values_list("pk", flat=True)}

    def gone(self, customer: Customer) -> bool:
        """
        Whether a customer whose row is gone becomes inactive.

        Raises:
            ImproperlyConfigured: If ``gone()`` fails.
        """
        try:
            return bool(self.source.gone(customer))
        except Exception as error:
            said = _(
                "%(source)s.gone() failed: %(error)s. Have it return True where the customer becomes inactive, and "
                "False where it stays."
            )
            raise ImproperlyConfigured(said % self._names(error=stumbled(self.source, error))) from error

    def _rows(self) -> QuerySet[Any]:
        try:
            rows: Any = self.source.rows()
        except Exception as error:
            said = _("%(source)s.rows() failed: %(error)s. Have it return a queryset of %(table)s.")
            raise ImproperlyConfigured(said % self._names(error=stumbled(self.source, error))) from error
        if not isinstance(rows, QuerySet):
            raise self._no_rows(_("a %(kind)s") % {"kind": type(rows).__name__})
        if not issubclass(rows.model, self.source.model._meta.concrete_model or self.source.model):
            raise self._no_rows(_("a queryset of %(table)s") % {"table": rows.model._meta.label})
        if rows.query.is_sliced:
            raise self._no_rows(_("a queryset that is sliced"))
        if rows.query.combinator:
            raise self._no_rows(_("several querysets in one"))
        return rows

    def _no_rows(self, what: str) -> ImproperlyConfigured:
        said = _(
            "%(source)s.rows() gave %(what)s. Have it return a queryset of %(table)s, narrowed with filter() and "
            "exclude() alone."
        )
        return ImproperlyConfigured(said % self._names(what=what))

    def _names(self, **more: str) -> dict[str, str]:
        return {"source": type(self.source).__name__, "table": self.source.model._meta.label, **more}


def stumbled(source: CustomerSource[Any], error: Exception) -> str:
    """
    What a method of a source stumbled over, with the innermost line of the module that holds the source.

    Where none of its lines took part, since the method is inherited, it is the line of the method.
    """
    _ours, *frames = traceback.walk_tb(error.__traceback__)
    own = [one for one in frames if one[0].f_globals.get("__name__") == type(source).__module__]
    what = f"{type(error).__name__}: {error}"
    for frame, line in own[-1:] or frames[:1]:
        place = {"what": what, "file": frame.f_code.co_filename, "line": line}
        return _("%(what)s (%(file)s, line %(line)d)") % place
    return what
