"""
Names that packs and facts use, in the words of people.
"""

import re
from functools import cache
from pathlib import Path

from attrs import evolve

from visitcore.explain.ranges import range_in_words
from visitcore.ground.problem import Problem
from visitcore.ground.text import Lang, Text

_FILE = Path(__file__).with_name("names.txt")
_ALONE = r"(?<![\w.`]){}(?!\w|\.\w)"
_SNAKE = re.compile(_ALONE.format(r"\d*[a-z]\w*_\w+"), re.ASCII)
_NAME = re.compile(_ALONE.format(r"\d*[a-zA-Z]\w*"), re.ASCII)
_FACT = re.compile(
    r"(?<![\w.])(?:complaint\.(?:events|flags)|answers|callback|case|contract|figures|filing|flags|matter|meal|values)"
    r"\.(?=[a-z])",
    re.ASCII,
)
_OF_EVENT = re.compile(r"(?<![\w.])(complaint\.events\.[a-z]\w*)\.(at|by)(?!\w)", re.ASCII)
_ASKED = {"at": Text(" (when)", "（时间）"), "by": Text(" (by whom)", "（经办人）")}
_PLACE = re.compile(r"(?:(?<![\w.])|(?<=\]\.))([a-z]\w*)\[(\d+)\]\.(?=[a-z])", re.ASCII)
_LINE = re.compile(r"([a-z][\w.]*)\[([\w ]+) = ([^\]]*)\]", re.ASCII)
_RANGE = re.compile(r"[\[(]\d[\d.:]*\.\.\d[\d.:]*[\])]")
_SECONDS = re.compile(r"(?<= \d\d:\d\d):00(?=[+-]\d\d:\d\d)")
_INSTANT = re.compile(r" \(an instant(?: with its time zone)?\)")
_CHINESE = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef"
_YES_NO = {"True": Text("yes", "是"), "False": Text("no", "否")}


def word(name: str) -> Text:
    """
    What people call a role, state, item, input or other name.

    A name that is not known keeps its own words.

    >>> word("department_head").zh, word("department_head").en, word("harbour_master").zh
    ('部门负责人', 'department head', 'harbour master')
    """
    known = _YES_NO.get(name) or _known().get(name)
    if known is not None:
        return known
    words = name.replace("_", " ") if _SNAKE.fullmatch(name) else name
    return Text(words, words)


def in_people_words(said: Text) -> Text:
    """
    A sentence with every name of a pack put into words; keys such as ``visits.cadence`` stay as they are.

    So do names between backticks, which people have to write themselves.

    >>> in_people_words(Text("only team_leader may do this", "只能由 team_leader 办理")).zh
    '只能由组长办理'
    """
    en = _LINE.sub(r"\1 for \2 = \3", said.en)
    zh = _LINE.sub(r"\1 中 \2 = \3 的规定", said.zh)
    return Text(_english(_plain(en, "en")), _chinese(_in_place(_plain(with_instants(zh), "zh"))))


def fault_in_words(fault: Problem) -> Text:
    """
    A fault of some facts on one line, in the words of people; a name that is its whole place, too.

    >>> fault_in_words(Problem("id", Text("is empty", "为空"))).en
    'number: is empty'
    """
    known = None if fault.file else _known().get(fault.where)
    told = in_people_words((fault if known is None else evolve(fault, where="")).told)
    return told if known is None else Text(f"{known.en}: {told.en}", f"{known.zh}：{told.zh}")


def with_instants(sentence: str) -> str:
    """
    A Chinese sentence in which it is said in Chinese that a moment has to be known more exactly.

    >>> with_instants("complaint.events.handled (an instant with its time zone)")
    'complaint.events.handled（带时区的时刻）'
    """
    return _INSTANT.sub("（带时区的时刻）", sentence)


def _in_place(sentence: str) -> str:
    """
    A Chinese sentence in which the places of a list are counted from one, as people do.
    """
    return _PLACE.sub(lambda found: f"第{int(found[2]) + 1}项{word(found[1]).zh}的", sentence)


def _plain(sentence: str, lang: Lang) -> str:
    """
    A sentence without what only programs need: rooms of facts, signs of ranges, seconds that are zero.
    """
    sentence = _OF_EVENT.sub(lambda found: found[1] + _ASKED[found[2]].in_(lang), sentence)
    sentence = _SECONDS.sub("", _FACT.sub("", sentence))
    return _RANGE.sub(lambda found: (range_in_words(found[0]) or Text(found[0], found[0])).in_(lang), sentence)


def _english(sentence: str) -> str:
    return _NAME.sub(lambda found: word(found[0]).en if "_" in found[0] or found[0] in _YES_NO else found[0], sentence)


def _chinese(sentence: str) -> str:
    put = _NAME.sub(lambda found: word(found[0]).zh, sentence)
    put = re.sub(rf"(?<=[{_CHINESE}]), |, (?=[{_CHINESE}])", "、", put)
    put = re.sub(rf"(?<=[{_CHINESE}]): ", "：", put)
    return re.sub(rf"(?<=[{_CHINESE}]) (?=[{_CHINESE}])", "", put)


@cache
def _known() -> dict[str, Text]:
    known = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        name, _, words = line.partition(": ")
        if words and not line.startswith("#"):
            zh, _, en = words.partition(" | ")
            known[name] = Text(en or name.replace("_", " "), zh)
    return known
