"""
Verdicts as words with their signs.
"""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

VERDICTS = {
    "allowed": ("✓", "met", _("in order")),
    "refused": ("✗", "overdue", _("not in order")),
    "referred": ("!", "due", _("needs approval")),
    "undetermined": ("?", "undetermined", _("cannot be told")),
    "not_applicable": ("·", "none", _("does not apply")),
}
"""The sign of each verdict, the look it shares with the due list, and what it is called."""


SHOWN = 2
"""Clauses that a row of a list names."""


def verdict_badge(verdict: str | None) -> SafeString | str:
    """
    A verdict as a word with its sign; a dash where nothing was decided.
    """
    if not verdict:
        return "–"
    sign, look, words = VERDICTS.get(verdict, ("·", "none", verdict))
    return format_html(
        '<span class="visitcore-status visitcore-{}"><span aria-hidden="true">{}</span> {}</span>', look, sign, words
    )


def clauses_shown(rules: str) -> SafeString:
    """
    The first clauses, and how many more; all of them come up when one points at it.
    """
    told = rules.split(", ")
    more = f" +{len(told) - SHOWN}" if len(told) > SHOWN else ""
    return format_html('<span title="{}">{}{}</span>', rules, ", ".join(told[:SHOWN]), more)
