"""
The one desk: everything that changes a state goes over it, each thing in one transaction and with its decision.
"""

from visitcore_django.desk.approvals import approve, send_back
from visitcore_django.desk.due import refresh_due, refresh_many
from visitcore_django.desk.errors import DeskError, FourEyesError, NotAllowedError, WrongStateError
from visitcore_django.desk.excuses import approve_excuse, request_excuse, resubmit_excuse, return_excuse
from visitcore_django.desk.plans import approve_plan, return_plan, submit_plan
from visitcore_django.desk.promises import keep_promise, make_promise
from visitcore_django.desk.visits import cancel_visit, plan_visit, record_visit

__all__ = [
    "DeskError",
    "FourEyesError",
    "NotAllowedError",
    "WrongStateError",
    "approve",
    "approve_excuse",
    "approve_plan",
    "cancel_visit",
    "keep_promise",
    "make_promise",
    "plan_visit",
    "record_visit",
    "refresh_due",
    "refresh_many",
    "request_excuse",
    "resubmit_excuse",
    "return_excuse",
    "return_plan",
    "send_back",
    "submit_plan",
]
