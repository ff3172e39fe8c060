"""
The history of a row in the reader's language.
"""

import json
from typing import Any

from django.utils.translation import gettext


def logged_in_words(message: str) -> str:
    """
    A message of the history, ready for the admin to translate.

    The admin writes fields down in English and with a capital, as they stand on the form, and looks just these up; the
    names of columns are translated without the capital.
    """
    if not message.startswith("["):
        return message
    try:
        told = json.loads(message)
    except json.JSONDecodeError:
        return message
    return json.dumps([_each_in_words(one) for one in told])


def _each_in_words(one: dict[str, Any]) -> dict[str, Any]:
    return {
        deed: {**said, "fields": [_field_in_words(name) for name in said["fields"]]} if "fields" in said else said
        for deed, said in one.items()
    }


def _field_in_words(name: str) -> str:
    small = name[:1].lower() + name[1:]
    return name if gettext(name) != name or gettext(small) == small else gettext(small)
