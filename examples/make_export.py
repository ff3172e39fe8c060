"""
Writes the big example sheets, as a CRM and a spreadsheet program would: ``python examples/make_export.py [FOLDER]``.

Companies, people and figures are made up. The same program gives the same cells everywhere; only the compressed bytes
of the workbooks may differ between releases of openpyxl and zlib.
Needs openpyxl, and nothing of visitcore: what the sheets hold is known without asking the code that reads them.
"""

import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

from invented import CUSTOMERS, FORMULAS, IN_LIEU, TODAY, VISITS, Dice, make_customers, make_visits
from written import WIDE, Amount, Day, Share, write_csv, write_xlsx

SALES = {"A": (1_500_000, 8_000_000), "B": (300_000, 1_500_000)}
WRITTEN = {"A": ["A", "A", "A", "Ａ", "a", "A级"], "B": ["B", "B", "B", "Ｂ", "B类"], "C": ["C", "C", "C", "Ｃ", "c"]}
STATUSES = {"done": ["已完成", "完成", "已拜访"], "planned": ["计划", "未开始"], "cancelled": ["取消", "已取消"]}
REASONS = ["门店装修停业", "客户出国考察", "厂区搬迁", "负责人住院", "停产检修", "道路封闭"]
CUSTOMER_HEADERS = """
客户编号 客户名称 客户等级 负责人 地区 建档日期 上次拜访日期 年度销售额 价格指数 按期回款额 到期应收
订单计划性 产品满足度 沟通一致性 忠诚度 发展趋势 首次合作日期 资信等级 备注
"""
VISIT_HEADERS = ["拜访编号", "客户编号", "拜访日期", "结束时间", "状态", "拜访人", "拜访目的"]
EXCUSE_HEADERS = ["客户编号", "开始日期", "结束日期", "原因"]
UNREADABLE = ["待定", "03/04/2024", "6月14日", "上周三", "5/6/24", "2024.5"]
IMPOSSIBLE = ["2024-02-30", "2023年2月29日", "2024/4/31", "2024-06-31"]


def customer_rows(dice, customers, visits, counts):
    """
    The rows of the sheet of customers, faulty ones and blank lines among them.
    """
    last = {visit.code: visit.day for visit in visits if visit.status == "done" and visit.day <= TODAY}
    rows = []
    for customer in customers:
        low, high = SALES.get(customer.grade, (20_000, 300_000))
        sales = dice.between(low, high)
        due = round(sales * 0.9, 2)
        known = dice.random() >= 0.06
        letters = ["" if dice.random() < 0.05 else dice.pick("AABBBC") for _letter in range(5)]
        rows.append(
            [
                customer.code.translate(WIDE) if dice.random() < 0.03 else customer.code,
                customer.name,
                dice.pick(WRITTEN.get(customer.grade, [customer.grade])),
                customer.owner,
                customer.region,
                "" if customer.since is None else Day(customer.since, dice.random()),
                Day(last[customer.code], dice.random()) if customer.code in last else "",
                Amount(float(sales), dice.random()),
                Share(dice.between(80, 104) / 100, dice.random()),
                Amount(round(due * dice.between(55, 100) / 100, 2), dice.random()) if known else "",
                Amount(due, dice.random()) if known else "",
                *letters,
                "" if customer.since is None else Day(customer.since, dice.random()),
                dice.pick(("AAA", "AA", "A", "B")),
                dice.pick(("", "", "", "", "重点跟进", "款到发货")),
            ]
        )
    counts["customers taken"] = len(customers)
    counts["grades that no policy knows (D, vip)"] = sum(customer.grade in ("D", "vip") for customer in customers)
    counts["customers without a grade"] = sum(not customer.grade for customer in customers)
    counts["customers without a first day"] = sum(customer.since is None for customer in customers)
    counts["customers in no visit at all"] = len(
        {customer.code for customer in customers} - {visit.code for visit in visits}
    )
    counts[f"customers without a completed visit up to {TODAY}"] = len(customers) - len(last)
    counts["names that look like a formula"] = len(FORMULAS)
    good = list(rows)
    for place in range(14):
        twin = list(good[place * 100 + 5])
        twin[0] = twin[0].translate(WIDE) if place % 3 == 0 else twin[0]
        rows.insert(dice.between(place * 100 + 50, len(rows)), twin)
    for place, value in enumerate(["03/04/2024", "2023-02-30", "待定", "", "", ""]):
        faulty = list(good[place])
        faulty[0] = f"KH{8000 + place:05}" if value else "  "
        faulty[5] = value or faulty[5]
        rows.insert(dice.between(50, len(rows)), faulty)
    counts["rows rejected: the code stood before"] = 14
    counts["rows rejected: day cannot be read"] = 3
    counts["rows rejected: no code"] = 3
    counts["rows rejected in all"] = 20
    return with_blanks(dice, rows, 6, counts)


