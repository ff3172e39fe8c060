"""
Days as instants: where the day of the site begins and ends.

Comparing with these instants needs no time zones of the database.
"""

from datetime import date, datetime, time

from django.utils import timezone


def midnight(day: date) -> datetime:
    """
    The instant at which a day begins.
    """
    return timezone.make_aware(datetime.combine(day, time.min))


def last_instant(day: date) -> datetime:
    """
    The last instant of a day.
    """
    return timezone.make_aware(datetime.combine(day, time.max))
