from datetime import UTC, date, datetime, time
from decimal import Decimal
from importlib import import_module

import pytest
from attrs import evolve

from visitcore.decisions import Verdict
from visitcore.explain import explain
from visitcore.explain.prose import policy_called, shown, told
from visitcore.ground.text import Text
from visitcore.policy import Origin, Strength
from visitcore.policy.policy import PolicyRef

SHORT = Text("visits fall short", "拜访次数不足")


@pytest.fixture
def refusal(make):
    """
    A refusal with a broken duty, advice and something that cannot be told.
    """
    return make.decision(
        make.finding(False, says=SHORT, seen=Decimal(1), limit=Decimal(2), unit="visits"),
        make.finding(True, rule="DST-02", strength=Strength.SOFT, origin=Origin.VISITCORE),
        make.finding(None, rule="DST-03", strength=Strength.MUST, origin=Origin.COMPANY),
        verdict=Verdict.REFUSED,
        missing=("since", "visits"),
        provisional=True,
    )


def test_english(refusal):
    """
    Verdict, findings with their clauses, what is missing, what is guessed.
    """
    expected = """\
Refused – visit_due, 2024-06-14, policy test
  ✗ visits fall short (saw 1 visit, rule 2 visits) [DST-01, required: Visit rules, Art. 1]
  ✓ two visits a week are made [DST-02, advice: Visit rules, Art. 1; a default of visitcore, not of the document]
  ? two visits a week are made [DST-03, must: Visit rules, Art. 1; the company's own value]
  Missing: since, visits.
  Provisional: the working days of a year used here are not announced yet."""

    assert expected == explain(refusal)


def test_chinese(refusal):
    """
    The same in Chinese, with Chinese punctuation.
    """
    expected = """\
不符合规定——拜访到期，2024-06-14，依据 test
  ✗ 拜访次数不足（实际1次，规定2次）〔DST-01，应当：《拜访制度》第1条〕
  ✓ 每周拜访两次〔DST-02，建议：《拜访制度》第1条；软件默认值，非制度原文〕
  ? 每周拜访两次〔DST-03，必须：《拜访制度》第1条；公司自定〕
  缺少：合作开始日期、拜访。
  暂定：所用年度的节假日安排尚未公布。"""

    assert expected == explain(refusal, "zh")


def test_a_moment_wanted_more_exactly_is_told_in_chinese(make):
    """
    In the sentence and in what is missing, with no English word left between the Chinese ones.
    """
    lack = "start (an instant with its time zone)"
    says = Text(f"cannot be told without: {lack}", f"缺少：{lack}")
    decision = make.decision(make.finding(None, says=says), verdict=Verdict.UNDETERMINED, missing=(lack,))

    assert 2 == explain(decision, "zh").count("（带时区的时刻）")
    assert "zone" not in explain(decision, "zh")
    assert "Missing: start (an instant with its time zone)." in explain(decision)


def test_what_is_missing_is_told_in_the_words_of_people(make):
    """
    Facts by their words and without the rooms they stand in; a key of the policy that has to be set by its name.
    """
    lacks = ("designated_restaurant", "filing.filed", "matter.reply_letter_only", "visits.class_thresholds")
    decision = make.decision(make.finding(None), verdict=Verdict.UNDETERMINED, missing=lacks)

    assert "缺少：指定餐厅、已备案、仅要求书面答复、visits.class_thresholds。" in explain(decision, "zh")
    assert "Missing: designated restaurant, filed, reply letter only, visits.class_thresholds." in explain(decision)


def test_what_is_missing_is_written_as_a_file_of_facts_writes_it_where_one_asks_for_it(make):
    """
    Whoever adds it to the file needs the very names.
    """
    decision = make.decision(make.finding(None), verdict=Verdict.UNDETERMINED, missing=("matter.reply_letter_only",))

    assert "缺少：matter.reply_letter_only。" in explain(decision, "zh", written=True)
    assert "Missing: matter.reply_letter_only." in explain(decision, written=True)


def test_the_ready_made_policy_has_a_chinese_name(make):
    """
    Packs and companies' own files keep the names they have.
    """
    ready, pack = (evolve(make.decision(make.finding()), policy=PolicyRef(name, "0")) for name in ("standard", "CGR"))

    assert explain(ready, "zh").splitlines()[0].endswith("依据 标准制度")
    assert explain(pack, "zh").splitlines()[0].endswith("依据 CGR")


