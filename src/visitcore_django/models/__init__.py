"""
The tables: columns and constraints, and no rule.
"""

from visitcore_django.models.approvals import Approval
from visitcore_django.models.base import AppendOnlyError, StaleError
from visitcore_django.models.callbacks import CallBack, CallbackMatter
from visitcore_django.models.complaints import Complaint, ComplaintEvent
from visitcore_django.models.credit import CreditAccount, LedgerEntry, ShipmentRequest
from visitcore_django.models.customer import FAR, Customer, CustomerFigure, DueStatus
from visitcore_django.models.decision import DecisionRecord, SharedFacts
from visitcore_django.models.deed import Deed
from visitcore_django.models.desk import Desk
from visitcore_django.models.gifts import Gift, GiftItem, StockMovement
from visitcore_django.models.grading import GradeAssessment, GradingRound
from visitcore_django.models.hospitality import MealRequest, MealSettlement
from visitcore_django.models.people import Delegation, GroupRole, Membership, Team
from visitcore_django.models.policy import CalendarDay, PolicyVersion
from visitcore_django.models.reminders import Reminder, SweepRun
from visitcore_django.models.reports import Promise, VisitReport
from visitcore_django.models.visits import Excuse, Visit, VisitPlan

__all__ = [
    "FAR",
    "AppendOnlyError",
    "Approval",
    "CalendarDay",
    "CallBack",
    "CallbackMatter",
    "Complaint",
    "ComplaintEvent",
    "CreditAccount",
    "Customer",
    "CustomerFigure",
    "DecisionRecord",
    "Deed",
    "Delegation",
    "Desk",
    "DueStatus",
    "Excuse",
    "Gift",
    "GiftItem",
    "GradeAssessment",
    "GradingRound",
    "GroupRole",
    "LedgerEntry",
    "MealRequest",
    "MealSettlement",
    "Membership",
    "PolicyVersion",
    "Promise",
    "Reminder",
    "SharedFacts",
    "ShipmentRequest",
    "StaleError",
    "StockMovement",
    "SweepRun",
    "Team",
    "Visit",
    "VisitPlan",
    "VisitReport",
]
