"""
The columns that are known in each kind of sheet, and the words that fill some of them.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from attrs import frozen

from visitcore.facts.visit import VisitStatus
from visitcore.ground.text import Text

Kind = Literal["customers", "visits", "excuses", "ledger", "complaints"]
"""What a sheet is about."""

Holds = Literal[
    "code", "name", "text", "grade", "region", "status", "day", "moment", "number", "ratio", "flag", "letter"
]
"""How the cells of a column are read."""


FIGURE = "figures."
"""What the name of a figure of the company's own starts with in a mapping file."""


@frozen(kw_only=True)
class Column:
    """
    One column that is known by its headers.

    Attributes:
        name: Plain field name; an English header is the same.
        label: Header to write in each language.
        words: Further headers it is known by, the surest first.
        holds: How its cells are read.
        figure: Whether it ends in the customer's figures.
    """

    name: str
    label: Text
    words: tuple[str, ...] = ()
    holds: Holds = "text"
    figure: bool = False

    @property
    def headers(self) -> tuple[str, ...]:
        """
        Every header the column is known by.
        """
        return (self.name, self.label.zh, *self.words)


def _column(name: str, zh: str, *words: str, holds: Holds = "text", en: str = "") -> Column:
    label = Text(en or name.replace("_", " ").capitalize(), zh)
    return Column(name=name, label=label, words=(*((en,) if en else ()), *words), holds=holds)


def _figure(name: str, zh: str, *words: str, holds: Holds = "number") -> Column:
    label = Text(name.replace("_", " ").capitalize(), zh)
    return Column(name=name, label=label, words=words, holds=holds, figure=True)


_CUSTOMERS = (
    _column(
        "code", "客户编号", "客户编码", "客户代码", "客户号", "编号", "编码", "customer code", "customer id",
        holds="code",
    ),
    _column("name", "客户名称", "客户姓名", "客户全称", "单位名称", "公司名称", "名称", "customer name", holds="name"),
    _column("grade", "客户等级", "客户级别", "等级", "级别", "customer grade", "class", holds="grade"),
    _column("owner", "负责人", "业务员", "客户经理", "销售人员", "销售员", "跟进人", "salesperson", "account manager"),
    _column("region", "地区", "区域", "所在地区", "所在区域", "本地外地", "area", holds="region"),
    _column(
        "since", "建档日期", "合作开始日期", "开始合作日期", "合作日期", "开户日期", "成为客户日期", "首次合作日期",
        "customer since", "start date", holds="day",
    ),
    _column("category", "客户类别", "客户类型", "类别", "类型", "customer category", "type"),
    _column(
        "last_visit", "上次拜访日期", "最近拜访日期", "上次拜访时间", "最近拜访时间", "最近拜访", "上次拜访",
        "最后拜访日期", "last visit date", holds="day",
    ),
    _figure("sales", "年度销售额", "年销售额", "销售额", "年度销售金额", "annual sales"),
    _figure("price_index", "价格指数", holds="ratio"),
    _figure("actual_amount", "实际金额", "实际销售净额", "actual net amount"),
    _figure("standard_amount", "标准金额", "标准价金额"),
    _figure("collected_on_time", "按期回款额", "按时回款额", "按时回款", "按期回款", "amount collected on time"),
    _figure("falling_due", "应收到期额", "到期应收", "到期应收款", "amount falling due"),
    _figure("collection_rate", "回款率", "按期回款率", holds="ratio"),
    _figure("order_planning", "订单计划性", holds="letter"),
    _figure("product_fit", "产品满足度", holds="letter"),
    _figure("communication", "沟通一致性", "communication consistency", holds="letter"),
    _figure("loyalty", "忠诚度", holds="letter"),
    _figure("trend", "发展趋向", "发展趋势", "development trend", holds="letter"),
    _figure("first_cooperation", "首次合作日期", "首次合作时间", "首单日期", "first cooperation date", holds="day"),
    _figure("credit_grade", "资信等级", "信用等级", "credit standing", holds="text"),
    _figure("order_amount", "下单金额", "订单金额"),
    _figure("order_quantity", "订单数量", "下单数量"),
    _figure("profit", "利润贡献", "利润", "利润额"),
    _figure("margin", "利润率", "毛利率", holds="ratio"),
    _figure("mean_delay", "平均逾期天数", "加权逾期天数"),
    _figure("potential", "发展潜力", "潜力"),
    _figure("flagged", "高层走访", "重点关注", holds="flag"),
    _figure("project_planned", "有拟合作项目", "拟合作项目", holds="flag"),
)  # fmt: skip

