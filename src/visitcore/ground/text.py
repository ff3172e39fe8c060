"""
Words in the two languages the house speaks.
"""

from typing import Literal

from attrs import frozen

Lang = Literal["en", "zh"]


@frozen
class Text:
    """
    One sentence, name or label in English and in Chinese.

    Attributes:
        en: The English words.
        zh: The Chinese words (simplified).

    >>> Text("week", "周").in_("zh")
    '周'
    """

    en: str
    zh: str

    def in_(self, lang: Lang) -> str:
        """
        The words in the language asked for.
        """
        return self.zh if lang == "zh" else self.en

    def __str__(self) -> str:
        return self.en
