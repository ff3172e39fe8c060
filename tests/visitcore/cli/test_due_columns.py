from attrs import fields

from visitcore.cli.due_columns import BRIEF, COLUMNS, OUTCOME, REGIONS, SPARE, STATUSES, TOTALS
from visitcore.rules.due_list import Total
from visitcore.rules.visiting import VisitDue

PROMISED = (
    "customer name grade owner region last_visit period_start period_end owed done short missed next_due "
    "overdue_since days_overdue status rule missing provisional"
)


def test_the_columns_are_the_promised_ones_in_their_order():
    """
    Other programs read the list by these names.
    """
    assert PROMISED.split() == list(COLUMNS)


def test_what_the_decision_fills_is_there():
    """
    Every column of the outcome is a field of the decision, and none is forgotten.
    """
    assert {field.name for field in fields(VisitDue)} == set(OUTCOME)
    assert set(OUTCOME) <= set(COLUMNS)


def test_what_is_shown_and_what_is_spared_are_columns():
    """
    A text shows some of the columns, and can do without some of those.
    """
    assert set(SPARE) < set(BRIEF) < set(COLUMNS)


def test_every_sum_has_its_column():
    """
    The sums are counted by status, and each status has words.
    """
    assert {field.name for field in fields(Total)} | {"coverage_pct"} == set(TOTALS)
    assert set(STATUSES) < set(TOTALS)


def test_every_word_is_in_both_languages():
    """
    No header and no status is left in one language.
    """
    texts = [text for words in (COLUMNS, STATUSES, REGIONS, TOTALS) for text in words.values()]

    assert [] == [text for text in texts if not text.en.isascii() or text.zh.isascii()]
