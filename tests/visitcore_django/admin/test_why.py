from datetime import date

import pytest
from django.utils import translation

from visitcore import Customer, VisitRecord, load_policy, visit_due
from visitcore_django.admin.why import at_the_place, why, why_recorded
from visitcore_django.models import DecisionRecord

FACTS = VisitRecord(
    on=date(2024, 6, 14), customer=Customer(code="C1", grade="A", since=date(2024, 1, 1)), visits=(), excuses=()
)


@pytest.mark.parametrize(("lang", "word"), [("en", "Refused"), ("zh-hans", "不符合规定")])
def test_a_decision_is_told_with_its_clause(lang, word):
    """
    An A customer never visited: the clause of the cadence stands in it, in the reader's language.
    """
    with translation.override(lang):
        shown = why(visit_due(FACTS, load_policy("standard")))

    assert "ABC-03.2a" in shown
    assert word in shown


@pytest.mark.parametrize(("lang", "word"), [("en", "Too much"), ("zh-hans", "太多")])
def test_a_record_is_told_as_it_was_recorded(lang, word):
    """
    What was told then is told now, and markup in it is shown as it is written.
    """
    record = DecisionRecord(verdict="refused", told_en="Too much <b>", told_zh="太多 <b>")
    with translation.override(lang):
        shown = why_recorded(record)

    assert f"{word} &lt;b&gt;" in shown
    assert "visitcore-refused" in shown


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("（日期 2026-11-30 01:34+08:00）", "（日期 2026-11-30 01:34）"),
        ("by 2026-11-29T17:34:12.5+00:00, late", "by 2026-11-30 01:34, late"),
        ("2026-11-30, 01:34 and 1+08:00", "2026-11-30, 01:34 and 1+08:00"),
    ],
)
def test_instants_stand_at_the_place_of_the_site(words, told):
    """
    To the minute and without their offset, whatever that is; days and times alone stay as they are.
    """
    assert told == at_the_place(words)
    assert told in why_recorded(DecisionRecord(verdict="allowed", told_en=words)).replace("&#x27;", "'")
