"""
The decisions on visits, plans and reports, grading and partners.
"""

from collections.abc import Mapping
from decimal import Decimal

from visitcore.blocks.cadence import Cadence
from visitcore.blocks.checklist import Checklist
from visitcore.blocks.formula import Formula
from visitcore.blocks.quota import Quota
from visitcore.blocks.recurrence import Recurrence
from visitcore.blocks.register import Register
from visitcore.blocks.scale import Scale
from visitcore.blocks.score import Score
from visitcore.blocks.table import Table
from visitcore.blocks.term import Term
from visitcore.facts import assessment, submission
from visitcore.facts.coverage import VisitsMade
from visitcore.facts.visit_record import VisitRecord
from visitcore.ground.text import Text
from visitcore.rules.coverage import visit_coverage
from visitcore.rules.entry import Entry, chapter
from visitcore.rules.grading import grade_customer
from visitcore.rules.partners import admit_partner
from visitcore.rules.planning import follow_up, plan_submission, report_submission
from visitcore.rules.ranking import rank_customers
from visitcore.rules.tables import PLAIN
from visitcore.rules.visiting import visit_due

VISITS: tuple[Entry, ...] = (
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
        admit_partner,
        assessment.PartnerAdmission,
        {"partners.admission": (Table,), "partners.admission_before": (Term,), "partners.inspection": (Checklist,)},
        Text("Whether a partner may be admitted", "合作方是否可以准入"),
    ),
)
"""The decisions on visits, plans and reports, grading and partners."""
