import re
from decimal import Decimal

import pytest

from visitcore.blocks.checklist import Checklist, Item
from visitcore.blocks.consequence import Consequence
from visitcore.blocks.flow import Flow, Move
from visitcore.blocks.formula import Formula
from visitcore.blocks.ladder import Ladder, Rung
from visitcore.blocks.permission import Permission
from visitcore.blocks.register import Field, Register
from visitcore.blocks.scale import Band, Scale
from visitcore.blocks.score import Factor, Ramp, Score
from visitcore.blocks.table import Row, Table
from visitcore.blocks.term import Term
from visitcore.codec.library import DEFAULTS, library_pack, library_packs
from visitcore.explain.words import in_a_line, in_words
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED

VALUES = [
    pytest.param(entry.value, parameter.unit, id=f"{pack.code}-{parameter.key}")
    for pack in (*library_packs(), library_pack(DEFAULTS))
    for parameter in pack.parameters.values()
    for entry in parameter.entries
]
ENGLISH = re.compile(r"(?<![A-Za-z])[a-z]{2,}")


@pytest.mark.parametrize(("value", "unit"), VALUES)
def test_no_english_word_stands_in_what_a_pack_says_in_chinese(value, unit):
    """
    Every role, state, item, input and answer of the packs has its Chinese word.
    """
    assert [] == ENGLISH.findall(in_a_line(value, unit).zh)


@pytest.mark.parametrize(("value", "unit"), VALUES)
def test_no_name_of_a_program_stands_in_what_a_pack_says_in_english(value, unit):
    """
    Only a formula keeps the names it reckons with.
    """
    assert isinstance(value, Formula) or "_" not in in_a_line(value, unit).en


@pytest.mark.parametrize(
    ("value", "unit", "en", "zh"),
    [
        (60, "minutes", "60 minutes", "60分钟"),
        (Decimal("0.80"), "", "0.80", "0.80"),
        (True, "", "yes", "是"),
        ("previous_year", "", "previous year", "上一自然年"),
        (("A", "B"), "", "A, B", "A、B"),
        (("[09:00..11:30)",), "", "from 09:00 to before 11:30", "09:00至11:30（不含）"),
        ((), "", "–", "–"),
        (None, "", "nothing", "无"),
        (UNSPECIFIED, "CNY", "not given by the document; to be set", "制度未规定，需自行设定"),
        ({"capped_at": "B", "at_least": 60}, "", "capped at = B; at least = 60", "最高等级 = B；不低于 = 60"),
        (Formula(expression="amount * 2", inputs=("amount",)), "", "amount * 2", "金额 * 2"),
        (Term(days=2), "days", "within 2 days", "2天内"),
        (
            Scale(bands=(Band(when="< 60", then="C"), Band(when=">= 60", then="B", rule="X-1"))),
            "",
            "less than 60 → C; 60 or more → B [X-1]",
            "小于60 → C；60及以上 → B〔X-1〕",
        ),
        (
            Score(
                factors=(
                    Factor(
                        name="price",
                        weight=Decimal(20),
                        required=True,
                        ramp=Ramp(zero_at=Decimal("0.8"), full_at=Decimal(1)),
                    ),
                    Factor(name="trend", weight=Decimal(10), letters={"A": Decimal(100), "B": Decimal(70)}),
                )
            ),
            "",
            "price: weight 20, required; 0 points at 0.8, 100 at 1; trend: weight 10; A = 100, B = 70",
            "价格：权重20，必备；0.8计0分，1计100分；发展趋向：权重10；A = 100、B = 70",
        ),
        (
            Ladder(
                rungs=(
                    Rung(count="1", then=Consequence(kind="fine", what=Text("fine", "罚款"), amount=Decimal(100))),
                    Rung(count=">= 2", what=Text("a talk", "谈话"), by="team_leader"),
                )
            ),
            "CNY",
            "count 1 → fine: 100 CNY; count 2 or more → a talk (by team leader)",
            "次数1 → 罚款：100元；次数2及以上 → 谈话（组长）",
        ),
        (
            Consequence(kind="fine", what=Text("fine", "罚款"), amount=Decimal(20), per="missing_contact"),
            "CNY",
            "fine: 20 CNY per missing contact",
            "罚款：每个20元",
        ),
        (
            Consequence(kind="fine", what=Text("fine", "罚款"), factor=Decimal(10), times_of="gift_value"),
            "CNY",
            "fine: 10 × gift value",
            "罚款：礼品价值 × 10",
        ),
        (
            Checklist(
                items=(Item(name="gifts"), Item(name="goods", label=Text("goods", "货物"), when="goods_possible"))
            ),
            "",
            "gifts; goods (depends on: goods possible)",
            "礼品；货物（视“能否带货”而定）",
        ),
        (
            Register(
                fields=(
                    Field(name="changed", label=Text("changed", "变更"), one_of=("yes", "no")),
                    Field(name="minutes", label=Text("minutes", "纪要"), when={"changed": "yes"}, optional=True),
                )
            ),
            "",
            "changed: yes, no; minutes (where changed = yes) (optional)",
            "变更：是、否；纪要（限变更 = 是）（选填）",
        ),
    ],
)
def test_a_value_in_words(value, unit, en, zh):
    """
    Numbers have their unit, names their words, ranges no signs.
    """
    assert Text(en, zh) == in_a_line(value, unit)


