"""
What the rules say of a meal, in ready words for a page: its cap, what is over it, the verdict, and who approves.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from attrs import frozen
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _

from visitcore import Decision, Finding, Verdict, VisitcoreError, explain
from visitcore.ground.text import Text
from visitcore.rules.meal_diners import FIXED, IN_PROPORTION
from visitcore_django.admin.policy_field import clause_of
from visitcore_django.admin.wording import error_in_words, joined, named_all
from visitcore_django.desk.errors import DeskError
from visitcore_django.desk.meal_rules import (
    CAP,
    approvers,
    currency_of_meals,
    report_lacks,
    spent_per_person,
    weigh_meal,
)
from visitcore_django.desk.wording import say
from visitcore_django.models import Customer, MealRequest
from visitcore_django.models.language import between, lang
from visitcore_django.models.money import money

CHOSEN = "organisation"
"""What the form asks for by itself: the customer."""
DINERS = (FIXED, IN_PROPORTION)
_COLUMNS = {"time": "starts_at", "organisation": "customer", "standard": "occasion"}
_ROOMS = {"meal": MealRequest, "filing": Customer, "case": None}


@frozen(kw_only=True)
class Weighed:
    """
    A meal as the rules see it, in words.

    Attributes:
        verdict: The verdict by name, for the style.
        headline: The verdict in words.
        breaches: What is not kept, each with its clause.
        lines: Further figures: what they are, and what they come to.
        notes: What is still missing or cannot be read.
        why: Every finding.
    """

    verdict: str = ""
    headline: str = ""
    breaches: Sequence[str] = ()
    lines: Sequence[tuple[str, str]] = ()
    notes: Sequence[str] = ()
    why: str = ""


def weighed(meal: MealRequest, faults: Sequence[str] = (), *, at: datetime | None = None) -> Weighed:
    """
    What the rules say of a meal as it is being written.

    Args:
        meal: The meal; it need not be saved, nor complete.
        faults: What was typed and cannot be read.
        at: The instant; now where left out.
    """
    try:
        decision = weigh_meal(meal, at=at)
        refused = decision.verdict is Verdict.REFUSED
        lacks = [] if refused else [name for name in report_lacks(meal, recorded=False) if name != CHOSEN]
        currency, who = currency_of_meals(meal), approvers(meal)
    except (DeskError, VisitcoreError) as error:
        return Weighed(verdict=Verdict.UNDETERMINED.value, headline=error_in_words(error), notes=faults)
    missing = missing_words([*decision.missing, *(name for name in lacks if name not in decision.missing)])
    verdict = Verdict.UNDETERMINED if lacks else decision.verdict
    return Weighed(
        verdict=verdict.value,
        headline=say(verdict.label),
        breaches=[_breach(one) for one in decision.findings if one.breaks],
        lines=_lines(decision, currency, who),
        notes=[*([_("Still missing: %(what)s") % {"what": missing}] if missing else []), *faults],
        why=explain(decision, lang()),
    )


def missing_words(names: Iterable[str]) -> str:
    """
    What is missing, by the labels of the form; a key of the policy stays as it is.
    """
    return between().join(dict.fromkeys(_label(name) for name in names if name))


def _breach(finding: Finding) -> str:
    return f"{say(finding.says)} – {clause_of(finding.against, finding.rule.id)}"


def _label(name: str) -> str:
    room, _dot, column = name.rpartition(".")
    model: Any = _ROOMS.get(room, MealRequest) if room in ("", *_ROOMS) else None
    if model is not None:
        try:
            label = str(model._meta.get_field(_COLUMNS.get(column, column)).verbose_name)
            where = _("%(what)s (on the customer's page, under “Customer file”)")
            return where % {"what": label} if model is Customer else label
        except FieldDoesNotExist:
            pass
    return say(Text(name, name))


def _lines(decision: Decision[Any], currency: str, who: Sequence[str]) -> list[tuple[str, str]]:
    told: Any = decision.outcome
    at_cap = [one for one in decision.findings if one.against.key == CAP]
    lines = [
        (_("Cap per person"), money(told.cap, currency)),
        (_("Cap for everybody"), money(told.limit, currency)),
        (_("Spent per person"), money(spent_per_person(told), currency)),
        (_("Over the cap"), money(told.excess, currency) if told.excess else ""),
        (_("On vouchers"), _("yes, there is no bill") if told.vouchers else ""),
        (_("Diners of the company at most"), _diners(decision)),
        (_("Who approves"), "" if decision.verdict is Verdict.REFUSED else named_all(",".join(who))),
        (_("By clause"), clause_of(at_cap[0].against, at_cap[0].rule.id) if at_cap else ""),
    ]
    return [(label, value) for label, value in lines if value]


def _diners(decision: Decision[Any]) -> str:
    """
    The number that binds; what is only advised, and is less, stands beside it.
    """
    held = [one for one in decision.findings if one.against.key in DINERS and one.limit is not None]
    binding = min((int(one.limit) for one in held if one.strength.binds), default=None)
    advised = min((int(one.limit) for one in held if not one.strength.binds), default=None)
    if advised is None or (binding is not None and advised >= binding):
        return "" if binding is None else f"{binding}"
    advice = _("%(number)s (advice)") % {"number": advised}
    return advice if binding is None else joined(f"{binding}", advice)
