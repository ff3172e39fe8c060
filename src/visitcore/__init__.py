"""
Written customer policies as dated, cited data and pure decisions.

>>> from visitcore import decide, explain, load_policy
>>> facts = {"key": "reports.due", "on": "2024-03-08", "start": "2024-03-05", "done": "2024-03-08"}
>>> print(decide("check_deadline", facts, load_policy("SVM")).verdict.value)
refused
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from visitcore.codec.asking import decide
    from visitcore.codec.decision import decision_to_dict
    from visitcore.codec.policy import load_policy
    from visitcore.decisions import Decision, Finding, Verdict
    from visitcore.explain import contrast, explain
    from visitcore.facts.assessment import Assessment, Cohort, Invoice, PartnerAdmission, RankedCustomer
    from visitcore.facts.callback import CallBack, CallBackQuestion, CallBackRecord, CallBackShareQuestion, Matter
    from visitcore.facts.complaint import Complaint, ComplaintCase, ComplaintEvent, ComplaintReport, ComplaintStep
    from visitcore.facts.contract import CollateralAsset, ContractChange, Instalment, InstalmentPayment, LoanContract
    from visitcore.facts.contract_question import BlacklistCheck, BlacklistEntry, CardNumber, ContractMove, DayEnd
    from visitcore.facts.coverage import VisitsMade
    from visitcore.facts.credit import BadDebt, CreditPapers, LedgerEvent, MonthEnd, Shipment
    from visitcore.facts.customer import Customer
    from visitcore.facts.dispatch import DecorationCustomer, Designer, Dispatch
    from visitcore.facts.expense import ExpenseClaim, Filing
    from visitcore.facts.gift import Gift
    from visitcore.facts.keeping import Kept
    from visitcore.facts.meal import Meal, MealClaim
    from visitcore.facts.project import DecorationProject, DesignRequest, ProjectCall, ProjectCheck
    from visitcore.facts.project_fee import FeeProject, ProjectMove
    from visitcore.facts.question import (
        Amounts,
        Case,
        Count,
        Delivery,
        Duty,
        MoveRequest,
        Occasion,
        Record,
        Request,
        Ticks,
        ValueQuestion,
    )
    from visitcore.facts.reception import Reception
    from visitcore.facts.submission import PlanSubmission, Promise, ReportSubmission
    from visitcore.facts.tenancy import Tenancy, TenantsMet
    from visitcore.facts.visit import Excuse, Visit, VisitStatus
    from visitcore.facts.visit_record import VisitRecord
    from visitcore.ground.calendar import DayOverride
    from visitcore.ground.errors import (
        FactsError,
        NotInForceError,
        PolicyError,
        SheetError,
        SilentPolicyError,
        UnknownNameError,
        VisitcoreError,
        WrongBlockError,
    )
    from visitcore.policy import Policy
    from visitcore.rules.blacklist import blacklist_status
    from visitcore.rules.callback_records import callback_valid
    from visitcore.rules.callback_share import callback_share
    from visitcore.rules.callbacks import callback_due
    from visitcore.rules.card_numbers import check_card_number
    from visitcore.rules.complaint_clocks import complaint_clocks
    from visitcore.rules.complaint_gravity import classify_complaint
    from visitcore.rules.complaint_record import same_complaint
    from visitcore.rules.complaint_steps import complaint_step
    from visitcore.rules.contracts import move_contract
    from visitcore.rules.coverage import visit_coverage
    from visitcore.rules.credit import decide_on_account, decide_shipment
    from visitcore.rules.credit_account import CreditAccount
    from visitcore.rules.credit_ledger import replay, take
    from visitcore.rules.credit_losses import bear_bad_debt
    from visitcore.rules.credit_recovery import recover_at_month_end
    from visitcore.rules.day_end import day_end_run, day_end_warnings
    from visitcore.rules.decoration_calls import decoration_calls
    from visitcore.rules.decoration_fees import move_project
    from visitcore.rules.decoration_lost import mark_lost
    from visitcore.rules.dispatch import rank_designers
    from visitcore.rules.expenses import decide_meal
    from visitcore.rules.gifts import check_gift
    from visitcore.rules.grading import grade_customer
    from visitcore.rules.keeping import may_discard
    from visitcore.rules.partners import admit_partner
    from visitcore.rules.planning import follow_up, plan_submission, report_submission
    from visitcore.rules.ranking import rank_customers
    from visitcore.rules.reception import decide_reception
    from visitcore.rules.reimbursement import reimburse_expense
    from visitcore.rules.settlement import settle_meal
    from visitcore.rules.tenants import tenant_coverage
    from visitcore.rules.visiting import visit_due

_HOMES = {
    "decide": "codec.asking",
    "decision_to_dict": "codec.decision",
    "load_policy": "codec.policy",
    "Decision": "decisions",
    "Finding": "decisions",
    "Verdict": "decisions",
    "contrast": "explain",
    "explain": "explain",
    "Assessment": "facts.assessment",
    "Cohort": "facts.assessment",
    "Invoice": "facts.assessment",
    "PartnerAdmission": "facts.assessment",
    "RankedCustomer": "facts.assessment",
    "CallBack": "facts.callback",
    "CallBackQuestion": "facts.callback",
    "CallBackRecord": "facts.callback",
    "CallBackShareQuestion": "facts.callback",
    "Matter": "facts.callback",
    "Complaint": "facts.complaint",
    "ComplaintCase": "facts.complaint",
    "ComplaintEvent": "facts.complaint",
    "ComplaintReport": "facts.complaint",
    "ComplaintStep": "facts.complaint",
    "CollateralAsset": "facts.contract",
    "ContractChange": "facts.contract",
    "Instalment": "facts.contract",
    "InstalmentPayment": "facts.contract",
    "LoanContract": "facts.contract",
    "BlacklistCheck": "facts.contract_question",
    "BlacklistEntry": "facts.contract_question",
    "CardNumber": "facts.contract_question",
    "ContractMove": "facts.contract_question",
    "DayEnd": "facts.contract_question",
    "VisitsMade": "facts.coverage",
    "BadDebt": "facts.credit",
    "CreditPapers": "facts.credit",
    "LedgerEvent": "facts.credit",
    "MonthEnd": "facts.credit",
    "Shipment": "facts.credit",
    "Customer": "facts.customer",
    "DecorationCustomer": "facts.dispatch",
    "Designer": "facts.dispatch",
    "Dispatch": "facts.dispatch",
    "ExpenseClaim": "facts.expense",
    "Filing": "facts.expense",
    "Gift": "facts.gift",
    "Kept": "facts.keeping",
    "Meal": "facts.meal",
    "MealClaim": "facts.meal",
    "DecorationProject": "facts.project",
    "DesignRequest": "facts.project",
    "ProjectCall": "facts.project",
    "ProjectCheck": "facts.project",
    "FeeProject": "facts.project_fee",
    "ProjectMove": "facts.project_fee",
    "Amounts": "facts.question",
    "Case": "facts.question",
    "Count": "facts.question",
    "Delivery": "facts.question",
    "Duty": "facts.question",
    "MoveRequest": "facts.question",
    "Occasion": "facts.question",
    "Record": "facts.question",
    "Request": "facts.question",
    "Ticks": "facts.question",
    "ValueQuestion": "facts.question",
    "Reception": "facts.reception",
    "PlanSubmission": "facts.submission",
    "Promise": "facts.submission",
    "ReportSubmission": "facts.submission",
    "Tenancy": "facts.tenancy",
    "TenantsMet": "facts.tenancy",
    "Excuse": "facts.visit",
    "Visit": "facts.visit",
    "VisitStatus": "facts.visit",
    "VisitRecord": "facts.visit_record",
    "DayOverride": "ground.calendar",
    "FactsError": "ground.errors",
    "NotInForceError": "ground.errors",
    "PolicyError": "ground.errors",
    "SheetError": "ground.errors",
    "SilentPolicyError": "ground.errors",
    "UnknownNameError": "ground.errors",
    "VisitcoreError": "ground.errors",
    "WrongBlockError": "ground.errors",
    "Policy": "policy",
    "blacklist_status": "rules.blacklist",
    "callback_valid": "rules.callback_records",
    "callback_share": "rules.callback_share",
    "callback_due": "rules.callbacks",
    "check_card_number": "rules.card_numbers",
    "complaint_clocks": "rules.complaint_clocks",
    "classify_complaint": "rules.complaint_gravity",
    "same_complaint": "rules.complaint_record",
    "complaint_step": "rules.complaint_steps",
    "move_contract": "rules.contracts",
    "visit_coverage": "rules.coverage",
    "decide_on_account": "rules.credit",
    "decide_shipment": "rules.credit",
    "CreditAccount": "rules.credit_account",
    "replay": "rules.credit_ledger",
    "take": "rules.credit_ledger",
    "bear_bad_debt": "rules.credit_losses",
    "recover_at_month_end": "rules.credit_recovery",
    "day_end_run": "rules.day_end",
    "day_end_warnings": "rules.day_end",
    "decoration_calls": "rules.decoration_calls",
    "move_project": "rules.decoration_fees",
    "mark_lost": "rules.decoration_lost",
    "rank_designers": "rules.dispatch",
    "decide_meal": "rules.expenses",
    "check_gift": "rules.gifts",
    "grade_customer": "rules.grading",
    "may_discard": "rules.keeping",
    "admit_partner": "rules.partners",
    "follow_up": "rules.planning",
    "plan_submission": "rules.planning",
    "report_submission": "rules.planning",
    "rank_customers": "rules.ranking",
    "decide_reception": "rules.reception",
    "reimburse_expense": "rules.reimbursement",
    "settle_meal": "rules.settlement",
    "tenant_coverage": "rules.tenants",
    "visit_due": "rules.visiting",
}

__all__ = [
    "Amounts",
    "Assessment",
    "BadDebt",
    "BlacklistCheck",
    "BlacklistEntry",
    "CallBack",
    "CallBackQuestion",
    "CallBackRecord",
    "CallBackShareQuestion",
    "CardNumber",
    "Case",
    "Cohort",
    "CollateralAsset",
    "Complaint",
    "ComplaintCase",
    "ComplaintEvent",
    "ComplaintReport",
    "ComplaintStep",
    "ContractChange",
    "ContractMove",
    "Count",
    "CreditAccount",
    "CreditPapers",
    "Customer",
    "DayEnd",
    "DayOverride",
    "Decision",
    "DecorationCustomer",
    "DecorationProject",
    "Delivery",
    "DesignRequest",
    "Designer",
    "Dispatch",
    "Duty",
    "Excuse",
    "ExpenseClaim",
    "FactsError",
    "FeeProject",
    "Filing",
    "Finding",
    "Gift",
    "Instalment",
    "InstalmentPayment",
    "Invoice",
    "Kept",
    "LedgerEvent",
    "LoanContract",
    "Matter",
    "Meal",
    "MealClaim",
    "MonthEnd",
    "MoveRequest",
    "NotInForceError",
    "Occasion",
    "PartnerAdmission",
    "PlanSubmission",
    "Policy",
    "PolicyError",
    "ProjectCall",
    "ProjectCheck",
    "ProjectMove",
    "Promise",
    "RankedCustomer",
    "Reception",
    "Record",
    "ReportSubmission",
    "Request",
    "SheetError",
    "Shipment",
    "SilentPolicyError",
    "Tenancy",
    "TenantsMet",
    "Ticks",
    "UnknownNameError",
    "ValueQuestion",
    "Verdict",
    "Visit",
    "VisitRecord",
    "VisitStatus",
    "VisitcoreError",
    "VisitsMade",
    "WrongBlockError",
    "admit_partner",
    "bear_bad_debt",
    "blacklist_status",
    "callback_due",
    "callback_share",
    "callback_valid",
    "check_card_number",
    "check_gift",
    "classify_complaint",
    "complaint_clocks",
    "complaint_step",
    "contrast",
    "day_end_run",
    "day_end_warnings",
    "decide",
    "decide_meal",
    "decide_on_account",
    "decide_reception",
    "decide_shipment",
    "decision_to_dict",
    "decoration_calls",
    "explain",
    "follow_up",
    "grade_customer",
    "load_policy",
    "mark_lost",
    "may_discard",
    "move_contract",
    "move_project",
    "plan_submission",
    "rank_customers",
    "rank_designers",
    "recover_at_month_end",
    "reimburse_expense",
    "replay",
    "report_submission",
    "same_complaint",
    "settle_meal",
    "take",
    "tenant_coverage",
    "visit_coverage",
    "visit_due",
]


def __getattr__(name: str) -> Any:
    """
    Import a public name when it is first asked for, so that starting up stays quick.
    """
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = globals()[name] = getattr(import_module(f"{__name__}.{home}"), name)
    return value


def __dir__() -> list[str]:
    """
    The public names, also those that are not imported yet.
    """
    return sorted({*globals(), *__all__})
