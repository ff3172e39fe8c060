"""
What is said of a claim: beside what was approved, what the rules pay of it, what came of it, and what can be claimed.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from visitcore import Decision, VisitcoreError
from visitcore_django.admin.buttons import Panel
from visitcore_django.admin.history import why_panels
from visitcore_django.admin.meal_words import missing_words
from visitcore_django.admin.why import why
from visitcore_django.admin.wording import error_in_words, named_all
from visitcore_django.desk.errors import DeskError
from visitcore_django.desk.meal_rules import spent_per_person, weigh_claim
from visitcore_django.desk.settlements import ALL_THE_SAME, signers
from visitcore_django.models import MealRequest, MealSettlement
from visitcore_django.models.money import money
from visitcore_django.people.scope import visible

State = MealSettlement.State
DECISION = "settle_meal"
MOST = 20
"""Meals that are offered by name."""


def settlement_panels(row: MealSettlement) -> Iterator[Panel]:
    """
    The claim beside the meal as it was approved, then why it is paid or not: as it was recorded, or as things stand.
    """
    try:
        as_meal, as_claim = weigh_claim(row)
    except (DeskError, VisitcoreError) as error:
        yield Panel(_("What the rules pay"), error_in_words(error))
        return
    told = {"said": paid_in_words(row, as_claim), "heads": _heads(), "rows": list(_lines(row, as_meal))}
    yield Panel(_("As approved and as claimed"), render_to_string("visitcore/compared.html", told))
    yield from why_panels(row, DECISION) or [Panel(_("Why, as things stand"), why(as_claim))]


def paid_in_words(row: MealSettlement, decision: Decision[Any]) -> str:
    """
    What the rules pay of a claim, in a sentence; empty where it is decided, or there is no bill to pay.
    """
    told = decision.outcome
    if row.paid is not None or told is None:
        return ""
    if told.reimbursed is None:
        lacks = missing_words(decision.missing)
        return _("What the rules pay cannot be told yet; still missing: %(what)s.") % {"what": lacks}
    currency = row.meal.currency
    said = {name: money(getattr(told, name), currency) for name in ("reimbursed", "claimed", "unpaid")}
    if told.unpaid:
        return _("By the rules %(reimbursed)s of %(claimed)s is paid, and %(unpaid)s is not.") % said
    return _("By the rules %(reimbursed)s of %(claimed)s is paid.") % said


def claimable(rows: QuerySet[Any], today: date) -> QuerySet[Any]:
    """
    Those of some meals whose cost can be claimed and paid: approved, held, and not claimed yet.
    """
    return rows.filter(state=MealRequest.State.APPROVED, on__lte=today, settlement=None)


def claimable_panel(person: Any, today: date) -> Panel:
    """
    Those that somebody sees, each leading to a claim that begins with its figures.
    """
    found = (
        claimable(visible(MealRequest.objects.all(), person), today)
        .select_related("customer")
        .order_by("-on", "-pk")[:MOST]
    )
    add = reverse("admin:visitcore_django_mealsettlement_add")
    rows = [
        (f"{add}?meal={meal.pk}", [str(meal.customer), f"{meal.on}", meal.restaurant, money(meal.bill, meal.currency)])
        for meal in found
    ]
    heads = [_("customer"), _("day of the meal"), _("restaurant"), _("bill")]
    none = _("None: a meal is claimed once it is approved and has been held.")
    body = render_to_string("visitcore/table.html", {"heads": heads, "rows": rows}) if rows else none
    return Panel(_("Meals whose cost can be claimed"), body)


def tell_settled(request: HttpRequest, done: MealSettlement) -> None:
    """
    Say what came of settling a claim.
    """
    said = {
        "paid": money(done.paid, done.meal.currency),
        "rule": done.rule,
        "who": named_all(",".join(signers(done))),
    }
    if done.state == State.PAID:
        messages.success(request, _("Settled: %(paid)s is paid.") % said)
    elif done.state == State.REFUSED and done.meal.state != MealRequest.State.APPROVED:
        messages.error(request, _("The meal was not approved; nothing is paid, by %(rule)s.") % said)
    elif done.state == State.REFUSED:
        messages.error(request, _("Nothing is paid, by %(rule)s.") % said)
    elif ALL_THE_SAME in done.missing.split(","):
        messages.warning(
            request,
            _(
                "Not paid: %(rule)s is broken, and the policy does not say what follows. Whoever signs (%(who)s)"
                " may sign that it is paid all the same; or correct the claim."
            )
            % said,
        )
    elif done.missing:
        what = missing_words(done.missing.split(","))
        messages.warning(request, _("Not settled; still missing: %(what)s.") % {"what": what})
    else:
        messages.warning(request, _("Not settled yet; it is to be signed first (%(who)s).") % said)


def _heads() -> list[str]:
    return ["", _("as approved"), _("as claimed"), _("difference")]


def _lines(row: MealSettlement, decision: Decision[Any]) -> Iterator[list[str]]:
    """
    What was approved, what is claimed and by how much it is more or less; then the cap, and what is over it.
    """
    meal = row.meal
    told: Any = decision.outcome
    amounts: tuple[tuple[Any, Decimal | None, Decimal | None], ...] = (
        (_("bill"), meal.bill, row.bill),
        (_("drinks and fruit"), meal.drinks, row.drinks),
        (_("per person"), meal.per_person, spent_per_person(told)),
    )
    numbers = (
        (_("guests"), meal.customers, row.customers),
        (_("diners of the company"), meal.company_diners, row.company_diners),
    )
    for label, before, now in amounts:
        yield [label, money(before, meal.currency), money(now, meal.currency), _more(before, now, meal.currency)]
    for name, planned, came in numbers:
        yield [name, "" if planned is None else f"{planned}", f"{came}", _more(planned, came)]
    yield [_("cap per person"), money(meal.cap, meal.currency), money(told.cap, meal.currency), ""]
    yield [_("cap for everybody"), "", money(told.limit, meal.currency), ""]
    over = money(meal.excess, meal.currency), money(told.excess, meal.currency)
    yield [_("over the cap"), *over, _more(meal.excess, told.excess, meal.currency)]


def _more(before: Any, now: Any, currency: str | None = None) -> str:
    """
    By how much something is more or less than before; empty where it is neither, or is not known.
    """
    if before is None or now is None or before == now:
        return ""
    by = f"{abs(now - before)}" if currency is None else money(abs(now - before), currency)
    return f"{'+' if now > before else '−'}{by}"
