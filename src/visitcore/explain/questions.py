"""
What people call the decisions.
"""

from visitcore.ground.text import Text

_CHINESE = {
    "admit_partner": "合作方准入",
    "bear_bad_debt": "坏账承担",
    "blacklist_status": "黑名单查询",
    "calculate": "公式计算",
    "callback_due": "回访到期",
    "callback_share": "回访率",
    "callback_valid": "回访记录",
    "check_card_number": "贷款卡号检查",
    "check_deadline": "期限检查",
    "check_gift": "礼品检查",
    "check_list": "清单检查",
    "check_quota": "指标检查",
    "check_record": "记录检查",
    "classify_complaint": "投诉分级",
    "complaint_clocks": "投诉时限",
    "complaint_step": "投诉流转",
    "day_end_run": "日结",
    "day_end_warnings": "日结前提示",
    "decide_meal": "招待用餐",
    "decide_reception": "客户接待",
    "decide_shipment": "赊销发货",
    "decoration_calls": "装饰客户回访",
    "duty_due": "定期事项",
    "follow_up": "承诺跟进",
    "grade_customer": "客户评级",
    "look_up": "对照规定",
    "make_move": "流程办理",
    "mark_lost": "放弃客户",
    "may_discard": "保存期限",
    "may_do": "办理权限",
    "move_contract": "贷款合同办理",
    "move_project": "装饰项目办理",
    "plan_submission": "计划提交",
    "propose": "处理建议",
    "rank_customers": "客户排名",
    "rank_designers": "设计师派单",
    "read_value": "查看取值",
    "recover_at_month_end": "月底回收",
    "reimburse_expense": "费用报销",
    "report_submission": "报告提交",
    "same_complaint": "重复投诉",
    "settle_meal": "用餐结算",
    "tenant_coverage": "租户覆盖率",
    "visit_coverage": "拜访数量",
    "visit_due": "拜访到期",
}


def question(name: str) -> Text:
    """
    The name of a decision: in English as programs call it, in Chinese in words.

    >>> question("visit_due")
    Text(en='visit_due', zh='拜访到期')
    """
    return Text(name, _CHINESE.get(name, name))
