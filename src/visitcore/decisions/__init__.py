"""
What is answered: a verdict with its findings, never empty.
"""

from visitcore.decisions.decision import Decision, conclude
from visitcore.decisions.finding import Finding
from visitcore.decisions.verdict import Verdict
from visitcore.policy.policy import PolicyRef

__all__ = ["Decision", "Finding", "PolicyRef", "Verdict", "conclude"]
