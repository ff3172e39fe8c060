"""
What was decided about a row: the last decision with its reasons, earlier ones, and who approved or returned it.
"""

from typing import Any

from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from visitcore_django.admin.buttons import Panel
from visitcore_django.admin.why import why_recorded
from visitcore_django.admin.wording import named_all
from visitcore_django.models import Approval, DecisionRecord
from visitcore_django.models.base import about
from visitcore_django.models.naming import person_name


def why_panels(row: Model, *names: str) -> list[Panel]:
    """
    The last decision of each name about a row, with its reasons.

    Args:
        row: The row.
        names: Names of decisions; those that were not taken are left out.
    """
    rows = DecisionRecord.objects.filter(**about(row), name__in=names).order_by("-recorded_at", "-pk")
    last: dict[str, DecisionRecord] = {}
    for record in rows:
        last.setdefault(record.name, record)
    return [Panel(_("Why"), why_recorded(last[name])) for name in names if name in last]


def needed_in_words(approval: Approval) -> str:
    """
    The roles of the policy of which one decides, or that whoever has the right does.
    """
    return named_all(approval.needs) or _("whoever has the right and looks after it")


def approvals_panel(row: Model) -> list[Panel]:
    """
    Who was asked, and what they said; nothing where nobody was.
    """
    asked = list(
        Approval.objects.filter(**about(row))
        .select_related("requested_by", "decided_by", "on_behalf_of")
        .order_by("-requested_at", "-pk")
    )
    if not asked:
        return []
    told: list[dict[str, Any]] = [
        {
            "row": one,
            "needs": needed_in_words(one),
            "asked": person_name(one.requested_by),
            "decided": person_name(one.decided_by),
            "other": person_name(one.on_behalf_of),
        }
        for one in asked
    ]
    return [Panel(_("Approvals"), render_to_string("visitcore/approvals.html", {"approvals": told}))]
