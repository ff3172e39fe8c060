"""
Who reviews by the policy: the roles that its flow names.
"""

from datetime import date

from visitcore.blocks.flow import Flow
from visitcore_django.policies import running

PASSES = ("approve", "review", "confirm")
"""What the move is called that lets a plan or a report pass."""


def reviewers(key: str, day: date) -> tuple[str, ...]:
    """
    The roles of which one approves what runs through a flow; none where the policy names nobody.

    Args:
        key: Key of the flow, e.g. ``plans.flow``.
        day: The governing day.
    """
    held = running(day).policy.on(day).find(key)
    if held is None or not isinstance(held.value, Flow):
        return ()
    moves = [move for move in held.value.moves if move.name in PASSES]
    return moves[0].by if moves else ()
