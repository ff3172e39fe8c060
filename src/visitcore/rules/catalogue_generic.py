"""
The decisions that can be asked of any key of the right shape.
"""

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
from visitcore.blocks.table import Table
from visitcore.blocks.term import Term
from visitcore.facts import question
from visitcore.facts.keeping import Kept
from visitcore.ground.text import Text
from visitcore.rules.checklists import check_list
from visitcore.rules.conduct import may_do
from visitcore.rules.deadlines import check_deadline
from visitcore.rules.duties import duty_due
from visitcore.rules.entry import Entry, any_key
from visitcore.rules.files import check_record
from visitcore.rules.flows import make_move
from visitcore.rules.keeping import may_discard
from visitcore.rules.performance import check_quota, propose
from visitcore.rules.tables import PLAIN, calculate, look_up, read_value

GENERIC: tuple[Entry, ...] = (
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
"""The decisions that can be asked of any key of the right shape."""
