"""
Messages of several lines: what could not be done, each with its reason.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


def in_lines(head: str, lines: Iterable[tuple[Any, Any]]) -> SafeString:
    """
    A heading, and below it a line for each thing with what is to be said of it; markup is text.

    Lines are no list items: within the bar of a message the admin dresses each item as a message of its own, in green
    and with a tick.
    """
    return format_html("{}{}", head, format_html_join("", "<br>{}: {}", lines))
