"""
Drafts a visit plan from what is due.
"""

from visitcore.planner.demand import Demand, demands
from visitcore.planner.draft import Plan, PlannedVisit, Unfitted, draft_plan
from visitcore.planner.frame import Frame

__all__ = ["Demand", "Frame", "Plan", "PlannedVisit", "Unfitted", "demands", "draft_plan"]
