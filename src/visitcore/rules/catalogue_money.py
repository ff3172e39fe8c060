"""
The decisions on money: meals and receptions, gifts, trade credit and loan contracts.
"""

from collections.abc import Mapping
from decimal import Decimal

from visitcore.blocks.checklist import Checklist
from visitcore.blocks.flow import Flow
from visitcore.blocks.permission import Permission
from visitcore.blocks.register import Register
from visitcore.blocks.table import Table
from visitcore.blocks.term import Term
from visitcore.facts import contract_question
from visitcore.facts.credit import BadDebt, MonthEnd, Shipment
from visitcore.facts.expense import ExpenseClaim
from visitcore.facts.gift import Gift
from visitcore.facts.meal import Meal, MealClaim
from visitcore.facts.reception import Reception
from visitcore.ground.text import Text
from visitcore.rules.blacklist import blacklist_status
from visitcore.rules.card_numbers import check_card_number
from visitcore.rules.contracts import move_contract
from visitcore.rules.credit import decide_shipment
from visitcore.rules.credit_losses import bear_bad_debt
from visitcore.rules.credit_recovery import recover_at_month_end
from visitcore.rules.day_end import day_end_run, day_end_warnings
from visitcore.rules.entry import Entry, chapter
from visitcore.rules.expenses import decide_meal
from visitcore.rules.gifts import check_gift
from visitcore.rules.reception import decide_reception
from visitcore.rules.reimbursement import reimburse_expense
from visitcore.rules.settlement import settle_meal

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

MONEY: tuple[Entry, ...] = (
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
)
"""The decisions on money: meals and receptions, gifts, trade credit and loan contracts."""
