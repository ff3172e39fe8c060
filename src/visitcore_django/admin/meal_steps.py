"""
The steps of a meal as buttons: ask, answer, make up the papers, claim, call off.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from visitcore_django import desk
from visitcore_django.admin.answers import answer_buttons
from visitcore_django.admin.asking import AskingAdmin
from visitcore_django.admin.buttons import Button
from visitcore_django.admin.meal_words import missing_words
from visitcore_django.admin.wording import named_all, sentences
from visitcore_django.desk.meal_rules import approvers
from visitcore_django.desk.meals import OPEN
from visitcore_django.facts.meals import is_held
from visitcore_django.models import MealRequest
from visitcore_django.models.money import money

State = MealRequest.State


class MealSteps(AskingAdmin):
    """
    What can be done with a meal, and what is said of it.
    """

    def tell(self, request: HttpRequest, row: MealRequest) -> None:
        """
        Say what came of asking for it.
        """
        said = {"who": named_all(row.next_by), "what": missing_words(row.missing.split(",")), "rule": row.rule}
        if row.state == State.REFUSED:
            messages.error(request, _refusal(row))
        elif row.state == State.DRAFT:
            messages.warning(request, _("It stays a draft; still missing: %(what)s.") % said)
        elif row.state == State.REQUESTED:
            messages.success(request, _("It waits for approval: %(who)s.") % said)
        elif row.state == State.APPROVED:
            messages.success(request, _("It is approved; the rules ask nobody."))

    def buttons(self, request: HttpRequest, row: MealRequest) -> list[Button]:
        """
        Ask, answer, make up the papers, claim, call off.
        """
        found = answer_buttons(request, row)
        works = request.user.has_perm(f"{self.opts.app_label}.change_mealrequest")
        claimed = hasattr(row, "settlement")
        if works and row.state in OPEN:
            found.append(Button(name="request", label=_("Ask for approval"), do=self._ask, main=True))
        if works and row.state == State.REFUSED and is_held(row, timezone.now()):
            found.append(Button(name="make_up", label=_("Make up the papers"), do=self._make_up))
        if (
            row.state == State.APPROVED
            and not claimed
            and row.on <= timezone.localdate()
            and request.user.has_perm(f"{self.opts.app_label}.add_mealsettlement")
        ):
            found.append(Button(name="claim", label=_("Claim the cost"), do=self._claim))
        if works and not claimed and row.state not in (State.SETTLED, State.CANCELLED):
            found.append(Button(name="cancel", label=_("Call off"), do=self._cancel))
        return found

    def _ask(self, request: HttpRequest, row: MealRequest) -> None:
        self.tell(request, desk.request_meal(row, by=request.user, token=request.POST.get("token") or None))

    def _make_up(self, request: HttpRequest, row: MealRequest) -> None:
        self.tell(request, desk.make_up_papers(row, by=request.user, token=request.POST.get("token") or None))

    def _cancel(self, request: HttpRequest, row: MealRequest) -> str:
        desk.cancel_meal(row, by=request.user)
        return _("Called off.")

    def _claim(self, request: HttpRequest, row: MealRequest) -> HttpResponse:
        add = reverse(f"admin:{self.opts.app_label}_mealsettlement_add")
        return HttpResponseRedirect(f"{add}?meal={row.pk}")


def _refusal(row: MealRequest) -> str:
    """
    That nobody was asked, why, and what can be done now.
    """
    said = {"rule": row.rule, "who": named_all(",".join(approvers(row)))}
    lines = [_("Not handed in: refused by the rules, %(rule)s.") % said]
    if row.excess and row.bill is not None:
        said |= {"over": money(row.excess, row.currency), "most": money(row.bill - row.excess, row.currency)}
        lines.append(_("It is %(over)s over the cap; lower the bill to %(most)s at most and ask again.") % said)
    else:
        lines.append(_("Correct what is not kept, told below, and ask again."))
    if is_held(row, timezone.now()):
        lines.append(_("The meal has been held: “Make up the papers” asks %(who)s.") % said)
    return sentences(*lines)
