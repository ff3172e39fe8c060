"""
The screens in the order of an office's day, for the menu and for the page that lists them.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import frozen
from django.utils.translation import gettext_lazy as _

APP = "visitcore_django"
GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_("Every day"), ("Desk", "Customer", "Approval", "Reminder")),
    (_("Visits"), ("Visit", "VisitPlan", "VisitReport", "Promise", "Excuse")),
    (_("Meals and gifts"), ("MealRequest", "MealSettlement", "Gift", "GiftItem", "StockMovement")),
    (_("Credit"), ("CreditAccount", "ShipmentRequest", "LedgerEntry")),
    (_("Complaints and call-backs"), ("Complaint", "CallbackMatter", "CallBack")),
    (_("Grades"), ("GradingRound", "GradeAssessment", "CustomerFigure")),
    (_("People"), ("Team", "Delegation", "GroupRole")),
    (_("Rules"), ("CalendarDay", "DecisionRecord", "SweepRun", "PolicyVersion")),
)
"""Headings, each with the names of its models; what is in none comes last."""


@frozen
class Group:
    """
    One heading with what a person may open under it.

    Attributes:
        title: The heading.
        entries: The entries, as the admin lists them.
    """

    title: Any
    entries: tuple[Mapping[str, Any], ...]


def grouped(entries: Iterable[Mapping[str, Any]]) -> list[Group]:
    """
    The entries that a person may open, under their headings; a heading with nothing under it is left out.
    """
    left = {entry["object_name"]: entry for entry in entries}
    groups = []
    for title, names in GROUPS:
        found = tuple(left.pop(name) for name in names if name in left)
        groups.append(Group(title, found))
    groups.append(Group(_("More"), tuple(left.values())))
    return [group for group in groups if group.entries]


def in_order(apps: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """
    The applications as the admin lists them for its menu, with the screens of the plugin in the order of the day.
    """
    for app in apps:
        if app["app_label"] == APP:
            app["models"] = [dict(entry) for group in grouped(app["models"]) for entry in group.entries]
    return apps
