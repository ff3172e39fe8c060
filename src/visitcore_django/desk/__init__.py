"""
The one desk: everything that changes a state goes over it, each thing in one transaction and with its decision.
"""

from visitcore_django.desk.approvals import approve, send_back
from visitcore_django.desk.calendar import say_day, take_day_back
from visitcore_django.desk.callback_matters import correct_matter, open_matter
from visitcore_django.desk.callbacks import call_back, correct_call_back
from visitcore_django.desk.complaint_opening import OnRecordError, open_complaint
from visitcore_django.desk.complaint_steps import Way, advance_complaint, ways_of
from visitcore_django.desk.complaints import assign_complaint, correct_complaint, note_complaint
from visitcore_django.desk.credit import open_account, set_papers, set_special_limit, take_payment, take_return
from visitcore_django.desk.credit_losses import bear_loss
from visitcore_django.desk.credit_month import accounts_at_month_end, month_end_credit
from visitcore_django.desk.credit_release import approve_shipment, record_unapproved, release_shipment, return_shipment
from visitcore_django.desk.credit_requests import change_shipment, request_shipment, withdraw_shipment
from visitcore_django.desk.credit_standing import refresh_credit, refresh_credits
from visitcore_django.desk.customers import record_figures, save_customer
from visitcore_django.desk.drafting import Drafted, draft_month
from visitcore_django.desk.due import refresh_due, refresh_many
from visitcore_django.desk.errors import (
    BusyError,
    DeskError,
    FactsError,
    FourEyesError,
    NotAllowedError,
    NotInForceError,
    PolicyError,
    SilentPolicyError,
    StaleError,
    WrongStateError,
)
from visitcore_django.desk.excuses import approve_excuse, request_excuse, resubmit_excuse, return_excuse
from visitcore_django.desk.gift_drawing import draw_gift
from visitcore_django.desk.gift_ways import receipt_gift
from visitcore_django.desk.gifts import (
    approve_gift,
    cancel_gift,
    draft_gift,
    request_gift,
    return_gift,
    take_back_gift,
)
from visitcore_django.desk.grades import confirm_grade, confirm_grades, override_grade, reject_grade
from visitcore_django.desk.grading import Graded, close_round, grade_round, open_round
from visitcore_django.desk.meal_rules import weigh_meal
from visitcore_django.desk.meals import (
    approve_meal,
    cancel_meal,
    draft_meal,
    make_up_papers,
    request_meal,
    return_meal,
)
from visitcore_django.desk.planned import change_planned, drop_planned, may_edit, plan_visit, put_planned
from visitcore_django.desk.plans import OPEN as OPEN_PLANS
from visitcore_django.desk.plans import approve_plan, return_plan, save_plan, submit_plan, withdraw_plan
from visitcore_django.desk.policies import (
    drop_draft,
    publish_policy,
    return_policy,
    save_draft,
    submit_policy,
    withdraw_policy,
)
from visitcore_django.desk.promises import keep_promise, make_promise
from visitcore_django.desk.reminders import close_reminder
from visitcore_django.desk.report_clocks import OPEN as OPEN_REPORTS
from visitcore_django.desk.reports import (
    return_report,
    review_report,
    save_report,
    start_report,
    submit_report,
    withdraw_report,
)
from visitcore_django.desk.settlements import claim_meal, settle_meal, sign_meal
from visitcore_django.desk.stock import move_stock
from visitcore_django.desk.visits import cancel_visit, record_visit
from visitcore_django.desk.waiting import waiting_for

__all__ = [
    "OPEN_PLANS",
    "OPEN_REPORTS",
    "BusyError",
    "DeskError",
    "Drafted",
    "FactsError",
    "FourEyesError",
    "Graded",
    "NotAllowedError",
    "NotInForceError",
    "OnRecordError",
    "PolicyError",
    "SilentPolicyError",
    "StaleError",
    "Way",
    "WrongStateError",
    "accounts_at_month_end",
    "advance_complaint",
    "approve",
    "approve_excuse",
    "approve_gift",
    "approve_meal",
    "approve_plan",
    "approve_shipment",
    "assign_complaint",
    "bear_loss",
    "call_back",
    "cancel_gift",
    "cancel_meal",
    "cancel_visit",
    "change_planned",
    "change_shipment",
    "claim_meal",
    "close_reminder",
    "close_round",
    "confirm_grade",
    "confirm_grades",
    "correct_call_back",
    "correct_complaint",
    "correct_matter",
    "draft_gift",
    "draft_meal",
    "draft_month",
    "draw_gift",
    "drop_draft",
    "drop_planned",
    "grade_round",
    "keep_promise",
    "make_promise",
    "make_up_papers",
    "may_edit",
    "month_end_credit",
    "move_stock",
    "note_complaint",
    "open_account",
    "open_complaint",
    "open_matter",
    "open_round",
    "override_grade",
    "plan_visit",
    "publish_policy",
    "put_planned",
    "receipt_gift",
    "record_figures",
    "record_unapproved",
    "record_visit",
    "refresh_credit",
    "refresh_credits",
    "refresh_due",
    "refresh_many",
    "reject_grade",
    "release_shipment",
    "request_excuse",
    "request_gift",
    "request_meal",
    "request_shipment",
    "resubmit_excuse",
    "return_excuse",
    "return_gift",
    "return_meal",
    "return_plan",
    "return_policy",
    "return_report",
    "return_shipment",
    "review_report",
    "save_customer",
    "save_draft",
    "save_plan",
    "save_report",
    "say_day",
    "send_back",
    "set_papers",
    "set_special_limit",
    "settle_meal",
    "sign_meal",
    "start_report",
    "submit_plan",
    "submit_policy",
    "submit_report",
    "take_back_gift",
    "take_day_back",
    "take_payment",
    "take_return",
    "waiting_for",
    "ways_of",
    "weigh_meal",
    "withdraw_plan",
    "withdraw_policy",
    "withdraw_report",
    "withdraw_shipment",
]