_VISITS = (
    _column(
        "customer", "客户编号", "客户编码", "客户代码", "客户号", "拜访客户编号", "customer code", "customer id",
        holds="code",
    ),
    _column(
        "start", "拜访日期", "拜访时间", "开始时间", "开始日期", "实际拜访日期", "走访日期", "日期", "时间",
        "visit date", "start date", "start time", "date", "day", holds="moment",
    ),
    _column("end", "结束时间", "结束日期", "离开时间", "end date", "end time", holds="moment"),
    _column("status", "状态", "拜访状态", "完成状态", "执行状态", "visit status", holds="status"),
    _column("owner", "拜访人", "业务员", "负责人", "客户经理", "销售人员", "拜访人员", "visitor", "salesperson"),
    _column("purpose", "拜访目的", "目的", "拜访事由", "事由", "visit purpose"),
)  # fmt: skip

_EXCUSES = (
    _column(
        "customer", "客户编号", "客户编码", "客户代码", "客户号", "编号", "code", "customer code", "customer id",
        holds="code",
    ),
    _column("from", "开始日期", "开始", "起始日期", "起", "自", "开始时间", "start", "since", "first day", holds="day"),
    _column("to", "结束日期", "结束", "截止日期", "止", "至", "结束时间", "end", "until", "last day", holds="day"),
    _column("reason", "原因", "事由", "理由", "说明"),
)  # fmt: skip

_LEDGER = (
    _column("on", "日期", "发生日期", "业务日期", "单据日期", "记账日期", "date", "day", holds="day"),
    _column("kind", "类型", "业务类型", "单据类型", "事项", "event", "type"),
    _column("id", "单据编号", "单号", "发票号", "发票编号", "编号", "number", "document", "invoice"),
    _column("amount", "金额", "货款", "发生额", "sum", holds="number"),
    _column("class", "发货类别", "类别", "超额度类别"),
    _column("signer", "签批人", "签发人", "审批人", "signed by"),
    _column("for", "对应单据", "对应发票", "核销发票", "用途", "against", "invoice paid"),
    _column("from", "起始日期", "生效日期", "开始日期", "since", "first day", holds="day"),
    _column("to", "终止日期", "失效日期", "结束日期", "until", "last day", holds="day"),
    _column("currency", "币种", "货币", "ccy"),
)  # fmt: skip

_COMPLAINTS = (
    _column(
        "id", "投诉编号", "编号", "投诉单号", "案件编号", "序号", "number", "complaint id", "case", "no.",
        holds="code",
    ),
    _column("customer", "客户名称", "投诉客户名称", "投诉人", "投诉人姓名", "客户编号", "客户", "complainant"),
    _column("problem", "投诉问题", "投诉内容", "问题", "投诉事由", "content", "matter"),
    _column("gravity", "投诉等级", "投诉级别", "等级", "级别", "class"),
    _column("handler", "处理人", "经办人", "负责人", "受理人", "owner"),
    _column("channel", "投诉来源", "来源", "投诉渠道", "渠道"),
    _column("demand", "客户要求", "要求", "诉求"),
    _column("area", "业务类别", "业务类型"),
    _column("times", "投诉次数", "第几次投诉", holds="number"),
    _column("visible_at_receipt", "接到时可判定为重大", holds="flag"),
    _column("repeat", "重复投诉", "repeated", holds="flag"),
    _column("to_manufacturer", "向厂家投诉", holds="flag"),
    _column("door_block", "堵门", "door blocked", holds="flag"),
    _column("disturbance", "闹事", holds="flag"),
    _column("return_or_exchange", "退换车", "return or exchange", holds="flag"),
    _column("negative_media", "媒体负面报道", "负面报道", "bad press", holds="flag"),
    _column("other_severe", "其他严重情形", "影响大", holds="flag"),
    _column(
        "received", "接到投诉时间", "投诉时间", "受理时间", "受理日期", "接到时间", "投诉日期", "接到日期",
        "received at",
        holds="moment",
    ),
    _column("oms_checked", "核对时间", holds="moment"),
    _column("reason_checked", "核实理由时间", "核实时间", holds="moment"),
    _column("accepted", "决定受理时间", holds="moment"),
    _column("refused", "决定不受理时间", holds="moment"),
    _column("explained", "说明理由时间", holds="moment"),
    _column("routed", "交办时间", holds="moment"),
    _column("assigned", "指派时间", "分派时间", holds="moment"),
    _column("found_major", "认定重大时间", "认定为重大的时间", "认定为重大时间", holds="moment"),
    _column("brand_or_management_warned", "预警品牌事业部或管理部时间", holds="moment"),
    _column("legal_warned", "预警法务部时间", holds="moment"),
    _column("vp_operations_told", "报告运营副总裁时间", holds="moment"),
    _column("ceo_told", "报告总裁时间", holds="moment"),
    _column("solution_proposed", "提出方案时间", holds="moment"),
    _column("investigated", "提交调查报告时间", holds="moment"),
    _column("report_reviewed", "报告审核时间", holds="moment"),
    _column("admin_reviewed", "行政人事部审核时间", holds="moment"),
    _column("general_manager_noted", "总经理阅示时间", holds="moment"),
    _column("opinion_reviewed", "处理意见审核时间", holds="moment"),
    _column("sent_to_shop", "发至门店时间", holds="moment"),
    _column("in_handling", "接手处理时间", holds="moment"),
    _column("handled", "处理完毕时间", "处理完成时间", holds="moment"),
    _column("fed_back", "反馈时间", holds="moment"),
    _column("called_back", "回访时间", holds="moment"),
    _column("customer_answered", "答复客户时间", "答复时间", "答复日期", "答复客户日期", "answered", holds="moment"),
    _column("closed", "结案时间", "结案日期", "办结时间", "办结日期", "date closed", holds="moment"),
)  # fmt: skip

