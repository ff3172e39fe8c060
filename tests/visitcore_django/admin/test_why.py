from datetime import date

import pytest
from django.utils import translation

from visitcore import Customer, VisitRecord, load_policy, visit_due
from visitcore_django.admin.why import why, why_recorded
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
