"""
The day on which the tests play.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Asia/Shanghai")
TODAY = date(2024, 6, 14)
NOW = datetime(2024, 6, 14, 10, 0, tzinfo=HERE)
LONG_BEFORE = datetime(2024, 1, 2, 9, 0, tzinfo=HERE)
"""When the visits are planned that the tests begin with."""


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """
    An instant at the place of the tests.
    """
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=HERE)
