"""
What stands on the page of a grading round: what was worked out, what is missing, and by which rules.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from visitcore.explain.clauses import clause_in_words
from visitcore.explain.words import in_words
from visitcore.policy.policy import Rulebook
from visitcore.rules.grading import BANDS, PROVISIONAL, REFERENCE, ROUND, SCORE
from visitcore.rules.grading_gates import CREDIT_GATE, GATE
from visitcore_django.admin.buttons import Panel
from visitcore_django.admin.due_words import lacks
from visitcore_django.admin.grades_filters import MOVES
from visitcore_django.admin.wording import named
from visitcore_django.models import GradeAssessment, GradingRound
from visitcore_django.models.language import lang
from visitcore_django.policies import running

READ = (ROUND, SCORE, REFERENCE, BANDS, GATE, CREDIT_GATE, PROVISIONAL)
"""The keys of the policy that a round works by."""
WAITING = Q(state=GradeAssessment.State.PROPOSED) & ~Q(proposed="")


def round_panels(row: GradingRound, rows: QuerySet[GradeAssessment]) -> Iterator[Panel]:
    """
    The panels of a round.

    Args:
        row: The round.
        rows: Those of its grades that the reader sees.
    """
    yield Panel(_("What was worked out"), _moves(row, rows))
    yield from _missing(rows)
    yield from _rules(row)


def _moves(row: GradingRound, rows: QuerySet[GradeAssessment]) -> str:
    """
    How many went from which grade to which, each with its list.
    """
    counts = rows.order_by("before", "proposed").values("before", "proposed").annotate(count=Count("pk"))
    table = [(one["before"] or "–", one["proposed"] or _("cannot be told"), one["count"]) for one in counts]
    page = reverse("admin:visitcore_django_gradeassessment_changelist")
    links = [
        (f"{page}?{urlencode({'round__id__exact': row.pk, 'moved': name})}", label, rows.filter(where).count())
        for name, (label, where) in MOVES.items()
    ]
    waiting = rows.filter(WAITING).count()
    all_waiting = f"{page}?{urlencode({'round__id__exact': row.pk, 'state__exact': 'proposed'})}"
    told = {"moves": table, "links": links, "waiting": waiting, "all_waiting": all_waiting}
    return render_to_string("visitcore/grading_moves.html", told)


def _missing(rows: QuerySet[GradeAssessment]) -> Iterator[Panel]:
    """
    What is missing, of how many customers.
    """
    found: Counter[str] = Counter()
    untold = rows.filter(MOVES["undetermined"][1]).order_by("missing")
    for missing, count in untold.values_list("missing").annotate(count=Count("pk")):
        for name in filter(None, missing.split(", ")):
            found[name] += count
    if found:
        told = [(*lacks([name]), count) for name, count in found.most_common(20)]
        yield Panel(_("What is missing"), render_to_string("visitcore/grading_missing.html", {"missing": told}))


def _rules(row: GradingRound) -> Iterator[Panel]:
    """
    The rules of the day of the round, in words.
    """
    book = running(row.on).policy.on(row.on)
    told = [one for one in (_rule(book, key) for key in READ) if one is not None]
    if told:
        yield Panel(_("How grades are worked out"), render_to_string("visitcore/grading_rules.html", {"rules": told}))


def _rule(book: Rulebook, key: str) -> dict[str, Any] | None:
    held = book.find(key)
    if held is None:
        return None
    label = next((layer.label for layer in book.policy.layers(key) if layer.label is not None), None)
    first = held.rules[0] if held.rules else None
    return {
        "label": named(key.rpartition(".")[2]) if label is None else label.in_(lang()),
        "lines": [line.in_(lang()) for line in in_words(held.value, held.unit)],
        "clause": "" if first is None else f"{first.document.in_(lang())} {clause_in_words(first.clause).in_(lang())}",
        "origin": held.origin.value,
    }
