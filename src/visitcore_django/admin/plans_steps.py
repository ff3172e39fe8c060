"""
The steps of a plan as buttons: draft the month, hand it in, take it back, answer.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from visitcore_django import desk
from visitcore_django.admin.answers import answer_buttons, is_forged
from visitcore_django.admin.buttons import Button
from visitcore_django.admin.lines import in_lines
from visitcore_django.admin.policy_forms import PolicyAdmin
from visitcore_django.desk.purposes import purposes_of
from visitcore_django.desk.wording import say
from visitcore_django.models import VisitPlan


class PlanSteps(PolicyAdmin):
    """
    What can be done with a plan, and what is said of it.
    """

    def buttons(self, request: HttpRequest, row: VisitPlan) -> list[Button]:
        """
        What the owner may do with it now, or the one who approves it.
        """
        found = answer_buttons(request, row)
        if row.owner_id != request.user.pk or not request.user.has_perm("visitcore_django.change_visitplan"):
            return found
        if row.state in desk.OPEN_PLANS:
            again = row.state == VisitPlan.State.RETURNED
            name, label = ("resubmit", _("Hand in again")) if again else ("submit", _("Hand in"))
            found.append(Button(name="draft", label=_("Draft the month"), do=_draft))
            found.append(Button(name=name, label=label, do=_submit, main=True))
        if row.state == VisitPlan.State.SUBMITTED:
            found.append(Button(name="withdraw", label=_("Take back"), do=_withdraw))
        return found

    def may_press(self, request: HttpRequest, row: Any, name: str) -> bool:
        """
        A forged answer is refused, and so is handing in another's plan.
        """
        mine = name in {"draft", "submit", "resubmit", "withdraw"}
        return not is_forged(request, row, name) and not (mine and row.owner_id != request.user.pk)


def _submit(request: HttpRequest, row: VisitPlan) -> str:
    desk.submit_plan(row, by=request.user, token=request.POST.get("token") or None)
    return _("Handed in.")


def _withdraw(request: HttpRequest, row: VisitPlan) -> str:
    desk.withdraw_plan(row, by=request.user, token=request.POST.get("token") or None)
    return _("Taken back; it counts as not handed in.")


def _draft(request: HttpRequest, row: VisitPlan) -> str:
    told = desk.draft_month(row, by=request.user, token=request.POST.get("token") or None)
    if told.unfitted:
        lines = [(one.customer.name or one.customer.code, say(one.why)) for one in told.unfitted]
        messages.warning(request, in_lines(_("These find no place:"), lines))
    if told.provisional:
        messages.info(request, _("Provisional: the working days of this month are not announced yet."))
    if told.waiting:
        words = ngettext(
            "%(count)d visit that is due later is left for the months to come.",
            "%(count)d visits that are due later are left for the months to come.",
            told.waiting,
        )
        messages.info(request, words % {"count": told.waiting})
    if told.planned and purposes_of(row.month):
        messages.info(request, _("What they are for is yours to say: choose a purpose for each in the plan."))
    words = ngettext("%(count)d visit put into the plan.", "%(count)d visits put into the plan.", told.planned)
    return words % {"count": told.planned}
