"""
The parts of a sweep in their order.
"""

from collections.abc import Callable

from visitcore_django.sweep.approvals import approvals
from visitcore_django.sweep.customers import customers
from visitcore_django.sweep.duties import duties
from visitcore_django.sweep.ends import day_end, month_end
from visitcore_django.sweep.job import Job, Step
from visitcore_django.sweep.papers import promises, reports, unreported
from visitcore_django.sweep.plans import plans
from visitcore_django.sweep.service import callbacks, complaints
from visitcore_django.sweep.visits import visits

PARTS: tuple[tuple[str, Callable[[Job, int], Step]], ...] = (
    ("customers", customers),
    ("visits", visits),
    ("plans", plans),
    ("reports", reports),
    ("unreported", unreported),
    ("promises", promises),
    ("complaints", complaints),
    ("callbacks", callbacks),
    ("approvals", approvals),
    ("month_end", month_end),
    ("day_end", day_end),
    ("duties", duties),
)
"""Each takes one step after a key and says how far it has come; a sweep that was broken off goes on with the next."""
