"""
Why it was decided so: a decision in sentences, with its clauses.
"""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from visitcore import Decision, explain
from visitcore_django.admin.wording import explained
from visitcore_django.models import DecisionRecord
from visitcore_django.models.language import lang


def why(decision: Decision[Any]) -> SafeString:
    """
    A decision just taken.
    """
    return _shown(decision.verdict.value, explain(decision, lang()))


def why_recorded(record: DecisionRecord) -> SafeString:
    """
    A decision as it was recorded.
    """
    return _shown(record.verdict, explained(record))


def _shown(verdict: str, words: str) -> SafeString:
    return render_to_string("visitcore/why.html", {"verdict": verdict, "words": words})
