"""
What stands below a policy version: what is wrong with it, what it changes, and for which customers.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from attrs import frozen
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore.explain.changes import change_in_words
from visitcore.explain.prose import policy_called
from visitcore.ground.errors import PolicyError
from visitcore.ground.span import last_day
from visitcore.policy.compare import Change
from visitcore_django.admin.buttons import Panel
from visitcore_django.admin.due_words import badge
from visitcore_django.admin.policies_form import in_html
from visitcore_django.desk.impact import Difference, Impact, Touched, difference, impact
from visitcore_django.models import DueStatus, PolicyVersion
from visitcore_django.models.language import lang
from visitcore_django.models.naming import person_name
from visitcore_django.policies import examined

MOST = 60
"""Changes that are shown at once; the others are folded away."""
_SILENT = gettext_lazy("the policy says nothing")


@frozen(kw_only=True)
class Told:
    """
    One change in words.

    Attributes:
        key: The key.
        label: What people call it.
        days: From when to when.
        gone, come: The lines that go and those that come.
        rules: Ids of the rules behind it.
    """

    key: str
    label: str
    days: str
    gone: tuple[str, ...]
    come: tuple[str, ...]
    rules: str


def panels_of(row: PolicyVersion, person: Any) -> Iterator[Panel]:
    """
    The panels of a version for somebody who looks at it.
    """
    if row.state != PolicyVersion.State.PUBLISHED:
        problems = examined(row.toml, row.name).problems
        if problems:
            told = {"problems": [in_html(one, row.toml) for one in problems]}
            yield Panel(_("What is wrong with it"), render_to_string("visitcore/policy_problems.html", told))
    try:
        held = difference(row)
    except PolicyError as error:
        told = {"problems": [in_html(one, row.toml) for one in error.problems]}
        yield Panel(_("It cannot be read any more"), render_to_string("visitcore/policy_problems.html", told))
        return
    yield _changes(held)
    yield _customers(impact(held, person, timezone.localdate()))


def _changes(held: Difference) -> Panel:
    rows = [_told(held, change) for change in held.changes]
    context = {
        "old": policy_called(held.old.policy.name).in_(lang()),
        "since": held.days.since,
        "last": last_day(held.days),
        "rows": rows[:MOST],
        "more": rows[MOST:],
        "total": len(rows),
    }
    return Panel(_("What changes"), render_to_string("visitcore/policy_changes.html", context))


def _told(held: Difference, change: Change) -> Told:
    words = change_in_words(change)
    layers = [*held.new.layers(change.key), *held.old.policy.layers(change.key)]
    label = next((history.label for history in layers if history.label is not None), None)
    return Told(
        key=change.key,
        label=change.key if label is None else label.in_(lang()),
        days=words.days.in_(lang()).strip(" （）()"),
        gone=tuple(line.in_(lang()) for line in words.gone),
        come=tuple(line.in_(lang()) for line in words.come),
        rules=", ".join(words.rules),
    )


def _customers(found: Impact | None) -> Panel:
    context: dict[str, Any] = {"found": found}
    if found is not None:
        context |= {
            "moves": [
                (_status(before), _status(after), count)
                for (before, after), count in sorted(found.moves.items(), key=lambda item: -item[1])
            ],
            "rows": [_row(one) for one in found.named],
            "kept": found.changed - found.moves.total(),
            "sample": found.every > 1,
        }
    return Panel(_("Whose visits it changes"), render_to_string("visitcore/policy_customers.html", context))


def _row(one: Touched) -> dict[str, Any]:
    return {
        "customer": one.customer,
        "owner": person_name(one.customer.owner),
        "url": reverse("admin:visitcore_django_customer_change", args=[one.customer.pk]),
        "before": _side(one.before),
        "after": _side(one.after),
        "rule": one.rule,
    }


def _side(due: Any) -> Sequence[Any]:
    """
    Status, progress and day of one side.
    """
    if due is None:
        return (_SILENT, "", None)
    return (_status(due.status), "" if due.owed is None else f"{due.done} / {due.owed}", due.next_due)


def _status(status: str) -> Any:
    return badge(status, str(DueStatus(status).label)) if status else _SILENT
