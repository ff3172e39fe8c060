from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from visitcore.decisions import Verdict
from visitcore.explain import explain
from visitcore.explain.prose import shown, told
from visitcore.ground.text import Text
from visitcore.policy import Origin, Strength

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
  ✗ visits fall short (saw 1, rule 2 visits) [DST-01, required: Visit rules, Art. 1]
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
不符合规定——visit_due，2024-06-14，依据 test
  ✗ 拜访次数不足（实际 1，规定 2 visits）〔DST-01，应当：《拜访制度》Art. 1〕
  ✓ 每周拜访两次〔DST-02，建议：《拜访制度》Art. 1；visitcore 默认值，非制度原文〕
  ? 每周拜访两次〔DST-03，必须：《拜访制度》Art. 1；公司自定〕
  缺少：since、visits。
  暂定：所用年度的节假日安排尚未公布。"""

    assert expected == explain(refusal, "zh")


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


def test_a_difference_is_never_rounded_away(make):
    """
    Just under the limit is not shown as the limit.
    """
    finding = make.finding(False, says=SHORT, seen=Decimal("79.99999"), limit=Decimal(80))

    assert "✗ visits fall short (saw 79.99999, rule 80)" == told(finding).en


def test_one_number_alone_is_not_shown(make):
    """
    Without a limit there is nothing to hold a number against; the sentence says it.
    """
    assert "✗ visits fall short" == told(make.finding(False, says=SHORT, seen=Decimal(1))).en
