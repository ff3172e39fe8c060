import pytest
from django.utils import translation

from visitcore import Verdict
from visitcore_django.admin.verdicts import VERDICTS, clauses_shown, verdict_badge


def test_every_verdict_has_its_words():
    """
    None of the five is left out.
    """
    assert {verdict.value for verdict in Verdict} == set(VERDICTS)


@pytest.mark.parametrize(("verdict", "sign"), [("allowed", "✓"), ("refused", "✗"), ("referred", "!")])
def test_a_verdict_has_a_sign(verdict, sign):
    """
    So that no colour is needed.
    """
    assert sign in verdict_badge(verdict)


def test_no_verdict_is_a_dash():
    """
    Where nothing was decided.
    """
    assert ["–", "–"] == [verdict_badge(None), verdict_badge("")]


def test_a_verdict_is_told_in_chinese():
    """
    In the reader's language.
    """
    with translation.override("zh-hans"):
        assert "不符合规定" in verdict_badge("refused")


@pytest.mark.parametrize(
    ("rules", "shown"), [("", ""), ("A-1", "A-1"), ("A-1, A-2", "A-1, A-2"), ("A-1, A-2, A-3, A-4", "A-1, A-2 +2")]
)
def test_a_row_names_two_clauses_and_counts_the_others(rules, shown):
    """
    All of them stand in the title.
    """
    assert f'<span title="{rules}">{shown}</span>' == clauses_shown(rules)