def test_markdown(refusal):
    """
    A bold head and a list.
    """
    lines = explain(refusal, style="markdown").splitlines()

    assert "**Refused – visit_due, 2024-06-14, policy test**" == lines[0]
    assert "" == lines[1]
    assert [True] * 5 == [line.startswith("- ") for line in lines[2:]]


def test_markdown_shows_what_was_written(make):
    """
    What a customer is called never turns into markup.
    """
    says = Text("<b>Star* & Co_</b> is not visited", "未拜访 <b>Star*</b>")
    decision = make.decision(make.finding(False, says=says))

    assert r"✗ \<b>Star\* & Co_\</b> is not visited [DST-01" in explain(decision, style="markdown")
    assert "<b>Star* & Co_</b>" in explain(decision)


def test_nothing_is_said_of_what_is_not_there(make):
    """
    A plain permission is two lines.
    """
    expected = """\
Allowed – visit_due, 2024-06-14, policy test
  ✓ two visits a week are made [DST-01, required: Visit rules, Art. 1]"""

    assert expected == explain(make.decision(make.finding()))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Decimal(100), "100"),
        (Decimal("1E+2"), "100"),
        (Decimal("67.5000"), "67.5"),
        (Decimal("0.80"), "0.8"),
        (Decimal("76.66666666666666666666666667"), "76.6667"),
        (Decimal("123456789012345678901234567890.12"), "123456789012345678901234567890.12"),
        (Decimal("-3.00"), "-3"),
        (3, "3"),
        (date(2024, 3, 5), "2024-03-05"),
        (datetime(2024, 3, 5, 9, 30, 15), "2024-03-05 09:30"),
        (datetime(2024, 3, 5, 9, 30, tzinfo=UTC), "2024-03-05 09:30+00:00"),
        (time(8, 5), "08:05"),
        ("A", "A"),
        (("A", Decimal("1.50")), "A, 1.5"),
        (True, ""),
        (None, ""),
        ({"a": 1}, ""),
    ],
)
def test_values_as_people_read_them(value, words):
    """
    No trailing zeros, no exponents, no more than four places, no yes or no where the mark says it.
    """
    assert words == shown(value)


def say(make, finding, **more):
    """
    A finding as the only one of a decision, in a sentence.
    """
    return told(finding, make.decision(finding, **more))


def test_a_difference_is_never_rounded_away(make):
    """
    Just under the limit is not shown as the limit.
    """
    finding = make.finding(False, says=SHORT, seen=Decimal("79.99999"), limit=Decimal(80))

    assert "✗ visits fall short (saw 79.99999, rule 80)" == say(make, finding).en


def test_one_number_alone_is_not_shown(make):
    """
    Without a limit there is nothing to hold a number against; the sentence says it.
    """
    assert "✗ visits fall short" == say(make, make.finding(False, says=SHORT, seen=Decimal(1))).en


def test_a_number_that_the_sentence_says_is_not_said_twice(make):
    """
    What stands in the sentence is left out behind it; a longer number or a day is something else.
    """
    says = Text("1 of 20 on 2024-03-05", "2024-03-05 要求20，实际1")
    both = make.finding(False, says=says, seen=Decimal(1), limit=Decimal(20))
    one = make.finding(False, says=says, seen=Decimal(2), limit=Decimal(20))
    neither = make.finding(False, says=says, seen=Decimal(5), limit=Decimal(3))

    assert "✗ 1 of 20 on 2024-03-05" == say(make, both).en
    assert "✗ 1 of 20 on 2024-03-05 (saw 2)" == say(make, one).en
    assert "✗ 1 of 20 on 2024-03-05 (saw 5, rule 3)" == say(make, neither).en


def test_numbers_without_their_unit_are_given_it(make):
    """
    Where the sentence says the numbers alone, the unit is added.
    """
    bare = Text("18 of 20, 2 short", "要求20，实际18，差2")
    full = Text("18 of 20 visits", "要求20次，实际18次")
    short, said = (make.finding(False, says=says, seen=18, limit=20, unit="visits") for says in (bare, full))

    assert "✗ 要求20，实际18，差2（单位：次）" == say(make, short).zh
    assert "✗ 18 of 20, 2 short (visits)" == say(make, short).en
    assert "✗ 要求20次，实际18次" == say(make, said).zh


