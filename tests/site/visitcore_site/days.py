"""
The day on which the tests play.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Asia/Shanghai")
TODAY = date(2024, 6, 14)
NOW = datetime(2024, 6, 14, 10, 0, tzinfo=HERE)


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """
    An instant at the place of the tests.
    """
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=HERE)
