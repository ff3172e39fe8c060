"""
The languages of the reader and of the site.
"""

from django.conf import settings
from django.utils.translation import get_language

from visitcore.ground.text import Lang


def lang() -> Lang:
    """
    The reader's language, as the library knows it.
    """
    return lang_of(get_language())


def site_lang() -> Lang:
    """
    The language of the site, as the library knows it.
    """
    return lang_of(settings.LANGUAGE_CODE)


def lang_of(code: str | None) -> Lang:
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
