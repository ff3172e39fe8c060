from pathlib import Path

import pytest

import visitcore.explain.names
from visitcore.explain.names import fault_in_words, in_people_words, word
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text

LINES = [
    line
    for line in Path(visitcore.explain.names.__file__).with_name("names.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def test_every_line_names_one_thing_in_order():
    """
    Name, Chinese word and perhaps an English one; by the alphabet, none twice.
    """
    names = [line.partition(": ")[0] for line in LINES]

    assert sorted(set(names)) == names
    assert [] == [line for line in LINES if not line.partition(": ")[2].strip()]


def test_no_word_is_left_in_english():
    """
    What stands for the name in Chinese has no name of a program in it.
    """
    assert [] == [line for line in LINES if "_" in line.partition(": ")[2]]


@pytest.mark.parametrize(
    ("name", "en", "zh"),
    [
        ("department_head", "department head", "部门负责人"),
        ("crm", "CRM", "客户关系管理系统"),
        ("harbour_master", "harbour master", "harbour master"),
        ("海盛公司", "海盛公司", "海盛公司"),
        ("Huge Co_Ltd", "Huge Co_Ltd", "Huge Co_Ltd"),
        ("True", "yes", "是"),
    ],
)
def test_a_name_in_words(name, en, zh):
    """
    Known names have their words, unknown ones lose their underscores, and nothing else is touched.
    """
    assert Text(en, zh) == word(name)


@pytest.mark.parametrize(
    ("said", "en", "zh"),
    [
        (
            Text("only team_leader, finance may do this", "只能由 team_leader、finance 办理"),
            "only team leader, finance may do this",
            "只能由组长、财务部办理",
        ),
        (
            Text("cannot be told without: flags.goods_possible", "无法判定：flags.goods_possible"),
            "cannot be told without: goods possible",
            "无法判定：能否带货",
        ),
        (
            Text(
                "without: complaint.flags.to_manufacturer, complaint.flags.door_blocked",
                "缺少：complaint.flags.to_manufacturer",
            ),
            "without: complaint to the manufacturer, door blocked",
            "缺少：向厂家投诉",
        ),
        (
            Text("complaint.events.received.at, complaint.events.closed.by", "complaint.events.received.at"),
            "received (when), closed (by whom)",
            "已收到（时间）",
        ),
        (
            Text("no value for 'visits.class_thresholds'", "没有给出“visits.class_thresholds”的数值"),
            "no value for 'visits.class_thresholds'",
            "没有给出“visits.class_thresholds”的数值",
        ),
        (
            Text("visits.cadence[grade = D]", "缺少：visits.cadence[grade = D]"),
            "visits.cadence for grade = D",
            "缺少：visits.cadence 中等级 = D 的规定",
        ),
        (
            Text("grading.lifetime is False", "grading.lifetime 为 False"),
            "grading.lifetime is no",
            "grading.lifetime 为否",
        ),
        (
            Text("without: matter.callbacks[0].mode", "缺少：matter.callbacks[0].mode"),
            "without: callbacks[0].mode",
            "缺少：第1项回访记录的方式",
        ),
        (
            Text("matters[1].callbacks[0].values", "matters[1].callbacks[0].values"),
            "matters[1].callbacks[0].values",
            "第2项事项的第1项回访记录的各栏内容",
        ),
        (Text("price is below 60", "price低于60"), "price is below 60", "价格低于60"),
        (Text("start (an instant)", "start (an instant)"), "start (an instant)", "起算时间（带时区的时刻）"),
        (
            Text("hours [08:00..16:30)", "hours 为 [08:00..16:30)"),
            "hours from 08:00 to before 16:30",
            "hours 为 08:00至16:30（不含）",
        ),
        (
            Text("by 2024-03-05 11:00:00+08:00", "期限 2024-03-05 11:00:00+08:00"),
            "by 2024-03-05 11:00+08:00",
            "期限 2024-03-05 11:00+08:00",
        ),
        (Text("in time, due by 2024-03-08", "期限 2024-03-08"), "in time, due by 2024-03-08", "期限 2024-03-08"),
        (Text("90 of sales, 75 of price", "sales 90, price 75"), "90 of sales, 75 of price", "销售 90、价格 75"),
    ],
)
def test_a_sentence_in_words(said, en, zh):
    """
    Names become words; keys, days and numbers stay.
    """
    assert Text(en, zh) == in_people_words(said)


@pytest.mark.parametrize(
    ("fault", "en", "zh"),
    [
        (Problem("id", Text("is empty", "为空")), "number: is empty", "编号：为空"),
        (Problem("for", Text("is unknown", "未知")), "invoice it is for: is unknown", "对应发票：未知"),
        (
            Problem("amount", Text("is 0", "为零"), Text("leave it", "请删去")),
            "amount: is 0; leave it",
            "金额：为零；请删去",
        ),
        (Problem("to", Text("is early", "过早"), file="a.toml"), "a.toml: to: is early", "a.toml: 止于：过早"),
        (Problem("visits.cadence", Text("is open", "未定")), "visits.cadence: is open", "visits.cadence：未定"),
        (Problem("", Text("is empty", "为空")), "is empty", "为空"),
    ],
)
def test_a_fault_in_words(fault, en, zh):
    """
    Where it stands is a name of the facts, and put into words like any other, in both languages.
    """
    assert Text(en, zh) == fault_in_words(fault)
