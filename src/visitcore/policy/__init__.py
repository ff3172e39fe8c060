"""
What the company wrote down: dated values, each with the rules it rests on.
"""

from visitcore.policy.dated import Dated, Origin
from visitcore.policy.history import History
from visitcore.policy.pack import Pack, Settings
from visitcore.policy.policy import Policy, Rulebook
from visitcore.policy.rule import Rule, Strength

__all__ = ["Dated", "History", "Origin", "Pack", "Policy", "Rule", "Rulebook", "Settings", "Strength"]
