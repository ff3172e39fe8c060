"""
A decision in sentences; this room never sees a rule file or a fact.
"""

from visitcore.explain.contrast import contrast
from visitcore.explain.prose import explain

__all__ = ["contrast", "explain"]
