"""
Sweeps of any day.
"""

from datetime import date

from visitcore_django.sweep.job import Job
from visitcore_site.days import at


def on(day: date, hour: int = 10) -> Job:
    """
    The sweep of a day, at an hour of it.
    """
    return Job.of(day, at(day, hour), size=100)
