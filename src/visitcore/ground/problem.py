"""
A fault found in something a person wrote.
"""

import re

from attrs import evolve, frozen

from visitcore.ground.phrases import in_chinese
from visitcore.ground.text import Lang, Text

_COUNTED = re.compile(r"\b(?:row|line) (\d+)(?:, column (\d+))?|\bend of document\b")


def _counted(found: re.Match[str]) -> str:
    """
    The line, and the place in it where that is known; or the end of the file.
    """
    return f"第{found[1]}行{f'第{found[2]}个字符' if found[2] else ''}" if found[1] else "文件末尾"


@frozen
class Problem:
    """
    One fault: where it stands, what is wrong, and how to mend it.

    Attributes:
        where: Path to the fault, outermost first, e.g. ``parameter[0].history[1].table``.
        what: What is wrong, with the value that is wrong; English where it is no `Text`.
        fix: What to do next; may be empty only where *what* already says it.
        sample: A concrete case that shows the fault, e.g. ``grade = A, score = 45``.
        file: File the fault stands in, empty where there is none.
    """

    where: str
    what: str | Text
    fix: str | Text = ""
    sample: str = ""
    file: str = ""

    def inside(self, outer: str) -> "Problem":
        """
        The same fault, seen from one level further out.
        """
        if not outer:
            return self
        joined = outer if not self.where else f"{outer}{'' if self.where.startswith('[') else '.'}{self.where}"
        return evolve(self, where=joined)

    @property
    def spot(self) -> Text:
        """
        The path in the file as people write it; lines are counted in their language.
        """
        return Text(self.where, _COUNTED.sub(_counted, self.where))

    @property
    def place(self) -> Text:
        """
        The file and the path in it, as people write them; empty where neither is known.
        """
        en, zh = (": ".join(part for part in (self.file, spot) if part) for spot in (self.spot.en, self.spot.zh))
        return Text(en, zh)

    @property
    def told(self) -> Text:
        """
        The fault on one line.
        """
        place, what, fix = self.place, words(self.what), words(self.fix)
        en = f"{place.en}: {what.en}" if place.en else what.en
        zh = f"{place.zh}：{what.zh}" if place.zh else what.zh
        if self.sample:
            en, zh = f"{en} (for example: {self.sample})", f"{zh}（例如：{self.sample}）"
        return Text(f"{en}; {fix.en}", f"{zh}；{fix.zh}") if fix.en else Text(en, zh)

    def in_(self, lang: Lang) -> str:
        """
        The fault on one line in the language asked for.
        """
        return self.told.in_(lang)

    def __str__(self) -> str:
        return self.told.en


def words(said: str | Text) -> Text:
    """
    A sentence in both languages; one that is English only, and not among the phrases, stands for both.

    >>> words("list its items").in_("zh")
    '请列出项目'
    >>> words("is blue").in_("zh")
    'is blue'
    """
    return said if isinstance(said, Text) else Text(said, in_chinese(said))
