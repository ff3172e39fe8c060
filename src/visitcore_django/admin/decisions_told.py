"""
A recorded decision told in full: in plain data for an auditor, and with the days that were laid over the calendar.
"""

from collections.abc import Iterator
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from visitcore_django.admin.buttons import Panel
from visitcore_django.desk.shared_facts import ChangedFactsError, brought_back
from visitcore_django.models import DecisionRecord, PolicyVersion


def in_json(row: DecisionRecord) -> dict[str, Any]:
    """
    A record in plain data, such that anybody can take the decision again.
    """
    return {
        "record": row.pk,
        "about": {"table": row.subject_kind, "number": row.subject_id},
        "customer": None if row.customer is None else row.customer.code,
        "recorded_at": row.recorded_at.isoformat(),
        "by": None if row.by is None else row.by.get_username(),
        "decision": row.name,
        "facts": facts_of(row),
        "answer": row.answer,
        "told": {"en": row.told_en, "zh": row.told_zh},
        "policy": {
            "name": row.policy_name,
            "hash": row.policy_hash,
            "version": row.policy_version_id,
            "file": None if row.policy_version is None else row.policy_version.toml,
        },
        "company_days": row.calendar,
        "earlier_policies": list(_earlier(row)),
        "seal": row.seal,
    }


def facts_of(row: DecisionRecord) -> Any:
    """
    The facts of a record with what is kept once for many; as they stand where that was changed.
    """
    try:
        return brought_back(row.facts)
    except ChangedFactsError:
        return row.facts


def _earlier(row: DecisionRecord) -> Iterator[dict[str, Any]]:
    """
    The policies that ran before, with their files, where the decision looked back on their days.
    """
    files = dict(
        PolicyVersion.objects.filter(pk__in=[told["version"] for told in row.earlier]).values_list("pk", "toml")
    )
    for told in row.earlier:
        yield {**told, "file": files.get(told["version"])}


def days_panels(row: DecisionRecord) -> Iterator[Panel]:
    """
    The company days that were laid over the calendar; nothing where there were none.
    """
    if row.calendar:
        heads = [_("Day"), _("works"), _("Reason")]
        rows = [("", [day, _("yes") if works else _("no"), reason]) for day, works, reason in row.calendar]
        body = render_to_string("visitcore/table.html", {"heads": heads, "rows": rows})
        yield Panel(_("Company days laid over the calendar"), body)
