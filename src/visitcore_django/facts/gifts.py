"""
Gifts as facts: as what is given to a customer, and as a premium drawn from the store.
"""

from collections.abc import Iterable

from attrs import frozen

import visitcore
from visitcore import Case, MoveRequest
from visitcore.codec.facts import structure_facts
from visitcore_django.models import Gift

PREMIUMS = "tables.premium_drawing"
"""Key of who may draw premiums."""
TEAM, SIGNATURE, IN_ADVANCE, SLIP = "campaign_team", "customer_signature", "before_visit_start", "drawing_slip"


@frozen
class Way:
    """
    A step on the way of a gift.

    Attributes:
        key: Key of the flow in the policy.
        state: Where the gift is before it.
        move: The step.
    """

    key: str
    state: str
    move: str


SUBMISSION = Way("visits.gifts", "draft", "submit")
"""The step on which a gift is applied for, before the visit begins."""
ON_THE_SPOT = Way("visits.gifts", "draft", "report_on_the_spot")
"""The step instead for a gift that was decided on during the visit."""
SIGNATURES = (
    Way("gifts.drawing", "requested", "sign"),
    Way("visits.gifts", "applied", "approve"),
    Way("visits.gifts", "requested", "approve"),
)
"""The steps that are signed for before a gift leaves the store."""
EXCEPTIONS = (*SIGNATURES[:-1], Way("visits.gifts", "given_on_the_spot", "approve_exception"))
"""The same for a gift that was decided on during the visit."""
DRAWING = Way("gifts.drawing", "signed", "draw")
"""The step on which a gift is drawn from the store, where that takes more than the signatures."""
RECEIPT = Way("visits.gifts", "handed_out", "deliver")
"""The step on which the customer signs."""


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


def move_fact(row: Gift, way: Way, roles: Iterable[str], *, own: bool) -> MoveRequest:
    """
    The signatures on a gift.

    Args:
        row: The gift.
        way: The step that is signed for.
        roles: The roles of the policy that have signed.
        own: Whether one of them is of the person who asked.
    """
    return MoveRequest(key=way.key, on=row.on, state=way.state, move=way.move, roles=tuple(roles), own=own)


def receipt_fact(row: Gift) -> MoveRequest:
    """
    The customer's signature on the receipt of a gift.
    """
    return MoveRequest(key=RECEIPT.key, on=row.on, state=RECEIPT.state, move=RECEIPT.move, met=(SIGNATURE,))


def asking_fact(row: Gift, way: Way, roles: Iterable[str], *, in_advance: bool) -> MoveRequest:
    """
    Somebody applies for a gift, or reports one that was decided on the spot.

    Args:
        row: The gift.
        way: The step.
        roles: The roles of the policy that the one who asks acts in.
        in_advance: Whether the visit has not begun.
    """
    met = (IN_ADVANCE,) if in_advance else ()
    return MoveRequest(key=way.key, on=row.on, state=way.state, move=way.move, roles=tuple(roles), met=met, own=True)


def draw_fact(row: Gift, roles: Iterable[str], slip: str) -> MoveRequest:
    """
    Somebody draws a gift from the store.

    Args:
        row: The gift.
        roles: The roles of the policy that the one who draws acts in.
        slip: Number of the drawing slip; empty where there is none.
    """
    met, way = (SLIP,) if slip else (), DRAWING
    return MoveRequest(key=way.key, on=row.on, state=way.state, move=way.move, roles=tuple(roles), met=met)
