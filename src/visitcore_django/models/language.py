"""
The languages of the reader and of the site.
"""

from typing import Literal

from django.conf import settings
from django.utils.translation import get_language


def lang() -> Literal["en", "zh"]:
    """
    The reader's language, as the library knows it.
    """
    return lang_of(get_language())


def site_lang() -> Literal["en", "zh"]:
    """
    The language of the site, as the library knows it.
    """
    return lang_of(settings.LANGUAGE_CODE)


def lang_of(code: str | None) -> Literal["en", "zh"]:
    """
    The language that a code stands for, as the library knows it.

    >>> lang_of("zh-Hans"), lang_of("de")
    ('zh', 'en')
    """
    return "zh" if (code or "").lower().startswith("zh") else "en"


def between() -> str:
    """
    What stands between the parts of a list.
    """
    return "、" if lang() == "zh" else ", "