def visit_rows(dice, visits, counts):
    """
    The rows of the sheet of visits, faulty ones and blank lines among them.
    """
    rows = []
    for visit in visits:
        end = (visit.start + timedelta(minutes=visit.minutes)).strftime("%H:%M") if visit.minutes else ""
        code = visit.code.translate(WIDE) if dice.random() < 0.03 else visit.code
        status = dice.pick(STATUSES[visit.status])
        rows.append([code, Day(visit.start, dice.random()), end, status, visit.owner, visit.purpose])
    counts["visits taken"] = len(visits)
    for status, words in (("done", "completed"), ("planned", "planned"), ("cancelled", "cancelled")):
        counts[f"of these {words}"] = sum(visit.status == status for visit in visits)
    counts[f"visits after {TODAY}"] = sum(visit.day > TODAY for visit in visits)
    counts["completed on a weekend day worked in lieu"] = sum(
        visit.status == "done" and visit.day in IN_LIEU for visit in visits
    )
    faults = [(0, f"KH{9001 + place:05}", "customer is not in the sheet") for place in range(15)]
    faults += [(0, "", "no customer")] * 3
    faults += [(1, text, "day cannot be read") for text in UNREADABLE]
    faults += [(1, text, "day does not exist") for text in IMPOSSIBLE]
    faults += [(3, text, "status is unknown") for text in ("改期", "延后", "?", "待定", "")]
    faults += [(2, text, "ends before it starts") for text in ("07:05", "06:30", "7:15", "05:00")]
    good = [row for row, visit in zip(rows, visits, strict=True) if visit.minutes]
    for column, text, why in faults:
        faulty = list(dice.pick(good))
        faulty[column] = text
        rows.insert(dice.between(0, len(rows)), faulty)
        counts[f"rows rejected: {why}"] += 1
    counts["rows rejected in all"] = len(faults)
    return with_blanks(dice, [[f"V{number:06}", *row] for number, row in enumerate(rows, 1)], 10, counts)


def excuse_rows(dice, customers, counts):
    """
    The rows of the sheet of excuses, four faulty ones at the end.
    """
    rows = []
    for place in range(60):
        first = TODAY - timedelta(dice.between(0, 150))
        last = first + timedelta(dice.between(0, 60))
        code = customers[place * 31 + 3].code
        rows.append([code, Day(first, dice.random()), Day(last, dice.random()), dice.pick(REASONS)])
    counts["excuses taken"] = len(rows)
    rows += [[*rows[0][:3], ""], [*rows[1][:3], " "], [rows[2][0], "2024-06-01", "2024-05-01", "门店装修停业"]]
    rows += [["KH09999", *rows[3][1:]]]
    counts["rows rejected in all"] = 4
    return rows


def with_blanks(dice, rows, blanks, counts):
    """
    The rows with blank lines among them.
    """
    counts["rows below the headers"] = len(rows)
    counts["blank lines"] = blanks
    for _blank in range(blanks):
        rows.insert(dice.between(1, len(rows) - 1), [])
    return rows


README = """\
# Example sheets / 示例表格

Made up by `python examples/make_export.py`, which always gives the same sheets. The day to ask about is {today}.
由 `python examples/make_export.py` 生成，每次结果相同；数据均为虚构。演示日期为 {today}。

| file 文件 | what it is 内容 |
|---|---|
| `customers.csv` | {customers:,} customers, Chinese headers, GB18030 / 客户表，中文表头，GB18030 编码 |
| `visits.csv` | {visits:,} visits, Chinese headers, UTF-8 with its mark / 拜访记录，UTF-8（带 BOM） |
| `customers.xlsx`, `visits.xlsx` | same rows; days as dates, texts and serial numbers / 内容相同，日期混用三种写法 |
| `excuses.csv` | why some customers need not be visited for a while / 免访说明 |
| `small_customers.csv`, `small_visits.csv` | 12 customers, English headers, by hand / 12 个客户，英文表头，手工编写 |

What the sheets hold, as counted while they were made / 生成时统计的数目：

{tables}"""


def table(title, counts):
    """
    Some counts as a table.
    """
    lines = [f"### {title}", "", "| what | count |", "|---|---:|"]
    return "\n".join([*lines, *(f"| {what} | {count} |" for what, count in counts.items()), ""])


def main(folder):
    """
    Writes all the sheets and the page about them.
    """
    dice = Dice(20240614)
    counts = {title: Counter() for title in ("customers", "visits", "excuses")}
    customers = make_customers(dice)
    visits = make_visits(dice, customers)
    sheets = {
        "customers": (
            "客户",
            CUSTOMER_HEADERS.split(),
            customer_rows(dice, customers, visits, counts["customers"]),
            "gb18030",
        ),
        "visits": ("拜访", VISIT_HEADERS, visit_rows(dice, visits, counts["visits"]), "utf-8-sig"),
    }
    for name, (title, headers, rows, encoding) in sheets.items():
        write_csv(folder / f"{name}.csv", headers, rows, encoding)
        write_xlsx(folder / f"{name}.xlsx", title, headers, rows)
    excuses = excuse_rows(dice, customers, counts["excuses"])
    write_csv(folder / "excuses.csv", EXCUSE_HEADERS, excuses, "utf-8-sig")
    tables = "\n".join(table(f"`{title}`", found) for title, found in counts.items())
    page = README.format(today=TODAY, customers=CUSTOMERS, visits=VISITS, tables=tables)
    (folder / "README.md").write_text(page, encoding="utf-8", newline="")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
