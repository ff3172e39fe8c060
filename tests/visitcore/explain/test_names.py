from pathlib import Path

import pytest

import visitcore.explain.names
from visitcore.explain.names import in_people_words, word
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
