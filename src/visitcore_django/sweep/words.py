"""
What a reminder says, in both languages at once: it is read by somebody else than the one who runs the sweep.
"""

from functools import cache
from typing import Any

from django.utils.translation import gettext, override

from visitcore.ground.text import Text

LANGUAGES = (("en", "en"), ("zh", "zh-hans"))
ROOM = 500
"""Characters that a reminder keeps."""


def both(message: str, **values: Any) -> Text:
    """
    A message of the catalogue with its values filled in; a value that is a `Text` is told in each language.

    >>> both("%(a)s and %(b)s", a=1, b=Text("two", "二")).zh
    '1 and 二'
    """
    told = {}
    for lang, template in _templates(message).items():
        own = {name: value.in_(lang) if isinstance(value, Text) else value for name, value in values.items()}
        told[lang] = (template % own if own else template)[:ROOM]
    return Text(told["en"], told["zh"])


def called(row: Any) -> Text:
    """
    What a row is called in both languages.
    """
    told = {}
    for lang, code in LANGUAGES:
        with override(code):
            told[lang] = str(row)
    return Text(told["en"], told["zh"])


@cache
def _templates(message: str) -> dict[Any, str]:
    told = {}
    for lang, code in LANGUAGES:
        with override(code):
            told[lang] = gettext(message)
    return told
