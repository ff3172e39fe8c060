"""
The reader's language.
"""

from typing import Literal

from django.utils.translation import get_language


def lang() -> Literal["en", "zh"]:
    """
    The reader's language, as the library knows it.
    """
    return "zh" if (get_language() or "").startswith("zh") else "en"


def between() -> str:
    """
    What stands between the parts of a list.
    """
    return "、" if lang() == "zh" else ", "
