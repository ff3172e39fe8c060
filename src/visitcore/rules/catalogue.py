"""
Every decision there is, with the facts it takes and the keys it reads.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from visitcore.blocks.cadence import Cadence
from visitcore.blocks.checklist import Checklist
from visitcore.blocks.consequence import Consequence
from visitcore.blocks.flow import Flow
from visitcore.blocks.formula import Formula
from visitcore.blocks.ladder import Ladder
from visitcore.blocks.permission import Permission
from visitcore.blocks.quota import Quota
from visitcore.blocks.recurrence import Recurrence
from visitcore.blocks.register import Register
from visitcore.blocks.scale import Scale
from visitcore.blocks.score import Score
from visitcore.blocks.table import Table
from visitcore.blocks.term import Term
from visitcore.facts import assessment, callback, contract_question, question, submission
from visitcore.facts.complaint import ComplaintCase, ComplaintReport, ComplaintStep
from visitcore.facts.coverage import VisitsMade
from visitcore.facts.credit import BadDebt, MonthEnd, Shipment
from visitcore.facts.dispatch import Dispatch
from visitcore.facts.expense import ExpenseClaim
from visitcore.facts.gift import Gift
from visitcore.facts.keeping import Kept
from visitcore.facts.meal import Meal, MealClaim
from visitcore.facts.project import DecorationProject
from visitcore.facts.project_fee import ProjectMove
from visitcore.facts.reception import Reception
from visitcore.facts.tenancy import TenantsMet
from visitcore.facts.visit_record import VisitRecord
from visitcore.ground.errors import UnknownNameError
from visitcore.ground.text import Text
from visitcore.rules.blacklist import blacklist_status
from visitcore.rules.callback_records import callback_valid
from visitcore.rules.callback_share import callback_share
from visitcore.rules.callbacks import callback_due
from visitcore.rules.card_numbers import check_card_number
from visitcore.rules.checklists import check_list
from visitcore.rules.complaint_clocks import complaint_clocks
from visitcore.rules.complaint_gravity import classify_complaint
from visitcore.rules.complaint_record import same_complaint
from visitcore.rules.complaint_steps import complaint_step
from visitcore.rules.conduct import may_do
from visitcore.rules.contracts import move_contract
from visitcore.rules.coverage import visit_coverage
from visitcore.rules.credit import decide_shipment
from visitcore.rules.credit_losses import bear_bad_debt, recover_at_month_end
from visitcore.rules.day_end import day_end_run, day_end_warnings
from visitcore.rules.deadlines import check_deadline
from visitcore.rules.decoration_calls import decoration_calls
from visitcore.rules.decoration_fees import move_project
from visitcore.rules.decoration_lost import mark_lost
from visitcore.rules.dispatch import rank_designers
from visitcore.rules.duties import duty_due
from visitcore.rules.entry import Entry, any_key, chapter
from visitcore.rules.expenses import decide_meal
from visitcore.rules.files import check_record
from visitcore.rules.flows import make_move
from visitcore.rules.gifts import check_gift
from visitcore.rules.grading import grade_customer
from visitcore.rules.keeping import may_discard
from visitcore.rules.partners import admit_partner
from visitcore.rules.performance import check_quota, propose
from visitcore.rules.planning import follow_up, plan_submission, report_submission
from visitcore.rules.ranking import rank_customers
from visitcore.rules.reception import decide_reception
from visitcore.rules.reimbursement import reimburse_expense
from visitcore.rules.settlement import settle_meal
from visitcore.rules.tables import PLAIN, calculate, look_up, read_value
from visitcore.rules.tenants import tenant_coverage
from visitcore.rules.visiting import visit_due

_MEAL: Mapping[str, tuple[type, ...]] = {
    "expenses.meal.cap": (Table,),
    "expenses.meal.band_from": (Table,),
    "expenses.meal.everybody_counts": (bool,),
    "expenses.meal.upper_bound": (Table,),
    "expenses.meal.vouchers": (Table,),
    "expenses.meal.voucher_collectors": (Permission,),
    "expenses.meal.drinks_one_part_in": (Table,),
    "expenses.meal.company_diners": (Table,),
    "expenses.meal.diners_per_customer": (Table,),
    "expenses.meal.venue": (Table,),
    "expenses.meal.manager_joins": (Table,),
    "expenses.meal.approval": (Permission,),
    "expenses.meal.banquet": (Permission,),
    "expenses.meal.emergency": (Permission,),
    "expenses.meal.self_approval": (bool,),
}
_FILING_BAR: Mapping[str, tuple[type, ...]] = {
    "expenses.filing_bar.pays": (Table,),
    "expenses.filing_bar.due": (Term,),
    "expenses.filing_bar.strict": (bool,),
}

CATALOGUE: tuple[Entry, ...] = (
    chapter(
        visit_due,
        VisitRecord,
        {"visits.cadence": (Cadence, Table), "visits.cadence.*": (Cadence, Table)},
        Text("Visits owed, done and overdue, and the next due day", "应拜访、已拜访、逾期次数及下次到期日"),
    ),
    chapter(
        visit_coverage,
        VisitsMade,
        {"visits.distinct_customers": (Quota, Table), "visits.by_position": (Quota, Table)},
        Text("Whether one person made enough visits in a period", "某人本期拜访次数或家数是否达标"),
    ),
    chapter(
        plan_submission,
        submission.PlanSubmission,
        {"plans.due": (Term,), "plans.fields": (Register,)},
        Text("Whether a plan came in time and complete", "拜访计划是否按时、完整提交"),
    ),
    chapter(
        report_submission,
        submission.ReportSubmission,
        {"reports.due": (Term,), "reports.fields": (Register,)},
        Text("Whether a report came in time and complete", "拜访报告是否按时、完整提交"),
    ),
    chapter(
        follow_up,
        submission.Promise,
        {"followups.due": (Term,)},
        Text("Whether a promise was followed up in time", "承诺事项是否按时跟进"),
    ),
    chapter(
        grade_customer,
        assessment.Assessment,
        {
            "grading.score": (Score,),
            "grading.bands": (Scale,),
            "grading.gate": (Mapping,),
            "grading.credit_gate": (Mapping,),
            "grading.review": (Term,),
            "grading.sales_reference": (int, Decimal),
            "grading.cooperation_letters": (tuple,),
            "grading.annualise": (int, Decimal),
            "grading.provisional": (Mapping,),
            "grading.round": (Recurrence,),
            "grading.round_cutoff": (str,),
        },
        Text("The grade proposed for a customer", "客户等级建议"),
    ),
    chapter(
        rank_customers,
        assessment.Cohort,
        {
            "ranking.score": (Score,),
            "ranking.classes": (Mapping,),
            "ranking.credit": (Formula,),
            "ranking.delay": (Formula,),
            "ranking.order": (Formula,),
            "ranking.profit": (Formula,),
            "ranking.potential": PLAIN,
            "ranking.tie_break": (tuple,),
        },
        Text("Customers put in order", "客户排名"),
    ),
    chapter(
        decide_reception,
        Reception,
        {
            "expenses.reception.class": (Table,),
            "expenses.reception.classes": (tuple,),
            "expenses.reception.host": (Table,),
            "expenses.reception.host_without_class": (Table,),
            "expenses.reception.ceiling": (Table,),
            "expenses.reception.about": (tuple,),
            "expenses.reception.tolerance": (int, Decimal),
            "expenses.reception.count_escorts": (bool,),
            "expenses.reception.exception_by": (tuple,),
            "expenses.reception.bearer": (Table,),
            "expenses.reception.escorts": (Table,),
            "expenses.reception.overlap": (str,),
        },
        Text("Whether a reception of guests keeps to the rules", "客户接待是否符合规定"),
    ),
    chapter(
        check_gift,
        Gift,
        {
            "conduct.customer_gift": (Permission,),
            "checklists.customer_gift": (Checklist,),
            "gifts.important_from": (int, Decimal),
            "gifts.important_reported_to": (tuple,),
            "tables.important_gift": (Table,),
        },
        Text("Whether a gift may be given", "礼品是否可以赠送"),
    ),
    chapter(
        tenant_coverage,
        TenantsMet,
        {
            "service.tenant_talks": (Quota,),
            "service.tenant_talks.base": (str,),
            "service.tenant_visits": (Quota,),
            "service.tenant_visits.base": (str,),
        },
        Text("Whether enough tenants were talked with or visited", "租户沟通或拜访是否达标"),
    ),
    chapter(
        admit_partner,
        assessment.PartnerAdmission,
        {"partners.admission": (Table,), "partners.admission_before": (Term,), "partners.inspection": (Checklist,)},
        Text("Whether a partner may be admitted", "合作方是否可以准入"),
    ),
    chapter(
        decoration_calls,
        DecorationProject,
        {
            "callbacks.lead.first": (Term,),
            "callbacks.lead.results": (Table,),
            "callbacks.lead.further": (Quota,),
            "callbacks.lead.gap": (Term,),
            "callbacks.lead.event_soft": (Term,),
            "callbacks.lead.event_must": (Quota,),
            "callbacks.lead.min_calls": (Quota,),
            "callbacks.lead.attempts_count": (bool,),
            "callbacks.lead.unanswered": (tuple,),
            "callbacks.design.interval": (int,),
            "callbacks.work.check": (Cadence,),
            "callbacks.work.check_gap": (int,),
            "callbacks.work.own_call": (Cadence,),
            "callbacks.work.own_call_by": (Permission,),
            "callbacks.work.own_call_gap": (int,),
            "callbacks.work.summary": (Cadence,),
            "files.call_backs": (Register,),
            "files.customer_opinions": (Register,),
        },
        Text("Which call-backs are owed to a decorator's customer", "装饰客户的回访是否到位"),
    ),
    chapter(
        mark_lost,
        DecorationProject,
        {
            "callbacks.lead.min_calls": (Quota,),
            "callbacks.lead.event_must": (Quota,),
            "callbacks.lead.attempts_count": (bool,),
            "callbacks.lead.unanswered": (tuple,),
        },
        Text("Whether a customer may be given up", "能否放弃客户"),
    ),
    chapter(
        move_project,
        ProjectMove,
        {
            "projects.flow": (Flow,),
            "projects.fee_waiver": (Table,),
            "projects.refund": (Register,),
            "conduct.refund_fee": (Permission,),
        },
        Text("Whether a decorator's project may take its next step", "装饰项目能否进入下一步"),
    ),
    chapter(
        rank_designers,
        Dispatch,
        {
            "dispatch.order": (tuple,),
            "dispatch.measures": (Mapping,),
            "dispatch.window": (int,),
            "dispatch.max_wait": (int,),
            "dispatch.off_plan_days": (int,),
            "files.designers": (Register,),
        },
        Text("Which designer a customer is given to", "派哪位设计师接待客户"),
    ),
    chapter(
        callback_due,
        callback.CallBackQuestion,
        {
            "callbacks.terms.*": (Term,),
            "callbacks.set_day": (Table,),
            "callbacks.exemption": (Table,),
            "callbacks.attachment": (Table,),
            "callbacks.callers": (Table,),
            "callbacks.modes": (Table,),
            "callbacks.phone_from": (int, Decimal),
            "callbacks.rounds": (Flow,),
            "callbacks.letter_answers": (Quota,),
        },
        Text("Who calls back after a matter, by when and how", "回访由谁、何时、以何种方式进行"),
    ),
    chapter(
        callback_valid,
        callback.CallBackRecord,
        {
            "callbacks.proof": (Register,),
            "callbacks.record": (Register,),
            "callbacks.review": (Register,),
            "callbacks.letter_answers": (Quota,),
        },
        Text("Whether a call-back is valid and its sheet complete", "回访是否有效、记录是否完整"),
    ),
    chapter(
        callback_share,
        callback.CallBackShareQuestion,
        {
            "callbacks.rates.*": (Quota,),
            "callbacks.rate_by_class.*": (bool,),
            "callbacks.once.*": (tuple,),
            "callbacks.letter_answers": (Quota,),
        },
        Text("Whether enough matters were called back in a month", "当月回访率是否达标"),
    ),
    chapter(
        decide_meal,
        Meal,
        _MEAL,
        Text("Whether a meal may take place, and what it may cost", "招待用餐是否符合规定及费用上限"),
    ),
    chapter(
        settle_meal,
        MealClaim,
        {
            **_MEAL,
            "expenses.meal.unapproved": (Table,),
            "expenses.meal.signing": (Checklist,),
            "expenses.meal.signer": (Permission,),
            **_FILING_BAR,
        },
        Text("What of a meal is reimbursed", "招待用餐费用可报销多少"),
    ),
    chapter(
        reimburse_expense,
        ExpenseClaim,
        _FILING_BAR,
        Text("Whether an expense for a customer is reimbursed", "客户相关费用是否报销"),
    ),
    chapter(
        decide_shipment,
        Shipment,
        {
            "credit.release": (Table,),
            "credit.eligibility": (Table,),
            "credit.file": (Register,),
            "credit.contract": (Register,),
            "credit.prior_year_grace_days": (int, Decimal),
            "credit.window_days": (int, Decimal),
            "credit.basis": (str,),
            "credit.over_limit_in_basis": (str,),
            "credit.term": (Term,),
            "credit.episode": (str,),
            "credit.steps": (tuple,),
            "credit.fraction": (Mapping,),
            "credit.fraction_test": (str,),
            "credit.signer.*": (str,),
            "credit.cash_plan_blocks": (bool,),
            "credit.plan_needed": (Table,),
        },
        Text("Whether goods may leave on account, in which class, and who signs", "能否赊销发货、属于哪一类、由谁签批"),
    ),
    chapter(
        bear_bad_debt,
        BadDebt,
        {
            "credit.loss": (Table,),
            "credit.within_limit_shares": (Mapping, tuple),
            "credit.finance_rule_shares": (Mapping, tuple),
            "credit.unapproved_bearers": (Mapping, tuple),
            "credit.legal_action_reserved": (tuple,),
        },
        Text("Who bears a bad debt", "坏账由谁承担"),
    ),
    chapter(
        recover_at_month_end,
        MonthEnd,
        {"credit.due.last": (Term,), "credit.signer_share": (Decimal, int), "credit.refund_signer": (bool,)},
        Text(
            "What the signer is charged for an over-limit shipment unpaid at month-end",
            "月底未收回的超额度货款由签发人承担多少",
        ),
    ),
    chapter(
        classify_complaint,
        ComplaintCase,
        {
            "complaints.major": (Table,),
            "complaints.repeat_from": (int,),
            "complaints.reception": (Table,),
            "complaints.exclusion": (Table,),
        },
        Text("How grave a complaint is, and who deals with it", "投诉的轻重、接待与回避"),
    ),
    chapter(
        complaint_clocks,
        ComplaintCase,
        {"complaints.runs.*": (Mapping,), "complaints.clock.*": (Term,)},
        Text("What is due on a complaint, by when, and who owes it", "投诉各项时限及责任人"),
    ),
    chapter(
        complaint_step,
        ComplaintStep,
        {"complaints.flow": (Flow,)},
        Text("Whether a complaint may go a step further", "投诉能否进入下一步"),
    ),
    chapter(
        same_complaint,
        ComplaintReport,
        {"complaints.same": (tuple,)},
        Text("Whether a complaint is on record already", "投诉是否已有记录"),
    ),
    chapter(
        move_contract,
        contract_question.ContractMove,
        {
            "contracts.loan.flow": (Flow,),
            "contracts.loan.conditions": (Table,),
            "contracts.loan.guards": (Table,),
            "contracts.loan.after_submission": (Table,),
            "contracts.loan.four_eyes": (bool,),
            "contracts.loan.signing": (Register,),
            "contracts.loan.guarantees": (tuple,),
            "contracts.loan.record_types": (tuple,),
            "contracts.loan.asset": (Register,),
            "contracts.loan.changes": (Table,),
            "contracts.loan.day_end_mode": (str,),
            "contracts.loan.day_end.*": (Table,),
        },
        Text("Whether a loan contract may make a move", "贷款合同能否办理下一步"),
    ),
    chapter(
        day_end_run,
        contract_question.DayEnd,
        {
            "contracts.loan.flow": (Flow,),
            "contracts.loan.day_end_mode": (str,),
            "contracts.loan.day_end.*": (Table,),
        },
        Text("Which loan contracts end in the night", "日结时哪些贷款合同结束"),
    ),
    chapter(
        day_end_warnings,
        contract_question.DayEnd,
        {"contracts.loan.flow": (Flow,), "contracts.loan.day_end_warnings": (Table,)},
        Text("Which loan contracts to look at before the day-end job", "日结前应留意的贷款合同"),
    ),
    chapter(
        blacklist_status,
        contract_question.BlacklistCheck,
        {
            "contracts.blacklist.grace": (int,),
            "contracts.blacklist.flow": (Flow,),
            "contracts.blacklist.effect": (Table,),
        },
        Text("Whether a borrower is on the blacklist", "借款客户是否在黑名单内"),
    ),
    chapter(
        check_card_number,
        contract_question.CardNumber,
        {
            "contracts.card_number.length": (int,),
            "contracts.card_number.placeholders": (tuple,),
            "contracts.card_number.characters": (str,),
        },
        Text("Whether a loan card number may be filled in", "贷款卡号能否录入"),
    ),
    any_key(check_list, question.Ticks, (Checklist,), Text("Whether a checklist is done", "检查清单是否完成")),
    any_key(
        check_record, question.Record, (Register,), Text("Whether a record carries what it must", "记录是否填写齐全")
    ),
    any_key(may_do, question.Request, (Permission,), Text("Whether somebody may do something", "是否允许办理")),
    any_key(
        duty_due,
        question.Duty,
        (Recurrence, Cadence),
        Text("Whether a duty that comes back is done", "定期事项是否完成"),
    ),
    any_key(may_discard, Kept, (Term,), Text("Whether something may be thrown away", "是否可以销毁或删除")),
    any_key(check_deadline, question.Delivery, (Term,), Text("Whether something came in time", "是否按期完成")),
    any_key(check_quota, question.Count, (Quota, Table), Text("Whether a quota is reached", "指标是否达到")),
    any_key(
        propose, question.Occasion, (Consequence, Ladder, Table), Text("What consequence is proposed", "拟处理意见")
    ),
    any_key(make_move, question.MoveRequest, (Flow,), Text("Whether a matter may move on", "流程能否进入下一步")),
    any_key(look_up, question.Case, (Table, Scale), Text("What a table or scale says", "查表结果")),
    any_key(calculate, question.Amounts, (Formula,), Text("What a formula gives", "公式计算结果")),
    any_key(read_value, question.ValueQuestion, PLAIN, Text("What a plain value is", "参数取值")),
)
"""The decisions, chapters first."""

_BY_NAME = {entry.name: entry for entry in CATALOGUE}


def entry(name: str) -> Entry:
    """
    The decision of this name.

    Raises:
        UnknownNameError: If there is none.
    """
    try:
        return _BY_NAME[name]
    except KeyError:
        raise UnknownNameError("decision", name, _BY_NAME) from None


def is_read(key: str, value: Any) -> bool:
    """
    Whether some decision reads this key with this value; a key that a chapter reads by name must suit the chapter.
    """
    named = [known for known in CATALOGUE if known.names(key)]
    return any(known.reads(key, value) for known in named or CATALOGUE)
