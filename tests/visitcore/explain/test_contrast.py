from datetime import date
from decimal import Decimal

from visitcore.decisions import PolicyRef, Verdict
from visitcore.explain import contrast
from visitcore.ground.text import Text

SHORT = Text("visits fall short", "拜访次数不足")


def test_the_same_decision_has_no_contrast(make):
    """
    Two decisions that say the same are said to say the same.
    """
    one, other = make.decision(make.finding()), make.decision(make.finding())

    assert "The two decisions say the same." == contrast(one, other)
    assert "两个判定结果相同。" == contrast(one, other, "zh")


def test_everything_that_differs_is_told(make):
    """
    Verdict, day, policy, missing facts, findings by rule.
    """
    one = make.decision(make.finding(rule="DST-01"), make.finding(rule="DST-02"))
    other = make.decision(
        make.finding(False, rule="DST-01", says=SHORT, seen=Decimal(1), limit=Decimal(2)),
        make.finding(None, rule="DST-03"),
        verdict=Verdict.REFUSED,
        on=date(2024, 7, 1),
        policy=PolicyRef("test", "fedcba9876543210"),
        missing=("since",),
        provisional=True,
    )

    assert (
        contrast(one, other)
        == """\
Verdict: Allowed → Refused.
Governing day: 2024-06-14 → 2024-07-01.
Policy: test (0123456789abcdef) → test (fedcba9876543210).
Missing: – → since.
Only the second is provisional.
DST-01: ✓ two visits a week are made → ✗ visits fall short (saw 1, rule 2).
DST-02: only in the first: ✓ two visits a week are made.
DST-03: only in the second: ? two visits a week are made."""
    )


def test_the_same_in_chinese(make):
    """
    Chinese words and punctuation, names and marks as they are.
    """
    one = make.decision(make.finding(), missing=("since", "visits"), provisional=True)
    other = make.decision(make.finding(False, says=SHORT), verdict=Verdict.REFUSED)

    assert (
        contrast(one, other, "zh")
        == """\
结论：符合规定 → 不符合规定。
缺少：since、visits → –。
仅前者为暂定。
DST-01：✓ 每周拜访两次 → ✗ 拜访次数不足。"""
    )


def test_a_number_alone_makes_a_difference(make):
    """
    The same sentence with another number is another finding.
    """
    one, other = (
        make.decision(make.finding(False, says=SHORT, seen=Decimal(seen), limit=Decimal(4))) for seen in (1, 2)
    )

    assert "DST-01: ✗ visits fall short (saw 1, rule 4) → ✗ visits fall short (saw 2, rule 4)." == contrast(one, other)


def test_no_finding_hides_behind_another_on_the_same_rule(make):
    """
    Of several findings on one rule, each is held against its own counterpart.
    """
    one = make.decision(make.finding(False, says=SHORT), make.finding())
    other = make.decision(make.finding(), make.finding())

    assert "DST-01: ✗ visits fall short → ✓ two visits a week are made." == contrast(one, other)