COLUMNS: Mapping[Kind, tuple[Column, ...]] = MappingProxyType(
    {"customers": _CUSTOMERS, "visits": _VISITS, "excuses": _EXCUSES, "ledger": _LEDGER, "complaints": _COMPLAINTS}
)
"""The known columns of each kind of sheet, in the order they are usually written."""


def column_called(target: str, kind: Kind) -> str | None:
    """
    The name of the column of one kind of sheet that goes by a name or by a Chinese header; the surest header first.

    Customers have a column for every figure of the company's own.

    >>> column_called("客户编号", "customers"), column_called("客户编号", "visits"), column_called("grade", "visits")
    ('code', 'customer', None)
    """
    columns = COLUMNS[kind]
    own = kind == "customers" and target.startswith(FIGURE) and target != FIGURE
    if own or any(target == column.name for column in columns):
        return target
    surest = sorted(columns, key=lambda column: target != column.label.zh)
    return next((c.name for c in surest if not target.isascii() and target in c.headers), None)


STATUSES: Mapping[str, VisitStatus] = MappingProxyType(
    dict.fromkeys(
        ("completed", "已完成", "完成", "已拜访", "已执行", "已结束", "complete", "done", "finished"),
        VisitStatus.COMPLETED,
    )
    | dict.fromkeys(
        ("planned", "计划", "计划中", "已计划", "未开始", "待拜访", "待执行", "进行中", "未完成", "plan", "scheduled"),
        VisitStatus.PLANNED,
    )
    | dict.fromkeys(("cancelled", "取消", "已取消", "作废", "已作废", "canceled"), VisitStatus.CANCELLED)
)
"""Words for how far a visit has come."""

REGIONS: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("local", "本地", "本市", "市内", "同城", "本埠"), "local")
    | dict.fromkeys(("outoftown", "外地", "外埠", "外市", "异地"), "out_of_town")
)
"""Words for where a customer is; any other word is kept as it was written."""

EVENTS: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("invoice", "发票", "开票", "发货", "开票发货", "销售"), "invoice")
    | dict.fromkeys(("payment", "付款", "回款", "收款", "汇款"), "payment")
    | dict.fromkeys(("return", "退货"), "return")
    | dict.fromkeys(("speciallimit", "特批额度", "特批", "临时额度"), "special_limit")
)
"""Words for what happened on an account."""

INVOICE_CLASSES: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("normal", "正常", "额度内"), "normal")
    | dict.fromkeys(("first", "首次", "首次超额度"), "first")
    | dict.fromkeys(("last", "末次", "末次超额度"), "last")
    | dict.fromkeys(("unapproved", "未审批", "未经审批"), "unapproved")
)
"""Words for how an invoice came about."""

NEXT_SHIPMENT = frozenset({"next", "下次", "下次发货", "下一次发货", "预付"})
"""Words for a payment towards the next shipment."""

YUAN = frozenset({"cny", "rmb", "人民币", "元", "人民币元", "¥", "￥"})
"""Words for the yuan."""

GRAVITIES: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("major", "重大", "重大投诉"), "major")
    | dict.fromkeys(("ordinary", "一般", "普通", "一般投诉"), "ordinary")
)
"""Words for how grave a complaint is."""
