"""
Gifts as facts: as what is given to a customer, and as a premium drawn from the store.
"""

from collections.abc import Iterable

import visitcore
from visitcore import Case, MoveRequest
from visitcore.codec.facts import structure_facts
from visitcore_django.models import Gift

PREMIUMS, DRAWING = "tables.premium_drawing", "gifts.drawing"
"""Keys of who may draw premiums, and of the way of a drawing."""
TEAM, REQUESTED, SIGN = "campaign_team", "requested", "sign"


def gift_fact(row: Gift) -> visitcore.Gift:
    """
    A gift as a fact; its value is that of all the pieces.

    Raises:
        FactsError: If its figures cannot be used.
    """
    told = {
        "on": row.on,
        "arranged_by": row.arranged_by or None,
        "ticked": list(row.ticked),
        "important": row.important,
        "value": row.item.value * row.quantity,
        "reported": row.reported,
    }
    fact: visitcore.Gift = structure_facts(told, visitcore.Gift)
    return fact


def drawing_fact(row: Gift, roles: Iterable[str]) -> Case:
    """
    Whether it is drawn in a promotion, and whether by a member of its team.

    Args:
        row: The gift.
        roles: The roles of the policy that the person who draws acts in.
    """
    case = {"in_promotion": row.in_promotion, "campaign_team_member": TEAM in set(roles)}
    return Case(key=PREMIUMS, on=row.on, case=case)


def signing_fact(row: Gift, roles: Iterable[str], *, own: bool) -> MoveRequest:
    """
    The signature on a drawing.

    Args:
        row: The gift.
        roles: The roles of the policy that the person who signs acts in.
        own: Whether it is his own request.
    """
    return MoveRequest(key=DRAWING, on=row.on, state=REQUESTED, move=SIGN, roles=tuple(roles), own=own)
