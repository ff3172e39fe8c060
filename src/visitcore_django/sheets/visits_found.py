"""
Which visit a row of a sheet means.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore_django.facts.days import last_instant, midnight
from visitcore_django.models import Customer, Visit
from visitcore_django.sheets.at_once import some_at_once
from visitcore_django.sheets.widgets import to_the_second

HELD = range(1, 2**63)
"""Numbers that the key of a row may have."""


def is_day(start: datetime) -> bool:
    """
    Whether a cell held a day alone: a time at midnight says no more.
    """
    return timezone.localtime(start).time() == datetime.min.time()


def of_day(rows: QuerySet[Any], start: datetime) -> list[Visit]:
    """
    The visits of a day, in their order.
    """
    day = timezone.localdate(start)
    found = rows.filter(start__gte=midnight(day), start__lte=last_instant(day))
    return list(found.select_related("customer__owner", "owner", "plan", "report").order_by("start"))


class DaysFound:
    """
    The visits to customers on days, looked up many at once.
    """

    def __init__(self, days: Iterable[tuple[Customer, date]]) -> None:
        """
        Look them up.

        Args:
            days: Each customer with the day.
        """
        self._found: dict[tuple[int, date], list[Visit]] = {(customer.pk, day): [] for customer, day in days}
        on = [day for _customer, day in self._found]
        for some in some_at_once(customer for customer, _day in self._found):
            rows = Visit.objects.filter(
                customer__in=some, start__gte=midnight(min(on)), start__lte=last_instant(max(on))
            )
            for visit in rows.select_related("customer", "owner", "plan", "report").order_by("start"):
                self._found.get((visit.customer_id, timezone.localdate(visit.start)), []).append(visit)

    def of(self, customer: Customer, start: datetime) -> list[Visit]:
        """
        The visits of a day, in their order; such as they stand now where they were asked for before.
        """
        found = self._found.pop((customer.pk, timezone.localdate(start)), None)
        return of_day(Visit.objects.filter(customer=customer), start) if found is None else found


def one_of_each(visits: Iterable[Visit], cancelled_because: str | None) -> list[Visit]:
    """
    Of visits at one time by one person the one that a row is about: a cancelled one gives way to that made anew.

    Args:
        visits: Those of the day, in their order.
        cancelled_because: Why the row says that the visit is cancelled; ``None`` where it says no such thing.  A reason
            that is on record already is about the visit that was cancelled for it.
    """
    each: dict[tuple[Any, datetime], list[Visit]] = {}
    for visit in visits:
        each.setdefault((visit.owner_id, visit.start), []).append(visit)
    return [
        max(same, key=lambda one: (_is_off(one) and one.cancelled_because == cancelled_because, not _is_off(one)))
        for same in each.values()
    ]


class NumbersFound:
    """
    The visits of numbers, looked up many at once.
    """

    def __init__(self, numbers: Iterable[int | None], rows: QuerySet[Any]) -> None:
        """
        Look them up.

        Args:
            numbers: The numbers.
            rows: The visits that the person sees.
        """
        seen = rows.select_related("customer__owner", "owner", "plan", "report")
        asked = (number for number in numbers if number is not None and number in HELD)
        self._found = {visit.pk: visit for some in some_at_once(asked) for visit in seen.filter(pk__in=some)}

    def of(self, number: int, customer: Customer | None) -> Visit:
        """
        The visit of a number.

        Args:
            number: The number.
            customer: The customer of the row; ``None`` where that cannot be read, which is told with the others.

        Raises:
            ValidationError: If there is none, or it is one to another customer.
        """
        visit: Visit | None = self._found.get(number)
        if visit is None:
            said = _("You see no visit of the number %(number)s; leave this empty for a visit that is new.")
            raise ValidationError({"id": said % {"number": number}})
        if customer not in (None, visit.customer):
            said = _("The visit of this number is one to %(customer)s; leave this empty for a visit that is new.")
            raise ValidationError({"id": said % {"customer": visit.customer}})
        return visit


def meant(visits: list[Visit], start: datetime, *, made: bool) -> Visit | None:
    """
    The visit that is meant; none where it is not there yet.

    A cell with a day alone means the visit of the day. A visit that was made at another time than it was planned for
    is that of the plan, where the plan has one on the day; one of which the day alone was known gets its time.

    Args:
        visits: Those of the day that come into question.
        start: What the cell says.
        made: Whether the row is about a visit that was made.

    Raises:
        ValidationError: If it may be one of several.
    """
    exact = [visit for visit in visits if to_the_second(visit.start) == to_the_second(start)]
    if exact:
        return _the_only(exact, "owner", _("Several people were there; name the visitor."))
    if visits and is_day(start):
        several = _("There are several visits on this day; give the time of the one that is meant.")
        return _the_only(visits, "start", several)
    open_yet = [visit for visit in visits if visit.status == Visit.Status.PLANNED or _lacks_time(visit)]
    return open_yet[0] if made and len(open_yet) == 1 else None


def _is_off(visit: Visit) -> bool:
    return visit.status == Visit.Status.CANCELLED


def _lacks_time(visit: Visit) -> bool:
    return visit.status == Visit.Status.COMPLETED and is_day(visit.start)


def _the_only(found: list[Visit], column: str, several: str) -> Visit:
    if len(found) > 1:
        raise ValidationError({column: several})
    return found[0]
