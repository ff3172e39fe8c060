"""
How far what somebody asks for has come: a word with its sign, and beside what the rules refuse the rule that is broken.
"""

from collections.abc import Collection
from contextlib import suppress
from typing import Any

from django.utils.safestring import SafeString

from visitcore.policy.rule import Strength
from visitcore_django.admin.due_words import badge
from visitcore_django.admin.laid import LaidList
from visitcore_django.models import DecisionRecord
from visitcore_django.models.language import lang

REFUSED = "refused"
LOOKS = {
    **dict.fromkeys(("draft", "requested", "referred", "claimed"), "due"),
    **dict.fromkeys(("returned", "unapproved", REFUSED), "overdue"),
    **dict.fromkeys(("approved", "given", "released", "settled", "paid"), "met"),
}
"""Which status of the due list a state looks like; none where it does not stand here."""


def state_badge(row: Any) -> SafeString:
    """
    The state with its sign.
    """
    return badge(LOOKS.get(row.state, "none"), row.get_state_display())


def there_are(row: Any, *fields: str | tuple[str, str]) -> tuple[str, ...]:
    """
    The fields of a page that say something.

    Args:
        row: The row; ``None`` for a new one, of which nothing can be said yet.
        fields: A field that always stands there, or one with the column without which it does not: an empty one, or
            one that nobody knows.
    """
    asked = [(one, "") if isinstance(one, str) else one for one in fields]
    return tuple(name for name, column in asked if not column or _says(getattr(row, column, None)))


def broken(row: Any) -> str:
    """
    What a row that the rules refuse does not keep, in words with each rule; empty where they do not refuse it.
    """
    if not hasattr(row, "broken"):
        lay_beside([row])
    said: str = row.broken
    return said


def lay_beside(rows: Collection[Any]) -> None:
    """
    Look up at once why the rules refuse those of some rows of a table that they refuse.
    """
    refused = {row.pk: row for row in rows if row.state == REFUSED}
    for row in rows:
        row.broken = ""
    if not refused:
        return
    kind = next(iter(refused.values()))._meta.model_name
    found = DecisionRecord.objects.filter(subject_kind=kind, subject_id__in=refused, verdict=REFUSED)
    for record in found.only("subject_id", "answer").order_by("recorded_at", "pk"):
        with suppress(AttributeError, KeyError, TypeError, ValueError):  # altered into no answer, which replay tells
            refused[record.subject_id].broken = _broken(record.answer)


class RefusedList(LaidList):
    """
    The rows of one page, with why the rules refuse some.
    """

    def lay_beside(self, rows: Collection[Any]) -> None:
        """
        Look up why some are refused.
        """
        lay_beside(rows)


def _says(value: Any) -> bool:
    """
    Whether a column says something; a no does.
    """
    return value is False or value not in (None, "", 0)


def _broken(answer: dict[str, Any]) -> str:
    """
    The findings of a recorded answer that break a binding rule.
    """
    zh = lang() == "zh"
    told: dict[str, list[str]] = {}
    for finding in answer.get("findings", ()):
        if finding["holds"] is False and Strength(finding["strength"]).binds:
            told.setdefault(finding["message"][lang()], []).append(finding["rule"])
    lines = [f"{says}（{'、'.join(rules)}）" if zh else f"{says} ({', '.join(rules)})" for says, rules in told.items()]
    return ("；" if zh else "; ").join(lines)
