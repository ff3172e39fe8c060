"""
The facts of a recorded decision as tables that people read.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from attrs import frozen
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore_django.admin.decision_people import with_names
from visitcore_django.admin.wording import named

LABELS = {
    "agreement": gettext_lazy("agreement"),
    "arranged_by": gettext_lazy("arranged by"),
    "at": gettext_lazy("moment"),
    "cadence": gettext_lazy("key of the cadence"),
    "end": gettext_lazy("end"),
    "events": gettext_lazy("events"),
    "excused": gettext_lazy("excused"),
    "excuses": gettext_lazy("excuses"),
    "figures": gettext_lazy("figures"),
    "for": gettext_lazy("for what"),
    "from": gettext_lazy("first day"),
    "id": gettext_lazy("number"),
    "invoices": gettext_lazy("invoices"),
    "key": gettext_lazy("key of the policy"),
    "kind": gettext_lazy("kind"),
    "known": gettext_lazy("known ones"),
    "month": gettext_lazy("month"),
    "on": gettext_lazy("day"),
    "owner": gettext_lazy("owner"),
    "papers": gettext_lazy("papers"),
    "plan": gettext_lazy("payment plan"),
    "purpose": gettext_lazy("purpose"),
    "receptionist": gettext_lazy("receptionist"),
    "since": gettext_lazy("customer since"),
    "start": gettext_lazy("start"),
    "status": gettext_lazy("status"),
    "times": gettext_lazy("how often"),
    "to": gettext_lazy("last day"),
    "until": gettext_lazy("until (excluded)"),
    "visible_at_receipt": gettext_lazy("visible at receipt"),
}
"""What facts are called where the words of the policy mean something else, or nothing."""
MOST = 100
"""Rows of one list that are shown; the JSON holds them all."""
_WORD = re.compile(r"[a-z][a-z0-9_]*")


@frozen(kw_only=True)
class Told:
    """
    One fact: a value, a group of facts, or a list of likes.

    Attributes:
        label: What it is called.
        value: What it says, where it is a single value.
        parts: The facts inside, where it is a group.
        heads: Headings of the columns, where it is a list.
        rows: The rows of the list.
        more: Rows that are left out.
    """

    label: str
    value: str = ""
    parts: "tuple[Told, ...]" = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    more: int = 0


def facts_told(facts: Mapping[str, Any]) -> tuple[Told, ...]:
    """
    Facts in plain data, as they are shown; what was not known is left out, but for the day of a group.
    """
    return tuple(_told(name, value) for name, value in facts.items() if value not in (None, [], {}, ""))


def facts_shown(facts: Any) -> SafeString:
    """
    The same as safe HTML, with people by their names; what somebody has put in the place of facts as it stands.
    """
    told = facts if isinstance(facts, Mapping) else {"facts": facts}
    return render_to_string("visitcore/facts.html", {"facts": facts_told(with_names(told))})


def label_of(name: str) -> str:
    """
    What a fact is called.
    """
    return str(LABELS[name]) if name in LABELS else named(name)


def _told(name: str, value: Any) -> Told:
    label = label_of(name)
    if isinstance(value, Mapping):
        return Told(label=label, parts=facts_told(value))
    if isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
        return _list(label, [one if isinstance(one, Mapping) else {"": one} for one in value])
    if isinstance(value, list):
        more = max(len(value) - MOST, 0)
        return Told(label=label, value=_between(_text(one) for one in value[:MOST]), more=more)
    return Told(label=label, value=_text(value))


def _list(label: str, rows: list[Mapping[str, Any]]) -> Told:
    known = [
        name
        for name in dict.fromkeys(name for row in rows for name in row)
        if any(_is_told(row.get(name)) for row in rows)
    ]
    shown = tuple(tuple(_cell(row.get(name)) for name in known) for row in rows[:MOST])
    heads = tuple(label_of(name) for name in known)
    return Told(label=label, heads=heads, rows=shown, more=max(len(rows) - MOST, 0))


def _is_told(value: Any) -> bool:
    return value not in (None, [], {}, "")


def _cell(value: Any) -> str:
    if isinstance(value, Mapping):
        return _between(f"{label_of(name)} = {_cell(part)}" for name, part in value.items() if _is_told(part))
    if isinstance(value, list):
        return _between(_cell(part) for part in value)
    return _text(value)


def _between(parts: Iterable[str]) -> str:
    return _("; ").join(parts)


def _text(value: Any) -> str:
    """
    A single value: yes and no in words, an instant at the place of the site, a name of the policy as people say it.
    """
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    text = str(value)
    moment = _moment(text)
    if moment is not None:
        return (
            f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if timezone.is_aware(moment) else f"{moment:%Y-%m-%d %H:%M}"
        )
    return named(text) if _WORD.fullmatch(text) else text


def _moment(text: str) -> datetime | None:
    try:
        return parse_datetime(text) if "T" in text else None
    except ValueError:
        return None
