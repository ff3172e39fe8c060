"""
How a customer stands against the cadence, in words and signs.
"""

from collections.abc import Iterable
from typing import Any

from attrs import frozen
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from visitcore import Policy, UnknownNameError
from visitcore.explain.clauses import clause_in_words
from visitcore_django.admin.wording import named, sentences
from visitcore_django.desk.wording import say
from visitcore_django.models import Customer, DueStatus
from visitcore_django.models.language import between, lang
from visitcore_django.policies import running
from visitcore_django.sheets.customers_told import CASE, stands
from visitcore_django.sheets.figures import figure_word

SIGNS = {
    DueStatus.MET: "✓",
    DueStatus.DUE: "!",
    DueStatus.OVERDUE: "✗",
    DueStatus.EXCUSED: "–",
    DueStatus.UNDETERMINED: "?",
    DueStatus.NOT_APPLICABLE: "·",
}
"""The sign beside each status, so that no colour is needed."""

REQUIRED = "grading.required"
"""Key of the figures without which no grade is given."""


@frozen
class Lack:
    """
    Something that is missing, so that it cannot be told whether a visit is due.

    Attributes:
        what: What is missing.
        todo: What to do about it.
        name: What people call it, where that is all there is to say.
    """

    what: str
    todo: str
    name: str = ""


def badge(status: str, label: str) -> SafeString:
    """
    A status as a word with its sign.
    """
    sign = SIGNS.get(status, "·")  # type: ignore[call-overload]
    return format_html(
        '<span class="visitcore-status visitcore-{}"><span aria-hidden="true">{}</span> {}</span>', status, sign, label
    )


def standing(row: Customer) -> SafeString:
    """
    How a customer stands, with its sign; for one who is not active, or was never looked at, only that.
    """
    return badge(row.due_status or "none", stands(row))


def clause(rule: str, policy: Policy | None) -> SafeString | str:
    """
    The number of a rule; where it stands and what it says come up when one points at it.
    """
    if policy is None or not rule:
        return rule
    try:
        found = policy.rule(rule)
    except UnknownNameError:
        return rule
    where = f"{found.document.in_(lang())} {clause_in_words(found.clause).in_(lang())}"
    return format_html('<span title="{}: {}">{}</span>', where, say(found.text), rule)


def lacks(missing: Iterable[str]) -> list[Lack]:
    """
    What is missing, and what to do about each.
    """
    return [_lack(name) for name in missing if name]


def lacks_in_short(missing: Iterable[str]) -> str:
    """
    What is missing, in as few sentences as it takes.
    """
    found = lacks(missing)
    told = [lack.what for lack in found if not lack.name]
    names = [lack.name for lack in found if lack.name]
    return sentences(*told, *([_unknown(between().join(names))] if names else []))


def _lack(name: str) -> Lack:
    case = CASE.search(name)
    if case is not None:
        said: dict[str, Any] = {"what": named(case["name"]), "value": named(case["value"])}
        return Lack(
            _("The policy knows no “%(value)s” as %(what)s.") % said,
            _("Correct it on the customer's page, or have the policy say how often such a customer is visited."),
        )
    if "." in name:
        return Lack(
            _("The document gives no number (%(key)s).") % {"key": name},
            _("Have the company's own policy set it; until then nothing is made up."),
        )
    if name == "cohort_sales":
        return Lack(
            _("No customer has all the figures yet that a place in the group is worked out from."),
            _("Fill in for the customers of the round: %(figures)s; then work it out again.") % {"figures": _whole()},
        )
    if name == "since":
        return Lack(
            _("It is not known since when this is a customer, and no visit is recorded."),
            _("Fill in “customer since” on the customer's page."),
        )
    called = figure_word(name)
    todo = _("Fill it in on the customer's page; what has no field there is recorded as a figure.")
    return Lack(_unknown(called), todo, called)


def _unknown(names: str) -> str:
    return _("Not known: %(what)s.") % {"what": names}


def _whole() -> str:
    """
    The figures without which the policy of today gives no grade.
    """
    held = running(timezone.localdate()).policy.on(timezone.localdate()).find(REQUIRED)
    return between().join(figure_word(str(name)) for name in (held.value if held is not None else ()))
