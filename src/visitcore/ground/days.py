"""
Arithmetic on days, with the month-end rule decided once.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta


def add_months(day: date, months: int) -> date:
    """
    The same day number some months later, or the month's last day where it has no such number.

    >>> add_months(date(2023, 8, 31), 6)
    datetime.date(2024, 2, 29)
    """
    return day + relativedelta(months=months)


def month_end(day: date) -> date:
    """
    The last day of the month that holds *day*.
    """
    return day + relativedelta(day=31)


def days_between(first: date, last: date) -> int:
    """
    How many days *last* lies after *first*; negative where it lies before.
    """
    return (last - first).days


def as_local(moment: datetime, zone: ZoneInfo) -> datetime:
    """
    A timestamp in *zone*: an aware one is brought there, a naive one is taken as already local.
    """
    return moment.replace(tzinfo=zone) if moment.tzinfo is None else moment.astimezone(zone)


def local_day(moment: date, zone: ZoneInfo) -> date:
    """
    The calendar day of a day or timestamp, in *zone*.
    """
    return as_local(moment, zone).date() if isinstance(moment, datetime) else moment


def next_day(day: date) -> date:
    """
    The day after *day*.
    """
    return day + timedelta(days=1)
