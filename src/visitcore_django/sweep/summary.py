"""
What a sweep did, in words.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore_django.models import SweepRun
from visitcore_django.models.language import between

PARTS = {
    "customers": gettext_lazy("customers"),
    "visits": gettext_lazy("reminders of visits"),
    "plans": gettext_lazy("reminders of plans"),
    "reports": gettext_lazy("reminders of reports"),
    "unreported": gettext_lazy("reminders of reports not begun"),
    "promises": gettext_lazy("reminders of promises"),
    "complaints": gettext_lazy("reminders of complaints"),
    "callbacks": gettext_lazy("reminders of call-backs"),
    "approvals": gettext_lazy("reminders of approvals"),
    "month_end": gettext_lazy("end of the month"),
    "day_end": gettext_lazy("end of the day"),
    "duties": gettext_lazy("duties"),
    "telling": gettext_lazy("people told"),
}
COUNTS = {
    "seen": gettext_lazy("looked at"),
    "changed": gettext_lazy("changed"),
    "failed": gettext_lazy("failed"),
    "opened": gettext_lazy("opened"),
    "closed": gettext_lazy("closed"),
    "late": gettext_lazy("marked late"),
    "moved": gettext_lazy("moved on"),
    "accounts": gettext_lazy("accounts worked out"),
    "told": gettext_lazy("reminders told"),
    "messages": gettext_lazy("messages"),
}


def summary(run: SweepRun) -> Iterator[str]:
    """
    A line for the day, and one for each part that did something.
    """
    yield _("Swept %(day)s.") % {"day": run.on}
    by_part: dict[str, list[str]] = {}
    for key, number in run.counts.items():
        part, _dot, what = key.partition(".")
        by_part.setdefault(part, []).append(f"{COUNTS.get(what, what)} {number:,}")
    for part, counts in by_part.items():
        yield "  " + _("%(who)s: %(what)s") % {"who": PARTS.get(part, part), "what": between().join(counts)}
