"""
Why it was decided so: a decision in sentences, with its clauses.
"""

import re
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from visitcore import Decision, explain
from visitcore_django.admin.wording import explained
from visitcore_django.models import DecisionRecord
from visitcore_django.models.language import lang

_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?[+-]\d\d:\d\d")


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
    return render_to_string("visitcore/why.html", {"verdict": verdict, "words": at_the_place(words)})


def at_the_place(words: str) -> str:
    """
    A text whose instants stand at the place of the site, as people write them, and not with their offset.

    >>> at_the_place("nothing by 12:00")
    'nothing by 12:00'
    """
    return _INSTANT.sub(_local, words)


def _local(found: re.Match[str]) -> str:
    return f"{timezone.localtime(datetime.fromisoformat(found[0])):%Y-%m-%d %H:%M}"
