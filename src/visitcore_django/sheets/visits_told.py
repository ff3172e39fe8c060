"""
What a sheet of visits says of each visit besides: whether a plan holds it, and how far its report is.
"""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore_django.facts.plans import holds
from visitcore_django.models import Visit, VisitReport
from visitcore_django.sheets.widgets_words import NamedWidget

PLAN_WORDS = {True: gettext_lazy("within the plan"), False: gettext_lazy("outside the plan")}
"""What a visit is called that a plan holds, and one that none holds."""


def marked(visit: Visit) -> str | None:
    """
    Within the plan, or what the policy calls a visit that no plan holds; nothing before there is one.
    """
    if visit.mark:
        return str(NamedWidget().render(visit.mark))
    return None if visit._state.adding else str(PLAN_WORDS[holds(visit)])


def reported(visit: Visit) -> str | None:
    """
    How far the report is.
    """
    report: VisitReport | None = getattr(visit, "report", None)
    if report is None:
        return _("none yet") if visit.pk and visit.status == Visit.Status.COMPLETED else None
    return report.get_state_display()


def over_days(visit: Visit, place: int) -> list[str]:
    """
    That a visit lasts over several days, which may be a slip; nothing of one that is over by midnight.

    Args:
        visit: The visit.
        place: Number of its row as a spreadsheet program shows it.
    """
    if visit.end is None or timezone.localdate(visit.end) <= timezone.localdate(visit.start):
        return []
    said = {"row": place, "start": _moment(visit.start), "end": _moment(visit.end)}
    words = _("Row %(row)s: this visit lasts from %(start)s to %(end)s, over several days; mend it if that is a slip.")
    return [words % said]


def another(visit: Visit, others: Iterable[Visit], place: int) -> list[str]:
    """
    That the visitor was there on that day already; nothing where he was not.

    Args:
        visit: The visit, which is new.
        others: Those to the customer on its day.
        place: Number of its row as a spreadsheet program shows it.
    """
    same = (other for other in others if (other.owner, other.status) == (visit.owner, visit.status))
    other = next(same, None)
    if other is None:
        return []
    words = _("Row %(row)s: a visit of the same person is there at %(when)s; this is taken as another one.")
    return [words % {"row": place, "when": _moment(other.start)}]


def strange_purpose(text: str) -> str:
    """
    That the policy does not know a purpose.
    """
    return _("“%(text)s” is no purpose that the policy knows; it is kept as it is written.") % {"text": text}


def _moment(when: datetime) -> str:
    return f"{timezone.localtime(when):%Y-%m-%d %H:%M}"