def test_days_are_days_and_not_amounts(make):
    """
    A day that was seen stands behind *on*, one that limits behind *by*; the governing day is in the head already.
    """
    done, due = date(2024, 3, 8), date(2024, 3, 7)
    finding = make.finding(False, says=SHORT, seen=done, limit=due)

    assert "✗ visits fall short (on 2024-03-08, by 2024-03-07)" == say(make, finding).en
    assert "✗ 拜访次数不足（日期 2024-03-08，期限 2024-03-07）" == say(make, finding).zh
    assert "✗ visits fall short (by 2024-03-07)" == say(make, finding, on=done).en


def test_a_range_is_told_in_words(make):
    """
    A band is no formula.
    """
    finding = make.finding(says=SHORT, seen=Decimal("87.375"), limit=">= 80")

    assert "✓ visits fall short (saw 87.375, rule 80 or more)" == say(make, finding).en
    assert "✓ 拜访次数不足（实际87.375，规定80及以上）" == say(make, finding).zh


def test_names_are_told_in_words(make):
    """
    No name of a role, state or item reaches people as programs write it.
    """
    says = Text("team_leader: leave_district", "team_leader: leave_district")
    finding = make.finding(False, says=says, seen="team_leader", limit=("general_manager", "top_management"))

    assert "✗ team leader: leave district (rule general manager, top management)" == say(make, finding).en
    assert "✗ 组长：离开辖区（规定总经理、公司高层）" == say(make, finding).zh


@pytest.mark.parametrize(
    ("holds", "strength", "verdict", "mark"),
    [
        (True, Strength.MUST, Verdict.ALLOWED, "✓"),
        (False, Strength.REQUIRED, Verdict.REFUSED, "✗"),
        (False, Strength.SOFT, Verdict.ALLOWED, "!"),
        (False, Strength.NOTE, Verdict.REFUSED, "!"),
        (None, Strength.MUST, Verdict.UNDETERMINED, "?"),
        (None, Strength.MUST, Verdict.REFERRED, "·"),
        (None, Strength.MUST, Verdict.NOT_APPLICABLE, "·"),
    ],
)
def test_the_mark_says_how_it_stands(make, holds, strength, verdict, mark):
    """
    Advice that is not followed looks otherwise than a broken duty, and what is open otherwise than what is unknown.
    """
    assert mark == say(make, make.finding(holds, strength=strength), verdict=verdict).en[0]


def test_one_sentence_for_several_rules_is_said_once(make):
    """
    The rules are listed behind it, the document is named once.
    """
    decision = make.decision(make.finding(rule="DST-01"), make.finding(rule="DST-02"), make.finding(rule="ABC-01"))

    assert [
        "  ✓ two visits a week are made [DST-01, required: Visit rules, Art. 1; DST-02, required: Art. 1]",
        "  ✓ two visits a week are made [ABC-01, required: Visit rules, Art. 1]",
    ] == explain(decision).splitlines()[1:]


def test_the_room_can_be_called_like_its_function(make):
    """
    What goes by the name of the room explains, whoever was imported first.
    """
    decision = make.decision(make.finding())

    assert explain(decision, lang="zh") == import_module("visitcore.explain")(decision, lang="zh")


def test_a_policy_is_called_by_its_name():
    """
    The ready-made one has a Chinese name; a company's has the one it was given.
    """
    assert ("standard", "标准制度") == (policy_called("standard").en, policy_called("standard").zh)
    assert "本公司制度" == policy_called("本公司制度").zh


@pytest.mark.parametrize(
    ("seen", "limit", "told_"),
    [
        ("171.4285714", "200", "实际171.43元/人，规定200.00元/人"),
        ("100.004", "100", "实际100.01元/人，规定100.00元/人"),
        ("99.996", "100", "实际99.99元/人，规定100.00元/人"),
    ],
)
def test_money_is_told_to_the_cent(make, seen, limit, told_):
    """
    Rounding makes no amount look like the limit that it is held against.
    """
    finding = make.finding(seen < limit, seen=Decimal(seen), limit=Decimal(limit), unit="CNY/person")

    assert told_ in explain(make.decision(finding), "zh")