def test_a_table_is_told_row_by_row():
    """
    Each row says when, what and by which rule; a row without a condition takes the rest.
    """
    table = Table(
        inputs={"grade": ["A", "B"], "left": "time", "flagged": "flag"},
        hit="first",
        rows=(
            Row(when={"grade": ["A", "B"], "left": "> 09:00"}, then="left_late", rule="X-1"),
            Row(when={"flagged": True}, then=UNSPECIFIED),
            Row(when={}, then="free"),
        ),
    )

    assert (
        Text("grade = A, B, left after 09:00 → left late [X-1]", "等级 = A、B，离开时刻09:00之后 → 晚出〔X-1〕"),
        Text("flagged = yes → not given by the document; to be set", "已标记 = 是 → 制度未规定，需自行设定"),
        Text("otherwise → free", "其他情况 → 可自由调整"),
    ) == in_words(table)


@pytest.mark.parametrize(
    ("more", "en", "zh"),
    [
        ({"roles": ("finance",)}, "gift: finance", "送礼：财务部"),
        ({"roles": ("finance", "manager")}, "gift: finance or manager", "送礼：财务部或经理"),
        ({"roles": ()}, "gift: nobody", "送礼：任何人不得"),
        ({"roles": ("*",)}, "gift: anybody", "送礼：任何人均可"),
        (
            {"roles": (), "approval": ("manager", "finance"), "approvals": "all", "between": "[08:00..16:30)"},
            "gift: with the leave of manager and finance, from 08:00 to before 16:30",
            "送礼：须经经理和财务部同意，时段为08:00至16:30（不含）",
        ),
        (
            {"roles": ("manager",), "scope": "own_team", "objects": ("gifts",), "before": "visit"},
            "gift (gifts): manager, for own team only, before the visit",
            "送礼（礼品）：经理，限本团队，在拜访之前",
        ),
    ],
)
def test_a_permission_in_words(more, en, zh):
    """
    Who may do what, to which, with whose leave, and when.
    """
    assert Text(en, zh) == in_a_line(Permission(actions=("gift",), **more))


def test_a_flow_is_told_move_by_move():
    """
    From which state to which, who may, what must be met, and that nobody passes his own.
    """
    flow = Flow(
        start="draft",
        ends=("approved",),
        states=("draft", "submitted", "approved"),
        moves=(
            Move(name="submit", from_=("draft",), to="submitted", needs=("before_visit",)),
            Move(
                name="approve",
                from_=("submitted",),
                to="approved",
                by=("manager", "finance"),
                signatures="all",
                four_eyes=True,
                rule="X-1",
            ),
        ),
    )

    assert (
        Text("draft → submitted: submit (anybody; before visit)", "起草 → 已提交：提交（任何人；在拜访之前）"),
        Text(
            "submitted → approved: approve (manager and finance; never one's own) [X-1]",
            "已提交 → 已批准：批准（经理和财务部；不得办理本人事项）〔X-1〕",
        ),
    ) == in_words(flow)


def test_a_flow_tells_what_is_written_down():
    """
    Behind what must be met.
    """
    asks = Text("the findings", "调查情况")
    hand_in = Move(name="submit", from_="draft", to="submitted", needs=("before_visit",), asks=asks)
    flow = Flow(start="draft", ends=("submitted",), states=("draft", "submitted"), moves=(hand_in,))

    assert (
        Text(
            "draft → submitted: submit (anybody; before visit; writes down the findings)",
            "起草 → 已提交：提交（任何人；在拜访之前；写明调查情况）",
        ),
    ) == in_words(flow)
