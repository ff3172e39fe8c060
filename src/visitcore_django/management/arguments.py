"""
What the commands are told: numbers and days, each refused with a sentence where it is none.
"""

from argparse import ArgumentTypeError
from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _

from visitcore_django.models.fit import YEARS


def at_least(least: int) -> Callable[[str], int]:
    """
    Reads a whole number that is not below another.
    """

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = least - 1
        if number < least:
            said = {"text": text, "least": least}
            raise ArgumentTypeError(_("%(text)s is no number from %(least)s on") % said)
        return number

    return read


def day(text: str) -> date:
    """
    Reads a day.
    """
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = date.min
    if found.year not in YEARS:
        raise ArgumentTypeError(_("%(text)s is no day; write it like 2024-06-14.") % {"text": text})
    return found
