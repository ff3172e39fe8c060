"""
Made-up customers and visits for the example sheets.
"""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import NamedTuple

TODAY = date(2024, 6, 14)
FIRST, LAST = date(2023, 1, 3), date(2024, 7, 31)
CUSTOMERS, VISITS, NEVER_VISITED = 2000, 12000, 50
GRADES = ["A"] * 300 + ["B"] * 700 + ["C"] * 970 + ["D"] * 12 + ["vip"] * 10 + [""] * 8
MONTHS = {"A": 1, "B": 3, "C": 6, "D": 6, "vip": 2, "": 6}
FORMULAS = {77: '=HYPERLINK("http://example.com","点此领奖")', 778: "-工贸商行", 1500: "@华南分销"}

WORDS = """
cities: 上海 苏州 无锡 南京 杭州 宁波 合肥 武汉 长沙 广州 深圳 佛山 成都 重庆 西安 郑州 济南 青岛 天津 沈阳
brands: 恒 鑫 宏 瑞 华 金 德 博 嘉 天 盛 永 新 安 祥 远 万 东 海 联
endings: 达 源 泰 丰 通 诚 信 隆 邦 美 创 腾 辉 佳 润 和 兴 康 顺 益
trades: 商贸 机械设备 电子科技 建材 五金工具 食品 医疗器械 汽车配件 化工 包装材料 家居用品 仪器仪表
surnames: 王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 林 罗 高
given: 伟 芳 娜 敏 静 磊 强 洋 艳 勇 军 杰 涛 明 超 秀兰 建国 志强 晓东 丽华
owners: 张伟 李娜 王强 刘敏 陈静 杨磊 赵丽华 黄志强 周涛 吴晓东 徐芳 孙明
purposes: 例行拜访 新品推介 合同洽谈 催收货款 售后回访 节前问候 投诉处理
regions: 本市 本市 本地 外埠 外地
"""
LISTS = {name: items.split() for name, _, items in (line.partition(":") for line in WORDS.strip().splitlines())}

HOLIDAYS = {
    *(date(2023, 1, day) for day in range(21, 28)), date(2023, 4, 5), *(date(2023, 6, day) for day in (22, 23, 24)),
    *(date(2023, 4, 29) + timedelta(days) for days in range(5)), date(2024, 1, 1),
    *(date(2023, 9, 29) + timedelta(days) for days in range(8)), *(date(2024, 2, day) for day in range(10, 18)),
    *(date(2024, 4, day) for day in (4, 5, 6)), *(date(2024, 5, day) for day in range(1, 6)), date(2024, 6, 10),
}  # fmt: skip
IN_LIEU = {
    date(2023, 1, 28), date(2023, 1, 29), date(2023, 4, 23), date(2023, 5, 6), date(2023, 6, 25), date(2023, 10, 7),
    date(2023, 10, 8), date(2024, 2, 4), date(2024, 2, 18), date(2024, 4, 7), date(2024, 4, 28), date(2024, 5, 11),
}  # fmt: skip
ALL_DAYS = [FIRST + timedelta(days) for days in range((LAST - FIRST).days + 1)]
WORKDAYS = [day for day in ALL_DAYS if day in IN_LIEU or (day.weekday() < 5 and day not in HOLIDAYS)]


class Dice(Random):
    """
    Chance that comes out the same under every Python.
    """

    def pick(self, items):
        """
        One of some items.
        """
        return items[int(self.random() * len(items))]

    def between(self, low, high):
        """
        A whole number, both ends included.
        """
        return low + int(self.random() * (high - low + 1))


class Customer(NamedTuple):
    """
    A made-up customer.
    """

    code: str
    name: str
    grade: str
    owner: str
    region: str
    since: date | None


class Visit(NamedTuple):
    """
    A made-up visit.
    """

    start: date
    code: str
    minutes: int
    status: str
    owner: str
    purpose: str

    @property
    def day(self):
        """
        The day of its start.
        """
        return date(self.start.year, self.start.month, self.start.day)


def make_customers(dice):
    """
    The customers, in the order of their codes.
    """
    grades, customers = list(GRADES), []
    for number in range(1, CUSTOMERS + 1):
        name = "".join(dice.pick(LISTS[part]) for part in ("cities", "brands", "endings", "trades")) + "有限公司"
        if dice.random() < 0.08:
            name = dice.pick(LISTS["surnames"]) + dice.pick(LISTS["given"])
        elif dice.random() < 0.1:
            name = name.replace("有限公司", f"（{dice.pick(LISTS['cities'])}）有限公司")
        recent = dice.random() < 0.1
        since = date(2015, 1, 1) + timedelta(dice.between(3070, 3430) if recent else dice.between(0, 3060))
        customers.append(
            Customer(
                code=f"KH{number:05}",
                name=FORMULAS.get(number, name),
                grade=grades.pop(int(dice.random() * len(grades))),
                owner="" if number % 200 == 99 else dice.pick(LISTS["owners"]),
                region="" if number % 130 == 65 else dice.pick(LISTS["regions"]),
                since=None if number % 80 == 40 else since,
            )
        )
    return customers


def make_visits(dice, customers):
    """
    The visits, in the order of their days; each period of a grade is met more or less, as its owner works.
    """
    never = {customer.code for customer in customers[6::40]}
    assert len(never) == NEVER_VISITED
    zeal = {owner: 0.7 + 0.02 * place for place, owner in enumerate(LISTS["owners"])} | {"": 0.5}
    visited = [customer for customer in customers if customer.code not in never]
    visits = []

    def add(customer, since, until, status):
        days = [day for day in WORKDAYS if since <= day <= until]
        if days:
            day, owner = dice.pick(days), customer.owner or dice.pick(LISTS["owners"])
            clocked = dice.random() < 0.6
            start = datetime.combine(day, time(dice.between(8, 16), dice.pick((0, 15, 30, 45)))) if clocked else day
            minutes = dice.pick((30, 45, 60, 90)) if clocked and status == "done" else 0
            visits.append(Visit(start, customer.code, minutes, status, owner, dice.pick(LISTS["purposes"])))

    for customer in visited:
        month = 0
        while month < 18:
            first, month = months_later(FIRST.replace(day=1), month), month + MONTHS[customer.grade]
            last = min(months_later(FIRST.replace(day=1), month) - timedelta(1), TODAY)
            if dice.random() < zeal[customer.owner] and (customer.since or FIRST) <= last:
                add(customer, max(first, customer.since or FIRST), last, "done")
    for _again in range(420):
        add(dice.pick(visited), TODAY + timedelta(1), LAST, "planned")
    for _again in range(40):
        add(dice.pick(visited), FIRST, TODAY, "planned")
    for _again in range(330):
        add(dice.pick(visited), FIRST, LAST, "cancelled")
    done = [visit for visit in visits if visit.status == "done"]
    for _again in range(len(visits) - VISITS):
        visits.remove(done.pop(int(dice.random() * len(done))))
    while len(visits) < VISITS:
        add(dice.pick([customer for customer in visited if customer.grade in ("A", "B")]), FIRST, TODAY, "done")
    return sorted(visits, key=lambda visit: (visit.day, visit.code, visit.status, visit.minutes, str(visit.start)))


def months_later(day, months):
    """
    The first of a month some months after the first of another.
    """
    return date(day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1, 1)
