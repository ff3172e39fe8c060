"""
One answer to whatever waits: approve it, or send it back.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from visitcore_django.desk.credit_release import RIGHT as SHIPMENT
from visitcore_django.desk.credit_release import approve_shipment, return_shipment
from visitcore_django.desk.door import door
from visitcore_django.desk.excuses import RIGHT as EXCUSE
from visitcore_django.desk.excuses import approve_excuse, return_excuse
from visitcore_django.desk.gifts import RIGHT as GIFT
from visitcore_django.desk.gifts import approve_gift, return_gift
from visitcore_django.desk.meals import RIGHT as MEAL
from visitcore_django.desk.meals import approve_meal, return_meal
from visitcore_django.desk.plans import RIGHT as PLAN
from visitcore_django.desk.plans import approve_plan, return_plan
from visitcore_django.desk.policies import RIGHT as POLICY
from visitcore_django.desk.policies import publish_policy, return_policy
from visitcore_django.desk.reports import RIGHT as REPORT
from visitcore_django.desk.reports import return_report, review_report
from visitcore_django.models import Approval

ANSWERS: dict[str, tuple[Callable[..., Any], Callable[..., Any]]] = {
    "excuse": (approve_excuse, return_excuse),
    "gift": (approve_gift, return_gift),
    "mealrequest": (approve_meal, return_meal),
    "shipmentrequest": (approve_shipment, return_shipment),
    "policyversion": (publish_policy, return_policy),
    "visitplan": (approve_plan, return_plan),
    "visitreport": (review_report, return_report),
}
"""By the table of what waits: what approves it, and what sends it back."""
RIGHTS = (SHIPMENT, EXCUSE, GIFT, MEAL, PLAN, POLICY, REPORT)
"""The rights of which those who approve anything have one."""


@door()
def approve(approval: Approval, *, by: Any, comment: str = "", at: datetime | None = None) -> Any:
    """
    Approve whatever it is about: an excuse, a gift, a meal, a plan, a report, a shipment or a policy.

    Args:
        approval: The request, such as `waiting_for` gives; each kind has a function of its own, such as `approve_plan`.
        by: Who decides.
        comment: What is said to it.
        at: The instant; now where left out.

    Returns:
        The row that it is about.

    Raises:
        FourEyesError: If *by* has asked for it, or has written it.
        NotAllowedError: If it is not for *by* to decide.
        WrongStateError: If it is decided already.
        DeskError: If it is decided before it was asked for, or is a request of another kind than that of the function;
            and as the function of its kind says.
    """
    yes, _no = ANSWERS[approval.subject_kind]
    return yes(approval, by=by, comment=comment, at=at)


@door()
def send_back(approval: Approval, *, by: Any, comment: str, at: datetime | None = None) -> Any:
    """
    Send back whatever it is about, with a word on what to mend.

    Args:
        approval: The request, such as `waiting_for` gives; each kind has a function of its own, such as `return_plan`.
        by: Who decides.
        comment: What to mend.
        at: The instant; now where left out.

    Returns:
        The row that it is about.

    Raises:
        FourEyesError, NotAllowedError, WrongStateError: As `approve`.
        DeskError: As `approve`, or if nothing is said.
    """
    _yes, no = ANSWERS[approval.subject_kind]
    return no(approval, by=by, comment=comment, at=at)
