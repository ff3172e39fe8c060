"""
The decisions on service: complaints and call-backs, designers and their projects, tenants.
"""

from collections.abc import Mapping
from decimal import Decimal

from visitcore.blocks.cadence import Cadence
from visitcore.blocks.flow import Flow
from visitcore.blocks.permission import Permission
from visitcore.blocks.quota import Quota
from visitcore.blocks.register import Register
from visitcore.blocks.table import Table
from visitcore.blocks.term import Term
from visitcore.facts import callback
from visitcore.facts.complaint import ComplaintCase, ComplaintReport, ComplaintStep
from visitcore.facts.dispatch import Dispatch
from visitcore.facts.project import DecorationProject
from visitcore.facts.project_fee import ProjectMove
from visitcore.facts.tenancy import TenantsMet
from visitcore.ground.text import Text
from visitcore.rules.callback_records import callback_valid
from visitcore.rules.callback_share import callback_share
from visitcore.rules.callbacks import callback_due
from visitcore.rules.complaint_clocks import complaint_clocks
from visitcore.rules.complaint_gravity import classify_complaint
from visitcore.rules.complaint_record import same_complaint
from visitcore.rules.complaint_steps import complaint_step
from visitcore.rules.decoration_calls import decoration_calls
from visitcore.rules.decoration_fees import move_project
from visitcore.rules.decoration_lost import mark_lost
from visitcore.rules.dispatch import rank_designers
from visitcore.rules.entry import Entry, chapter
from visitcore.rules.tenants import tenant_coverage

SERVICE: tuple[Entry, ...] = (
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
)
"""The decisions on service: complaints and call-backs, designers and their projects, tenants."""
